import { yearsBetween } from '../../partial-date'
import { Decimal, decimalText } from '../../quantity/decimal'
import { meanOfLmr18AndCapa } from '../renal/filtration'
import { type Condition, condition } from './condition'
import type { GateHistory } from './history'
import { type Measure, exactIn, latestOf } from './measure'
import { figuresOf, measured } from './measured'
import { type LutetiumParameters, sourceOf } from './parameters'
import { baselinesOf } from './sightings'

const RATE = 'mL/min/1.73m2'

/**
 * The filtration rate on the day: its value, and how far it fell in the course. A measured one counts wherever there is
 * one. Where the trial asks for a rate (`leastFiltration`) and none was measured lately, the mean of LMR18 and CAPA
 * stands in for it; a clearance does not, and without either nobody can decide.
 */
export function filtration(history: GateHistory, parameters: LutetiumParameters): readonly Condition[] {
  const { labAge, leastClearance, leastFiltration, toxicities } = parameters
  const { kidneyChangePct: pct } = toxicities.value
  const asked = leastFiltration ?? leastClearance
  const baselineOf = baselinesOf(history)
  const line = {
    code: 'MGFR',
    asks: `≥ ${asked.value} ${RATE}, not ${pct} % below the baseline`,
    source: sourceOf(asked),
  }
  const isTooLow = (value: Decimal, base: Decimal | undefined) =>
    value.lessThan(asked.value) || base?.times(100 - pct).greaterThanOrEqualTo(value.times(100)) === true
  const latest = latestOf(history.measures, 'MGFR', history.planned, labAge.value)
  if (latest.length > 0) {
    const fails = (measure: Measure) => {
      const value = exactIn(measure, RATE)
      const baseline = baselineOf(measure)
      const base = baseline && exactIn(baseline, RATE)
      if (!value || (baseline && !base)) return 'unknown'
      return isTooLow(value, base) ? 'yes' : 'no'
    }
    return [measured({ ...line, item: 'LBU.MGFR', latest, fails })]
  }
  if (!leastFiltration) return []
  const recent = (analyte: string) => latestOf(history.measures, analyte, history.planned, labAge.value)
  const rates = pairs(recent('CREAT'), recent('CYSC')).map(([creatinine, cystatin]) => {
    const before = [baselineOf(creatinine), baselineOf(cystatin)] as const
    return {
      seen: [...figuresOf(creatinine), ...figuresOf(cystatin)],
      value: estimate(history, creatinine, cystatin),
      base: before[0] && before[1] && estimate(history, before[0], before[1]),
    }
  })
  const items = ['LBU.MGFR', 'LBU.CYSC']
  const [worst] = rates.toSorted((a, b) => (a.value ?? ZERO).comparedTo(b.value ?? ZERO))
  if (!worst?.value) return [condition({ ...line, verdict: 'missing', items })]
  const { value, base, seen } = worst
  return [
    condition({
      ...line,
      verdict: isTooLow(value, base) ? 'failed' : 'met',
      items,
      seen,
      steps: [{ name: 'egfr_mean_lmr18_capa', value: decimalText(value), unit: RATE }],
    }),
  ]
}

const ZERO = new Decimal(0)

const pairs = (lefts: readonly Measure[], rights: readonly Measure[]): readonly (readonly [Measure, Measure])[] =>
  lefts.flatMap((left) => rights.map((right) => [left, right] as const))

/** Undefined while anything it needs is missing, or where cystatin C is so high that there is no mean. */
function estimate({ sex, birth }: GateHistory, creatinine: Measure, cystatin: Measure): Decimal | undefined {
  const computed = meanOfLmr18AndCapa.compute({
    age_years: birth && yearsBetween(birth, creatinine.day).most,
    sex,
    creatinine_umol_l: exactIn(creatinine, 'umol/L'),
    cystatin_c_mg_l: exactIn(cystatin, 'mg/L'),
  })
  return computed.ok ? computed.value.value : undefined
}
