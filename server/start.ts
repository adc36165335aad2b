import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { FastifyBaseLogger } from 'fastify'
import { pino } from 'pino'
import { openMailer } from './alerts/mail'
import { watchAlerts } from './alerts/watch'
import { buildApp } from './app'
import { bootstrapInvitation } from './auth/invitations'
import { openSigner } from './auth/signer'
import type { Context } from './context'
import { playTrials } from './demo/play-trials'
import { callInside, seedDemonstration } from './demo/seed'
import { EXPORT_LIMITS, type ExportLimits } from './exports/limits'
import { runExports } from './exports/runner'
import type { Rates } from './rates'
import { type TlsFiles, behindProxy, readTls } from './reach'
import { secretIn, secretsFrom } from './secrets'
import { openStore } from './store/database'
import { startEmbedded } from './store/embedded'
import { UNVERIFIED, unfitLink } from './store/link'
import { prepareDatabase } from './store/prepare'

export interface ServerOptions {
  /** Any free one when left out. */
  readonly port?: number | undefined
  readonly host?: string | undefined
  /** Where the embedded database and the server's secret lie. */
  readonly dataDir: string
  /** A PostgreSQL of one's own. With `adminUrl` it is the app's role; alone, it is a role that may make the app's. */
  readonly databaseUrl?: string | undefined
  readonly adminUrl?: string | undefined
  /** Work over a link to another machine's database though nothing proves who answers there. */
  readonly unverifiedDatabase?: boolean | undefined
  /** The server's secret, for servers that share a database; kept in `dataDir` when left out. */
  readonly secret?: string | undefined
  /** Be the demonstration: fills an empty database with its study, people and participants; takes no other database. */
  readonly demo?: boolean | undefined
  /** With `demo`: the five trials beside it, whose participants come while the server runs. */
  readonly trials?: boolean | undefined
  /** Empty the demonstration before that. */
  readonly fresh?: boolean | undefined
  /** Speak TLS itself. Without it `host` is this machine's own, or `proxies` speak TLS. */
  readonly tls?: TlsFiles | undefined
  /** Addresses of the proxies whose word on calls is taken, parted by commas; those of this machine when left out. */
  readonly proxies?: string | undefined
  /** What a Prometheus server calls `/metrics` with; left out, there is nothing there. */
  readonly metricsToken?: string | undefined
  /** `required` of every sponsor role, unless this is a demonstration: there it is asked of who has set one up. */
  readonly secondFactor?: Context['secondFactor'] | undefined
  /** Where people reach this server, e.g. `https://tracer.example`: links in invitations and mails begin with it. */
  readonly publicAddress?: string | undefined
  /** The SMTP server that alerts are mailed by, e.g. `smtps://user:password@mail.example:465`; none are without it. */
  readonly smtp?: string | undefined
  /** Who those mails are from. */
  readonly mailFrom?: string | undefined
  /** After how many minutes an alert goes further that nobody has acknowledged: 240 when left out. */
  readonly escalateMinutes?: number | undefined
  /** Seconds between two looks for alerts. */
  readonly alertSeconds?: number | undefined
  /** After how many days without contact a device removes what it keeps of participants: 90 when left out. */
  readonly keepDays?: number | undefined
  /** After how many days a device gets a newer key for a site: 365 when left out. */
  readonly keyDays?: number | undefined
  /** What is made for people who ask for exports, and no more; what is left out is as `EXPORT_LIMITS` says. */
  readonly exportLimits?: Partial<ExportLimits> | undefined
  /** Seconds between two looks for exports that somebody asked for. */
  readonly exportSeconds?: number | undefined
  /** The program that makes them, as it was built; the one beside the server's own when left out. */
  readonly exportThread?: URL | undefined
  readonly rendererDir?: string | undefined
  readonly log?: FastifyBaseLogger | undefined
  readonly now?: (() => Date) | undefined
  readonly authPerMinute?: number | undefined
  /** Calls a minute of one signed-in device, by kind of work; what is left out is as `RATES` says. */
  readonly rates?: Partial<Rates> | undefined
  /** How long the minute of those rates is, in seconds. */
  readonly rateSeconds?: number | undefined
  /** Breaks a start off: it undoes what it did and throws. A running server is stopped by `stop`. */
  readonly signal?: AbortSignal | undefined
  /** Settings of the embedded database, as its command line takes them. */
  readonly databaseFlags?: readonly string[] | undefined
}

