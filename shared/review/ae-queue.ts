import type { Casebook, FormState, ItemEntry, ItemState, ReviewState, SignatureState } from '../casebook/casebook'
import { standingForms } from '../casebook/fold'
import { type FormPath, type GroupPath, type ItemPath, groupOf, itemOf, steps, within } from '../casebook/path'
import { isUnsettled } from '../casebook/queries'
import { headsOf } from '../casebook/register'
import { type Entry, type Logged, refOf } from '../change/change'
import type { ChangeRef } from '../ids'
import type { StudyVersion } from '../study/definition'

/**
 * The adverse events of a participant as an investigator works through them. An event is accepted as long as a review
 * saw exactly the values that now stand; it is signed as long as a signature covers them. Everything else is work, and
 * `section` says which kind: what may hurt comes first.
 */
export type QueueSection = 'serious' | 'changed' | 'severe' | 'new' | 'to-sign' | 'accepted'

export const QUEUE_SECTIONS: readonly QueueSection[] = ['serious', 'changed', 'severe', 'new', 'to-sign', 'accepted']

/** From this grade on an event is looked at before milder ones. */
export const SEVERE = 3

export type Grade = 1 | 2 | 3 | 4 | 5

export interface AdverseEvent {
  readonly form: FormPath
  readonly state: FormState
  /** As typed; undefined while nobody named the event, or while two names stand against each other. */
  readonly term: string | undefined
  /** The highest it has been. */
  readonly grade: Grade | undefined
  /** From when it had which grade, earliest first; empty where only the highest is known. */
  readonly grades: readonly GradeFrom[]
  readonly serious: boolean
  /** ISO dates, shortened where only the month or year is known. */
  readonly start: string | undefined
  readonly end: string | undefined
  /** No end is entered and nobody said that it ended. */
  readonly ongoing: boolean
  readonly section: QueueSection
  readonly signature: 'not-asked' | 'missing' | 'intact' | 'broken'
  readonly contested: boolean
  readonly openQueries: number
  readonly lastChange: Logged
  readonly review: ReviewState | undefined
  /** What has another value than the last review saw, in path order. Empty when there was none. */
  readonly since: readonly Difference[]
  /** The grade rose since the last review. */
  readonly worse: boolean
}

export interface GradeFrom {
  /** ISO date, shortened where only the month or year is known. */
  readonly from: string
  readonly grade: Grade
}

export interface Difference {
  readonly path: ItemPath
  /** What stood at the review; more than one while contested, none where nothing was entered. */
  readonly from: readonly Entry[]
  readonly to: readonly Entry[]
}

/** The standing adverse events of one casebook, the newest change first. Events nobody has entered a value for are left out. */
export function adverseEvents(study: StudyVersion, casebook: Casebook): readonly AdverseEvent[] {
  const oids = new Set(study.forms.filter(({ domain }) => domain === 'AE').map(({ oid }) => oid))
  const signed = new Set(
    study.signing.filter(({ meaning }) => meaning === 'reviewed-adverse-event').map(({ form }) => form),
  )
  return standingForms(casebook)
    .flatMap((state) => {
      const oid = steps(state.path)[1]?.oid
      if (oid === undefined || !oids.has(oid)) return []
      const event = eventOf(state, signed.has(oid))
      return event ? [event] : []
    })
    .sort((a, b) => newest(b) - newest(a) || (a.form < b.form ? -1 : 1))
}

const newest = (event: AdverseEvent): number => Date.parse(event.lastChange.change.claimedAt)

/** The next or previous event of a queue; stays at its ends, and starts at the top when nothing is chosen. */
export function neighbour<T>(queue: readonly T[], from: T | undefined, by: 1 | -1): T | undefined {
  const at = from === undefined ? -1 : queue.indexOf(from)
  if (at < 0) return queue[0]
  return queue[Math.min(Math.max(at + by, 0), queue.length - 1)]
}

interface Known {
  readonly mustSign: boolean
  readonly event: AdverseEvent | undefined
}

const known = new WeakMap<FormState, Known>()

/** Derived once for each state of a form: another participant's change, or another event's, is no work for this one. */
function eventOf(state: FormState, mustSign: boolean): AdverseEvent | undefined {
  const before = known.get(state)
  if (before?.mustSign === mustSign) return before.event
  const event = adverseEvent(state, mustSign)
  known.set(state, { mustSign, event })
  return event
}

