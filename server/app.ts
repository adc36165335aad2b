import compress from '@fastify/compress'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import fastify, { type FastifyInstance, LogController } from 'fastify'
import type { z } from 'zod'
import { LIMITS } from '#shared/protocol'
import { dataHeaders } from '#shared/security-headers'
import { accessRoutes } from './access/routes'
import { administrationRoutes } from './administration/routes'
import { alertRoutes } from './alerts/routes'
import { attachmentRoutes } from './attachments/routes'
import { authRoutes } from './auth/routes'
import type { Context } from './context'
import { exportRoutes } from './exports/routes'
import { type Api, BadInput, TooMany, describe, refusalFor, send } from './http'
import { createMetrics } from './metrics'
import { randomisationRoutes } from './randomisation/routes'
import { RATES, type Rates, countCalls } from './rates'
import { type Tls, refusePlainCalls } from './reach'
import { referenceRoutes } from './reference/routes'
import { refuse } from './refused'
import { revocationRoutes } from './revocation/routes'
import { tokenHash } from './secrets'
import { serveRenderer } from './static'
import { studyRoutes } from './study/routes'
import { syncRoutes } from './sync/routes'
import { travelRoutes } from './travel'

export interface AppOptions {
  /** The built renderer; without it the server only answers calls. */
  readonly rendererDir?: string | undefined
  /** Calls to `/api/auth`, and of devices for themselves, a minute from one address. */
  readonly authPerMinute?: number | undefined
  /** Calls a minute of one signed-in device; `RATES` where nothing is said. */
  readonly rates?: Partial<Rates> | undefined
  /** The minute of those rates, in seconds. */
  readonly rateSeconds?: number | undefined
  /** What a Prometheus server calls `/metrics` with; left out, there is nothing there. */
  readonly metricsToken?: string | undefined
  /** Whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed. */
  readonly proxies?: string | undefined
  /** Speak TLS with it; left out, plain HTTP. */
  readonly tls?: Tls | undefined
  /** Plain HTTP leaves the machine, and TLS is spoken by the proxies: only what came to them by it is answered. */
  readonly behindProxy?: boolean | undefined
}

/** The HTTP face of the server: `/api` for devices, the app itself for browsers. */
export async function buildApp(context: Context, options: AppOptions): Promise<FastifyInstance> {
  const app: FastifyInstance = fastify({
    https: options.tls ?? null,
    loggerInstance: context.log,
    // One line of our own an answer: the route's pattern and ids, never an address as it was typed.
    logController: new LogController({ disableRequestLogging: true }),
    // Counts what a compressed body unpacks to, while it unpacks: a small bomb stops here.
    bodyLimit: LIMITS.pushBytes,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    forceCloseConnections: 'idle',
    requestTimeout: 60_000,
    trustProxy: options.proxies ?? 'loopback',
  })
  app.setValidatorCompiler<z.ZodType>(({ schema }) => (value: unknown) => {
    const read = schema.safeParse(value)
    return read.success ? { value: read.data } : { error: new BadInput(read.error) }
  })
  app.setSerializerCompiler(() => (answer) => JSON.stringify(answer))
  app.setErrorHandler((error, request, reply) => send(reply, refusalFor(context, error, request.id)))
  app.setNotFoundHandler((_, reply) => send(reply.headers(plain), refuse('not-found', 'There is nothing here.')))
  // A call that is answered while the server ends is the last on its line: else the end would wait until that falls idle.
  let isEnding = false
  app.addHook('preClose', async () => {
    isEnding = true
  })
  app.addHook('onSend', async (_, reply) => {
    reply.header('strict-transport-security', 'max-age=31536000')
    if (isEnding) reply.header('connection', 'close')
  })
  if (options.behindProxy) refusePlainCalls(app)
  const metrics = createMetrics(context.store.pool)
  app.addHook('onResponse', async (request, reply) => {
    const { id, method } = request
    const route = request.routeOptions.url
    metrics.answered(method, route ?? 'none', reply.statusCode, reply.elapsedTime / 1000)
    context.log.info({ id, method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'answered')
  })

  await app.register(swagger, {
    openapi: { info: { title: 'Tracer', version: '1' } },
    transform: ({ schema, url }) => ({ schema: describe(schema), url }),
  })
  const gzipOnly = { encodings: ['gzip' as const], requestEncodings: ['gzip' as const] }
  await app.register(compress, { ...gzipOnly, threshold: 512, zlibOptions: { level: 4 } })
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_, { ttl }) => new TooMany(Math.ceil(ttl / 1000)),
  })
  countCalls(app, { ...RATES, ...options.rates }, options.rateSeconds ?? 60)
  if (options.metricsToken !== undefined) {
    const expected = tokenHash(options.metricsToken)
    app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
      const [, token = ''] = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '') ?? []
      // Hashes of equal length: how long the comparison takes tells nothing of the token.
      if (tokenHash(token) !== expected)
        return send(reply.headers(plain), refuse('not-found', 'There is nothing here.'))
      return reply.headers(plain).type('text/plain; version=0.0.4; charset=utf-8').send(metrics.text())
    })
  }
  await app.register((api) => apiRoutes(api.withTypeProvider(), context, options), { prefix: '/api' })
  if (options.rendererDir !== undefined) await serveRenderer(app, options.rendererDir)
  return app
}

/** For everything that is not the page. */
const plain = { 'cache-control': 'no-store', ...dataHeaders }

async function apiRoutes(api: Api, context: Context, { authPerMinute = 300 }: AppOptions): Promise<void> {
  api.addHook('onRequest', async (_, reply) => {
    reply.headers(plain)
  })
  api.get('/health', async () => {
    await context.store.pool.query('SELECT')
    return { status: 'ok' }
  })
  // Says that the process lives, whatever the database does: `/health` says whether it can work.
  api.get('/live', () => ({ status: 'ok' }))
  api.get('/openapi.json', { schema: {} }, () => api.swagger())
  await api.register(async (auth) => authRoutes(auth.withTypeProvider(), context, authPerMinute))
  await api.register(async (people) => administrationRoutes(people.withTypeProvider(), context))
  await api.register(async (sync) => syncRoutes(sync.withTypeProvider(), context))
  await api.register(async (devices) => revocationRoutes(devices.withTypeProvider(), context, authPerMinute))
  await api.register(async (files) => attachmentRoutes(files.withTypeProvider(), context))
  await api.register(async (alerts) => alertRoutes(alerts.withTypeProvider(), context))
  await api.register(async (study) => studyRoutes(study.withTypeProvider(), context))
  await api.register(async (lists) => randomisationRoutes(lists.withTypeProvider(), context))
  await api.register(async (travel) => travelRoutes(travel.withTypeProvider(), context))
  await api.register(async (exports) => exportRoutes(exports.withTypeProvider(), context))
  await api.register(async (access) => accessRoutes(access.withTypeProvider(), context))
  await api.register(async (references) => referenceRoutes(references.withTypeProvider(), context))
}
