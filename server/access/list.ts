import { and, desc, eq, isNull, lt, or } from 'drizzle-orm'
import type { AccessLines, AccessQuery } from '#shared/access'
import { streamId } from '#shared/ids'
import { can } from '#shared/roles'
import { type SignedIn, sightOf } from '../auth/session'
import type { Context } from '../context'
import { type Refused, refuse } from '../refused'
import { note } from '../security-log'
import { accessEntry, appUser, device } from '../store/schema'

const LINES = 500

/** Who looked at one participant's record, for whoever answers that participant. That it was asked is noted. */
export async function accessTo(
  context: Context,
  who: SignedIn,
  { study, site, subject, before }: AccessQuery,
): Promise<AccessLines | Refused> {
  const may = who.grants.some(
    (grant) => grant.study === study && can(grant.role, 'see-access') && (grant.site === '*' || grant.site === site),
  )
  if (!may) return refuse('not-allowed', 'Your role does not see there who looked at records.')
  const { store, now } = context
  const stream = streamId(study, site, 'data')
  const rows = await store.within(
    sightOf(context, who),
    [stream],
    (tx) =>
      tx
        .select({
          entry: accessEntry,
          user: { userName: appUser.userName, name: appUser.name },
          platform: device.platform,
        })
        .from(accessEntry)
        .innerJoin(appUser, eq(appUser.id, accessEntry.userId))
        .innerJoin(device, eq(device.id, accessEntry.device))
        .where(
          and(
            eq(accessEntry.stream, stream),
            or(eq(accessEntry.subject, subject), isNull(accessEntry.subject)),
            before === undefined ? undefined : lt(accessEntry.line, before),
          ),
        )
        .orderBy(desc(accessEntry.line))
        .limit(LINES + 1),
    'read',
  )
  if (before === undefined)
    await note(store.db, now(), 'access-listed', { user: who.user, device: who.device, detail: `${stream} ${subject}` })
  return {
    lines: rows.slice(0, LINES).map(({ entry: { line, kind, at, receivedAt, subject: of }, user, platform }) => ({
      ...{ line, kind, ofSite: of === null, at: at.toISOString(), receivedAt: receivedAt.toISOString() },
      ...{ user, platform },
    })),
    more: rows.length > LINES,
  }
}