export interface RunningServer {
  /** `http://host:port`, or `https:` where it speaks TLS itself. */
  readonly address: string
  /** For whoever runs the server in its own process: tests, and the command line. */
  readonly context: Context
  /** Finishes what is being answered, then closes the database. Nothing acknowledged is lost. */
  stop(): Promise<void>
  /** Resolves when all participants of the demonstration are there; at once without one. */
  readonly filled: Promise<void>
  /** A single-use token for the first administrator; undefined once there is anyone. */
  invitation(): Promise<string | undefined>
}

/** Starts the server with everything it needs. Throws, with nothing left running, when it must not or cannot run. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { port = 0, host = '127.0.0.1', demo = false, trials = false, fresh = false } = options
  const undo: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  const log = options.log ?? pino({ level: 'silent' })
  try {
    const isBehindProxy = behindProxy(host, options.tls, options.proxies)
    const tls = options.tls && (await readTls(options.tls))
    // Everyone may know what a demonstration holds, and its passwords.
    if (!demo) mustBeProved(options, log)
    await tryPort(port, host)
    await mkdir(options.dataDir, { recursive: true })
    const secrets = secretsFrom(options.secret ?? (await secretIn(options.dataDir)))
    options.signal?.throwIfAborted()
    let adminUrl = options.adminUrl ?? options.databaseUrl
    if (adminUrl === undefined) {
      const password = secrets.keyed('embedded-database', 'postgres')
      const embedded = await startEmbedded(join(options.dataDir, 'postgres'), password, options.databaseFlags)
      undo.push(() => embedded.stop())
      adminUrl = embedded.adminUrl
    }
    const appUrl = options.adminUrl === undefined ? undefined : options.databaseUrl
    const databaseUrl = await prepareDatabase({ adminUrl, appUrl, secrets, demo, fresh })
    const store = openStore(databaseUrl)
    undo.push(() => store.close())
    const signer = await openSigner(store.db, secrets)
    const context: Context = {
      ...{ store, secrets, signer, log, now: options.now ?? (() => new Date()) },
      secondFactor: options.secondFactor ?? (demo ? 'if-enrolled' : 'required'),
      publicAddress: options.publicAddress,
      keepDays: options.keepDays ?? 90,
      keyDays: options.keyDays ?? 365,
      exportLimits: { ...EXPORT_LIMITS, ...options.exportLimits },
    }
    // A demonstration writes its participants by itself, through the same calls, as fast as it can.
    const rates = { ...(demo && { exchange: 1_000_000, reading: 1_000_000 }), ...options.rates }
    const app = await buildApp(context, { ...options, rates, tls, behindProxy: isBehindProxy })
    undo.push(() => app.close())
    if (demo) await seedDemonstration(context, app, { trials, signal: options.signal })
    const address = await app.listen({ port, host })
    const watch = await watchAlerts(context, {
      mailer: options.smtp === undefined ? undefined : openMailer(options.smtp, options.mailFrom ?? 'tracer@localhost'),
      escalateAfter: (options.escalateMinutes ?? 240) * 60,
      every: options.alertSeconds ?? 5,
    })
    undo.push(() => watch.stop())
    const runner = runExports(context, {
      thread: options.exportThread ?? new URL('./export-thread.js', import.meta.url),
      databaseUrl,
      folder: join(options.dataDir, 'exports'),
      every: options.exportSeconds ?? 2,
    })
    undo.push(() => runner.stop())
    const ending = new AbortController()
    const filled = demo && trials ? playTrials(context, callInside(app), ending.signal) : Promise.resolve()
    filled.catch((error: unknown) => log.error({ name: error instanceof Error ? error.name : '' }, 'demonstration'))
    undo.push(async () => {
      ending.abort()
      await filled.catch(() => undefined)
    })
    return { address, context, stop, filled, invitation: () => bootstrapInvitation(context) }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Throws where the database is on another machine and nothing proves that it is the one: who reads there reads everything. */
function mustBeProved({ databaseUrl, adminUrl, unverifiedDatabase }: ServerOptions, log: FastifyBaseLogger): void {
  for (const [name, url] of Object.entries({ DATABASE_URL: databaseUrl, DATABASE_ADMIN_URL: adminUrl })) {
    const reason = url && unfitLink(name, url)
    if (!reason) continue
    if (!unverifiedDatabase) throw new Error(reason)
    log.warn({ setting: UNVERIFIED, address: name }, 'the link to the database is not verified')
  }
}

/** Throws where nobody can listen there, before a database is started for nothing. */
async function tryPort(port: number, host: string): Promise<void> {
  const probe = createServer().listen(port, host)
  await once(probe, 'listening')
  probe.close()
  await once(probe, 'close')
}
