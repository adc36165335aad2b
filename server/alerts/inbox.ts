import { type SQL, and, desc, eq, isNull, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { Alert, type Alerts, readsAlertsAt } from '#shared/alerts/protocol'
import { streamId } from '#shared/ids'
import { recoveriesToConfirm } from '../administration/recoveries'
import { placesOf } from '../auth/grants'
import type { SignedIn } from '../auth/session'
import type { Context } from '../context'
import { type Refused, refuse } from '../refused'
import { note } from '../security-log'
import { alert, appUser, device } from '../store/schema'

const MOST = 200

/** Those of the person's sites, and for who sets up the server, those of accounts. */
async function mine({ store }: Context, { grants, administrator }: SignedIn): Promise<SQL | undefined> {
  const places = await placesOf(
    store.db,
    grants.filter(({ role }) => readsAlertsAt(role)),
  )
  const here = [
    ...places.map(({ study, site }) => and(eq(alert.studyId, study), eq(alert.siteId, site))),
    ...(administrator ? [eq(alert.kind, 'lockout')] : []),
  ]
  return here.length === 0 ? undefined : or(...here)
}

/** The alerts that this person is told of, and the recoveries they may confirm. */
export async function inbox(context: Context, who: SignedIn): Promise<Alerts> {
  const [alerts, recoveries] = await Promise.all([alertsOf(context, who), recoveriesToConfirm(context, who)])
  return { alerts, recoveries: [...recoveries] }
}

async function alertsOf(context: Context, who: SignedIn): Promise<Alert[]> {
  const here = await mine(context, who)
  if (!here) return []
  const about = alias(appUser, 'about')
  const rows = await context.store.db
    .select({
      alert,
      by: appUser.name,
      about: { userName: about.userName, name: about.name },
      platform: device.platform,
    })
    .from(alert)
    .leftJoin(appUser, eq(appUser.id, alert.acknowledgedBy))
    .leftJoin(about, eq(about.id, alert.aboutUser))
    .leftJoin(device, eq(device.id, alert.device))
    .where(here)
    .orderBy(sql`${alert.acknowledgedAt} IS NOT NULL`, desc(alert.raisedAt))
    .limit(MOST)
  return rows.map(shown)
}

interface Row {
  readonly alert: typeof alert.$inferSelect
  readonly by: string | null
  readonly about: Pick<typeof appUser.$inferSelect, 'userName' | 'name'> | null
  readonly platform: string | null
}

/** What each kind has is the database's to keep; that it did is read here once more. */
function shown({ alert: one, by, about, platform }: Row): Alert {
  const { id, kind } = one
  const common = {
    ...{ id, kind, raisedAt: one.raisedAt.toISOString() },
    ...(one.escalatedAt && { escalatedAt: one.escalatedAt.toISOString() }),
    ...(one.acknowledgedAt && { acknowledged: { at: one.acknowledgedAt.toISOString(), by: by ?? '' } }),
  }
  switch (kind) {
    case 'serious-adverse-event':
      return Alert.parse({ ...common, study: one.studyId, site: one.siteId, subject: one.subject, form: one.form })
    case 'unblinding':
      return Alert.parse({ ...common, study: one.studyId, site: one.siteId, subject: one.subject })
    case 'lockout':
      return Alert.parse({
        ...common,
        ...{ user: about, lockedAt: one.lockedAt?.toISOString(), offline: one.offline },
        ...(one.device !== null && { device: { id: one.device, platform } }),
      })
  }
}

/** Says that somebody has seen it and acts. The first one stands; who comes after finds it acknowledged. */
export async function acknowledge(
  context: Context,
  who: SignedIn,
  id: string,
): Promise<Record<string, never> | Refused> {
  const here = await mine(context, who)
  const nothing = refuse('not-found', 'There is no such alert of yours.')
  if (!here) return nothing
  const at = context.now()
  return context.store.db.transaction(async (tx) => {
    const [known] = await tx
      .select()
      .from(alert)
      .where(and(eq(alert.id, id), here))
    if (!known) return nothing
    const [taken] = await tx
      .update(alert)
      .set({ acknowledgedAt: at, acknowledgedBy: who.user })
      .where(and(eq(alert.id, id), isNull(alert.acknowledgedAt)))
      .returning()
    const { studyId, siteId } = known
    const about = studyId !== null && siteId !== null ? streamId(studyId, siteId, 'data') : known.kind
    if (taken)
      await note(tx, at, 'alert-acknowledged', { user: who.user, device: who.device, detail: `${id} ${about}` })
    return {}
  })
}
