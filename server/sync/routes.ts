import { z } from 'zod'
import { StreamId } from '#shared/ids'
import { HelloAnswer, HelloRequest, PullAnswer, PushAnswer, PushEnvelope } from '#shared/protocol'
import { RecoverAnswer, RecoverRequest } from '#shared/recovery'
import { SnapshotAnswer } from '#shared/snapshot'
import { TakeInAnswer, TakeInRequest } from '#shared/unsent-file'
import type { Context } from '../context'
import { answerRequests } from '../randomisation/answer'
import { streamOf } from '../auth/grants'
import { type SignedIn, sightOf } from '../auth/session'
import { type Api, send, signedInOnly } from '../http'
import { type Refused, isRefused, refuse } from '../refused'
import { hello } from './hello'
import { syncPartsOf } from './parts'
import { PullQuery, pull } from './pull'
import { type SyncParts, push } from './push'
import { createPacker } from './packer'
import { PartQuery, SnapshotQuery, partOf, snapshotOf } from './snapshot'
import { recover } from './recover'
import { takeUnsent } from './unsent'

/** Pushes at work or waiting for the database at once: bounds memory when everybody comes back in the same second. */
const MOST_PUSHES = 32

const EXCHANGE = { work: 'exchange' } as const
const READING = { work: 'reading' } as const

export function syncRoutes(api: Api, context: Context): void {
  const whoOf = signedInOnly(api, context)
  const { kept, directory, partsIn } = syncPartsOf(context)
  const partsFor = (who: SignedIn): SyncParts => partsIn(sightOf(context, who))
  const packer = createPacker(context.log)
  api.addHook('onClose', () => packer.stop())
  let pushes = 0
  /** One of few at a time. */
  async function inTurn(work: () => Promise<object>): Promise<object | Refused> {
    if (pushes >= MOST_PUSHES) return refuse('unavailable', 'Busy.', { retryAfter: 1 + (pushes % 5) })
    pushes++
    try {
      return await work()
    } finally {
      pushes--
    }
  }

  api.post(
    '/sync/hello',
    { config: EXCHANGE, schema: { body: HelloRequest, response: { 200: HelloAnswer } } },
    async (request, reply) => {
      const who = whoOf(request)
      await answerRequests(context, who, kept, (await directory.places(who.grants)).map(streamOf))
      const parts = partsFor(who)
      const answer = await hello(parts, who, request.body)
      if (!isRefused(answer)) for (const { stream, head } of answer.streams) packer.look(parts, stream, head)
      return send(reply, answer)
    },
  )
  api.post(
    '/sync/push',
    { config: EXCHANGE, schema: { body: PushEnvelope, response: { 200: PushAnswer } } },
    async (request, reply) => {
      const who = whoOf(request)
      const outcome = await inTurn(async () => {
        const outcome = await push(partsFor(who), who, request.body)
        if (!isRefused(outcome)) await answerRequests(context, who, kept, requestStreams(request.body))
        return outcome
      })
      return send(reply, outcome)
    },
  )
  api.post(
    '/sync/unsent',
    { config: EXCHANGE, schema: { body: TakeInRequest, response: { 200: TakeInAnswer } } },
    async (request, reply) =>
      send(reply, await inTurn(() => takeUnsent(context, partsIn, whoOf(request), request.body))),
  )
  api.post(
    '/sync/recover',
    { config: EXCHANGE, schema: { body: RecoverRequest, response: { 200: RecoverAnswer } } },
    async (request, reply) => {
      const who = whoOf(request)
      return send(reply, await inTurn(() => recover(partsFor(who), who, request.body)))
    },
  )
  api.get(
    '/sync/pull',
    { config: READING, schema: { querystring: PullQuery, response: { 200: PullAnswer } } },
    async (request, reply) => {
      const who = whoOf(request)
      const outcome = await pull(partsFor(who), who, request.query)
      return isRefused(outcome) ? send(reply, outcome) : reply.type('application/json').send(outcome.page)
    },
  )
  api.get(
    '/sync/snapshot',
    { config: READING, schema: { querystring: SnapshotQuery, response: { 200: SnapshotAnswer } } },
    async (request, reply) => {
      const who = whoOf(request)
      const outcome = await snapshotOf(partsFor(who), who, request.query)
      return isRefused(outcome) ? send(reply, outcome) : reply.type('application/json').send(outcome.page)
    },
  )
  api.get(
    '/sync/part',
    { config: READING, schema: { querystring: PartQuery, response: { 200: z.string() } } },
    async (request, reply) => {
      const who = whoOf(request)
      const outcome = await partOf(partsFor(who), who, request.query)
      if (isRefused(outcome)) return send(reply, outcome)
      return reply
        .type('text/plain; charset=utf-8')
        .header('content-encoding', 'gzip')
        .send(Buffer.from(outcome.packed))
    },
  )
}

/** The streams in which a push asks the server for something. */
const requestStreams = ({ changes }: PushEnvelope): readonly StreamId[] => [
  ...new Set(changes.flatMap((change) => Request.safeParse(change).data?.stream ?? [])),
]
const Request = z.object({ stream: StreamId, body: z.object({ kind: z.literal('request') }) })
