import { z } from 'zod'
import { TABLE_LIMITS } from '#shared/clinical/ctcae/published/table'
import { DocumentId } from '#shared/ids'
import { LoadRequest, ReferenceHistory, ReferenceKind, ReferenceLoaded } from '#shared/reference/reference'
import type { Context } from '../context'
import { type Api, send, signedInOnly } from '../http'
import { isRefused } from '../refused'
import { historyOf, loadReference, readDocument } from './references'

export function referenceRoutes(api: Api, context: Context): void {
  const whoOf = signedInOnly(api, context)
  api.get(
    '/references/:id',
    { config: { work: 'reading' }, schema: { params: z.strictObject({ id: DocumentId }) } },
    async (request, reply) => {
      const { id } = request.params
      const outcome = await readDocument(context, whoOf(request), id)
      if (isRefused(outcome)) return send(reply, outcome)
      // The name is the hash of the content: what was read once is right for ever.
      return reply
        .header('cache-control', 'private, max-age=31536000, immutable')
        .header('etag', `"${id}"`)
        .type('application/json')
        .send(outcome.document)
    },
  )
  api.get(
    '/references',
    {
      schema: {
        querystring: z.strictObject({ kind: ReferenceKind, about: z.string().min(1).max(80) }),
        response: { 200: ReferenceHistory },
      },
    },
    async (request, reply) => send(reply, await historyOf(context, whoOf(request), request.query)),
  )
  api.post(
    '/references',
    { bodyLimit: TABLE_LIMITS.text, schema: { body: LoadRequest, response: { 200: ReferenceLoaded } } },
    async (request, reply) => send(reply, await loadReference(context, whoOf(request), request.body)),
  )
}
