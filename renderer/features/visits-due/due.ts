import type { DueEvent, ExpiringEvent, SubjectSummary } from '#shared/casebook/summary'
import { isoDayPlus } from '#shared/partial-date'

/** When something is to be done: its window is over, today, within a week; or what was found will soon not count. */
export const GROUPS = ['overdue', 'today', 'week', 'expiring'] as const
export type DueGroup = (typeof GROUPS)[number]

interface OfSubject {
  readonly summary: SubjectSummary
  readonly group: DueGroup
  /** The day it is listed by. */
  readonly day: string
}

/** One thing to do for one participant. */
export type DueLine = OfSubject &
  ({ readonly kind: 'visit'; readonly visit: DueEvent } | { readonly kind: 'expiry'; readonly expiring: ExpiringEvent })

/** How far ahead people look, days. */
const AHEAD = 7
/** What ran out longer ago is no news; it is proposed as a deviation. */
const PAST = 30

/** What is to be done for the participants of a site, what is late first, then by day. */
export const dueLines = (roster: readonly SubjectSummary[], today: string): readonly DueLine[] =>
  roster
    .flatMap((summary): readonly DueLine[] => [
      ...summary.next.flatMap((visit) => {
        const group = groupOf(visit, today)
        return group ? [{ kind: 'visit' as const, summary, group, day: dayOf(visit, group), visit }] : []
      }),
      ...(summary.expiring ?? [])
        .filter(
          ({ last, form }) => last <= isoDayPlus(today, AHEAD) && last >= (form ? today : isoDayPlus(today, -PAST)),
        )
        .map((expiring) => ({
          kind: 'expiry' as const,
          summary,
          group: 'expiring' as const,
          day: expiring.last,
          expiring,
        })),
    ])
    .sort(
      (a, b) =>
        GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group) ||
        compare(a.day, b.day) ||
        compare(a.summary.code, b.summary.code),
    )

/** Undefined for what is still further ahead. A visit under way is work of today. */
function groupOf({ target, to, begun }: DueEvent, today: string): Exclude<DueGroup, 'expiring'> | undefined {
  if (begun) return 'today'
  if (to < today) return 'overdue'
  if (target <= today) return 'today'
  return target <= isoDayPlus(today, AHEAD) ? 'week' : undefined
}

const dayOf = ({ target, to }: DueEvent, group: DueGroup): string => (group === 'overdue' ? to : target)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
