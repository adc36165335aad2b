import { secondsBetween } from '../time/instant'
import { type Condition, condition } from './condition'
import { dayAfter, elapsed, isoDay } from './days'
import type { GateHistory, SsaInjection } from './history'
import { medicineFigures, medicinesWith } from './medicines'
import { type LutetiumParameters, sourceOf } from './parameters'

/** Time without somatostatin analogue before a dose of 177Lu: what the trial injected, and what the participant takes. */
export const sinceAnalogues = (history: GateHistory, parameters: LutetiumParameters): readonly Condition[] => [
  ...sinceInjections(history, parameters),
  ...sinceOwnAnalogue(history, parameters),
]

/** Long-acting ones keep the receptors occupied for weeks; short-acting ones must be stopped the day before. */
function sinceInjections(history: GateHistory, { longActingGap, shortActingHours }: LutetiumParameters) {
  const { somatostatinAnalogues, planned } = history
  const last = (isShort: boolean) =>
    somatostatinAnalogues
      // What is not known to be short-acting may be long-acting.
      .filter(({ drug, day }) => (drug === 'OCTREOTIDE_SC') === isShort && day.first <= planned.first)
      .toSorted((a, b) => a.day.first - b.day.first || Number(a.at?.seconds ?? 0) - Number(b.at?.seconds ?? 0))
      .at(-1)
  const [long, short] = [last(false), last(true)]
  return [
    ...(long ? [sinceLongActing(long, history, longActingGap)] : []),
    ...(short ? [sinceShortActing(short, history, shortActingHours)] : []),
  ]
}

function sinceLongActing(
  { drug, day }: SsaInjection,
  { planned }: GateHistory,
  gap: LutetiumParameters['longActingGap'],
): Condition {
  const days = planned.first - day.first
  return condition({
    code: 'LONG_ACTING_SSA',
    asks: `≥ ${gap.value} d`,
    source: sourceOf(gap),
    items: ['EXOCT.ECSTDTM'],
    ...elapsed(drug, day, planned, days),
    verdict: days >= gap.value ? 'met' : 'failed',
    ...(days < gap.value && { earliest: dayAfter(day, gap.value) }),
  })
}

/** By the hour where both hours are known, else by the day. */
function sinceShortActing(
  { drug, day, at }: SsaInjection,
  { planned, plannedAt }: GateHistory,
  least: LutetiumParameters['shortActingHours'],
): Condition {
  const days = planned.first - day.first
  const hours = at && plannedAt && secondsBetween(at, plannedAt).dividedBy(3600)
  const isOver = hours ? hours.greaterThanOrEqualTo(least.value) : days * 24 >= least.value
  return condition({
    code: 'SHORT_ACTING_SSA',
    asks: `≥ ${least.value} h`,
    source: sourceOf(least),
    items: ['EXOCT.ECSTDTM'],
    ...elapsed(drug, day, planned, days),
    ...(hours && { steps: [{ name: 'elapsed', value: hours.toFixed(), unit: 'h' }] }),
    verdict: isOver ? 'met' : 'failed',
    ...(!isOver && { earliest: dayAfter(day, Math.ceil(least.value / 24)) }),
  })
}

/** The participant's own analogue, taken beside the trial. One that goes on has no last injection to count from. */
function sinceOwnAnalogue(
  history: GateHistory,
  { longActingGap, shortActingHours }: LutetiumParameters,
): readonly Condition[] {
  const { planned } = history
  const since = (flag: string, code: string, least: number, source: string) =>
    medicinesWith(history, [flag]).map((medicine) => {
      const { end } = medicine
      const days = end && planned.first - end.last
      const isOver = days !== undefined && days >= least
      return condition({
        code,
        asks: `≥ ${least} d`,
        source,
        items: ['CM.CMENDAT'],
        seen: medicineFigures(medicine),
        verdict: isOver ? 'met' : end ? 'failed' : 'missing',
        ...(end && !isOver && { earliest: isoDay(end.last + least) }),
      })
    })
  return [
    ...since('LA_SSA', 'LONG_ACTING_SSA', longActingGap.value, sourceOf(longActingGap)),
    ...since('SA_SSA', 'SHORT_ACTING_SSA', shortActingHours.value / 24, sourceOf(shortActingHours)),
  ]
}
