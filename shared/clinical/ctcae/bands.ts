import { Decimal } from '../../quantity/decimal'
import { termsOfAnalyte } from './analytes'
import type { Condition, ValueGrade } from './criteria'
import { measuredTermsNamed } from './measured-terms'
import { type Measurement, Sample } from './sample'
import { plainUnit } from './units'

/** Where a grade begins on the scale of a result: above `edge`, or below it. */
export interface Band {
  readonly term: string
  readonly grade: ValueGrade
  readonly beyond: 'above' | 'below'
  /** In the unit of the result. */
  readonly edge: number
}

/** What the edges of a result depend on: its unit, and limits and baseline in that unit. */
export type Edges = Pick<Measurement, 'unit' | 'lln' | 'uln' | 'baseline' | 'baselineAbnormal'>

const nothing = { value: new Decimal(0) }

/**
 * The edges of the grades that a value of this item can reach by itself, for drawing: criteria that ask more than one
 * comparison, a difference or a symptom have none, nor has what needs a limit or baseline that is not known.
 */
export function bandsOf(item: string, { unit = '', ...limits }: Edges): readonly Band[] {
  return termsOfAnalyte(item).flatMap(({ term, analyte, correctedFor }) => {
    const ways = measuredTermsNamed(term)
    const way = ways.find((one) => one.analyte === analyte) ?? ways[0]
    const plain = plainUnit(unit)
    const scaled = way && Object.hasOwn(way.scale, plain) ? way.scale[plain] : undefined
    if (!way || !scaled || correctedFor !== undefined) return []
    const sample = new Sample({ term, unit, ...limits }, nothing, ...scaled)
    const edges = way.criteria.flatMap(({ grade, all }): readonly Band[] => {
      const comparisons = all.filter((condition) => 'measure' in condition)
      const asked = all.every((condition) => !('fact' in condition) || sample.has(condition.fact) === condition.holds)
      const [only] = comparisons
      if (!asked || !only || comparisons.length !== 1) return []
      const edge = edgeOf(only, sample)
      const beyond = only.is === '<' || only.is === '<=' ? 'below' : 'above'
      return edge ? [{ term, grade, beyond, edge: edge.dividedBy(scaled[1]).toNumber() }] : []
    })
    return edges.filter((band) => edges.every((other) => !isReachedBefore(other, band)))
  })
}

/** Creatinine reaches a grade by a multiple of its baseline or of the upper limit: the grade begins at the first of them. */
const isReachedBefore = (other: Band, { grade, beyond, edge }: Band): boolean =>
  other.grade === grade && other.beyond === beyond && (beyond === 'above' ? other.edge < edge : other.edge > edge)

function edgeOf(condition: Extract<Condition, { measure: unknown }>, sample: Sample): Decimal | undefined {
  if (condition.measure !== 'value') return undefined
  const limit = sample.limit(condition.limit)
  return limit === undefined || 'missing' in limit ? undefined : limit.exact
}
