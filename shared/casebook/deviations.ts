import type { ChangeRef } from '../ids'
import { PartialDate, daysBetween } from '../partial-date'
import type { CompiledStudy } from '../study/compile'
import type { LocalText } from '../study/names'
import { basisItem, basisOf } from './basis'
import type { Casebook } from './casebook'
import { foundInForms } from './deviations-found'
import { visitDatePath } from './earlier'
import { freshnessOf } from './freshness'
import { type EventPath, type FormPath, type ItemPath, formOf } from './path'
import { type PlannedEvent, dueState, scheduleOf } from './schedule'
import { outside } from './window'

/** A deviation that the casebook shows. A person notes it with a category, a severity and what was done, or dismisses it. */
export interface ProposedDeviation {
  /** The same for the same deviation on every device: the rule and where it was gone against. */
  readonly id: string
  /** The rule of the study it goes against. */
  readonly rule: string
  /** A code of the deviation form; undefined where the study says none. */
  readonly category: string | undefined
  readonly event: EventPath
  readonly why:
    | 'early'
    | 'late'
    | 'below-floor'
    | 'past-limit'
    | 'missed'
    | 'missed-again'
    | 'stale'
    | 'expired'
    | 'found'
    | 'stratum'
  /** First and last day that would have been right, as far as there is one. */
  readonly from?: string
  readonly to?: string
  readonly actual?: string
  /** Whole days outside; undefined where the protocol counts in hours, or where nothing took place. */
  readonly days?: number
  /** What was too old, for `stale`; where it stands, for `found` and `stratum`. */
  readonly form?: FormPath
  /** What the check says, for `found`; the stratum, for `stratum`. */
  readonly message?: LocalText
  /** Every value it rests on, sorted: with another one it is to be judged anew. */
  readonly evidence: readonly ChangeRef[]
}

/** Every deviation as the casebook stands today, in the order of its visits. Pure: the same casebook and day give the same. */
export function deviationsProposed(
  study: CompiledStudy,
  casebook: Casebook,
  today: string,
): readonly ProposedDeviation[] {
  const planned = scheduleOf(study, casebook)
  const ofVisits = planned.flatMap((one) =>
    [...ofWindow(one, today), ...ofExpiry(one, today), ...ofAge(study, casebook, one)].map((found) => ({
      ...found,
      evidence: evidenceOf(study, casebook, one, found.form),
    })),
  )
  return [...ofVisits, ...ofRuns(study, casebook, planned, today), ...foundInForms(study, casebook, today, ofVisits)]
}

type Found = Omit<ProposedDeviation, 'evidence'>

/** When the visit took place, what it counts from, and the form that was too old. */
function evidenceOf(
  study: CompiledStudy,
  casebook: Casebook,
  planned: PlannedEvent,
  form: FormPath | undefined,
): readonly ChangeRef[] {
  const basis = basisOf(study, casebook, planned)
  const items = [visitDatePath(study, planned.event), basis && basisItem(study, basis)]
  const dates = items.flatMap((path) => (path === undefined ? [] : headsAt(casebook, path)))
  const old = form === undefined ? [] : [...(casebook.forms.get(form)?.items.values() ?? [])]
  return [...new Set([...dates, ...old.flatMap(({ heads }) => heads.map(({ ref }) => ref))])].sort()
}

function headsAt(casebook: Casebook, path: ItemPath): readonly ChangeRef[] {
  const form = formOf(path)
  const item = form === undefined ? undefined : casebook.forms.get(form)?.items.get(path)
  return item?.heads.map(({ ref }) => ref) ?? []
}

