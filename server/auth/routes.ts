import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { RefreshAnswer, RefreshRequest, RegisterKeyRequest, SignInAnswer, SignInRequest } from '#shared/protocol'
import {
  AcceptInvitationAnswer,
  AcceptInvitationRequest,
  ChangePasswordRequest,
  EnrolmentAnswer,
  InvitationLook,
  InvitationToken,
  SessionStandings,
} from '#shared/administration/protocol'
import type { Context } from '../context'
import { type Api, send, signedInOnly } from '../http'
import { type Refused, refuse } from '../refused'
import { note } from '../security-log'
import { userKey } from '../store/schema'
import { acceptInvitation, lookAtInvitation } from './invitations'
import { changePassword } from './password-change'
import { type SignedIn, endOwnSession, endSession, openSessions, refreshSession } from './session'
import { enrolSecondFactor, signIn } from './sign-in'
import { isEd25519Key } from './signer'

export async function authRoutes(api: Api, context: Context, perMinute: number): Promise<void> {
  const config = { rateLimit: { max: perMinute, timeWindow: '1 minute' } }
  const door = <B extends z.ZodType, A extends z.ZodType>(body: B, answer: A) => ({
    config,
    bodyLimit: 16 * 1024,
    schema: { body, response: { 200: answer } },
  })
  api.post('/auth/sign-in', door(SignInRequest, SignInAnswer), async ({ body }, reply) =>
    send(reply, await signIn(context, body)),
  )
  api.post('/auth/second-factor', door(SignInRequest, EnrolmentAnswer), async ({ body }, reply) =>
    send(reply, await enrolSecondFactor(context, body)),
  )
  api.post('/auth/refresh', door(RefreshRequest, RefreshAnswer), async ({ body }, reply) =>
    send(reply, await refreshSession(context, body.refreshToken, body.device)),
  )
  api.post('/auth/accept-invitation', door(AcceptInvitationRequest, AcceptInvitationAnswer), async ({ body }, reply) =>
    send(reply, await acceptInvitation(context, body)),
  )
  // The token travels in a body: addresses end up in logs.
  const look = z.strictObject({ token: InvitationToken })
  api.post('/auth/invitation', door(look, InvitationLook), async ({ body }, reply) =>
    send(reply, await lookAtInvitation(context, body.token)),
  )
  await api.register(async (plain) => {
    const inside: Api = plain.withTypeProvider()
    const whoOf = signedInOnly(inside, context)
    inside.post('/auth/sign-out', async (request, reply) => {
      await endSession(context, whoOf(request))
      return send(reply, {})
    })
    inside.get('/auth/sessions', { schema: { response: { 200: SessionStandings } } }, async (request, reply) =>
      send(reply, await openSessions(context, whoOf(request))),
    )
    inside.post(
      '/auth/sessions/:id/end',
      { schema: { params: z.strictObject({ id: z.uuid() }) } },
      async (request, reply) => send(reply, await endOwnSession(context, whoOf(request), request.params.id)),
    )
    inside.post('/auth/password', { schema: { body: ChangePasswordRequest } }, async (request, reply) =>
      send(reply, await changePassword(context, whoOf(request), request.body)),
    )
    inside.post('/keys', { schema: { body: RegisterKeyRequest } }, async (request, reply) =>
      send(reply, await registerKey(context, whoOf(request), request.body)),
    )
  })
}

/** Makes a person's signature key known. A key id belongs to its first key for ever. */
async function registerKey(
  { store, now }: Context,
  who: SignedIn,
  { keyId, publicKey }: z.output<typeof RegisterKeyRequest>,
): Promise<Record<string, never> | Refused> {
  if (!isEd25519Key(publicKey)) return refuse('bad-request', 'Not an Ed25519 key.')
  const { db } = store
  const fresh = { keyId, publicKey, userId: who.user, device: who.device, registeredAt: now() }
  await db.insert(userKey).values(fresh).onConflictDoNothing()
  const [known] = await db.select().from(userKey).where(eq(userKey.keyId, keyId))
  if (known?.publicKey === publicKey && known.userId === who.user) return {}
  await note(db, now(), 'key-refused', { user: who.user, device: who.device, detail: keyId })
  return refuse('not-allowed', 'This key id has another key.')
}
