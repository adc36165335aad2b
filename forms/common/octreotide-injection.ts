import type { GateDef } from '#shared/study/gates-definition'
import { calculated, checkOf, code, datetime, decimal, defineForm, integer, text } from '../define'
import { afterConsent } from './after-consent'
import { changeReasons, injectionRoutes, injectionSites, LONG_ACTING, somatostatinAnalogues } from './treatment-lists'
import { yesNo } from './yes-no'

const longActing = LONG_ACTING.map((drug) => `"${drug}"`).join(', ')
const at = (time: string, day = '2025-03-04') => `${day}T${time}:00+01:00`

/** An injection this long after a dose of 177Lu was meant for it; what comes later belongs to the monthly rhythm. */
const BELONGS_MINUTES = 7 * 24 * 60

/** When the long-acting injection that follows a dose of 177Lu is given. */
interface Timing {
  /** `day`: within 24 hours of the end of the infusion; `next-day`: on the day after it. */
  readonly follows: 'day' | 'next-day'
}

/** Long-acting injections of this form within a week of the end of an infusion `d`. */
const follows = `ECTRT in [${longActing}] && given(d.ECENDTM) && 0 <= minutesBetween(d.ECENDTM, ECSTDTM) && minutesBetween(d.ECENDTM, ECSTDTM) <= ${BELONGS_MINUTES}`

const infusion = { ECTRT: 'OCTREOTIDE_LAR', 'EXLU.ECSTDTM': at('10:30'), 'EXLU.ECENDTM': at('11:00') }

const timing = ({ follows: rule }: Timing) =>
  checkOf({
    id: 'X017-LATE',
    severity: 'S',
    items: ['ECSTDTM'],
    holds: `every.EXLU.all(d, !(${follows}) || ${
      rule === 'day'
        ? 'minutesBetween(d.ECENDTM, ECSTDTM) <= 24 * 60'
        : 'daysBetween(dayOf(d.ECSTDTM), dayOf(ECSTDTM)) == 1'
    })`,
    message:
      rule === 'day'
        ? {
            en: 'Given more than 24 hours after Lu-177.',
            fr: 'Administré plus de 24 heures après le Lu-177.',
            sv: 'Given mer än 24 timmar efter Lu-177.',
          }
        : {
            en: 'Not given on the day after Lu-177.',
            fr: 'N’a pas été administré le lendemain du Lu-177.',
            sv: 'Inte given dagen efter Lu-177.',
          },
    cases: {
      holds: { ...infusion, ECSTDTM: at('09:00', '2025-03-05') },
      boundary: { ...infusion, ECSTDTM: rule === 'day' ? at('11:00', '2025-03-05') : at('23:59', '2025-03-05') },
      fails: { ...infusion, ECSTDTM: at('11:01', '2025-03-06') },
    },
  })

/** EXOCT: one injection of a somatostatin analogue. With a timing it is asked how it follows 177Lu (form EXLU). */
export const octreotideInjection = (afterLutetium?: Timing) =>
  defineForm({
    oid: 'EXOCT',
    title: { en: 'Somatostatin analogue', fr: 'Analogue de la somatostatine', sv: 'Somatostatinanalog' },
    repeating: true,
    nameItem: 'ECTRT',
    columns: ['ECTRT', 'ECSTDTM', 'ECDOSE', 'ECNINJ', 'ECROUTE', 'ECLOC', 'ECLOT', 'ECADJ', 'ECADJRS'],
    groups: {
      INJECTION: {
        title: { en: 'Injection', fr: 'Injection', sv: 'Injektion' },
        items: {
          ECTRT: code({
            label: { en: 'Drug', fr: 'Médicament', sv: 'Läkemedel' },
            codeList: somatostatinAnalogues,
            display: 'select',
            required: true,
          }),
          ECSTDTM: datetime({ label: { en: 'Given at', fr: 'Administré à', sv: 'Given' }, required: true }),
          ECDOSE: decimal({
            label: { en: 'Dose', fr: 'Dose', sv: 'Dos' },
            units: [
              { unit: 'mg', factor: '1' },
              { unit: 'µg', factor: '1', divisor: '1000' },
            ],
            hard: ['0', '240'],
            required: true,
          }),
          ECNINJ: integer({
            label: { en: 'Number of injections', fr: 'Nombre d’injections', sv: 'Antal injektioner' },
            hard: ['0', '4'],
            required: true,
          }),
          ECROUTE: code({
            label: { en: 'Route', fr: 'Voie', sv: 'Administreringssätt' },
            codeList: injectionRoutes,
            display: 'radio',
            required: true,
          }),
          ECLOC: code({
            label: { en: 'Site', fr: 'Site', sv: 'Injektionsställe' },
            codeList: injectionSites,
            display: 'select',
            required: true,
          }),
          ECLOT: text({ label: { en: 'Batch', fr: 'Lot', sv: 'Batch' }, maxLength: 40, required: true, missing: true }),
          ECADJ: yesNo({ en: 'Changed or left out?', fr: 'Modifié ou omis ?', sv: 'Ändrad eller överhoppad?' }),
          ECADJRS: code({
            label: { en: 'Reason', fr: 'Raison', sv: 'Skäl' },
            codeList: changeReasons,
            display: 'select',
            when: 'ECADJ == "Y"',
            required: true,
          }),
        },
      },
    },
    checks: [
      afterConsent('ECSTDTM', 'instant'),
      {
        id: 'EXOCT-01',
        severity: 'S',
        items: ['ECDOSE', 'ECTRT'],
        holds: [
          '(ECTRT == "OCTREOTIDE_LAR" && ECDOSE in [10, 20, 30, 40, 60])',
          '(ECTRT == "LANREOTIDE_AUTOGEL" && ECDOSE in [60, 90, 120])',
          'ECTRT == "OCTREOTIDE_SC" || ECTRT == "PASIREOTIDE"',
        ].join(' || '),
        message: {
          en: 'Not a usual dose of this drug.',
          fr: 'Dose inhabituelle de ce médicament.',
          sv: 'Ingen vanlig dos av läkemedlet.',
        },
        cases: {
          holds: { ECTRT: 'OCTREOTIDE_LAR', ECDOSE: '30' },
          boundary: { ECTRT: 'LANREOTIDE_AUTOGEL', ECDOSE: '120' },
          fails: { ECTRT: 'OCTREOTIDE_LAR', ECDOSE: '50' },
        },
      },
      {
        id: 'EXOCT-02',
        severity: 'S',
        items: ['ECNINJ', 'ECDOSE'],
        holds: 'ECTRT != "OCTREOTIDE_LAR" || ECDOSE != 60 || ECNINJ == 2',
        message: {
          en: '60 mg are two injections of 30 mg.',
          fr: '60 mg font deux injections de 30 mg.',
          sv: '60 mg är två injektioner på 30 mg.',
        },
        cases: {
          holds: { ECTRT: 'OCTREOTIDE_LAR', ECDOSE: '30', ECNINJ: '1' },
          boundary: { ECTRT: 'OCTREOTIDE_LAR', ECDOSE: '60', ECNINJ: '2' },
          fails: { ECTRT: 'OCTREOTIDE_LAR', ECDOSE: '60', ECNINJ: '1' },
        },
      },
      ...(afterLutetium
        ? [
            checkOf({
              id: 'X017',
              severity: 'D',
              deviation: 'DOSING',
              items: ['ECSTDTM'],
              holds: `every.EXLU.all(d, !(${follows}) || 240 <= minutesBetween(d.ECENDTM, ECSTDTM))`,
              message: {
                en: 'Given less than 4 hours after the end of Lu-177.',
                fr: 'Administré moins de 4 heures après la fin du Lu-177.',
                sv: 'Given mindre än 4 timmar efter slutet av Lu-177.',
              },
              cases: {
                holds: { ...infusion, ECSTDTM: at('09:00', '2025-03-05') },
                boundary: { ...infusion, ECSTDTM: at('15:00') },
                fails: { ...infusion, ECSTDTM: at('14:30') },
              },
            }),
            timing(afterLutetium),
          ]
        : []),
    ],
  })

