import type { PartialNumber } from '../../quantity/partial-number'
import type { Reading } from '../../quantity/units'
import type { Computed } from '../trace'
import type { Condition, Criterion, Grade, Limit, Measure, MeasuredTerm, Sign } from './criteria'
import { traceOf } from './grade-trace'
import { isTerm } from './has-grade'
import { measuredTermsNamed } from './measured-terms'
import { type Measurement, Sample } from './sample'
import { plainUnit } from './units'

export type NotGraded =
  | 'missing'
  | 'unknown-term'
  | 'unknown-analyte'
  | 'unknown-unit'
  /** The term is graded by what happens to the participant, not by a number. */
  | 'not-value-based'
  | 'negative'
  | 'not-positive'
  | 'too-high'
  | 'limits-crossed'
  /** `<30` says too little: it may be one grade or another. */
  | 'inexact'

export type GradedValue = Exclude<Grade, 5>

/** Longer than any unit that a laboratory writes. */
const longestUnit = 60

const refuse = (reason: NotGraded, input?: string): Computed<never, NotGraded> => ({
  ok: false,
  refusal: { reason, ...(input !== undefined && { input }) },
})

/**
 * The grade that a value gives a term: 0 when it does not reach grade 1, and the reason when it cannot be graded. A
 * missing limit or baseline only matters when nothing that is known reaches a grade. Never above 4: death is no value.
 */
export function gradeValue(measurement: Measurement): Computed<GradedValue, NotGraded> {
  const ways = measuredTermsNamed(measurement.term)
  if (ways.length === 0)
    return refuse(isTerm(measurement.term) ? 'not-value-based' : 'unknown-term', measurement.term.slice(0, 100))
  const way = wayOf(ways, measurement.analyte)
  if (!way) return refuse('unknown-analyte', measurement.analyte)
  const { value, unit = '' } = measurement
  if (!value) return refuse('missing', 'value')
  const plain = unit.length > longestUnit ? unit : plainUnit(unit)
  const scaled = Object.hasOwn(way.scale, plain) ? way.scale[plain] : undefined
  if (!scaled) return unit.trim() === '' ? refuse('missing', 'unit') : refuse('unknown-unit', unit.slice(0, 40))
  const sample = new Sample(measurement, value, ...scaled)
  return implausible(way, measurement, value, scaled[0]) ?? decide(way, sample)
}

/** Calcium is graded as corrected for albumin or as ionized; the total alone is neither. */
function wayOf(ways: readonly MeasuredTerm[], analyte = ''): MeasuredTerm | undefined {
  if (analyte === '' || ways.every((way) => way.analyte === undefined)) return ways[0]
  const named = /ioni[sz]ed/i.test(analyte) ? 'ionized calcium' : /corrected/i.test(analyte) ? 'corrected calcium' : ''
  return ways.find((way) => way.analyte === named)
}

/** Figures that no laboratory reports. Only an upper limit that the criteria look at is asked whether it is one. */
function implausible(
  way: MeasuredTerm,
  { lln, uln, baseline, context }: Measurement,
  value: Reading,
  unit: string,
): Computed<never, NotGraded> | undefined {
  const most = way.most?.[unit]
  if (most !== undefined && value.value.greaterThan(most)) return refuse('too-high', 'value')
  if (!way.signed?.includes(unit)) {
    const figures = { value: value.value, lln, uln, baseline }
    const [below] = Object.entries(figures).find(([, figure]) => figure?.isNegative() && !figure.isZero()) ?? []
    if (below !== undefined) return refuse('negative', below)
    if (baseline?.isZero() && hasMultiplesOf(way, 'baseline')) return refuse('not-positive', 'baseline')
  }
  if (context?.diastolic?.isNegative()) return refuse('negative', 'diastolic')
  if (context?.durationHours?.isNegative()) return refuse('negative', 'duration')
  if (!uln || !uses(way, ['excess'], 'uln')) return undefined
  if (uln.isZero()) return refuse('not-positive', 'uln')
  return lln?.greaterThan(uln) ? refuse('limits-crossed', 'lln') : undefined
}

const comparesTo = ({ criteria }: MeasuredTerm, limit: Limit['of']): boolean =>
  criteria.some(({ all }) => all.some((condition) => 'measure' in condition && condition.limit.of === limit))

/** Every multiple of zero is zero, so that any value would be beyond all of them. */
const hasMultiplesOf = ({ criteria }: MeasuredTerm, limit: 'baseline'): boolean =>
  criteria.some(({ all }) =>
    all.some((condition) => 'measure' in condition && condition.limit.of === limit && condition.limit.times !== '1'),
  )

const uses = (way: MeasuredTerm, measures: readonly Measure[], limit: Limit['of']): boolean =>
  comparesTo(way, limit) ||
  way.criteria.some(({ all }) =>
    all.some((condition) => 'measure' in condition && measures.includes(condition.measure)),
  )

/** Whether a condition holds; or the input that was not given; or a value that is not known exactly enough. */
type Verdict = 'yes' | 'no' | 'inexact' | { readonly missing: string }

function decide(way: MeasuredTerm, sample: Sample): Computed<GradedValue, NotGraded> {
  let missing: string | undefined
  let inexact = false
  for (const criterion of way.criteria) {
    const verdict = judge(criterion, sample)
    if (verdict === 'yes') {
      if (inexact) return refuse('inexact', 'value')
      return { ok: true, value: criterion.grade, trace: traceOf(way, sample, criterion) }
    }
    if (verdict === 'inexact') inexact = true
    else if (verdict !== 'no') missing ??= verdict.missing
  }
  if (inexact) return refuse('inexact', 'value')
  if (missing !== undefined) return refuse('missing', missing)
  return { ok: true, value: 0, trace: traceOf(way, sample) }
}

/** All conditions: one that fails settles it, whatever else is missing. */
function judge({ all }: Criterion, sample: Sample): Verdict {
  const verdicts = all.map((condition) => holds(condition, sample))
  if (verdicts.includes('no')) return 'no'
  return verdicts.find((verdict) => typeof verdict === 'object') ?? (verdicts.includes('inexact') ? 'inexact' : 'yes')
}

function holds(condition: Condition, sample: Sample): Verdict {
  if ('fact' in condition) return sample.has(condition.fact) === condition.holds ? 'yes' : 'no'
  const measure = sample.measure(condition.measure)
  const limit = sample.limit(condition.limit)
  // The table has no such threshold for this unit.
  if (limit === undefined) return 'no'
  for (const needed of [measure, limit])
    if ('missing' in needed) return condition.ifKnown ? 'no' : { missing: needed.missing }
  if ('missing' in measure || 'missing' in limit) return 'no'
  return compare(measure, condition.is, limit)
}

function compare(left: PartialNumber, sign: Sign, right: PartialNumber): Verdict {
  const answers = { yes: 'yes', no: 'no', unknown: 'inexact' } as const
  const opposites = { yes: 'no', no: 'yes', unknown: 'inexact' } as const
  switch (sign) {
    case '<':
      return answers[left.isBelow(right)]
    case '>':
      return answers[right.isBelow(left)]
    case '<=':
      return opposites[right.isBelow(left)]
    case '>=':
      return opposites[left.isBelow(right)]
  }
}
