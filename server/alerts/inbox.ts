import { and, desc, eq, isNull, or, sql } from 'drizzle-orm'
import { type Alerts, readsAlerts } from '#shared/alerts/protocol'
import { streamId } from '#shared/ids'
import { placesOf } from '../auth/grants'
import type { SignedIn } from '../auth/session'
import type { Context } from '../context'
import { type Refused, refuse } from '../refused'
import { note } from '../security-log'
import { alert, appUser } from '../store/schema'

const MOST = 200

async function mine({ store }: Context, { grants }: SignedIn) {
  const places = await placesOf(
    store.db,
    grants.filter(({ role }) => readsAlerts(role)),
  )
  return places.length === 0
    ? undefined
    : or(...places.map(({ study, site }) => and(eq(alert.studyId, study), eq(alert.siteId, site))))
}

/** The alerts of the sites at which this person is told of them. */
export async function inbox(context: Context, who: SignedIn): Promise<Alerts> {
  const here = await mine(context, who)
  if (!here) return { alerts: [] }
  const rows = await context.store.db
    .select({ alert, by: appUser.name })
    .from(alert)
    .leftJoin(appUser, eq(appUser.id, alert.acknowledgedBy))
    .where(here)
    .orderBy(sql`${alert.acknowledgedAt} IS NOT NULL`, desc(alert.raisedAt))
    .limit(MOST)
  return {
    alerts: rows.map(({ alert: one, by }) => ({
      ...{ id: one.id, kind: one.kind, study: one.studyId, site: one.siteId, subject: one.subject, form: one.form },
      raisedAt: one.raisedAt.toISOString(),
      ...(one.escalatedAt && { escalatedAt: one.escalatedAt.toISOString() }),
      ...(one.acknowledgedAt && { acknowledged: { at: one.acknowledgedAt.toISOString(), by: by ?? '' } }),
    })),
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
    const about = {
      user: who.user,
      device: who.device,
      detail: `${id} ${streamId(known.studyId, known.siteId, 'data')}`,
    }
    if (taken) await note(tx, at, 'alert-acknowledged', about)
    return {}
  })
}
