import type { PartialDate } from '../../partial-date'
import type { Truth } from '../../truth'
import type { Figure } from '../trace'
import { type Condition, condition } from './condition'
import { endOf, eventFigures, itemLacking, mayComeFrom, reachesGrade, termOf } from './events'
import type { AgentCode, GateEvent, GateHistory } from './history'
import { type Measure, type Threshold, isAbove, isBelow } from './measure'
import { figuresOf, itemOf } from './measured'
import type { Graded, ToxicityRule } from './parameters'

/** One time that a toxicity showed itself after the agent was first taken. */
export interface Appearance<Does extends string> {
  readonly rule: ToxicityRule<Does>
  /** What is counted together: a rule, or one term of the rule for everything else. */
  readonly of: string
  /** Days since 1970-01-01 of its begin, the last it may have been. */
  readonly day: number
  readonly reaches: Readonly<Record<Graded, Truth>>
  readonly fatal: boolean
  /** Still there on the day planned, at a grade that does something. */
  readonly open: Truth
  /** Days it lasted or lasts at such a grade, the least that is certain. */
  readonly days: number
  /** What to look at where something is unknown. */
  readonly item: string
  readonly seen: readonly Figure[]
}

/** What an appearance does to the dose: which grade's row said so, and how many times it had been reached. */
export interface Effect<Does extends string> {
  readonly does: Does
  readonly appearance: Appearance<Does>
  readonly rule: string
}

const GRADES: readonly Graded[] = [2, 3, 4]

/**
 * Everything in the history that one of the rules is for, from the day the agent was first taken to the day planned.
 * Events count each by itself. Results count once in each period (a course, a dose), with the worst grade of the period:
 * otherwise a count that stays low would seem milder than one that recovers and falls again.
 */
export function appearancesOf<Does extends string>(
  history: GateHistory,
  agent: AgentCode,
  rules: readonly ToxicityRule<Does>[],
  periods: readonly PartialDate[],
): readonly Appearance<Does>[] {
  const [first] = periods
  if (!first) return []
  const { events, measures, planned } = history
  const periodOf = (day: number) =>
    Math.max(
      0,
      periods.findLastIndex((start) => start.first < day),
    )
  const ruled = events
    .filter((event) => mayComeFrom(event, first, planned))
    .map((event) => ({ event, under: ruleFor(event, rules) }))
  return rules.flatMap((rule) => {
    const own = ruled
      .filter(({ under }) => under === rule)
      .map(({ event }) => eventAppearance(rule, event, agent, planned))
    const analytes = new Set(
      Object.values(rule.results?.grades ?? {}).flatMap((limits) => limits.map((l) => l.analyte)),
    )
    const results = [...analytes]
      .flatMap((analyte) => measures.get(analyte) ?? [])
      .filter(({ day }) => day.first > first.first && day.first <= planned.first)
      .flatMap((measure) => resultAppearance(rule, measure) ?? [])
    return rule.results ? worstOfPeriods([...own, ...results], periodOf) : own
  })
}

function ruleFor<Does extends string>(event: GateEvent, rules: readonly ToxicityRule<Does>[]) {
  const term = termOf(event)
  return (
    rules.find(({ interest }) => interest !== undefined && event.interest.includes(interest)) ??
    rules.find(({ terms }) => terms?.includes(term)) ??
    rules.find(({ terms }) => terms === undefined)
  )
}

const CHANGED = new Set(['DOSE_REDUCED', 'DRUG_INTERRUPTED', 'DRUG_DELAYED', 'DRUG_WITHDRAWN'])
const UNCHANGED = new Set(['DOSE_NOT_CHANGED', 'NOT_APPLICABLE'])

function eventAppearance<Does extends string>(
  rule: ToxicityRule<Does>,
  event: GateEvent,
  agent: AgentCode,
  planned: PartialDate,
): Appearance<Does> {
  const cause = rule.whateverTheCause ? undefined : agent
  const reaches = (grade: Graded) => reachesGrade(event, grade, cause)
  const action = event.action[agent] ?? ''
  const begin = event.start?.last ?? planned.first
  const goesOn = event.ongoing || (event.end !== undefined && event.end.first > planned.first)
  const open = endOf(event, planned) !== undefined ? 'no' : goesOn ? 'yes' : 'unknown'
  const isMild = reaches(lowestGrade(rule)) === 'no'
  // Nobody said whether grade 2 was tolerable: it matters while it is there, and counts as intolerable afterwards.
  const isOnly2 = rule.grade2WhenIntolerable === true && event.grade === 2 && reaches(2) !== 'no'
  const isTolerable = isOnly2 && UNCHANGED.has(action)
  const isUnsaid = isOnly2 && !isTolerable && !CHANGED.has(action) && open !== 'no'
  return {
    rule,
    of: rule.terms ? rule.code : `${rule.code} ${termOf(event)}`,
    day: begin,
    reaches: { 2: isTolerable ? 'no' : isUnsaid ? 'unknown' : reaches(2), 3: reaches(3), 4: reaches(4) },
    fatal: event.grade === 5,
    open: isMild ? 'no' : open,
    days: isMild ? 0 : (event.ongoing ? planned.first : (event.end?.first ?? begin)) - begin,
    item: isUnsaid && event.start ? `AE.AEACN_${agent}` : itemLacking(event, agent),
    seen: eventFigures(event),
  }
}

