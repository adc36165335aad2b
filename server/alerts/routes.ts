import { z } from 'zod'
import { Alerts } from '#shared/alerts/protocol'
import type { Context } from '../context'
import { type Api, send, signedInOnly } from '../http'
import { acknowledge, inbox } from './inbox'

export function alertRoutes(api: Api, context: Context): void {
  const whoOf = signedInOnly(api, context)
  api.get('/alerts', { config: { work: 'reading' }, schema: { response: { 200: Alerts } } }, async (request, reply) =>
    send(reply, await inbox(context, whoOf(request))),
  )
  api.post(
    '/alerts/:id/acknowledge',
    { schema: { params: z.strictObject({ id: z.uuid() }) } },
    async (request, reply) => send(reply, await acknowledge(context, whoOf(request), request.params.id)),
  )
}
