import { describe, expect, test } from 'vitest'
import { gradeAnalyte } from '#shared/clinical/ctcae/analytes'
import { bandsOf, type Edges } from '#shared/clinical/ctcae/bands'
import { Decimal } from '#shared/quantity/decimal'

const limits = (unit: string, lln: string, uln: string): Edges => ({
  unit,
  lln: new Decimal(lln),
  uln: new Decimal(uln),
})

const drawn = (item: string, edges: Edges): readonly string[] =>
  bandsOf(item, edges).map(({ term, grade, beyond, edge }) => `${term} ${grade} ${beyond} ${edge}`)

describe('edges of grades on the scale of a result', () => {
  test.each<[item: string, edges: Edges, lines: readonly string[]]>([
    ['HGB', limits('g/L', '120', '155'), ['Anemia 3 below 80', 'Anemia 2 below 100', 'Anemia 1 below 120']],
    ['HGB', limits('g/dL', '12', '15.5'), ['Anemia 3 below 8', 'Anemia 2 below 10', 'Anemia 1 below 12']],
    [
      'PLT',
      limits('10^9/L', '150', '400'),
      ['4 below 25', '3 below 50', '2 below 75', '1 below 150'].map((line) => `Platelet count decreased ${line}`),
    ],
    [
      'AST',
      { ...limits('U/L', '0', '40'), baseline: new Decimal('30') },
      ['4 above 800', '3 above 200', '2 above 120', '1 above 40'].map(
        (line) => `Aspartate aminotransferase increased ${line}`,
      ),
    ],
    [
      'AST',
      { ...limits('U/L', '0', '40'), baseline: new Decimal('60') },
      ['4 above 1200', '3 above 300', '2 above 180', '1 above 90'].map(
        (line) => `Aspartate aminotransferase increased ${line}`,
      ),
    ],
    // Without its limit the first grade has no edge; the others do not need one.
    [
      'PLT',
      { unit: '10^9/L' },
      ['4 below 25', '3 below 50', '2 below 75'].map((line) => `Platelet count decreased ${line}`),
    ],
    ['PLT', { unit: 'furlong' }, []],
    ['PLT', {}, []],
    ['CA', limits('mmol/L', '2.2', '2.6'), []],
    ['HCT', limits('%', '36', '46'), []],
  ])('%s %o', (item, edges, lines) => expect(drawn(item, edges)).toEqual(lines))

  test('calcium that is corrected already is drawn as such, not as ionized', () => {
    expect(drawn('CACORR', limits('mmol/L', '2.2', '2.6'))).toEqual([
      'Hypocalcemia 4 below 1.5',
      'Hypocalcemia 3 below 1.75',
      'Hypocalcemia 2 below 2',
      'Hypocalcemia 1 below 2.2',
      'Hypercalcemia 4 above 3.4',
      'Hypercalcemia 3 above 3.1',
      'Hypercalcemia 2 above 2.9',
      'Hypercalcemia 1 above 2.6',
    ])
  })
})

/** Each edge is where the engine itself begins that grade: just beyond it the grade is reached, just inside it is not. */
describe('the engine grades on both sides of each edge as it is drawn', () => {
  test.each<[item: string, edges: Edges]>([
    ['HGB', limits('g/L', '120', '155')],
    ['HGB', limits('mmol/L', '7.5', '9.6')],
    ['WBC', limits('10^9/L', '4', '10')],
    ['ANC', limits('10^9/L', '1.8', '7.5')],
    ['LYM', limits('10^9/L', '1', '4')],
    ['PLT', limits('10^9/L', '150', '400')],
    ['NA', limits('mmol/L', '136', '145')],
    ['K', limits('mmol/L', '3.5', '5.1')],
    ['CACORR', limits('mmol/L', '2.2', '2.6')],
    ['CACORR', limits('mg/dL', '8.8', '10.4')],
    ['MG', limits('mmol/L', '0.7', '1.05')],
    ['BILI', { ...limits('umol/L', '3', '20'), baseline: new Decimal('10') }],
    ['BILI', { ...limits('umol/L', '3', '20'), baseline: new Decimal('30') }],
    ['ALT', { ...limits('U/L', '5', '45'), baseline: new Decimal('80') }],
    ['ALP', { ...limits('U/L', '30', '120'), baseline: new Decimal('90') }],
    ['CREAT', { ...limits('umol/L', '45', '84'), baseline: new Decimal('70') }],
    ['ALB', limits('g/L', '35', '50')],
    ['GLUC', limits('mmol/L', '3.9', '6')],
    ['TRIG', limits('mmol/L', '0.5', '1.7')],
    ['CHOL', limits('mmol/L', '3', '5.2')],
  ])('%s %o', (item, edges) => {
    const bands = bandsOf(item, edges)
    expect(bands.length).toBeGreaterThan(1)
    for (const { term, grade, beyond, edge } of bands) {
      const step = new Decimal(edge).times('1e-6')
      const graded = (by: Decimal) => {
        const value = { value: new Decimal(edge).plus(by) }
        const of = gradeAnalyte(item, { ...edges, value }, ['ALB']).find((each) => each.term === term)?.graded
        return of?.ok ? of.value : undefined
      }
      const away = beyond === 'above' ? step : step.negated()
      expect.soft(graded(away), `${term} just ${beyond} ${edge}`).toBe(grade)
      expect.soft(graded(away.negated()), `${term} on this side of ${edge}`).toBeLessThan(grade)
    }
  })
})
