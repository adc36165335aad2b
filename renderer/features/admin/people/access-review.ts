import type { Access } from '#shared/administration/access'
import type { AdministrationOverview, PersonStanding } from '#shared/administration/protocol'
import { writeCsv } from '#shared/export/csv'

const roleColumns = ['study', 'site', 'role', 'from', 'until', 'trained_on', 'delegated_by']
const columns = [
  ...['user_name', 'name', 'state', 'server_administrator', 'second_factor', 'last_seen', 'open_sign_ins'],
  ...roleColumns,
]

/**
 * Who has or had access to what, a line for each role that was ever delegated, as whoever reviews access signs it. Codes
 * and ISO 8601 throughout: the same file in every language.
 */
export function accessReview({ people }: AdministrationOverview): Uint8Array {
  const rows = people.flatMap((person) => {
    const { delegations } = person
    return linesOf(whoIs(person), delegations)
  })
  return writeCsv({ name: 'access-review', columns, rows })
}

/** The same for who had access on one day, which stands in each line. */
export function accessOn(day: string, access: readonly Access[]): Uint8Array {
  const rows = access.flatMap(({ person, administrator, roles }) =>
    linesOf([day, person.userName, person.name, administrator ? 'Y' : 'N'], roles),
  )
  const shown = ['day', 'user_name', 'name', 'server_administrator', ...roleColumns]
  return writeCsv({ name: 'access', columns: shown, rows })
}

function linesOf(
  who: readonly string[],
  held: readonly PersonStanding['delegations'][number][],
): readonly (readonly string[])[] {
  if (held.length === 0) return [[...who, ...roleColumns.map(() => '')]]
  return held.map(({ study, site, role, from, until = '', trainedOn = '', givenBy = '' }) => [
    ...who,
    ...[study, site, role, from, until, trainedOn, givenBy],
  ])
}

const whoIs = ({ userName, name, state, administrator, secondFactor, lastSeen = '', signedIn }: PersonStanding) => [
  ...[userName, name, state, administrator ? 'Y' : 'N', secondFactor ? 'Y' : 'N', lastSeen, String(signedIn)],
]
