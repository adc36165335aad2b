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
  source: 'transcribed',
  title: { en: 'Use of care', fr: 'Recours aux soins', sv: 'Vårdkonsumtion' },
  groups: {
    USE: {
      items: {
        HRUPERIOD: integer({
          label: { en: 'Asked about the last', fr: 'Question sur les derniers', sv: 'Gäller de senaste' },
          unit: 'd',
          hard: ['1', '400'],
          required: true,
        }),
        HRUADM: count({ en: 'Hospital stays', fr: 'Hospitalisations', sv: 'Sjukhusvistelser' }),
        HRUDAYS: count({ en: 'Days in hospital', fr: 'Jours à l’hôpital', sv: 'Dagar på sjukhus' }, 'd'),
        HRUOUT: count({ en: 'Outpatient visits', fr: 'Consultations', sv: 'Öppenvårdsbesök' }),
        HRUIMG: count({ en: 'Scans', fr: 'Imageries', sv: 'Bilddiagnostik' }),
        HRUDRUG: text({ label: { en: 'Medicines', fr: 'Médicaments', sv: 'Läkemedel' }, lines: 3, maxLength: 500 }),
        HRUWORK: count({ en: 'Days off work', fr: 'Jours sans travailler', sv: 'Dagar borta från arbetet' }, 'd'),
      },
    },
  },
  checks: [
    {
      id: 'HRU-01',
      severity: 'S',
      items: ['HRUDAYS', 'HRUADM'],
      holds: '(HRUADM == 0) == (HRUDAYS == 0)',
      message: {
        en: 'Hospital stays and days do not fit.',
        fr: 'Hospitalisations et jours ne concordent pas.',
        sv: 'Sjukhusvistelser och dagar stämmer inte överens.',
      },
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
        fr: 'Plus de jours à l’hôpital que de jours demandés.',
        sv: 'Fler dagar på sjukhus än frågan gäller.',
      },
      cases: {
        holds: { HRUDAYS: '4', HRUPERIOD: '90' },
        boundary: { HRUDAYS: '90', HRUPERIOD: '90' },
        fails: { HRUDAYS: '91', HRUPERIOD: '90' },
      },
    },
  ],
})
