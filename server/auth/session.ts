import { randomUUID } from 'node:crypto'
import { and, desc, eq, gt, isNull, or } from 'drizzle-orm'
import type { SessionStandings } from '#shared/administration/protocol'
import type { DeviceId, UserId } from '#shared/ids'
import type { Grant, RefreshAnswer } from '#shared/protocol'
import type { Context } from '../context'
import { type Refused, refuse } from '../refused'
import { randomToken, tokenHash } from '../secrets'
import { note } from '../security-log'
import type { Sight } from '../store/database'
import { appUser, device, session } from '../store/schema'
import { grantsOf, inForce } from './grants'
import type { AccessClaims } from './signer'

const ACCESS_MINUTES = 10
const SESSION_HOURS = 12

/** Who makes a call, as the database says at this moment. */
export interface SignedIn {
  readonly session: string
  readonly user: UserId
  readonly userName: string
  readonly name: string
  readonly device: DeviceId
  /** The device's public key, raw, base64url. */
  readonly deviceKey: string
  readonly grantVersion: number
  /** Sets up this server: its people, studies and devices. */
  readonly administrator: boolean
  /** Those in force now. */
  readonly grants: readonly Grant[]
}

/** What the database shows to whoever makes this call. */
export const sightOf = ({ now }: Pick<Context, 'now'>, { session }: Pick<SignedIn, 'session'>): Sight => ({
  ...{ session, at: now() },
})

/** Opens a session for a person whose password held. */
export async function openSession(context: Context, user: UserId, onDevice: DeviceId): Promise<RefreshAnswer> {
  const now = context.now()
  const id = randomUUID()
  const secret = randomToken()
  await context.store.db.insert(session).values({
    id,
    userId: user,
    device: onDevice,
    tokenHash: tokenHash(secret),
    startedAt: now,
    lastSeenAt: now,
    expiresAt: new Date(now.getTime() + SESSION_HOURS * 3_600_000),
  })
  return tokens(context, { sid: id, sub: user, device: onDevice }, secret)
}

async function tokens(
  { signer, now }: Context,
  claims: { sid: string; sub: UserId; device: DeviceId },
  secret: string,
): Promise<RefreshAnswer> {
  const from = now()
  const until = new Date(from.getTime() + ACCESS_MINUTES * 60_000)
  return {
    accessToken: await signer.access(claims, from, until),
    accessUntil: until.toISOString(),
    refreshToken: `${claims.sid}.${secret}`,
  }
}

const signedOut = refuse('signed-out', 'Sign in again.')

/**
 * Trades a refresh token for the next one. The answer may be lost on the way, or the question come twice, so the token
 * before the current one still opens the same session and is traded for the very same one again: whichever answer
 * arrives, and in whatever order, what it holds is good. Once the current one was used, whoever brings the older one is
 * another, and the session ends for both.
 */
export async function refreshSession(
  context: Context,
  token: string,
  onDevice: DeviceId,
): Promise<RefreshAnswer | Refused> {
  const { db } = context.store
  const now = context.now()
  const [sid = '', secret = ''] = token.split('.')
  if (!/^[0-9a-f-]{36}$/.test(sid)) return signedOut
  const brought = tokenHash(secret)
  const next = context.secrets.keyed('refresh', `${sid} ${secret}`)
  const stands = and(eq(session.id, sid), isNull(session.endedAt), gt(session.expiresAt, now))
  const good = or(eq(session.tokenHash, brought), eq(session.previousHash, brought))
  const [row] = await db
    .update(session)
    .set({ tokenHash: tokenHash(next), previousHash: brought, lastSeenAt: now })
    .where(and(stands, eq(session.device, onDevice), good))
    .returning()
  if (row) {
    const who = await signedInBy(context, sid)
    return 'refused' in who ? who : tokens(context, { sid, sub: row.userId, device: onDevice }, next)
  }
  const [ended] = await db
    .update(session)
    .set({ endedAt: now })
    .where(and(eq(session.id, sid), isNull(session.endedAt)))
    .returning()
  if (ended) await note(db, now, 'refresh-replayed', { user: ended.userId, device: ended.device, detail: sid })
  return signedOut
}

export async function endSession({ store, now }: Context, who: SignedIn): Promise<void> {
  await store.db.update(session).set({ endedAt: now() }).where(eq(session.id, who.session))
  await note(store.db, now(), 'signed-out', { user: who.user, device: who.device })
}

/** Where the person is signed in, last seen first. */
export async function openSessions({ store, now }: Context, who: SignedIn): Promise<SessionStandings> {
  const rows = await store.db
    .select({ session, platform: device.platform })
    .from(session)
    .innerJoin(device, eq(device.id, session.device))
    .where(and(eq(session.userId, who.user), isNull(session.endedAt), gt(session.expiresAt, now())))
    .orderBy(desc(session.lastSeenAt))
  return {
    sessions: rows.map(({ session: { id, device, startedAt, lastSeenAt }, platform }) => ({
      ...{ id, device, platform, startedAt: startedAt.toISOString(), lastSeen: lastSeenAt.toISOString() },
      current: id === who.session,
    })),
  }
}

/** Ends one of the person's own sign-ins, wherever it is. */
export async function endOwnSession(
  { store, now }: Context,
  who: SignedIn,
  id: string,
): Promise<Record<string, never> | Refused> {
  const [ended] = await store.db
    .update(session)
    .set({ endedAt: now() })
    .where(and(eq(session.id, id), eq(session.userId, who.user), isNull(session.endedAt)))
    .returning()
  if (!ended) return refuse('not-found', 'There is no such sign-in of yours.')
  await note(store.db, now(), 'sessions-ended', { user: who.user, device: who.device, detail: id })
  return {}
}

/** What the token in an `Authorization` header says. It alone is not enough: `signedInBy` says whether that still stands. */
export async function claimsOf(
  { signer, now }: Context,
  authorization: string | undefined,
): Promise<AccessClaims | Refused> {
  const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1]
  return (token === undefined ? undefined : await signer.readAccess(token, now())) ?? signedOut
}

/** Who makes a call, by its `Authorization` header. */
export async function whoCalls(context: Context, authorization: string | undefined): Promise<SignedIn | Refused> {
  const claims = await claimsOf(context, authorization)
  return 'refused' in claims ? claims : signedInBy(context, claims.sid)
}

/** Whose session it is: session, person and device must still stand. */
export async function signedInBy({ store, now }: Context, sid: string): Promise<SignedIn | Refused> {
  const [row] = await store.db
    .select({ user: appUser, device, session })
    .from(session)
    .innerJoin(appUser, eq(appUser.id, session.userId))
    .innerJoin(device, eq(device.id, session.device))
    .where(eq(session.id, sid))
  if (!row || row.session.endedAt || row.session.expiresAt <= now() || row.user.disabledAt) return signedOut
  if (row.device.revokedAt) return refuse('revoked', 'This device was revoked.')
  return {
    session: sid,
    user: row.user.id,
    userName: row.user.userName,
    name: row.user.name,
    device: row.device.id,
    deviceKey: row.device.publicKey,
    grantVersion: row.user.grantVersion,
    administrator: row.user.administrator,
    grants: inForce(await grantsOf(store.db, row.user.id), now()),
  }
}
