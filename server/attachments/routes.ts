import { z } from 'zod'
import { CHUNK_BYTES } from '#shared/attachment'
import { ChunkTaken } from '#shared/protocol'
import type { Context } from '../context'
import { type Api, send, signedInOnly } from '../http'
import { isRefused } from '../refused'
import { postgresDirectory } from '../sync/directory'
import { ChunkQuery, TakeQuery, chunkOf, takeChunk } from './chunks'

/** Files go in chunks, one after the other: as many calls as reading makes, and as little work. */
const READING = { work: 'reading' } as const

export function attachmentRoutes(api: Api, context: Context): void {
  const whoOf = signedInOnly(api, context)
  const directory = postgresDirectory(context, new Map())
  const asBytes = { parseAs: 'buffer', bodyLimit: CHUNK_BYTES } as const
  api.addContentTypeParser('application/octet-stream', asBytes, (_, body, done) => done(null, body))

  api.post(
    '/sync/chunk',
    {
      config: READING,
      schema: { querystring: TakeQuery, body: z.instanceof(Uint8Array), response: { 200: ChunkTaken } },
    },
    async (request, reply) => send(reply, await takeChunk(context, whoOf(request), request.query, request.body)),
  )
  api.get(
    '/sync/chunk',
    { config: READING, schema: { querystring: ChunkQuery, response: { 200: z.string() } } },
    async (request, reply) => {
      const outcome = await chunkOf(context, directory, whoOf(request), request.query)
      if (isRefused(outcome)) return send(reply, outcome)
      // Never shown by a browser by itself, whatever is in it.
      return reply.type('application/octet-stream').header('content-disposition', 'attachment').send(outcome.content)
    },
  )
}
