import type { Casebook } from '#shared/casebook/casebook'
import type { SubjectSummary } from '#shared/casebook/summary'
import type { SubjectCode, SubjectKey } from '#shared/ids'
import { type AdverseEvent, QUEUE_SECTIONS, type QueueSection, adverseEvents } from '#shared/review/ae-queue'
import { seriousCases } from '#shared/review/serious'
import type { CompiledStudy } from '#shared/study/compile'

/** One adverse event of the site, with whose it is. */
export interface EventLine {
  readonly key: string
  readonly subject: SubjectKey
  readonly code: SubjectCode
  readonly event: AdverseEvent
}

const claimed = ({ event }: EventLine): number => Date.parse(event.lastChange.change.claimedAt)

/** The events of everyone whose casebook is read, the newest change first. */
export const linesOf = (
  study: CompiledStudy,
  roster: readonly SubjectSummary[],
  casebooks: ReadonlyMap<SubjectKey, Casebook>,
): readonly EventLine[] =>
  roster
    .flatMap(({ subject, code }) => {
      const casebook = casebooks.get(subject)
      return casebook
        ? eventsOf(study, casebook).map((event) => ({ key: `${subject} ${event.form}`, subject, code, event }))
        : []
    })
    .sort((a, b) => claimed(b) - claimed(a) || (a.key < b.key ? -1 : 1))

/** Until when the first report of each serious event is to be sent that was not, by the key of its line. */
export function reportsDue(
  study: CompiledStudy,
  lines: readonly EventLine[],
  casebooks: ReadonlyMap<SubjectKey, Casebook>,
): ReadonlyMap<string, string> {
  const subjects = new Set(lines.flatMap(({ subject, event }) => (event.serious ? [subject] : [])))
  return new Map(
    [...subjects].flatMap((subject) => {
      const casebook = casebooks.get(subject)
      // The end of the clock does not depend on what time it is.
      const cases = casebook ? seriousCases(study, casebook, new Date(0).toISOString()) : []
      return cases.flatMap(({ event, clock }) =>
        clock && clock.sent === undefined ? [[`${subject} ${event.form}`, clock.until] as const] : [],
      )
    }),
  )
}

const known = new WeakMap<Casebook, readonly AdverseEvent[]>()

/** Events are derived once for each state of a casebook: a change of one participant is no work for the others. */
function eventsOf(study: CompiledStudy, casebook: Casebook): readonly AdverseEvent[] {
  let events = known.get(casebook)
  if (!events) known.set(casebook, (events = adverseEvents(study.version, casebook)))
  return events
}

export interface QueuePart {
  readonly section: QueueSection
  readonly lines: readonly EventLine[]
}

/** The queue as it is shown: by kind of work, empty kinds left out, accepted events only when asked for. */
export const queueOf = (lines: readonly EventLine[], withAccepted: boolean): readonly QueuePart[] =>
  QUEUE_SECTIONS.filter((section) => withAccepted || section !== 'accepted')
    .map((section) => ({ section, lines: lines.filter(({ event }) => event.section === section) }))
    .filter(({ lines }) => lines.length > 0)

/** Participants in whom an investigator has something to do, those with serious events first. */
export const withWork = (roster: readonly SubjectSummary[]): readonly SubjectSummary[] =>
  roster.filter(({ toReview, toSign }) => toReview + toSign > 0).sort((a, b) => b.serious - a.serious)
