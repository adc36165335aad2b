import { Decimal } from '../../quantity/decimal'
import { type Answer, formula } from '../formula'
import { mosteller } from '../body/surface-area'
import { centimetres, kilograms } from '../ranges'

/** Tablets of each strength for one intake. */
export type Tablets = Readonly<Record<'500' | '150', number>>

interface Intake extends Answer {
  readonly tablets: Tablets
}

interface Choice {
  readonly tablets: Tablets
  readonly dose: number
  readonly count: number
  readonly away: Decimal
}

/** mg per m² and intake, twice daily. */
const DOSE_PER_AREA = 825

/** Every handful of tablets up to a tenth above the target. */
function choices(target: Decimal): readonly Choice[] {
  const most = target.times('1.1')
  const found: Choice[] = []
  for (let large = 0; most.greaterThanOrEqualTo(large * 500); large += 1) {
    for (let small = 0; most.greaterThanOrEqualTo(large * 500 + small * 150); small += 1) {
      const dose = large * 500 + small * 150
      const tablets = { '500': large, '150': small }
      found.push({ tablets, dose, count: large + small, away: target.minus(dose).absoluteValue() })
    }
  }
  return found
}

const within = (target: Decimal, percent: number) => (choice: Choice) =>
  choice.away.times(100).lessThanOrEqualTo(target.times(percent))

/** Of two that serve equally, the lower dose. */
const fewest = (a: Choice, b: Choice): number => a.count - b.count || a.away.comparedTo(b.away) || a.dose - b.dose
const nearest = (a: Choice, b: Choice): number => a.away.comparedTo(b.away) || a.count - b.count || a.dose - b.dose

/**
 * Capecitabine for one intake, 825 mg/m² × dose level, in tablets of 500 and 150 mg: the fewest that come within 5 % of
 * the calculated dose; where none do, the nearest dose within 10 %.
 */
export const capecitabineIntake = formula(
  {
    key: 'capecitabine_intake',
    inputs: ['height_cm', 'weight_kg', 'level_pct'],
    expression: '825 mg/m² × √(height × weight ÷ 3600) × level, in tablets of 500 and 150 mg',
    source: 'START-NET capecitabine scheme; Mosteller RD. N Engl J Med 1987;317:1098',
  },
  (given): Intake => {
    const height = given.number('height_cm', centimetres)
    const weight = given.number('weight_kg', kilograms)
    const level = given.number('level_pct', { unit: '%', from: 50, to: 100 })
    if (!level.modulo(25).isZero()) given.refuse('not-in-list', 'level_pct')
    const area = given.step('bsa', mosteller(height, weight), 'm2')
    const target = given.step('calculated', area.times(DOSE_PER_AREA).times(level).dividedBy(100), 'mg')
    const possible = choices(target)
    const close = possible.filter(within(target, 5)).sort(fewest)[0]
    const chosen = close ?? possible.filter(within(target, 10)).sort(nearest)[0] ?? given.refuse('no-tablets-fit')
    given.rule(close ? 'fewest-tablets-within-5-percent' : 'nearest-dose-within-10-percent')
    return { value: new Decimal(chosen.dose), unit: 'mg', tablets: chosen.tablets }
  },
)