/** Below it nothing is done. */
const lowestGrade = <Does extends string>(rule: ToxicityRule<Does>): Graded =>
  GRADES.find((grade) => rule.grades[grade]) ?? 4

function resultAppearance<Does extends string>(
  rule: ToxicityRule<Does>,
  measure: Measure,
): Appearance<Does> | undefined {
  const { results } = rule
  if (!results) return undefined
  const beyond = results.side === 'below' ? isBelow : isAbove
  const reaches = (grade: Graded): Truth => {
    const limit: Threshold | undefined = results.grades[grade]?.find(({ analyte }) => analyte === measure.analyte)
    return limit ? beyond(measure, limit) : 'no'
  }
  const reached = { 2: reaches(2), 3: reaches(3), 4: reaches(4) }
  if (GRADES.every((grade) => reached[grade] === 'no')) return undefined
  return {
    rule,
    of: rule.code,
    day: measure.day.first,
    reaches: reached,
    fatal: false,
    // Whether it is still low is asked of the latest result, as a condition of its own.
    open: 'no',
    days: 0,
    item: itemOf(measure.analyte),
    seen: figuresOf(measure),
  }
}

function worstOfPeriods<Does extends string>(
  all: readonly Appearance<Does>[],
  periodOf: (day: number) => number,
): readonly Appearance<Does>[] {
  const merged = new Map<number, Appearance<Does>>()
  for (const one of all) {
    const period = periodOf(one.day)
    const other = merged.get(period)
    merged.set(period, other ? worse(other, one) : one)
  }
  return [...merged.values()]
}

const worst = (a: Truth, b: Truth): Truth =>
  a === 'yes' || b === 'yes' ? 'yes' : a === 'unknown' || b === 'unknown' ? 'unknown' : 'no'

function worse<Does extends string>(a: Appearance<Does>, b: Appearance<Does>): Appearance<Does> {
  const isUnknown = Object.values(a.reaches).includes('unknown')
  return {
    ...a,
    day: Math.min(a.day, b.day),
    reaches: {
      2: worst(a.reaches[2], b.reaches[2]),
      3: worst(a.reaches[3], b.reaches[3]),
      4: worst(a.reaches[4], b.reaches[4]),
    },
    fatal: a.fatal || b.fatal,
    open: worst(a.open, b.open),
    days: Math.max(a.days, b.days),
    item: isUnknown ? a.item : b.item,
    seen: [...a.seen, ...b.seen],
  }
}

/**
 * What the table makes of the appearances. An appearance counts for its own grade and for every lower one, so that a worse
 * grade never does less: the second grade 3 is also the second of grade 2 or more.
 */
export function effectsOf<Does extends string>(appearances: readonly Appearance<Does>[]): readonly Effect<Does>[] {
  const counted = new Map<string, number>()
  return appearances
    .toSorted((a, b) => a.day - b.day)
    .flatMap((appearance) =>
      GRADES.flatMap((grade): readonly Effect<Does>[] => {
        const row = appearance.rule.grades[grade]
        if (!row || appearance.reaches[grade] !== 'yes') return []
        const key = `${appearance.of} ${grade}`
        const times = (counted.get(key) ?? 0) + 1
        counted.set(key, times)
        const does = row[Math.min(times, row.length) - 1] ?? row[0]
        return [{ does, appearance, rule: `grade ${grade}, time ${times}: ${does}` }]
      }),
    )
}

/** What the appearances themselves forbid: what is still there holds, what never went back or was fatal stops. */
export function heldBy<Does extends string>(
  appearances: readonly Appearance<Does>[],
  source: string,
): readonly Condition[] {
  return appearances.flatMap((appearance) => {
    const { rule, reaches, open, days, item, seen } = appearance
    const line = { asks: 'table of dose modifications', source, seen, items: ['AE.AETOXGR'] }
    const isOverdue = rule.mostDays !== undefined && days > rule.mostDays
    const steps = [{ name: 'lasted', value: String(days), unit: 'd' }]
    const isReached = reaches[lowestGrade(rule)] === 'yes'
    return [
      ...(appearance.fatal ? [condition({ ...line, code: `FATAL_${rule.code}`, verdict: 'stops' })] : []),
      ...(isReached && isOverdue
        ? [condition({ ...line, steps, code: `NOT_RECOVERED_${rule.code}`, verdict: 'stops' })]
        : []),
      ...(isReached && open === 'yes' ? [condition({ ...line, code: `HELD_${rule.code}`, verdict: 'failed' })] : []),
      ...(isReached && open === 'unknown'
        ? [condition({ ...line, code: `END_OF_${rule.code}`, verdict: 'missing', items: ['AE.AEENDAT'] })]
        : []),
      ...(GRADES.some((grade) => rule.grades[grade] && reaches[grade] === 'unknown')
        ? [condition({ ...line, code: `GRADE_OF_${rule.code}`, verdict: 'missing', items: [item] })]
        : []),
    ]
  })
}
