import { and, eq, gt, inArray, isNotNull, isNull, lte, notInArray, or } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { RecoveryStanding } from '#shared/administration/protocol'
import type { RecoveryAsked } from '#shared/alerts/protocol'
import type { UserId } from '#shared/ids'
import type { SignedIn } from '../auth/session'
import type { Context } from '../context'
import { type Refused, refuse } from '../refused'
import { note } from '../security-log'
import type { Database, Transaction } from '../store/database'
import { appUser, passwordRecovery, userGrant } from '../store/schema'

/**
 * A lost password takes two people. An administrator asks; another administrator confirms, or, where there is none, a
 * data manager of a study of the person. Then the one who asked makes the link, once: whoever confirms never holds it.
 */

const RECOVERY_HOURS = 24

type Reader = Database | Transaction
type Row = typeof passwordRecovery.$inferSelect

const stands = (at: Date) => and(isNull(passwordRecovery.endedAt), gt(passwordRecovery.expiresAt, at))

/** Notes who asked, for a day. False where one stands already. */
export async function askRecovery(tx: Transaction, at: Date, user: UserId, by: UserId): Promise<boolean> {
  await tx
    .update(passwordRecovery)
    .set({ endedAt: at })
    .where(
      and(eq(passwordRecovery.userId, user), isNull(passwordRecovery.endedAt), lte(passwordRecovery.expiresAt, at)),
    )
  const expiresAt = new Date(at.getTime() + RECOVERY_HOURS * 3_600_000)
  const [asked] = await tx
    .insert(passwordRecovery)
    .values({ userId: user, askedBy: by, askedAt: at, expiresAt })
    .onConflictDoNothing()
    .returning()
  return asked !== undefined
}

/** Takes it back, confirmed or not. Whose it was, or undefined where it does not stand. */
export async function withdrawRecovery(tx: Transaction, at: Date, id: string): Promise<UserId | undefined> {
  const [withdrawn] = await tx
    .update(passwordRecovery)
    .set({ endedAt: at })
    .where(and(eq(passwordRecovery.id, id), stands(at)))
    .returning()
  return withdrawn?.userId
}

/** Uses up a confirmed recovery of this person that `by` asked for. False where there is none. */
export async function useRecovery(tx: Transaction, at: Date, user: UserId, by: UserId): Promise<boolean> {
  const mine = and(eq(passwordRecovery.userId, user), eq(passwordRecovery.askedBy, by))
  const [used] = await tx
    .update(passwordRecovery)
    .set({ endedAt: at })
    .where(and(mine, isNotNull(passwordRecovery.confirmedBy), stands(at)))
    .returning()
  return used !== undefined
}

/** The second person's word. It stands for a day from when the recovery was asked for. */
export async function confirmRecovery(
  { store, now }: Context,
  { user, device }: SignedIn,
  id: string,
): Promise<Record<string, never> | Refused> {
  const at = now()
  const unconfirmed = and(eq(passwordRecovery.id, id), isNull(passwordRecovery.confirmedBy), stands(at))
  return store.db.transaction(async (tx) => {
    const [asked] = await tx.select().from(passwordRecovery).where(unconfirmed).for('update')
    const nothing = refuse('not-found', 'There is no such recovery for you to confirm.')
    if (!asked) return nothing
    const may = (await confirmersOf(tx, at, asked)).some((one) => one.id === user)
    const detail = asked.userId
    if (!may) {
      await note(tx, at, 'administration-refused', { user, device, detail: `confirm-recovery ${detail}` })
      return nothing
    }
    await tx.update(passwordRecovery).set({ confirmedBy: user, confirmedAt: at }).where(eq(passwordRecovery.id, id))
    await note(tx, at, 'recovery-confirmed', { user, device, detail })
    return {}
  })
}

/** Who may be the second person: never the one who asked, never the one whose password it is. */
async function confirmersOf(
  db: Reader,
  at: Date,
  { userId, askedBy }: Pick<Row, 'userId' | 'askedBy'>,
): Promise<readonly { readonly id: UserId; readonly name: string }[]> {
  const other = and(
    ...[notInArray(appUser.id, [userId, askedBy]), isNull(appUser.disabledAt), isNotNull(appUser.passwordHash)],
  )
  const administrators = await db
    .select({ id: appUser.id, name: appUser.name })
    .from(appUser)
    .where(and(other, appUser.administrator))
    .orderBy(appUser.name)
  if (administrators.length > 0) return administrators
  const [about] = await db.select().from(appUser).where(eq(appUser.id, userId))
  const notOver = or(isNull(userGrant.untilAt), gt(userGrant.untilAt, at))
  const own = await db
    .select({ study: userGrant.studyId })
    .from(userGrant)
    .where(and(eq(userGrant.userId, userId), notOver))
  const studies = own.map(({ study }) => study)
  return (
    db
      .selectDistinct({ id: appUser.id, name: appUser.name })
      .from(userGrant)
      .innerJoin(appUser, eq(appUser.id, userGrant.userId))
      // Who administers the server serves every study on it.
      .where(
        and(
          ...[other, notOver, eq(userGrant.role, 'data-manager'), lte(userGrant.fromAt, at)],
          about?.administrator ? undefined : inArray(userGrant.studyId, studies),
        ),
      )
      .orderBy(appUser.name)
  )
}

const asker = alias(appUser, 'asker')
const confirmer = alias(appUser, 'confirmer')

const standing = (db: Reader, at: Date) =>
  db
    .select({ row: passwordRecovery, about: appUser, askedBy: asker.name, confirmedBy: confirmer.name })
    .from(passwordRecovery)
    .innerJoin(appUser, eq(appUser.id, passwordRecovery.userId))
    .innerJoin(asker, eq(asker.id, passwordRecovery.askedBy))
    .leftJoin(confirmer, eq(confirmer.id, passwordRecovery.confirmedBy))
    .where(stands(at))
    .orderBy(passwordRecovery.askedAt)

const momentsOf = ({ askedAt, expiresAt }: Row) => ({
  ...{ askedAt: askedAt.toISOString(), until: expiresAt.toISOString() },
})

/** Those that stand, by whose password it is, as an administrator sees them. */
export async function recoveriesSeenBy(
  db: Database,
  at: Date,
  user: UserId,
): Promise<ReadonlyMap<UserId, RecoveryStanding>> {
  const seen = (await standing(db, at)).map(async ({ row, askedBy, confirmedBy }) => {
    const confirmers = confirmedBy === null ? await confirmersOf(db, at, row) : []
    const recovery: RecoveryStanding = {
      ...{ id: row.id, askedBy, ...momentsOf(row), own: row.askedBy === user },
      ...{ confirmers: confirmers.map(({ name }) => name), mayConfirm: confirmers.some(({ id }) => id === user) },
      ...(confirmedBy !== null && { confirmedBy }),
    }
    return [row.userId, recovery] as const
  })
  return new Map(await Promise.all(seen))
}

/** Those that wait for this person, or another who may as well, to confirm them. */
export async function recoveriesToConfirm(
  { store, now }: Context,
  { user }: SignedIn,
): Promise<readonly RecoveryAsked[]> {
  const at = now()
  const waiting = (await standing(store.db, at)).filter(({ row }) => row.confirmedBy === null)
  const asked = waiting.map(async ({ row, about: { userName, name }, askedBy }): Promise<readonly RecoveryAsked[]> => {
    const mine = (await confirmersOf(store.db, at, row)).some(({ id }) => id === user)
    return mine ? [{ kind: 'recovery', id: row.id, user: { userName, name }, askedBy, ...momentsOf(row) }] : []
  })
  return (await Promise.all(asked)).flat()
}
