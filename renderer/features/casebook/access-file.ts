import type { AccessLine } from '#shared/access'
import { writeCsv } from '#shared/export/csv'
import type { SiteId, StudyId, SubjectCode } from '#shared/ids'

const columns = ['study', 'site', 'participant', 'at', 'user_name', 'name', 'kind', 'of', 'platform', 'received_at']

interface Asked {
  readonly study: StudyId
  readonly site: SiteId
  readonly code: SubjectCode | undefined
}

/** Who looked at a record as a table, oldest first: codes and ISO 8601 throughout, the same in every language. */
export function accessFile({ study, site, code }: Asked, lines: readonly AccessLine[]): Uint8Array {
  const rows = lines
    .toReversed()
    .map(({ at, user, kind, ofSite, platform, receivedAt }) => [
      ...[
        study,
        site,
        code ?? '',
        at,
        user.userName,
        user.name,
        kind,
        ofSite ? 'site' : 'record',
        platform,
        receivedAt,
      ],
    ])
  return writeCsv({ name: 'access', columns, rows })
}
