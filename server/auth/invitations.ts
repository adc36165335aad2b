import { randomUUID } from 'node:crypto'
import { and, eq, gt, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { UserId } from '#shared/ids'
import type { Context } from '../context'
import { type Refused, refuse } from '../refused'
import { randomToken, tokenHash } from '../secrets'
import { note } from '../security-log'
import { appUser, invitation } from '../store/schema'
import { hashPassword, weakness } from './password'

const BOOTSTRAP_HOURS = 24

export const UserName = z.string().regex(/^[a-z0-9][a-z0-9._@-]{1,119}$/)

export const AcceptInvitationRequest = z.strictObject({
  token: z.string().min(20).max(100),
  userName: UserName,
  name: z.string().min(1).max(120),
  password: z.string().max(256),
})
export type AcceptInvitationRequest = z.output<typeof AcceptInvitationRequest>

export const AcceptInvitationAnswer = z.strictObject({ id: UserId })

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

export async function acceptInvitation(
  { store, now }: Context,
  request: AcceptInvitationRequest,
): Promise<z.output<typeof AcceptInvitationAnswer> | Refused> {
  const weak = weakness(request.password, request.userName)
  if (weak !== undefined) return refuse('bad-request', weak)
  const passwordHash = await hashPassword(request.password)
  const id = UserId.parse(randomUUID())
  return store.db.transaction(async (tx) => {
    const [taken] = await tx.select().from(appUser).where(eq(appUser.userName, request.userName))
    if (taken) return refuse('bad-request', 'This user name is taken.')
    const [used] = await tx
      .update(invitation)
      .set({ usedAt: now() })
      .where(
        and(
          eq(invitation.tokenHash, tokenHash(request.token)),
          isNull(invitation.usedAt),
          gt(invitation.expiresAt, now()),
        ),
      )
      .returning()
    if (!used) return refuse('not-found', 'This invitation does not open anything.')
    const { userName, name } = request
    const { administrator } = used
    await tx.insert(appUser).values({ id, userName, name, passwordHash, administrator, grantVersion: 1 })
    await note(tx, now(), 'invitation-accepted', { user: id })
    return { id }
  })
}
