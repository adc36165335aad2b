import { Decimal } from '../../quantity/decimal'
import { type Case, isCase } from '../case'
import { numberOf, textOf, wholeNumber } from '../read'
import { type BaselineLesion, measurabilityOf } from './baseline'
import { bestResponse, type Timepoint, usualIntervals } from './best-response'
import { type Assessment, assessCourse, type Finding, type Target, type Visit } from './course'
import { type NonTargetResponse, overallResponses } from './response'

/** Answers a case of the `recist` engine: a course of visits, a best overall response, or lesions at baseline. */
export function recistCase(line: Case): object {
  try {
    switch (line['kind']) {
      case 'course':
        return { visits: courseOf(line).map(visitAnswer) }
      case 'bor':
        return bestOf(line)
      case 'baseline_selection':
        return measurabilities(line)
      default:
        return { error: 'unknown-kind' }
    }
  } catch (thrown) {
    if (thrown instanceof Unreadable) return { error: thrown.message }
    throw thrown
  }
}

/** What in a case cannot be read; never leaves this file. */
class Unreadable extends Error {}

const unreadable = (reason: string, where: string): never => {
  throw new Unreadable(`${reason}: ${where}`)
}

/** More visits, lesions or fragments than any patient has. */
const MOST = 1000

function listOf(raw: unknown, where: string): readonly unknown[] {
  if (raw === undefined || raw === null) return unreadable('missing', where)
  if (!Array.isArray(raw)) return unreadable('not-a-list', where)
  return raw.length > MOST ? unreadable('too-long', where) : raw
}

const casesOf = (raw: unknown, where: string): readonly Case[] =>
  listOf(raw, where).map((member, index) => (isCase(member) ? member : unreadable('missing', `${where}[${index}]`)))

function idOf(raw: unknown, where: string): string {
  const id = textOf(raw, 'not-in-list')
  return typeof id === 'string' ? unreadable(id, where) : id.text
}

function millimetres(raw: unknown, where: string): Decimal {
  const value = numberOf(raw)
  if (typeof value === 'string') return unreadable(value, where)
  return value.isNegative() && !value.isZero()
    ? unreadable('out-of-range', where)
    : value.greaterThan(MOST)
      ? unreadable('out-of-range', where)
      : value
}

function isNode(raw: unknown, where: string): boolean {
  return typeof raw === 'boolean'
    ? raw
    : unreadable(raw === undefined || raw === null ? 'missing' : 'not-in-list', where)
}

function courseOf(line: Case): readonly Assessment[] {
  const { baseline } = line
  if (!isCase(baseline)) return unreadable('missing', 'baseline')
  const targets = casesOf(baseline['targets'], 'targets').map(targetOf)
  const ids = new Set(targets.map(({ id }) => id))
  if (ids.size < targets.length) return unreadable('id-given-twice', 'targets')
  const nonTargets = nonTargetCount(baseline['non_target_count'])
  const visits = casesOf(line['visits'], 'visits')
  requireOrder(visits)
  return assessCourse(
    targets,
    visits.map((visit, index) => visitOf(visit, ids, nonTargets, `visits[${index}]`)),
  )
}

function targetOf(target: Case): Target {
  const id = idOf(target['id'], 'targets.id')
  const mm = millimetres(target['mm'], `${id}.mm`)
  if (mm.isZero()) return unreadable('out-of-range', `${id}.mm`)
  return { id, nodal: isNode(target['lymph_node'], `${id}.lymph_node`), mm }
}

/** Undefined where the case does not say. */
function nonTargetCount(raw: unknown): number | undefined {
  const count = wholeNumber(raw, 0, MOST)
  if (typeof count === 'number') return count
  return count === 'missing' ? undefined : unreadable(count, 'non_target_count')
}

/** The smallest sum so far has no meaning when visits are not in the order in which they were. */
function requireOrder(visits: readonly Case[]): void {
  let last = -Infinity
  for (const [index, { day }] of visits.entries()) {
    if (day === undefined || day === null) continue
    const value = dayOf(day, `visits[${index}].day`)
    if (value < last) unreadable('not-in-order', `visits[${index}].day`)
    last = value
  }
}

function dayOf(raw: unknown, where: string): number {
  const day = wholeNumber(raw, 0, 100_000)
  return typeof day === 'number' ? day : unreadable(day, where)
}

function visitOf(visit: Case, ids: ReadonlySet<string>, nonTargets: number | undefined, where: string): Visit {
  const measured = visit['targets_mm'] ?? {}
  if (!isCase(measured)) return unreadable('not-a-number', `${where}.targets_mm`)
  const findings = new Map<string, Finding>()
  for (const [id, raw] of Object.entries(measured)) {
    if (!ids.has(id)) return unreadable('not-a-target', `${where}.targets_mm.${id.slice(0, 20)}`)
    findings.set(id, findingOf(raw, `${where}.targets_mm.${id}`))
  }
  return {
    findings,
    nonTarget: nonTargetOf(visit['non_target_response'], nonTargets, `${where}.non_target_response`),
    newLesion: newLesionOf(visit['new_lesion'], `${where}.new_lesion`),
  }
}

