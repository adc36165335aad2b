import { z } from 'zod'
import { TABLE_LIMITS } from '#shared/clinical/ctcae/published/table'
import { WholeTable } from '#shared/clinical/ctcae/published/whole-table'
import { CtcaeTableId } from '#shared/ids'
import { CtcaeLoaded } from '#shared/protocol'
import type { Context } from '../context'
import { type Api, send, signedInOnly } from '../http'
import { isRefused } from '../refused'
import { loadTable, readTable } from './tables'

export function ctcaeRoutes(api: Api, context: Context): void {
  const whoOf = signedInOnly(api, context)
  api.get(
    '/ctcae-tables/:id',
    { schema: { params: z.strictObject({ id: CtcaeTableId }) } },
    async ({ params }, reply) => {
      const outcome = await readTable(context, params.id)
      if (isRefused(outcome)) return send(reply, outcome)
      // The name is the hash of the content: what was read once is right for ever.
      return reply
        .header('cache-control', 'private, max-age=31536000, immutable')
        .header('etag', `"${params.id}"`)
        .type('application/json')
        .send(outcome.document)
    },
  )
  api.post(
    '/ctcae-tables',
    { bodyLimit: TABLE_LIMITS.text, schema: { body: WholeTable, response: { 200: CtcaeLoaded } } },
    async (request, reply) => send(reply, await loadTable(context, whoOf(request), request.body)),
  )
}
