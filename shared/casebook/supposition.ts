import { casebookReading } from '../eligibility/casebook-reading'
import { eligibilityOf } from '../eligibility/engine'
import { judgementsOf } from '../eligibility/judgements'
import { PartialDate } from '../partial-date'
import { armOf } from '../randomisation/allocation'
import type { CompiledStudy } from '../study/compile'
import { anchorsAt, onceIn } from './basis'
import type { Casebook, FormState, ItemState } from './casebook'
import { type ProposedDeviation, deviationsProposed } from './deviations'
import { emptyForm } from './derive'
import { visitDatePath } from './earlier'
import { freshnessOf } from './freshness'
import { type EventPath, type FormPath, type ItemPath, formOf, formPath, steps } from './path'
import { journeyOf } from './phases'
import { type PlannedEvent, scheduleOf } from './schedule'
import { textAt } from './visits'

/** Something that would no longer count on the day. `expires` is its last day. */
export type Expiry =
  | { readonly kind: 'sample'; readonly form: string; readonly date: string; readonly expires: string }
  | { readonly kind: 'visit'; readonly event: EventPath; readonly expires: string }
  | { readonly kind: 'criterion'; readonly id: string; readonly expires: string }

/** What would follow from a visit taking place on a day. Nothing is written. */
export interface Supposition {
  /** The visit as it would stand; undefined where it would not be asked any more. */
  readonly visit: PlannedEvent | undefined
  /** Visits whose window moves, soonest first. */
  readonly moves: readonly { readonly before: PlannedEvent; readonly after: PlannedEvent }[]
  readonly added: readonly PlannedEvent[]
  readonly removed: readonly PlannedEvent[]
  readonly expires: readonly Expiry[]
  /** Deviations that it would be, and that are not proposed without it. */
  readonly deviations: readonly ProposedDeviation[]
}

/** A visit that did not take place yet and that has a day, or gives others theirs. */
export const isSupposable = (study: CompiledStudy, planned: PlannedEvent): boolean =>
  planned.def.kind === 'scheduled' &&
  planned.actual === undefined &&
  planned.omitted === undefined &&
  (planned.target !== undefined || anchorsAt(study, planned).length > 0)

/**
 * Plays the casebook as if the visit took place on that day, with whatever it gives a date to. Pure: the same casebook
 * and days give the same. The cost is that of planning and of looking for deviations twice.
 */
export function suppose(
  study: CompiledStudy,
  casebook: Casebook,
  planned: PlannedEvent,
  day: string,
  today: string,
): Supposition {
  const then = supposed(study, casebook, planned, day)
  const before = new Map(scheduleOf(study, casebook).map((one) => [one.event, one]))
  const after = new Map(scheduleOf(study, then).map((one) => [one.event, one]))
  const visit = after.get(planned.event)
  const onDay = day > today ? day : today
  const known = new Set(deviationsProposed(study, casebook, onDay).map(({ id }) => id))
  return {
    visit,
    moves: [...after.values()]
      .flatMap((one) => {
        const was = before.get(one.event)
        return was && one.event !== planned.event && !isSameWindow(was, one) ? [{ before: was, after: one }] : []
      })
      .sort((a, b) => ((a.after.target ?? '9999') < (b.after.target ?? '9999') ? -1 : 1)),
    added: [...after.values()].filter(({ event }) => !before.has(event)),
    removed: [...before.values()].filter(({ event }) => !after.has(event)),
    expires: [
      ...samples(study, then, visit, day),
      ...visits(after.values(), day),
      ...criteria(study, casebook, day, today),
    ],
    deviations: deviationsProposed(study, then, onDay).filter(({ id }) => !known.has(id)),
  }
}

const isSameWindow = (a: PlannedEvent, b: PlannedEvent): boolean =>
  a.target === b.target && a.from === b.from && a.to === b.to

/** The casebook with the date of the visit, and of what other visits count from in its forms where none stands yet. */
function supposed(study: CompiledStudy, casebook: Casebook, planned: PlannedEvent, day: string): Casebook {
  const [event] = steps(planned.event)
  const own = visitDatePath(study, planned.event)
  const anchored = anchorsAt(study, planned).flatMap(({ form, item }): readonly (readonly [ItemPath, string])[] => {
    const path = event && formPath(event, { oid: form })
    const def = item === undefined ? undefined : study.item(form, item)?.def
    const place = path && def && onceIn(study, form, path, def.oid)
    if (!place || textAt(study, casebook, path, def.oid) !== undefined) return []
    return [[place, def.type === 'datetime' ? `${day}T12:00:00Z` : day]]
  })
  const forms = new Map<FormPath, FormState>(casebook.forms)
  for (const [path, text] of [...(own ? [[own, day] as const] : []), ...anchored]) put(forms, path, text)
  return { ...casebook, forms }
}

function put(forms: Map<FormPath, FormState>, path: ItemPath, text: string): void {
  const form = formOf(path)
  if (form === undefined) return
  const state = forms.get(form) ?? emptyForm(form)
  const item: ItemState = { ...noItem(path), value: { state: 'value', text } }
  forms.set(form, {
    ...state,
    status: state.status ?? { status: 'in-progress', heads: [], contested: false },
    withdrawn: [],
    items: new Map(state.items).set(path, item),
  })
}

const noItem = (path: ItemPath): ItemState => ({
  ...{ path, heads: [], history: [], contested: false, value: undefined, unsent: false, held: false },
})

const samples = (
  study: CompiledStudy,
  then: Casebook,
  visit: PlannedEvent | undefined,
  day: string,
): readonly Expiry[] =>
  visit
    ? freshnessOf(study, then, visit, day).flatMap(({ form, latest, state }) =>
        state === 'stale' && latest
          ? [{ kind: 'sample' as const, form, date: latest.date, expires: latest.expires }]
          : [],
      )
    : []

const visits = (after: Iterable<PlannedEvent>, day: string): readonly Expiry[] =>
  [...after].flatMap(({ event, expires }) =>
    expires !== undefined && expires < day ? [{ kind: 'visit' as const, event, expires }] : [],
  )

/**
 * Criteria of entry that speak for the participant today and would rest on something too old by then. Later phases name
 * what they need by the visits before them.
 */
function criteria(study: CompiledStudy, casebook: Casebook, day: string, today: string): readonly Expiry[] {
  const def = study.version.eligibility
  const [entry] = def?.phases ?? []
  const now = PartialDate.parse(today)
  if (!def || !entry || !now || journeyOf(study, casebook).stays.length > 1) return []
  const { criteria: answers } = eligibilityOf({
    ...{ def, phase: entry.oid, anchors: {}, judgements: judgementsOf(study, casebook) },
    ...{ reading: casebookReading(study, casebook, now), arm: armOf(casebook), today: now },
  })
  return answers.flatMap(({ id, decides, expires }) =>
    decides && expires !== undefined && expires >= today && expires < day
      ? [{ kind: 'criterion' as const, id, expires }]
      : [],
  )
}
