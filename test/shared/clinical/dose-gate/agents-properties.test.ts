import type { Row } from '#shared/clinical/dose-gate/case-rows'
import type { Decision } from '#shared/clinical/dose-gate/condition'
import type { DoseResult } from '#shared/clinical/dose-gate/everolimus'
import { isoDayPlus } from '#shared/partial-date'
import { Decimal } from '#shared/quantity/decimal'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Told, ae, capecitabineOf, everolimusOf, garbage, octreotideOf, results, row } from './told'

const FIRST = '2026-01-05'
const PLANNED = '2026-03-02'
const runs = { numRuns: 100, seed: 20261121 }

const harshness: readonly Decision[] = ['RELEASED', 'REDUCED', 'HOLD', 'STOP']
/** Harder decisions weigh more, and of two that give something the one that gives less. */
const weight = ({ decision, doseMg }: DoseResult): Decimal =>
  new Decimal(harshness.indexOf(decision)).times(1_000_000).minus(doseMg ?? 0)

const day = fc.integer({ min: 1, max: 55 }).map((days) => isoDayPlus(FIRST, days))

/** From good to bad across every threshold. */
const ladders = {
  PLT: ['200', '100', '99', '75', '74.9', '50', '49.9', '25', '24.9', '3'],
  ANC: ['3.0', '1.5', '1.49', '1.0', '0.99', '0.5', '0.49', '0.1'],
  CHOL: ['5', '10.34', '10.35', '12.92', '12.93', '20'],
  TRIG: ['1', '5.7', '5.71', '11.4', '11.41', '30'],
  CREAT: ['60', '150', '157.2', '200', '262', '400'],
} as const
const units = { PLT: '10^9/L', ANC: '10^9/L', CHOL: 'mmol/L', TRIG: 'mmol/L', CREAT: 'umol/L' } as const
type Analyte = keyof typeof ladders
const analytes: readonly Analyte[] = ['PLT', 'ANC', 'CHOL', 'TRIG', 'CREAT']
const formOf: Readonly<Record<Analyte, string>> = { PLT: 'LBH', ANC: 'LBH', CHOL: 'LBE', TRIG: 'LBE', CREAT: 'LBC' }
const terms = ['Pneumonitis', 'Mucositis oral', 'Diarrhea', 'Hypertriglyceridemia', 'Platelet count decreased', 'Febrile neutropenia', 'Neutrophil count decreased', 'Anemia'] as const // prettier-ignore

interface Sample {
  readonly kind: 'sample'
  readonly analyte: Analyte
  readonly date: string
  readonly rung: number
}
interface Event {
  readonly kind: 'event'
  readonly term: string
  readonly date: string
  readonly lasts: number | undefined
  readonly action: string | null
  readonly related: string | null
  /** Grade 1 is rung 0. */
  readonly rung: number
}
type Seen = Sample | Event

const sample: fc.Arbitrary<Sample> = fc.record({
  kind: fc.constant('sample'),
  analyte: fc.constantFrom(...analytes),
  date: day,
  rung: fc.nat(7),
})
const event: fc.Arbitrary<Event> = fc.record({
  kind: fc.constant('event'),
  term: fc.constantFrom(...terms),
  date: day,
  lasts: fc.option(fc.nat(35), { nil: undefined, freq: 6 }),
  action: fc.constantFrom('DRUG_INTERRUPTED', 'DOSE_NOT_CHANGED', 'DOSE_REDUCED', null),
  related: fc.constantFrom('PROBABLE', 'POSSIBLE', 'UNLIKELY', null),
  rung: fc.nat(3),
})
const history = fc.array(fc.oneof(sample, event), { minLength: 1, maxLength: 7 })

function rowOf(seen: Seen): Row {
  if (seen.kind === 'event') {
    const { term, date, lasts, action, related, rung } = seen
    const items = { AEREL_EVE: related, AEREL_CAP: related, AEREL_OCT: related, AEACN_EVE: action, AEACN_CAP: action, AEACN_OCT: action } // prettier-ignore
    return ae(term, String(rung + 1), date, lasts === undefined ? undefined : isoDayPlus(date, lasts), items)
  }
  const ladder = ladders[seen.analyte]
  const value = ladder[Math.min(seen.rung, ladder.length - 1)] ?? ''
  return row(formOf[seen.analyte], seen.date, { [seen.analyte]: { value, unit: units[seen.analyte] } })
}

