import type { Decimal } from '../../quantity/decimal'
import { readingText } from '../../quantity/units'
import type { Figure, Trace } from '../trace'
import type { Condition, Criterion, Limit, MeasuredTerm } from './criteria'
import type { Known, Sample } from './sample'

/** How a grade came about: what was given, what was worked out, and the criterion that decided; none for grade 0. */
export function traceOf({ term }: MeasuredTerm, sample: Sample, decided?: Criterion): Trace {
  const { reported, reading } = sample
  const { context } = reported
  return {
    formula: `ctcae:${term}`,
    expression: decided ? decided.all.map((condition) => conditionText(condition, sample.unit)).join(' ∧ ') : '',
    source: 'NCI CTCAE 5.0, 2017-11-27',
    inputs: [
      { name: 'value', value: readingText(reading), ...unitOf(reported.unit) },
      ...given('lln', reported.lln, reported.unit),
      ...given('uln', reported.uln, reported.unit),
      ...given('baseline', reported.baseline, reported.unit),
      ...given('percent_change', reported.percentChange, '%'),
      ...given('diastolic', context?.diastolic, reported.unit),
      ...given('duration', context?.durationHours, 'h'),
      ...[...(context?.facts ?? [])].map((fact) => ({ name: fact, value: 'yes' })),
      ...(sample.has('baseline_abnormal') ? [{ name: 'baseline_abnormal', value: 'yes' }] : []),
    ],
    steps: decided ? decided.all.flatMap((condition) => stepsOf(condition, sample)) : [],
    rule: decided ? `grade-${String(decided.grade)}` : 'below-grade-1',
  }
}

const unitOf = (unit: string | undefined) => (unit === undefined || unit === '' ? {} : { unit })

const given = (name: string, value: Decimal | undefined, unit: string | undefined): readonly Figure[] =>
  value === undefined ? [] : [{ name, value: value.toFixed(), ...unitOf(unit) }]

/** What had to be worked out before the comparison: a difference, or a multiple of a limit. */
function stepsOf(condition: Condition, sample: Sample): readonly Figure[] {
  if ('fact' in condition) return []
  const { measure, limit } = condition
  const unit = measure.endsWith('percent') ? '%' : measure === 'duration' ? 'h' : sample.unitOfThresholds
  const measured = measure === 'value' ? [] : figure(measure, sample.measure(measure), unit)
  const multiple = 'times' in limit && limit.times !== '1' ? sample.limit(limit) : undefined
  return [...measured, ...figure(limitText(limit, sample.unit), multiple, unit)]
}

function figure(name: string, value: Known | undefined, unit: string | undefined): readonly Figure[] {
  if (value === undefined || 'missing' in value) return []
  return given(name, value.exact, unit)
}

/** A condition in signs: `value > 3.0 × ULN`, `value < 75.0 10^9/L`. */
function conditionText(condition: Condition, unit: string): string {
  if ('fact' in condition) return `${condition.holds ? '' : '¬'}${condition.fact}`
  return `${condition.measure} ${condition.is} ${limitText(condition.limit, unit)}`
}

function limitText(limit: Limit, unit: string): string {
  switch (limit.of) {
    case 'number':
      return limit.is
    case 'fixed':
      return `${limit.by[unit] ?? ''} ${unit}`
    case 'uln':
    case 'lln':
    case 'baseline': {
      const name = limit.of === 'baseline' ? limit.of : limit.of.toUpperCase()
      return limit.times === '1' ? name : `${limit.times} × ${name}`
    }
  }
}
