import { Decimal } from '../../quantity/decimal'
import type { Figure, Trace } from '../trace'
import { type NonTargetResponse, type OverallResponse, overallResponse, RECIST, type TargetResponse } from './response'

/** A target lesion at baseline: longest diameter, of a lymph node the short axis. */
export interface Target {
  readonly id: string
  readonly nodal: boolean
  readonly mm: Decimal
}

/**
 * How a target was found at a visit. Too small to measure but there counts 5 mm; a merged lesion is measured with the one
 * it merged with; the fragments of a split one are added up before they come here.
 */
export type Finding = { readonly mm: Decimal } | 'too-small' | 'disappeared' | 'merged' | 'not-evaluable'

export interface Visit {
  /** By target id; a target that is not here was not assessed. */
  readonly findings: ReadonlyMap<string, Finding>
  readonly nonTarget: NonTargetResponse
  readonly newLesion: boolean
}

/** Sums in mm and changes in per cent, never rounded. */
export interface Sums {
  /** Of what was measured; null when nothing was. */
  readonly sum: Decimal | null
  /** Every target was assessed. Only then are there changes. */
  readonly complete: boolean
  readonly baseline: Decimal
  /** The smallest complete sum before this visit, baseline included. */
  readonly nadir: Decimal
  readonly fromBaseline: Decimal | null
  readonly fromNadir: Decimal | null
  readonly aboveNadir: Decimal | null
}

export interface Assessment {
  /** Null where no lesion was measurable at baseline. */
  readonly sums: Sums | null
  readonly target: TargetResponse | null
  readonly overall: OverallResponse
  readonly trace: Trace
}

const TOO_SMALL = new Decimal(5)
const NOTHING = new Decimal(0)

/**
 * The responses of a course, visit after visit, against its own baseline: a second course, as after crossing over, is
 * judged against a baseline of its own. Ratios are compared by multiplying, so 20 %, 30 % and 5 mm are exact.
 */
export function assessCourse(targets: readonly Target[], visits: readonly Visit[]): readonly Assessment[] {
  const baseline = targets.reduce((sum, { mm }) => sum.plus(mm), NOTHING)
  let nadir = baseline
  let everCleared = false
  return visits.map((visit) => {
    if (targets.length === 0) return withoutTargets(visit)
    const measured = targets.map((target) => ({ ...target, now: sizeOf(visit.findings.get(target.id)) }))
    const sums = sumsOf(measured, baseline, nadir)
    const [target, rule] = targetResponse(measured, sums, everCleared)
    everCleared ||= target === 'CR'
    if (sums.complete && sums.sum?.lessThan(nadir)) nadir = sums.sum
    const overall = overallResponse(target, visit.nonTarget, visit.newLesion)
    return { sums, target, overall, trace: traceOf(visit, measured, sums, rule) }
  })
}

function withoutTargets(visit: Visit): Assessment {
  const overall = overallResponse(null, visit.nonTarget, visit.newLesion)
  return { sums: null, target: null, overall, trace: traceOf(visit, [], null, 'no-targets-at-baseline') }
}

function sizeOf(finding: Finding | undefined): Decimal | null {
  switch (finding) {
    case undefined:
    case 'not-evaluable':
      return null
    case 'too-small':
      return TOO_SMALL
    case 'disappeared':
    case 'merged':
      return NOTHING
    default:
      return finding.mm
  }
}

interface Measured extends Target {
  readonly now: Decimal | null
}

function sumsOf(targets: readonly Measured[], baseline: Decimal, nadir: Decimal): Sums {
  const found = targets.flatMap(({ now }) => (now ? [now] : []))
  const total = found.reduce((sum, mm) => sum.plus(mm), NOTHING)
  const complete = found.length === targets.length
  const change = (from: Decimal): Decimal | null =>
    complete && !from.isZero() ? total.minus(from).times(100).dividedBy(from) : null
  return {
    sum: found.length > 0 ? total : null,
    complete,
    baseline,
    nadir,
    fromBaseline: change(baseline),
    fromNadir: change(nadir),
    aboveNadir: complete ? total.minus(nadir) : null,
  }
}

/** Why the targets were judged so. */
type Rule =
  | 'all-gone-and-nodes-below-10-mm'
  | 'back-after-complete-response'
  | 'at-least-20-percent-and-5-mm-above-nadir'
  | 'not-all-assessed'
  | 'at-least-30-percent-below-baseline'
  | 'neither-smaller-nor-larger-enough'

function targetResponse(
  targets: readonly Measured[],
  { sum, complete, baseline, nadir }: Sums,
  everCleared: boolean,
): readonly [TargetResponse, Rule] {
  // Nodes below 10 mm are no disease, so their growing to 9 mm is no progression.
  const cleared = targets.every(({ nodal, now }) => now && (nodal ? now.lessThan(10) : now.isZero()))
  if (cleared) return ['CR', 'all-gone-and-nodes-below-10-mm']
  const back = targets.some(({ nodal, now }) => !nodal && now?.greaterThan(0))
  if (everCleared && back) return ['PD', 'back-after-complete-response']
  // What is already there is enough, whatever the lesions would add that were not assessed.
  const above = sum?.minus(nadir)
  if (above?.greaterThanOrEqualTo(5) && above.times(5).greaterThanOrEqualTo(nadir))
    return ['PD', 'at-least-20-percent-and-5-mm-above-nadir']
  if (!complete || !sum) return ['NE', 'not-all-assessed']
  return sum.times(10).lessThanOrEqualTo(baseline.times(7))
    ? ['PR', 'at-least-30-percent-below-baseline']
    : ['SD', 'neither-smaller-nor-larger-enough']
}

function traceOf(visit: Visit, targets: readonly Measured[], sums: Sums | null, rule: string): Trace {
  const step = (name: string, value: Decimal | null | undefined, unit: string): readonly Figure[] =>
    value ? [{ name, value: value.toFixed(), unit }] : []
  return {
    formula: 'recist-1.1',
    expression: 'Σ longest diameters (nodes: short axis)',
    source: RECIST,
    inputs: [
      ...targets.flatMap(({ id, now }) => step(id, now, 'mm')),
      { name: 'non_target_response', value: visit.nonTarget },
      { name: 'new_lesion', value: visit.newLesion ? 'Y' : 'N' },
    ],
    steps: [
      ...step('sum', sums?.sum, 'mm'),
      ...step('baseline_sum', sums?.baseline, 'mm'),
      ...step('nadir_before', sums?.nadir, 'mm'),
      ...step('change_from_baseline', sums?.fromBaseline, '%'),
      ...step('change_from_nadir', sums?.fromNadir, '%'),
      ...step('above_nadir', sums?.aboveNadir, 'mm'),
    ],
    rule,
  }
}
