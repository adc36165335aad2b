import { HelloAnswer, HelloRequest, PullAnswer, PushAnswer, PushRequest } from '#shared/protocol'
import type { Context } from '../context'
import { answerRequests } from '../randomisation/answer'
import { type Api, send, signedInOnly } from '../http'
import { isRefused, refuse } from '../refused'
import { keepCasebooks } from './casebooks'
import { hello } from './hello'
import { PullQuery, pull } from './pull'
import { type Kept, push } from './push'

/** Pushes at work or waiting for the database at once: bounds memory when everybody comes back in the same second. */
const MOST_PUSHES = 32

export function syncRoutes(api: Api, context: Context): void {
  const whoOf = signedInOnly(api, context)
  const kept: Kept = { casebooks: keepCasebooks(), studies: new Map() }
  let pushes = 0

  api.post('/sync/hello', { schema: { body: HelloRequest, response: { 200: HelloAnswer } } }, async (request, reply) =>
    send(reply, await hello(context, kept, whoOf(request), request.body)),
  )
  api.post('/sync/push', { schema: { body: PushRequest, response: { 200: PushAnswer } } }, async (request, reply) => {
    if (pushes >= MOST_PUSHES) return send(reply, refuse('unavailable', 'Busy.', { retryAfter: 1 + (pushes % 5) }))
    pushes++
    try {
      const outcome = await push(context, kept, whoOf(request), request.body)
      if (!isRefused(outcome)) await answerRequests(context, kept, requestStreams(request.body))
      return await send(reply, outcome)
    } finally {
      pushes--
    }
  })
  api.get(
    '/sync/pull',
    { schema: { querystring: PullQuery, response: { 200: PullAnswer } } },
    async (request, reply) => {
      const outcome = await pull(context, whoOf(request), request.query)
      return isRefused(outcome) ? send(reply, outcome) : reply.type('application/json').send(outcome.page)
    },
  )
}

/** The streams in which a push asks the server for something. */
const requestStreams = ({ changes }: PushRequest) => [
  ...new Set(changes.flatMap(({ body, stream }) => (body.kind === 'request' ? [stream] : []))),
]