const tablets = (start: string, mg: string) => row('EXEV', start, { ECDOSE: { value: mg, unit: 'mg' }, ECSTDAT: start })
const course = (start: string, level: string) => row('EXCAP', start, { CAPLEVEL: level, ECSTDAT: start })
const who = [
  { form: 'DM', items: { SEX: 'M', BRTHDAT: '1965-05-01' } },
  row('EXCAP', '2025-12-20', { DPDRES: 'NORMAL' }),
]

interface Agent {
  readonly gate: (told: Told) => DoseResult
  /** Given twice, in order but for what is told. */
  readonly given: (second: string, level: string) => readonly Row[]
  readonly levels: readonly string[]
}
const agents: Readonly<Record<string, Agent>> = {
  everolimus: { gate: everolimusOf, given: (second, mg) => [tablets(FIRST, '10'), tablets(second, mg)], levels: ['10', '5', '2.5', '0'] },
  capecitabine: { gate: capecitabineOf, given: (second, pct) => [...who, course(FIRST, '100'), course(second, pct)], levels: ['100', '75', '50'] },
} // prettier-ignore

describe.each(Object.entries(agents))('%s', (_, { gate, given, levels }) => {
  const told = (seen: readonly Seen[], second: string, level: string) =>
    gate({ planned: PLANNED, rows: [...results('2026-02-27'), ...given(second, level), ...seen.map(rowOf)] })
  const second = fc.constantFrom('2026-01-26', '2026-02-10')
  const level = fc.constantFrom(...levels)

  test('a worse value or grade never makes the decision milder, nor the dose larger', () => {
    fc.assert(
      fc.property(history, fc.nat(6), second, level, (seen, which, from, at) => {
        const worse = seen.map((one, i) => (i === which % seen.length ? { ...one, rung: one.rung + 1 } : one))
        const [before, after] = [told(seen, from, at), told(worse, from, at)]
        expect(
          weight(after).greaterThanOrEqualTo(weight(before)),
          `${before.decision} ${before.reasons.join()} became ${after.decision} ${after.reasons.join()}`,
        ).toBe(true)
      }),
      runs,
    )
  })

  test('one more event never makes it milder', () => {
    fc.assert(
      fc.property(history, event, second, level, (seen, more, from, at) => {
        const [before, after] = [told(seen, from, at), told([...seen, more], from, at)]
        expect(weight(after).greaterThanOrEqualTo(weight(before))).toBe(true)
      }),
      runs,
    )
  })

  test('only what is given carries a dose, and every reason is a line of the checklist with a proof', () => {
    fc.assert(
      fc.property(history, second, level, (seen, from, at) => {
        const { decision, doseMg, reasons, missing, conditions } = told(seen, from, at)
        expect(doseMg !== undefined).toBe(decision === 'RELEASED' || decision === 'REDUCED')
        const codes = conditions.flatMap(({ code, verdict, items }) =>
          verdict === 'missing' ? items.map((item) => `MISSING_${item}`) : verdict === 'met' ? [] : code,
        )
        expect([...new Set(codes)]).toEqual(reasons)
        expect(missing).toEqual([...new Set(conditions.flatMap((c) => (c.verdict === 'missing' ? c.items : [])))])
        for (const { trace } of conditions)
          expect([trace.formula, trace.expression, trace.source, trace.rule].every((part) => part)).toBe(true)
      }),
      runs,
    )
  })

  test('the order of the rows does not matter', () => {
    fc.assert(
      fc.property(history, second, level, (seen, from, at) => {
        const rows = [...results('2026-02-27'), ...given(from, at), ...seen.map(rowOf)]
        const [one, other] = [gate({ planned: PLANNED, rows }), gate({ planned: PLANNED, rows: rows.toReversed() })]
        expect([other.decision, other.doseMg, other.reasons.toSorted()]).toEqual([
          one.decision,
          one.doseMg,
          one.reasons.toSorted(),
        ])
      }),
      runs,
    )
  })
})

