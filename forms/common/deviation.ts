import { code, date, defineForm, text } from '../define'
import { deviationCategories, deviationSeverities, deviationSources } from './outcome-lists'
import { yesNo } from './yes-no'

/** DV: one deviation from the protocol, noted by a person or proposed by a check. */
export const protocolDeviation = defineForm({
  oid: 'DV',
  title: { en: 'Protocol deviation', fr: 'Déviation au protocole', sv: 'Protokollavvikelse' },
  repeating: true,
  nameItem: 'DVTERM',
  domain: 'DV',
  columns: ['DVTERM', 'DVSTDAT', 'DVCAT', 'DVSEV', 'DVSRC', 'DVLINK', 'DVREP', 'DVREPDAT'],
  groups: {
    DEVIATION: {
      items: {
        DVTERM: text({
          label: { en: 'What deviated', fr: 'Déviation', sv: 'Vad som avvek' },
          maxLength: 500,
          required: true,
        }),
        DVSTDAT: date({ label: { en: 'Date', fr: 'Date', sv: 'Datum' }, required: true }),
        DVCAT: code({
          label: { en: 'Category', fr: 'Catégorie', sv: 'Kategori' },
          codeList: deviationCategories,
          display: 'select',
          required: true,
        }),
        DVSEV: code({
          label: { en: 'Severity', fr: 'Gravité', sv: 'Allvarlighetsgrad' },
          codeList: deviationSeverities,
          display: 'radio',
          required: true,
        }),
        DVSRC: code({
          label: { en: 'Source', fr: 'Origine', sv: 'Källa' },
          codeList: deviationSources,
          display: 'radio',
          required: true,
        }),
        DVCHECK: text({
          label: { en: 'Check', fr: 'Contrôle', sv: 'Kontroll' },
          maxLength: 200,
          when: 'DVSRC == "AUTO"',
          required: true,
        }),
        DVACT: text({
          label: { en: 'What was done about it', fr: 'Mesure prise', sv: 'Vad som gjordes åt det' },
          lines: 3,
          maxLength: 500,
          required: true,
        }),
        DVREP: yesNo({ en: 'Reported?', fr: 'Déclarée ?', sv: 'Rapporterad?' }),
        DVREPDAT: date({
          label: { en: 'Reported on', fr: 'Déclarée le', sv: 'Rapporterad den' },
          when: 'DVREP == "Y"',
          required: true,
        }),
        DVLINK: text({
          label: { en: 'Belongs to', fr: 'Concerne', sv: 'Hör till' },
          help: {
            en: 'The visit, dose or record that it is about.',
            fr: 'La visite, la dose ou la ligne concernée.',
            sv: 'Besöket, dosen eller posten den gäller.',
          },
          link: {
            visits: true,
            forms: ['AE', 'SAE', 'CM', 'EXLU', 'EXAA', 'EXOCT', 'EXEV', 'EXTKI', 'EXCAP', 'ICF'],
            many: true,
          },
        }),
      },
    },
  },
  checks: [
    {
      id: 'DV-01',
      severity: 'H',
      items: ['DVREPDAT', 'DVSTDAT'],
      holds: 'DVSTDAT <= DVREPDAT',
      message: {
        en: 'Reported before it happened.',
        fr: 'Déclarée avant d’avoir eu lieu.',
        sv: 'Rapporterad innan den inträffade.',
      },
      cases: {
        holds: { DVSTDAT: '2026-03-04', DVREPDAT: '2026-03-06' },
        boundary: { DVSTDAT: '2026-03-04', DVREPDAT: '2026-03-04' },
        fails: { DVSTDAT: '2026-03-04', DVREPDAT: '2026-03-03' },
      },
    },
  ],
})
