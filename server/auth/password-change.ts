import { and, eq, isNull, ne } from 'drizzle-orm'
import { weaknessOf } from '#shared/administration/password'
import type { ChangePasswordRequest } from '#shared/administration/protocol'
import type { Context } from '../context'
import { type Refused, isRefused, refuse } from '../refused'
import { note } from '../security-log'
import { appUser, session } from '../store/schema'
import { hashPassword } from './password'
import type { SignedIn } from './session'
import { inTurn, whoProves } from './sign-in'

/**
 * Sets the password that a person chose in the place of the one they bring, and ends their sign-ins but this one. What
 * they bring is counted like a sign-in. A change that was made is not made again: who did not hear so asks once more.
 */
export async function changePassword(
  context: Context,
  who: SignedIn,
  { id, current, password, code }: ChangePasswordRequest,
): Promise<Record<string, never> | Refused> {
  const { userName } = who
  const weak = weaknessOf(password, userName)
  if (weak !== undefined) return refuse('bad-request', `The password is not good enough: ${weak}.`)
  if (password === current) return refuse('bad-request', 'The new password is the one in force.')
  const nameKey = context.secrets.keyed('user-name', userName)
  // A call that waits its turn behind the same change finds it made.
  return inTurn(nameKey, async () => {
    if (await isMade(context, who, id)) return {}
    const proof = { userName, password: current, device: { id: who.device }, ...(code !== undefined && { code }) }
    const proved = await whoProves(context, nameKey, proof)
    return isRefused(proved) ? proved : set(context, who, { id, hash: await hashPassword(password) })
  })
}

async function isMade({ store }: Context, { user }: SignedIn, id: string): Promise<boolean> {
  return (await store.db.$count(appUser, and(eq(appUser.id, user), eq(appUser.passwordChange, id)))) > 0
}

async function set(
  { store, now }: Context,
  { user, device, session: here }: SignedIn,
  { id, hash }: { readonly id: string; readonly hash: string },
): Promise<Record<string, never>> {
  return store.db.transaction(async (tx) => {
    await tx.update(appUser).set({ passwordHash: hash, passwordChange: id }).where(eq(appUser.id, user))
    await tx
      .update(session)
      .set({ endedAt: now() })
      .where(and(eq(session.userId, user), ne(session.id, here), isNull(session.endedAt)))
    await note(tx, now(), 'password-changed', { user, device })
    return {}
  })
}
