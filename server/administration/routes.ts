import { z } from 'zod'
import { ActAnswer, AdministrationAct, AdministrationOverview, SecurityLines } from '#shared/administration/protocol'
import type { Context } from '../context'
import { type Api, send, signedInOnly } from '../http'
import { administer } from './acts'
import { overview, securityLines } from './overview'
import { confirmRecovery } from './recoveries'

export function administrationRoutes(api: Api, context: Context): void {
  const whoOf = signedInOnly(api, context)
  api.get('/administration', { schema: { response: { 200: AdministrationOverview } } }, async (request, reply) =>
    send(reply, await overview(context, whoOf(request))),
  )
  api.get(
    '/administration/security-log',
    {
      schema: {
        querystring: z.strictObject({ before: z.coerce.number().int().positive().optional() }),
        response: { 200: SecurityLines },
      },
    },
    async (request, reply) => send(reply, await securityLines(context, whoOf(request), request.query.before)),
  )
  api.post(
    '/administration',
    { bodyLimit: 64 * 1024, schema: { body: AdministrationAct, response: { 200: ActAnswer } } },
    async (request, reply) => send(reply, await administer(context, whoOf(request), request.body)),
  )
  api.post(
    '/recoveries/:id/confirm',
    { schema: { params: z.strictObject({ id: z.uuid() }) } },
    async (request, reply) => send(reply, await confirmRecovery(context, whoOf(request), request.params.id)),
  )
}
