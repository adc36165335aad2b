import { can } from '#shared/roles'
import { TravelAnswer, type TravelPass, TravelRequest } from '#shared/travel/pass'
import type { SignedIn } from './auth/session'
import type { Context } from './context'
import { type Api, send, signedInOnly } from './http'
import { type Refused, refuse } from './refused'
import { note } from './security-log'

/** Lets a monitor take casebooks along: the pass opens nothing but what their device holds under their password already. */
export function travelRoutes(api: Api, context: Context): void {
  const whoOf = signedInOnly(api, context)
  api.post(
    '/travel',
    { config: { work: 'exports' }, schema: { body: TravelRequest, response: { 200: TravelAnswer } } },
    async (request, reply) => send(reply, await takeAlong(context, whoOf(request), request.body)),
  )
}

async function takeAlong(
  { store, signer, now }: Context,
  { user, device, grants }: SignedIn,
  { study, site, subjects, days }: TravelRequest,
): Promise<{ readonly pass: string } | Refused> {
  const may = grants.some(
    (grant) => grant.study === study && can(grant.role, 'travel') && (grant.site === '*' || grant.site === site),
  )
  if (!may) return refuse('not-allowed', 'Your role takes no casebooks along there.')
  const iat = Math.floor(now().getTime() / 1000)
  const pass: TravelPass = {
    ...{ iss: 'tracer', use: 'travel', sub: user, device, study, site },
    subjects: [...new Set(subjects)].sort(),
    ...{ iat, exp: iat + days * 24 * 3600 },
  }
  await note(store.db, now(), 'casebooks-taken', {
    user,
    device,
    detail: [study, site, subjects.length, days].join(' '),
  })
  return { pass: await signer.travel(pass) }
}
