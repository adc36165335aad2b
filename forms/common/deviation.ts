import { code, date, defineForm, text } from '../define'
import { deviationCategories, deviationSeverities, deviationSources } from './outcome-lists'
import { yesNo } from './yes-no'

/** DV: one deviation from the protocol, noted by a person or proposed by a check. */
export const protocolDeviation = defineForm({
  oid: 'DV',
  title: { en: 'Protocol deviation', fr: 'Déviation au protocole' },
  repeating: true,
  nameItem: 'DVTERM',
  domain: 'DV',
  columns: ['DVTERM', 'DVSTDAT', 'DVCAT', 'DVSEV', 'DVSRC', 'DVLINK', 'DVREP', 'DVREPDAT'],
  groups: {
    DEVIATION: {
      items: {
        DVTERM: text({ label: { en: 'What deviated', fr: 'Déviation' }, maxLength: 500, required: true }),
        DVSTDAT: date({ label: { en: 'Date', fr: 'Date' }, required: true }),
        DVCAT: code({
          label: { en: 'Category', fr: 'Catégorie' },
          codeList: deviationCategories,
          display: 'select',
          required: true,
        }),
        DVSEV: code({
          label: { en: 'Severity', fr: 'Gravité' },
          codeList: deviationSeverities,
          display: 'radio',
          required: true,
        }),
        DVSRC: code({
          label: { en: 'Source', fr: 'Origine' },
          codeList: deviationSources,
          display: 'radio',
          required: true,
        }),
        DVCHECK: text({
          label: { en: 'Check', fr: 'Contrôle' },
          maxLength: 200,
          when: 'DVSRC == "AUTO"',
          required: true,
        }),
        DVACT: text({
          label: { en: 'What was done about it', fr: 'Mesure prise' },
          lines: 3,
          maxLength: 500,
          required: true,
        }),
        DVREP: yesNo({ en: 'Reported?', fr: 'Déclarée ?' }),
        DVREPDAT: date({ label: { en: 'Reported on', fr: 'Déclarée le' }, when: 'DVREP == "Y"', required: true }),
        DVLINK: text({
          label: { en: 'Belongs to', fr: 'Concerne' },
          help: { en: 'The visit, dose or record that it is about.', fr: 'La visite, la dose ou la ligne concernée.' },
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
      message: { en: 'Reported before it happened.', fr: "Déclarée avant d'avoir eu lieu." },
      cases: {
        holds: { DVSTDAT: '2026-03-04', DVREPDAT: '2026-03-06' },
        boundary: { DVSTDAT: '2026-03-04', DVREPDAT: '2026-03-04' },
        fails: { DVSTDAT: '2026-03-04', DVREPDAT: '2026-03-03' },
      },
    },
  ],
})
