import type { IncomingMessage, ServerResponse } from 'node:http'
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  FastifySchema,
  FastifyTypeProvider,
  RawServerDefault,
} from 'fastify'
import { z } from 'zod'
import { type SignedIn, claimsOf, signedInBy } from './auth/session'
import type { Context } from './context'
import { type Refused, isRefused, refusalBody, refuse } from './refused'

/** A route's body, query and parameters are what their zod schemas say. */
interface ZodTypes extends FastifyTypeProvider {
  readonly validator: this['schema'] extends z.ZodType ? z.output<this['schema']> : unknown
}
export type Api = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypes>

/** Sends an answer, or the refusal that came instead of it. */
export function send(reply: FastifyReply, outcome: object): FastifyReply {
  if (!isRefused(outcome)) return reply.send(outcome)
  const { status, body } = refusalBody(outcome)
  if (outcome.retryAfter !== undefined) reply.header('retry-after', outcome.retryAfter)
  return reply.code(status).send(body)
}

/**
 * Lets only signed-in people through to the routes of `api`, and nobody more often than the rate of the route's work;
 * returns who a request is from. Calls are counted before the database is asked who makes them.
 */
export function signedInOnly(api: Api, context: Context): (request: FastifyRequest) => SignedIn {
  const callers = new WeakMap<FastifyRequest, SignedIn>()
  api.addHook('onRequest', async (request, reply) => {
    const claims = await claimsOf(context, request.headers.authorization)
    if (isRefused(claims)) return send(reply, claims)
    const tooMany = await api.rateOf(request, claims)
    if (tooMany) return send(reply, tooMany)
    const who = await signedInBy(context, claims.sid)
    if (isRefused(who)) return send(reply, who)
    callers.set(request, who)
  })
  return (request) => {
    const who = callers.get(request)
    if (!who) throw new Error('a route that asks who calls stands outside the signed-in routes')
    return who
  }
}

/** What a schema did not accept: where, never what stood there. */
export class BadInput extends Error {
  constructor({ issues }: z.ZodError) {
    super(
      issues
        .slice(0, 5)
        .map(({ path, code }) => `${path.join('.')}: ${code}`)
        .join('; '),
    )
  }
}

export class TooMany extends Error {
  constructor(readonly retryAfter: number) {
    super('Too many calls.')
  }
}

/** Codes that say "not now" rather than "never": the database is away, stopping, full of connections, or chose us to yield. */
const passing = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03', '53300', '40001', '40P01'])
/** node-postgres says so without a code when a connection dies under it. */
const cutOff =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/

const isPassing = (cause: Error): boolean =>
  cutOff.test(cause.message) || ('code' in cause && passing.has(String(cause.code)))

/** PostgreSQL's word for a text it cannot keep: U+0000 in what should be a name. */
const NOT_TEXT = '22021'

/** The refusal an error travels as. What it holds inside stays in the log, and there without texts: they may carry values. */
export function refusalFor(context: Context, error: unknown, request: string): Refused {
  if (error instanceof TooMany) return refuse('too-many', error.message, { retryAfter: error.retryAfter })
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  if (status === 413) return refuse('too-large', 'The body is too large.')
  if (error instanceof BadInput || (status >= 400 && status < 500))
    return refuse('bad-request', error instanceof BadInput ? error.message : 'The request cannot be read.')

  const codes = causes(error).flatMap((cause) => ('code' in cause ? [String(cause.code)] : []))
  if (codes.includes(NOT_TEXT)) return refuse('bad-request', 'A text holds what is no character.')
  const frames = causes(error).flatMap(({ name, stack }) => [name, ...(stack ?? '').split('\n').filter(isFrame)])
  context.log.error({ id: request, codes, frames }, 'failed')
  return causes(error).some(isPassing)
    ? refuse('unavailable', 'The database does not answer.', { retryAfter: 5 })
    : refuse('internal', 'Something went wrong here.')
}

const isFrame = (line: string) => /^\s+at /.test(line)
const causes = (error: unknown): readonly Error[] => (error instanceof Error ? [error, ...causes(error.cause)] : [])

/** A route's zod schemas as JSON Schema, for the published description. */
export function describe(schema: FastifySchema | undefined): FastifySchema {
  const { response = {}, ...parts } = schema ?? {}
  const answers = typeof response === 'object' && response !== null ? response : {}
  return { ...eachAsJsonSchema(parts), response: eachAsJsonSchema(answers) }
}

const eachAsJsonSchema = (schemas: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]: [string, unknown]) => [name, jsonSchema(schema)]))

const jsonSchema = (value: unknown): unknown =>
  value instanceof z.ZodType ? z.toJSONSchema(value, { unrepresentable: 'any', io: 'input', target: 'draft-7' }) : value
