import { randomUUID } from 'node:crypto'
import { and, eq, gt, isNull } from 'drizzle-orm'
import type { AcceptInvitationAnswer, AcceptInvitationRequest, InvitationLook } from '#shared/administration/protocol'
import { weaknessOf } from '#shared/administration/password'
import { UserId } from '#shared/ids'
import type { Context } from '../context'
import { type Refused, refuse } from '../refused'
import { randomToken, tokenHash } from '../secrets'
import { note } from '../security-log'
import type { Transaction } from '../store/database'
import { appUser, invitation, session, signInAttempt } from '../store/schema'
import { hashPassword } from './password'

const BOOTSTRAP_HOURS = 24
const INVITATION_HOURS = 7 * 24

const noInvitation = refuse('not-found', 'This invitation does not open anything.')

/** For an empty server: the one way in. Undefined as soon as there is a person. Works once; only its hash is kept. */
export async function bootstrapInvitation({ store, now }: Context): Promise<string | undefined> {
  const people = await store.db.$count(appUser)
  if (people > 0) return undefined
  const token = randomToken()
  // An invitation printed at an earlier start no longer opens anything.
  await store.db.update(invitation).set({ usedAt: now() }).where(isNull(invitation.usedAt))
  await store.db.insert(invitation).values({
    tokenHash: tokenHash(token),
    administrator: true,
    expiresAt: new Date(now().getTime() + BOOTSTRAP_HOURS * 3_600_000),
  })
  return token
}

/** A single-use token that lets a person set their password. Those they were given before no longer open anything. */
export async function invite(tx: Transaction, now: Date, user: UserId): Promise<string> {
  const token = randomToken()
  await tx
    .update(invitation)
    .set({ usedAt: now })
    .where(and(eq(invitation.userId, user), isNull(invitation.usedAt)))
  await tx.insert(invitation).values({
    tokenHash: tokenHash(token),
    administrator: false,
    userId: user,
    expiresAt: new Date(now.getTime() + INVITATION_HOURS * 3_600_000),
  })
  return token
}

const stillGood = (token: string, now: Date) =>
  and(eq(invitation.tokenHash, tokenHash(token)), isNull(invitation.usedAt), gt(invitation.expiresAt, now))

/** Whom an invitation is for; it stays good. */
export async function lookAtInvitation({ store, now }: Context, token: string): Promise<InvitationLook | Refused> {
  const [found] = await store.db
    .select({ userName: appUser.userName, name: appUser.name })
    .from(invitation)
    .leftJoin(appUser, eq(appUser.id, invitation.userId))
    .where(stillGood(token, now()))
  if (!found) return noInvitation
  const { userName, name } = found
  return userName === null || name === null ? {} : { userName, name }
}

/**
 * Sets the password of whom the invitation is for, and uses it up. Every sign-in that was open under an earlier password
 * ends, and wrong tries are forgotten. The first administrator is made by this.
 */
export async function acceptInvitation(
  context: Context,
  { token, password, ...names }: AcceptInvitationRequest,
): Promise<AcceptInvitationAnswer | Refused> {
  const { store, now } = context
  const looked = await lookAtInvitation(context, token)
  if ('refused' in looked) return looked
  const userName = looked.userName ?? names.userName
  const name = looked.name ?? names.name
  if (userName === undefined || name === undefined) return refuse('bad-request', 'A user name and a name are needed.')
  const weak = weaknessOf(password, userName)
  if (weak !== undefined) return refuse('bad-request', `The password is not good enough: ${weak}.`)
  const passwordHash = await hashPassword(password)
  return store.db.transaction(async (tx) => {
    const [used] = await tx.update(invitation).set({ usedAt: now() }).where(stillGood(token, now())).returning()
    if (!used) return noInvitation
    const id = used.userId ?? UserId.parse(randomUUID())
    if (used.userId === null) {
      const { administrator } = used
      await tx.insert(appUser).values({ id, userName, name, passwordHash, administrator, grantVersion: 1 })
    } else {
      await tx.update(appUser).set({ passwordHash, passwordChange: null }).where(eq(appUser.id, id))
      await tx
        .update(session)
        .set({ endedAt: now() })
        .where(and(eq(session.userId, id), isNull(session.endedAt)))
      const nameKey = context.secrets.keyed('user-name', userName)
      await tx.delete(signInAttempt).where(eq(signInAttempt.nameKey, nameKey))
    }
    await note(tx, now(), 'invitation-accepted', { user: id })
    return { id, userName }
  })
}
