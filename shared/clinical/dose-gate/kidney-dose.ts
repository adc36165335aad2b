import { Decimal, decimalText } from '../../quantity/decimal'
import { type Condition, condition } from './condition'
import type { CycleDosimetry, Dose, GateHistory } from './history'
import { exactIn } from './measure'
import { type LutetiumParameters, sourceOf } from './parameters'

interface Cycle {
  /** Administered, GBq. */
  readonly activity: Decimal | undefined
  /** What the kidneys received, Gy; undefined while no final dosimetry says so. */
  readonly gy: Decimal | undefined
  readonly notDone: boolean
}

/**
 * The dose to the kidneys so far and with the next activity, against the limit of the trial. A cycle said to have no
 * dosimetry is estimated from the nearest one that has, so that the sum is never too low. The first cycle has none.
 */
export function kidneyDose(
  history: GateHistory,
  parameters: LutetiumParameters,
  nextMbq: string,
): readonly Condition[] {
  const { kidneyDose: asked } = parameters
  if (!asked || history.arm === undefined || !asked.value.arms.includes(history.arm)) return []
  const { limitGy, alertGy } = asked.value
  const cycles = cyclesOf(history)
  if (cycles.length === 0) return []
  const line = {
    code: 'RENAL_DOSE_LIMIT',
    asks: `Σ Gy + Gy/GBq × next ≤ ${limitGy} Gy`,
    source: sourceOf(asked),
    items: ['DOSIM.DOSSTAT'],
  }
  const doses = cycles.flatMap((_, index) => doseOf(cycles, index) ?? [])
  const last = cycles.findLast(({ gy, activity }) => gy && activity)
  if (doses.length < cycles.length || !last?.gy || !last.activity) return [condition({ ...line, verdict: 'missing' })]
  const sum = doses.reduce<Decimal>((total, gy) => total.plus(gy), new Decimal(0))
  // gy ÷ activity × next, multiplied before it is divided, so that an exact 30 stays 30.
  const next = last.gy.times(nextMbq).dividedBy(last.activity.times(1000))
  const projected = sum.plus(next)
  const proof = {
    seen: doses.map((gy, index) => ({ name: `cycle ${index + 1}`, value: decimalText(gy), unit: 'Gy' })),
    steps: [
      { name: 'sum', value: decimalText(sum), unit: 'Gy' },
      { name: 'next', value: decimalText(next), unit: 'Gy' },
      { name: 'projected', value: decimalText(projected), unit: 'Gy' },
    ],
  }
  const over = sum.greaterThanOrEqualTo(limitGy) || projected.greaterThan(limitGy)
  const verdict = over ? 'stops' : sum.greaterThanOrEqualTo(alertGy) ? 'alert' : 'met'
  return [condition({ ...line, ...proof, verdict })]
}

/** Each dose with the dosimetry that was made of it: of the days from it to the next one. */
function cyclesOf({ doses, dosimetry, course, planned }: GateHistory): readonly Cycle[] {
  const given = doses.filter((dose) => dose.course === course)
  return given.map((dose, index): Cycle => {
    const next = given[index + 1]?.day.first ?? planned.first + 1
    const own = dosimetry.filter(({ day }) => day.first >= dose.day.first && day.first < next)
    const [made] = own
    return {
      activity: activityOf(dose),
      gy: own.length === 1 && made ? finalDose(made) : undefined,
      notDone: own.length === 1 && made?.status === 'NOT_DONE',
    }
  })
}

const activityOf = ({ activity }: Dose): Decimal | undefined => activity && exactIn(activity, 'MBq')?.dividedBy(1000)

/** The mean of both kidneys, or the one there is. */
function finalDose({ status, left, right, singleKidney }: CycleDosimetry): Decimal | undefined {
  if (status !== 'FINAL') return undefined
  const both = [left, right].flatMap((side) => (side ? [exactIn(side, 'Gy')] : []))
  const [first, second] = both
  if (singleKidney) return both.length === 1 ? first : undefined
  return first && second && first.plus(second).dividedBy(2)
}

/** What the dosimetry said, or the estimate for a cycle that has none. */
function doseOf(cycles: readonly Cycle[], index: number): Decimal | undefined {
  const cycle = cycles[index]
  if (!cycle || cycle.gy || !cycle.notDone || !cycle.activity) return cycle?.gy
  const known = cycles.flatMap(({ gy, activity }, at) =>
    gy && activity ? [{ gy, activity, far: Math.abs(at - index) }] : [],
  )
  const nearest = known.toSorted((a, b) => a.far - b.far || (b.gy.greaterThan(a.gy) ? 1 : -1))[0]
  return nearest && nearest.gy.times(cycle.activity).dividedBy(nearest.activity)
}
