import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gradeCase } from '#shared/clinical/ctcae/grade-case'
import { measuredTerms } from '#shared/clinical/ctcae/measured-terms'
import type { MeasuredTerm } from '#shared/clinical/ctcae/criteria'
import { hasReference, referenceText } from '../reference'

/** Small and large alike: thresholds lie between 0.05 and 1000. */
const positive = fc
  .tuple(fc.integer({ min: 1, max: 9_999 }), fc.constantFrom(1, 10, 1000, 10_000))
  .map(([n, by]) => n / by)
const fact = fc.option(fc.boolean(), { nil: undefined })

const context = fc.record({
  symptomatic: fact,
  on_anticoagulation: fact,
  physiologic_consequences: fact,
  intervention_initiated: fact,
  at_rest: fact,
  duration_hours: fc.option(fc.integer({ min: 0, max: 72 })),
  diastolic: fc.option(positive),
})

const circumstances = fc.record({
  lln: fc.option(positive),
  uln: fc.option(positive),
  baseline: fc.option(positive),
  baseline_abnormal: fc.option(fc.boolean()),
  pct_change_from_baseline: fc.constant(null),
  context,
})

const inFirstUnit = (way: MeasuredTerm) => {
  const [unit = ''] = Object.keys(way.scale)
  return { term: way.term, unit, ...(way.analyte !== undefined && { analyte: way.analyte }) }
}

/** None is another term than few; the change of a weight in percent is a change already. */
const monotone = measuredTerms.filter(({ term }) => term !== 'Oligospermia')

test('a worse value never has a milder grade', () => {
  const worseValue = fc.tuple(fc.constantFrom(...monotone), circumstances, positive, positive)
  fc.assert(
    fc.property(worseValue, ([way, given, a, b]) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)]
      const grade = (value: number) => gradeCase({ ...inFirstUnit(way), ...given, value }).grade
      const [mild, worse] = way.worse === 'high' ? [grade(low), grade(high)] : [grade(high), grade(low)]
      if (mild !== null && worse !== null) expect(worse).toBeGreaterThanOrEqual(mild)
    }),
    { numRuns: 4_000 },
  )
})

/** Pairs of units for which the table prints one and the same threshold, or none of its own. */
const sameGrade: readonly (readonly [term: string, from: string, to: string, times: number])[] = [
  ['Platelet count decreased', '10^9/L', '/mm3', 1000],
  ['Platelet count decreased', '10^9/L', '10^3/µL', 1],
  ['Neutrophil count decreased', '10^9/L', '1/uL', 1000],
  ['Lymphocyte count increased', '10⁹/L', '10^3/mL', 1000],
  ['Anemia', 'g/dL', 'g/L', 10],
  ['Hypoalbuminemia', 'g/dL', 'g/L', 10],
  ['Fibrinogen decreased', 'g/L', 'mg/dL', 100],
  ['Hyperkalemia', 'mmol/L', 'mEq/L', 1],
  ['Hypoglycemia', 'g/L', 'mg/dL', 100],
  ['Alanine aminotransferase increased', 'U/L', 'nkat/L', 17],
  ['Creatinine increased', 'mg/dL', 'µmol/L', 88.4],
  ['Electrocardiogram QT corrected interval prolonged', 'ms', 's', 0.001],
]

test.each(sameGrade)('%s: %s and %s agree', (term, unit, to, times) => {
  const figure = fc.integer({ min: 1, max: 900_000 })
  fc.assert(
    fc.property(fc.record({ value: figure, lln: figure, uln: figure, baseline: figure }), (given) => {
      const grade = (written: string, factor: number) =>
        gradeCase({
          term,
          unit: written,
          ...Object.fromEntries(Object.entries(given).map(([name, is]) => [name, decimal(is, factor)])),
        })
      expect(grade(to, times)).toEqual(grade(unit, 1))
    }),
    { numRuns: 300 },
  )
})

/** A whole number of thousandths times a factor, exactly. */
function decimal(thousandths: number, factor: number): string {
  const digits = Math.round(thousandths * factor * 10_000)
  const text = String(digits).padStart(8, '0')
  return `${text.slice(0, -7)}.${text.slice(-7)}`
}

const table = 'ctcae-v5.tsv'

test.skipIf(!hasReference(table))('every number in the criteria is printed in the row of its term', () => {
  const printed = new Map(
    referenceText(table)
      .split('\n')
      .map((line) => line.split('\t'))
      .map(([, term = '', , ...grades]) => [term, grades.slice(0, 4).join(' ')]),
  )
  const strangers = measuredTerms.flatMap(({ term, criteria }) => {
    const numbers = new Set(
      [...(printed.get(term) ?? '').replaceAll(/(\d),(\d{3})/g, '$1$2').matchAll(/-?\d+(?:\.\d+)?/g)].map(([text]) =>
        Math.abs(Number(text)),
      ),
    )
    return criteria
      .flatMap(({ all }) => all)
      .flatMap((condition) => ('measure' in condition ? [condition.limit] : []))
      .flatMap((limit) =>
        limit.of === 'fixed' ? Object.entries(limit.by) : [[limit.of, limit.of === 'number' ? limit.is : limit.times]],
      )
      .map(([unit = '', text = '']) => ({ unit, is: Math.abs(Number(text)) }))
      .filter(({ unit, is }) => is > 1 && !numbers.has(is) && !(unit === '10^9/L' && numbers.has(is * 1000)))
      .map(({ unit, is }) => `${term}: ${String(is)} ${unit}`)
  })
  expect(strangers).toEqual([
    // 2 and 4 g/dL in the other units of haemoglobin.
    'Hemoglobin increased: 40 g/L',
    'Hemoglobin increased: 2.4824 mmol/L',
    'Hemoglobin increased: 20 g/L',
    'Hemoglobin increased: 1.2412 mmol/L',
    // The edge that is printed from the other side: 99 - 70 begins below 100, 4 - 6 more stools end after 6.
    'Forced expiratory volume decreased: 100 number',
  ])
})

test('ten thousand lines take well under three seconds', () => {
  const line = { term: 'Alanine aminotransferase increased', unit: 'U/L', value: 260, uln: 40, baseline: 80 }
  const before = process.cpuUsage()
  for (let i = 0; i < 10_000; i++) gradeCase({ ...line, case_id: i, value: i })
  const { user, system } = process.cpuUsage(before)
  expect((user + system) / 1000).toBeLessThan(2_000)
})