const findings: ReadonlyMap<unknown, Finding> = new Map([
  ['TOO_SMALL', 'too-small'],
  ['DISAPPEARED', 'disappeared'],
  ['MERGED', 'merged'],
  ['NOT_EVALUABLE', 'not-evaluable'],
  ['NE', 'not-evaluable'],
  [null, 'not-evaluable'],
])

/** A size, what the form writes in place of one, or the sizes of what one lesion split into. */
function findingOf(raw: unknown, where: string): Finding {
  const named = findings.get(raw)
  if (named) return named
  if (!Array.isArray(raw)) return { mm: millimetres(raw, where) }
  if (raw.length === 0) return unreadable('missing', where)
  const fragments = listOf(raw, where).map((fragment) => millimetres(fragment, where))
  return { mm: fragments.reduce((sum, mm) => sum.plus(mm), new Decimal(0)) }
}

const nonTargetResponses: ReadonlyMap<unknown, NonTargetResponse> = new Map([
  ['CR', 'CR'],
  ['NON-CR/NON-PD', 'NON-CR/NON-PD'],
  ['NONCR_NONPD', 'NON-CR/NON-PD'],
  ['PD', 'PD'],
  ['NE', 'NE'],
  ['NA', 'NA'],
])

/** Where there are non-targets and nothing is said of them, they were not assessed. */
function nonTargetOf(raw: unknown, atBaseline: number | undefined, where: string): NonTargetResponse {
  if (raw === undefined || raw === null) return atBaseline === undefined || atBaseline === 0 ? 'NA' : 'NE'
  const response = nonTargetResponses.get(raw) ?? unreadable('not-in-list', where)
  const none = response === 'NA'
  if (atBaseline !== undefined && none !== (atBaseline === 0)) return unreadable('not-as-at-baseline', where)
  return response
}

const newLesions: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  [true, true],
  ['Y', true],
  [false, false],
  ['N', false],
  // Nothing new was recorded.
  [null, false],
  [undefined, false],
])

const newLesionOf = (raw: unknown, where: string): boolean => newLesions.get(raw) ?? unreadable('not-in-list', where)

/** Sums as they are, percentages to two decimals. */
function visitAnswer({ sums, target, overall }: Assessment): object {
  const responses = { target_response: target, overall_response: overall }
  if (!sums) return responses
  const percent = (value: Decimal | null): number | null => value && value.toDecimalPlaces(2).toNumber()
  return {
    sum_mm: sums.sum && sums.sum.toNumber(),
    sum_complete: sums.complete,
    baseline_sum_mm: sums.baseline.toNumber(),
    nadir_before_mm: sums.nadir.toNumber(),
    pct_change_from_baseline: percent(sums.fromBaseline),
    pct_change_from_nadir: percent(sums.fromNadir),
    abs_change_from_nadir_mm: sums.aboveNadir && sums.aboveNadir.toNumber(),
    ...responses,
  }
}

function bestOf(line: Case): object {
  const timepoints = casesOf(line['timepoints'], 'timepoints').map((timepoint, index): Timepoint => {
    const where = `timepoints[${index}]`
    const named = timepoint['overall_response']
    const response =
      overallResponses.find((known) => known === named) ?? unreadable('not-in-list', `${where}.overall_response`)
    return { day: dayOf(timepoint['day'], `${where}.day`), response }
  })
  const params = isCase(line['params']) ? line['params'] : {}
  const interval = (name: string, usual: number): number =>
    params[name] === undefined || params[name] === null ? usual : dayOf(params[name], `params.${name}`)
  const { confirmed, unconfirmed } = bestResponse(timepoints, {
    confirmationDays: interval('confirmation_min_days', usualIntervals.confirmationDays),
    stableDays: interval('sd_min_days_from_start', usualIntervals.stableDays),
  })
  return { best_confirmed: confirmed, best_unconfirmed: unconfirmed }
}

function measurabilities(line: Case): object {
  const answers = casesOf(line['lesions'], 'lesions').map((lesion) => {
    const id = idOf(lesion['id'], 'lesions.id')
    const size = (name: string): Decimal | undefined =>
      lesion[name] === undefined || lesion[name] === null ? undefined : millimetres(lesion[name], `${id}.${name}`)
    const nodal = isNode(lesion['lymph_node'], `${id}.lymph_node`)
    const [longest, shortAxis, slice] = [size('longest_mm'), size('short_axis_mm'), size('ct_slice_mm')]
    const measured: BaselineLesion = {
      nodal,
      ...(longest && { longest }),
      ...(shortAxis && { shortAxis }),
      ...(slice && { slice }),
    }
    const decides = `${id}.${nodal ? 'short_axis_mm' : 'longest_mm'}`
    return [id, measurabilityOf(measured) ?? unreadable('missing', decides)] as const
  })
  return Object.fromEntries(answers)
}
