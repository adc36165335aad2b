import type { AdministrationOverview, PersonStanding } from '#shared/administration/protocol'
import { writeCsv } from '#shared/export/csv'

const columns = [
  ...['user_name', 'name', 'state', 'server_administrator', 'second_factor', 'last_seen', 'open_sign_ins'],
  ...['study', 'site', 'role', 'from', 'until', 'trained_on', 'delegated_by'],
]

/**
 * Who has or had access to what, a line for each role that was ever delegated, as whoever reviews access signs it. Codes
 * and ISO 8601 throughout: the same file in every language.
 */
export function accessReview({ people }: AdministrationOverview): Uint8Array {
  const rows = people.flatMap((person) => {
    const { delegations } = person
    const who = whoIs(person)
    if (delegations.length === 0) return [[...who, '', '', '', '', '', '', '']]
    return delegations.map(({ study, site, role, from, until = '', trainedOn = '', givenBy = '' }) => [
      ...who,
      ...[study, site, role, from, until, trainedOn, givenBy],
    ])
  })
  return writeCsv({ name: 'access-review', columns, rows })
}

const whoIs = ({ userName, name, state, administrator, secondFactor, lastSeen = '', signedIn }: PersonStanding) => [
  ...[userName, name, state, administrator ? 'Y' : 'N', secondFactor ? 'Y' : 'N', lastSeen, String(signedIn)],
]
