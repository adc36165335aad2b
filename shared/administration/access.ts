import type { PersonStanding } from './protocol'

type Held = PersonStanding['delegations'][number]

/** What somebody could do at some time within a span: nothing of it when they are not in the list. */
export interface Access {
  readonly person: PersonStanding
  readonly administrator: boolean
  readonly roles: readonly Held[]
}

/** From one moment up to another, in milliseconds since 1970. */
interface Span {
  readonly from: number
  readonly to: number
}

/**
 * Who had which access at any time within a span: roles that held then, and the right to administer, of accounts that were
 * not disabled all the while. What was given, ended, disabled and let in again is never forgotten, so any past day can be
 * asked for (E6(R3) 4.2.2(a)(i)).
 */
export function accessWithin(people: readonly PersonStanding[], span: Span): readonly Access[] {
  return people.flatMap((person): readonly Access[] => {
    const roles = person.delegations.filter((held) => isOpen(person, overlap(span, held.from, held.until)))
    const administrator = person.administrator && isOpen(person, overlap(span, person.since, undefined))
    return administrator || roles.length > 0 ? [{ person, administrator, roles }] : []
  })
}

const moment = (instant: string | undefined, otherwise: number): number =>
  instant === undefined ? otherwise : Date.parse(instant)

const overlap = (span: Span, from: string | undefined, until: string | undefined): Span => ({
  from: Math.max(span.from, moment(from, -Infinity)),
  to: Math.min(span.to, moment(until, Infinity)),
})

/** Whether the account let its person in at some time within a span that is not empty. */
function isOpen({ shutOut }: PersonStanding, span: Span): boolean {
  let { from } = span
  for (const away of shutOut.toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from)))
    if (Date.parse(away.from) <= from) from = Math.max(from, moment(away.until, Infinity))
  return from < span.to
}
