import { z } from 'zod'
import { AccessLines, AccessNote, AccessQuery } from '#shared/access'
import type { Context } from '../context'
import { type Api, send, signedInOnly } from '../http'
import { accessTo } from './list'
import { takeAccess } from './take'

export function accessRoutes(api: Api, context: Context): void {
  const whoOf = signedInOnly(api, context)
  api.post(
    '/access',
    { bodyLimit: 128 * 1024, schema: { body: AccessNote, response: { 200: z.strictObject({}) } } },
    async (request, reply) => send(reply, await takeAccess(context, whoOf(request), request.body.entries)),
  )
  api.get('/access', { schema: { querystring: AccessQuery, response: { 200: AccessLines } } }, async (request, reply) =>
    send(reply, await accessTo(context, whoOf(request), request.query)),
  )
}
