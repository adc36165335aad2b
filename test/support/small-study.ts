import { StudyId } from '#shared/ids'
import { StudyVersion } from '#shared/study/definition'

export const STUDY = StudyId.parse('NCT00000001')

/** A study small enough to see whole: consent and weight at one visit, and a log of adverse events. */
export const smallStudy = StudyVersion.parse({
  format: 1,
  study: { id: STUDY, name: 'SMALL', title: { en: 'A small study' } },
  name: '1.0',
  arms: [],
  anchors: [],
  events: [
    { oid: 'SCR', title: { en: 'Screening' }, kind: 'scheduled', forms: ['SV', 'VS'] },
    { oid: 'LOG', title: { en: 'Throughout' }, kind: 'log', forms: ['AE'] },
  ],
  forms: [
    {
      oid: 'SV',
      title: { en: 'Visit' },
      domain: 'SV',
      groups: [{ oid: 'VISIT', items: [{ oid: 'SVSTDTC', type: 'date', label: { en: 'Date of visit' } }] }],
      checks: [],
    },
    {
      oid: 'VS',
      title: { en: 'Vital signs' },
      groups: [
        {
          oid: 'VITALS',
          items: [{ oid: 'SYSBP', type: 'integer', label: { en: 'Systolic' }, units: [{ unit: 'mmHg', factor: '1' }] }],
        },
      ],
      checks: [],
    },
    {
      oid: 'AE',
      title: { en: 'Adverse event' },
      repeating: true,
      nameItem: 'AETERM',
      domain: 'AE',
      groups: [{ oid: 'EVENT', items: [{ oid: 'AETERM', type: 'text', label: { en: 'Term' } }] }],
      checks: [],
    },
  ],
  codeLists: [],
  visitDate: { form: 'SV', item: 'SVSTDTC' },
  signing: [{ form: 'AE', meaning: 'reviewed-adverse-event' }],
})
