import { defineForm, integer, type Text, text } from '../define'

const count = (label: Text, unit?: string) =>
  integer({
    label,
    ...(unit !== undefined && { unit }),
    soft: ['0', '60'],
    hard: ['0', '400'],
    required: true,
    missing: true,
  })

/** HRU: use of care since the last time it was asked. */
export const resourceUse = defineForm({
  oid: 'HRU',
  title: { en: 'Use of care', fr: 'Recours aux soins' },
  groups: {
    USE: {
      items: {
        HRUPERIOD: integer({
          label: { en: 'Asked about the last', fr: 'Question sur les derniers' },
          unit: 'd',
          hard: ['1', '400'],
          required: true,
        }),
        HRUADM: count({ en: 'Hospital stays', fr: 'Hospitalisations' }),
        HRUDAYS: count({ en: 'Days in hospital', fr: "Jours à l'hôpital" }, 'd'),
        HRUOUT: count({ en: 'Outpatient visits', fr: 'Consultations' }),
        HRUIMG: count({ en: 'Scans', fr: 'Imageries' }),
        HRUDRUG: text({ label: { en: 'Medicines', fr: 'Médicaments' }, lines: 3, maxLength: 500 }),
        HRUWORK: count({ en: 'Days off work', fr: 'Jours sans travailler' }, 'd'),
      },
    },
  },
  checks: [
    {
      id: 'HRU-01',
      severity: 'S',
      items: ['HRUDAYS', 'HRUADM'],
      holds: '(HRUADM == 0) == (HRUDAYS == 0)',
      message: { en: 'Hospital stays and days do not fit.', fr: 'Hospitalisations et jours ne concordent pas.' },
      cases: {
        holds: { HRUADM: '1', HRUDAYS: '4' },
        boundary: { HRUADM: '0', HRUDAYS: '0' },
        fails: { HRUADM: '0', HRUDAYS: '4' },
      },
    },
    {
      id: 'HRU-02',
      severity: 'H',
      items: ['HRUDAYS', 'HRUPERIOD'],
      holds: 'HRUDAYS <= HRUPERIOD',
      message: {
        en: 'More days in hospital than days asked about.',
        fr: "Plus de jours à l'hôpital que de jours demandés.",
      },
      cases: {
        holds: { HRUDAYS: '4', HRUPERIOD: '90' },
        boundary: { HRUDAYS: '90', HRUPERIOD: '90' },
        fails: { HRUDAYS: '91', HRUPERIOD: '90' },
      },
    },
  ],
})