/** Injections of form EXOCT before a dose of 177Lu, of which `s` is one. */
const before = (kind: 'long' | 'short') =>
  `every.EXOCT.filter(s, given(s.ECSTDTM) && minutesBetween(s.ECSTDTM, ECSTDTM) > 0 && ${
    kind === 'long' ? '' : '!'
  }(s.ECTRT in [${longActing}]))`

/** On form EXLU: how long before this dose the last analogue was given. */
export const beforeLutetium = {
  SSALASTLONG: calculated({
    label: {
      en: 'Days since a long-acting analogue',
      fr: 'Jours depuis un analogue à action prolongée',
      sv: 'Dagar sedan en långverkande analog',
    },
    expression: `least(${before('long')}.map(s, daysBetween(dayOf(s.ECSTDTM), dayOf(ECSTDTM))))`,
    result: 'decimal',
    unit: 'd',
    decimals: 0,
  }),
  SSALASTSHORT: calculated({
    label: {
      en: 'Hours since a short-acting analogue',
      fr: 'Heures depuis un analogue à action courte',
      sv: 'Timmar sedan en kortverkande analog',
    },
    expression: `least(${before('short')}.map(s, minutesBetween(s.ECSTDTM, ECSTDTM) / 60))`,
    result: 'decimal',
    unit: 'h',
    decimals: 1,
  }),
}

/** On form EXLU: the gaps that the gate of the study asks. */
export function beforeLutetiumChecks({ longActingGap, shortActingHours }: GateDef<'lutetium'>) {
  const days = longActingGap.value
  const hours = shortActingHours.value
  const given = (ECTRT: string, earlierMinutes: number) => {
    const dose = Date.parse('2025-04-29T10:00:00Z')
    const injected = new Date(dose - earlierMinutes * 60_000).toISOString().slice(0, 16)
    return { 'EXOCT.ECTRT': ECTRT, 'EXOCT.ECSTDTM': `${injected}:00+00:00`, ECSTDTM: '2025-04-29T10:00:00+00:00' }
  }
  const long = (gap: number) => given('OCTREOTIDE_LAR', gap * 24 * 60)
  const short = (minutes: number) => given('OCTREOTIDE_SC', minutes)
  return [
    checkOf({
      id: 'X017-LONG',
      severity: 'H',
      items: ['ECSTDTM'],
      holds: `${days} <= SSALASTLONG`,
      message: {
        en: `A long-acting analogue was given less than ${days} days before.`,
        fr: `Un analogue à action prolongée a été donné moins de ${days} jours avant.`,
        sv: `En långverkande analog gavs mindre än ${days} dagar före.`,
      },
      cases: { holds: long(55), boundary: long(days), fails: long(days - 1) },
    }),
    checkOf({
      id: 'X017-SHORT',
      severity: 'H',
      items: ['ECSTDTM'],
      holds: `${hours} <= SSALASTSHORT`,
      message: {
        en: `A short-acting analogue was given less than ${hours} hours before.`,
        fr: `Un analogue à action courte a été donné moins de ${hours} heures avant.`,
        sv: `En kortverkande analog gavs mindre än ${hours} timmar före.`,
      },
      cases: { holds: short(48 * 60), boundary: short(hours * 60), fails: short(hours * 60 - 1) },
    }),
  ]
}