function adverseEvent(state: FormState, mustSign: boolean): AdverseEvent | undefined {
  const lastChange = lastEntry(state)
  if (!lastChange) return undefined
  const items = new Map([...state.items.values()].map((item) => [itemOf(item.path), item]))
  const text = (oid: string): string | undefined => {
    const value = items.get(oid)?.value
    return value?.state === 'value' ? value.text : undefined
  }
  const review = state.reviews.at(-1)
  const accepted = state.reviews.some(({ current }) => current)
  const signature = signatureOf(state.signatures, mustSign)
  const since = accepted || !review ? [] : differences(state.items, review.heads)
  const serious = holdsYes(items.get('AESER'))
  const grade = readGrade(text('AETOXGR'))
  return {
    form: state.path,
    state,
    term: text('AETERM') ?? text('AECTC'),
    grade,
    grades: gradeHistory(state),
    serious,
    start: text('AESTDAT'),
    end: text('AEENDAT'),
    ongoing: text('AEENDAT') === undefined && text('AEONGO') !== 'N',
    section: sectionOf({ accepted, serious, seen: review !== undefined, severe: (grade ?? 0) >= SEVERE, signature }),
    signature,
    contested: [...items.values()].some(({ contested }) => contested),
    openQueries: state.queries.filter(({ status }) => isUnsettled(status)).length,
    lastChange,
    review,
    since,
    worse: since.some((difference) => itemOf(difference.path) === 'AETOXGR' && rose(difference)),
  }
}

function sectionOf(event: {
  readonly accepted: boolean
  readonly serious: boolean
  readonly seen: boolean
  readonly severe: boolean
  readonly signature: AdverseEvent['signature']
}): QueueSection {
  if (event.accepted) return event.signature === 'missing' || event.signature === 'broken' ? 'to-sign' : 'accepted'
  if (event.serious) return 'serious'
  if (event.seen) return 'changed'
  return event.severe ? 'severe' : 'new'
}

/** Rows that say both a date and a grade; a withdrawn row says nothing. */
function gradeHistory(state: FormState): readonly GradeFrom[] {
  const rows = new Map<GroupPath, { from?: string; grade?: Grade }>()
  for (const { path, value } of state.items.values()) {
    if (value?.state !== 'value' || state.withdrawn.some((scope) => within(path, scope))) continue
    const group = groupOf(path)
    const row = rows.get(group) ?? {}
    const grade = readGrade(value.text)
    if (itemOf(path) === 'AEGRDAT') rows.set(group, { ...row, from: value.text })
    if (itemOf(path) === 'AEGRADE' && grade) rows.set(group, { ...row, grade })
  }
  return [...rows.values()]
    .flatMap(({ from, grade }) => (from !== undefined && grade ? [{ from, grade }] : []))
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
}

/** Someone said "serious"; while two values stand, one yes is enough to be looked at first. */
const holdsYes = (item: ItemState | undefined): boolean =>
  item?.heads.some(({ value }) => value.state === 'value' && value.text === 'Y') ?? false

function signatureOf(signatures: readonly SignatureState[], mustSign: boolean): AdverseEvent['signature'] {
  const given = signatures.filter(({ meaning }) => meaning === 'reviewed-adverse-event')
  if (given.some(({ intact }) => intact)) return 'intact'
  if (given.length > 0) return 'broken'
  return mustSign ? 'missing' : 'not-asked'
}

/** The newest change that put a value in, or undefined when there is none. */
function lastEntry(state: FormState): Logged | undefined {
  let last: Logged | undefined
  for (const { heads } of state.items.values())
    for (const { logged, value } of heads) {
      if (value.state === 'blank') continue
      if (!last || later(logged, last)) last = logged
    }
  return last
}

const later = (a: Logged, b: Logged): boolean => {
  const by = Date.parse(a.change.claimedAt) - Date.parse(b.change.claimedAt)
  return by > 0 || (by === 0 && refOf(a.change) > refOf(b.change))
}

/** Items that hold something else than the heads a review named, in path order. */
export function differences(
  items: ReadonlyMap<ItemPath, ItemState>,
  seen: readonly ChangeRef[],
): readonly Difference[] {
  const known = new Set(seen)
  return [...items.values()]
    .filter(({ heads }) => heads.some(({ ref }) => !known.has(ref)))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, heads, history }) => ({
      path,
      // A review names changes, and one change may have set several items: of those, what stood then.
      from: headsOf<Entry, ItemEntry>(history.filter(({ ref }) => known.has(ref))).map(({ value }) => value),
      to: heads.map(({ value }) => value),
    }))
}

const rose = ({ from, to }: Difference): boolean => highest(to) > highest(from)
const highest = (entries: readonly Entry[]): number =>
  Math.max(0, ...entries.map((entry) => (entry.state === 'value' ? (readGrade(entry.text) ?? 0) : 0)))

function readGrade(text: string | undefined): Grade | undefined {
  switch (text) {
    case '1':
      return 1
    case '2':
      return 2
    case '3':
      return 3
    case '4':
      return 4
    case '5':
      return 5
    default:
      return undefined
  }
}