describe('what it needs', () => {
  const needs: readonly [string, (told: Told) => DoseResult, readonly Row[], readonly string[]][] = [
    ['everolimus', everolimusOf, [tablets(FIRST, '10')], ['PLT', 'ANC', 'GLUC', 'CHOL', 'TRIG', 'ECDOSE', 'ECSTDAT']],
    ['capecitabine', capecitabineOf, [...who, course(FIRST, '100')], ['PLT', 'ANC', 'CREAT', 'HEIGHT', 'WEIGHT', 'SEX', 'BRTHDAT', 'DPDRES', 'CAPLEVEL', 'ECSTDAT']],
  ] // prettier-ignore

  test.each(needs)(
    '%s: with anything missing, contested or nonsense it never gives a dose',
    (_, gate, given, items) => {
      const rows = [...results('2026-02-27'), ...given]
      expect(gate({ rows }).doseMg).toBeDefined()
      for (const item of items)
        for (const bad of garbage) {
          // Without a day of its own an item has that of its row, or says that nothing was taken.
          if (item === 'ECSTDAT' && (bad === null || (typeof bad === 'object' && bad.value === ''))) continue
          const damaged = rows.map((one) =>
            item in one.items ? { ...one, items: { ...one.items, [item]: bad } } : one,
          )
          const { decision, doseMg } = gate({ rows: damaged })
          expect({ item, bad: JSON.stringify(bad).slice(0, 80), doseMg, decision }).toEqual({
            item,
            bad: JSON.stringify(bad).slice(0, 80),
            decision: 'HOLD',
          })
        }
    },
  )

  test('octreotide: with a hard stop or anything missing it never gives a dose', () => {
    const infusion = row('EXLU', PLANNED, { ECSTDTM: `${PLANNED}T10:00Z`, ECENDTM: `${PLANNED}T10:30Z` })
    const planned = isoDayPlus(PLANNED, 1)
    expect(octreotideOf({ planned, rows: [infusion] }).doseMg).toBe('30')
    fc.assert(
      fc.property(fc.constantFrom(...garbage), fc.constantFrom('ECENDTM', 'ECSTDTM'), (bad, item) => {
        const damaged = { ...infusion, date: 'yesterday', items: { ...infusion.items, [item]: bad } }
        expect(octreotideOf({ planned, rows: [damaged] }).decision).toBe('HOLD')
      }),
      runs,
    )
  })
})

describe('the same history in other units', () => {
  const inOther: Readonly<Record<string, readonly (readonly [unit: string, times: string])[]>> = {
    '10^9/L': [['/uL', '1000'], ['10^3/uL', '1'], ['/mm3', '1000'], ['G/L', '1']],
    'mg/dL': [['umol/L', '88.4']],
    kg: [['g', '1000']],
    cm: [['m', '0.01']],
    mg: [['g', '0.001'], ['ug', '1000']],
  } // prettier-ignore
  const told = (rows: readonly Row[]) => rows.map(({ items }) => items)
  const converted = (rows: readonly Row[], pick: number): readonly Row[] =>
    rows.map((one) => ({
      ...one,
      items: Object.fromEntries(
        Object.entries(one.items).map(([name, item]) => {
          const other = typeof item === 'object' && item?.unit ? inOther[item.unit] : undefined
          const [unit, times] = other?.[pick % other.length] ?? []
          if (typeof item !== 'object' || !item?.value || !unit || !times) return [name, item]
          return [name, { ...item, value: new Decimal(item.value).times(times).toFixed(), unit }]
        }),
      ),
    }))

  const counted = fc.array(
    fc.record({ kind: fc.constant('sample' as const), analyte: fc.constantFrom<Analyte>('PLT', 'ANC'), date: day, rung: fc.nat(9) }), // prettier-ignore
    { maxLength: 5 },
  )
  test('gives the same decision, dose and reasons', () => {
    fc.assert(
      fc.property(counted, fc.integer({ min: 60, max: 300 }), fc.nat(3), (seen, creatinine, pick) => {
        const day = results('2026-02-27', {
          CREAT: { value: new Decimal(creatinine).dividedBy(100).toFixed(), unit: 'mg/dL' },
        })
        const own = [...day, ...seen.map(rowOf)]
        for (const [gate, given] of [
          [everolimusOf, [tablets(FIRST, '5')]],
          [capecitabineOf, [...who, course(FIRST, '100')]],
        ] as const) {
          const rows = [...own, ...given]
          const other = converted(rows, pick)
          expect(told(other)).not.toEqual(told(rows))
          const [one, two] = [gate({ rows }), gate({ rows: other })]
          expect([two.decision, two.doseMg, two.reasons]).toEqual([one.decision, one.doseMg, one.reasons])
        }
      }),
      runs,
    )
  })
})