function ofWindow(planned: PlannedEvent, today: string): readonly Found[] {
  const { event, aim, from, to, floor, limit, actual } = planned
  const window = { event, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
  if (isMissed(planned, today))
    return [{ ...named('VISIT-MISSED', event), ...window, category: 'MISSING_ASSESSMENT', why: 'missed' }]
  if (actual === undefined || planned.projected) return []
  const { floor: below, limit: past } = aim && 'days' in aim ? aim : {}
  if (past && limit !== undefined && actual > limit)
    return [
      {
        ...named(past.rule, event),
        ...window,
        to: limit,
        category: 'DOSING',
        why: 'past-limit',
        ...off(limit, actual),
      },
    ]
  if (below && floor !== undefined && actual < floor)
    return [
      {
        ...named(below.rule, event),
        ...window,
        from: floor,
        category: 'DOSING',
        why: 'below-floor',
        ...off(actual, floor),
        actual,
      },
    ]
  const side = outside(planned, actual)
  if (!side) return []
  const edge = side === 'early' ? from : to
  const days = edge === undefined || edge === actual ? {} : off(edge, actual)
  return [
    { ...named(aim?.rule ?? 'VISIT-WINDOW', event), ...window, category: 'VISIT_WINDOW', why: side, ...days, actual },
  ]
}

function isMissed(planned: PlannedEvent, today: string): boolean {
  const due = dueState(planned, today)
  return due === 'missed' || (due === 'not-done' && planned.from !== undefined && !planned.projected)
}

/** What was found counted only for so long, and what it was to serve did not come in time, or has not come yet. */
function ofExpiry({ event, def, expires, actual }: PlannedEvent, today: string): readonly Found[] {
  if (!def.valid || expires === undefined || actual === undefined || today <= expires) return []
  return [{ ...named(def.valid.rule, event), category: 'ELIGIBILITY', why: 'expired', actual, to: expires }]
}

/** What a visit that took place rested on was too old. */
const ofAge = (study: CompiledStudy, casebook: Casebook, planned: PlannedEvent): readonly Found[] =>
  planned.actual === undefined
    ? []
    : freshnessOf(study, casebook, planned).flatMap(({ rule, form, latest, state }) =>
        latest && state === 'stale'
          ? [
              {
                ...named(rule, planned.event, form),
                category: 'DOSING' as const,
                why: 'stale' as const,
                form: latest.path,
                to: latest.expires,
                ...(planned.actual !== undefined && { ...off(latest.expires, planned.actual), actual: planned.actual }),
              },
            ]
          : [],
      )

/** Visits of one rule that were missed one after the other: named by the first that made it so many, once a run. */
function ofRuns(
  study: CompiledStudy,
  casebook: Casebook,
  planned: readonly PlannedEvent[],
  today: string,
): readonly ProposedDeviation[] {
  const runs = new Map<string, number>()
  const inTime = planned.filter(({ def, target }) => def.inARow && target !== undefined)
  return inTime
    .sort((a, b) => ((a.target ?? '') < (b.target ?? '') ? -1 : 1))
    .flatMap((one): readonly ProposedDeviation[] => {
      const { missed, rule } = one.def.inARow ?? { missed: 0, rule: '' }
      const run = isMissed(one, today) ? (runs.get(rule) ?? 0) + 1 : one.actual === undefined ? runs.get(rule) : 0
      runs.set(rule, run ?? 0)
      if (run !== missed || !isMissed(one, today)) return []
      const evidence = evidenceOf(study, casebook, one, undefined)
      return [
        {
          ...named(rule, one.event, 'RUN'),
          category: 'MISSING_ASSESSMENT',
          why: 'missed-again',
          ...(one.to !== undefined && { to: one.to }),
          evidence,
        },
      ]
    })
}

const named = (rule: string, event: EventPath, part?: string) => ({
  id: [rule, event, ...(part === undefined ? [] : [part])].join('/'),
  rule,
  event,
})

/** Whole days from one to the other, whichever is later, and the day on which it was. */
function off(from: string, to: string): { readonly days: number; readonly actual: string } {
  const [a, b] = [PartialDate.parse(from), PartialDate.parse(to)]
  return { days: a && b ? Math.abs(daysBetween(a, b).least) : 0, actual: to }
}
