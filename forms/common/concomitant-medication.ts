import { doseUnits, frequencies, routes, yesOrNo } from '../code-lists'
import { code, date, decimal, defineForm, text } from '../define'

/** CM: one medicine taken beside the study treatment. */
export const concomitantMedication = defineForm({
  oid: 'CM',
  title: { en: 'Concomitant medication', fr: 'Traitement concomitant' },
  repeating: true,
  nameItem: 'CMTRT',
  domain: 'CM',
  groups: {
    MEDICINE: {
      title: { en: 'Medicine', fr: 'Médicament' },
      items: {
        CMTRT: text({ label: { en: 'Medicine', fr: 'Médicament' }, maxLength: 200, required: true }),
        CMINDC: text({ label: { en: 'Given for', fr: 'Indication' }, maxLength: 200, required: true }),
      },
    },
    DOSE: {
      title: { en: 'Dose', fr: 'Dose' },
      items: {
        CMDOSE: decimal({
          label: { en: 'Single dose', fr: 'Dose unitaire' },
          hard: { low: '0' },
          required: true,
          missing: true,
        }),
        CMDOSU: code({
          label: { en: 'Dose unit', fr: 'Unité de dose' },
          codeList: doseUnits,
          display: 'search',
          required: true,
          missing: true,
        }),
        CMDOSFRQ: code({
          label: { en: 'How often', fr: 'Fréquence' },
          codeList: frequencies,
          display: 'search',
          required: true,
          missing: true,
        }),
        CMROUTE: code({
          label: { en: 'Route', fr: 'Voie' },
          codeList: routes,
          display: 'search',
          required: true,
          missing: true,
        }),
      },
    },
    COURSE: {
      title: { en: 'Dates', fr: 'Dates' },
      items: {
        CMSTDAT: date({
          label: { en: 'Start', fr: 'Début' },
          partial: true,
          required: true,
          missing: true,
        }),
        CMONGO: code({
          label: { en: 'Still taken', fr: 'Toujours pris' },
          codeList: yesOrNo,
          display: 'radio',
          required: true,
        }),
        CMENDAT: date({
          label: { en: 'End', fr: 'Fin' },
          partial: true,
          required: 'CMONGO == "N"',
          missing: true,
        }),
      },
    },
  },
  checks: [
    {
      id: 'CM-01',
      severity: 'H',
      items: ['CMENDAT', 'CMSTDAT'],
      holds: 'CMSTDAT <= CMENDAT',
      message: { en: 'The medicine ends before it starts.', fr: 'Le traitement finit avant de commencer.' },
      cases: {
        holds: { CMSTDAT: '2026-02', CMENDAT: '2026-03-04' },
        boundary: { CMSTDAT: '2026-03-04', CMENDAT: '2026-03-04' },
        fails: { CMSTDAT: '2026-03-04', CMENDAT: '2026-03-03' },
      },
    },
    {
      id: 'CM-02',
      severity: 'H',
      items: ['CMONGO', 'CMENDAT'],
      holds: 'CMONGO == "N" || !given(CMENDAT)',
      message: {
        en: 'Still taken, but an end date is given.',
        fr: 'Toujours pris, mais une date de fin est donnée.',
      },
      cases: {
        holds: { CMONGO: 'N', CMENDAT: '2026-03-04' },
        boundary: { CMONGO: 'Y' },
        fails: { CMONGO: 'Y', CMENDAT: '2026-03-04' },
      },
    },
  ],
})
