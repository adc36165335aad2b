import { existsSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { invitationLink } from '#shared/administration/invitation'
import { ACCOUNTS, PASSWORD } from './demo/accounts'
import { EXPORT_SETTINGS, type ExportLimits } from './exports/limits'
import type { Rates, Work } from './rates'
import type { TlsFiles } from './reach'
import { startServer } from './start'
import { UNVERIFIED } from './store/link'

/**
 * The server's command line. `--demonstration` runs on an embedded database (or `DATABASE_URL`) with the demonstration
 * study, `--fresh` begins it anew. Without it this is the production server: `DATABASE_URL`, `DATABASE_ADMIN_URL`, no data.
 */

const flags = new Set(process.argv.slice(2))
const env = process.env
const demo = flags.has('--demonstration')
const dataDir = resolve(env['TRACER_DATA'] ?? '.tracer-data')
const port = env['PORT'] ?? '4870'

/** `out/renderer`, from `out/server` as well as from the sources. */
function rendererDir(): string | undefined {
  const beside = dirname(dirname(fileURLToPath(import.meta.url)))
  const dir = basename(beside) === 'out' ? join(beside, 'renderer') : join(beside, 'out', 'renderer')
  return existsSync(join(dir, 'index.html')) ? dir : undefined
}

const SHORTEST_SECRET = 32

/** Calls a minute of one address at the door. */
const DOOR = 'TRACER_RATE_DOOR'

/** Calls a minute of one device, by what they are for. */
const RATE_SETTINGS = {
  exchange: 'TRACER_RATE_EXCHANGE',
  reading: 'TRACER_RATE_READING',
  office: 'TRACER_RATE_OFFICE',
  exports: 'TRACER_RATE_EXPORTS',
} as const satisfies Record<Work, string>

/** Those that are said; the others are as the server has them. */
function ratesSaid(): Partial<Rates> {
  const said = Object.entries(RATE_SETTINGS).flatMap(([work, name]): [string, number][] =>
    env[name] ? [[work, Number(env[name])]] : [],
  )
  return Object.fromEntries(said)
}

function tlsSaid(): TlsFiles | undefined {
  const { TRACER_TLS_CERT: cert, TRACER_TLS_KEY: key } = env
  return cert === undefined || key === undefined ? undefined : { cert: resolve(cert), key: resolve(key) }
}

/** Limits of exports that are said; the others are as the server has them. */
function exportLimitsSaid(): Partial<ExportLimits> {
  const said = Object.entries(EXPORT_SETTINGS).flatMap(([limit, { name }]): [string, number][] =>
    env[name] ? [[limit, Number(env[name])]] : [],
  )
  return Object.fromEntries(said)
}

/** Why the server must not start as it is called; undefined when it may. */
function misuse(): string | undefined {
  const unknown = [...flags].find((flag) => flag !== '--demonstration' && flag !== '--fresh')
  if (unknown !== undefined) return `unknown option ${unknown}`
  if (!/^[0-9]{1,5}$/.test(port) || Number(port) > 65_535) return 'PORT is not the number of a port'
  const secret = env['TRACER_SECRET']
  if (secret !== undefined && secret.length < SHORTEST_SECRET)
    return `TRACER_SECRET has fewer than ${SHORTEST_SECRET} characters; openssl rand -base64 32 makes a good one`
  const metrics = env['TRACER_METRICS_TOKEN']
  if (metrics !== undefined && metrics.length < SHORTEST_SECRET)
    return `TRACER_METRICS_TOKEN has fewer than ${SHORTEST_SECRET} characters`
  const factor = env['TRACER_SECOND_FACTOR']
  if (factor !== undefined && factor !== 'required' && factor !== 'if-enrolled')
    return 'TRACER_SECOND_FACTOR is neither required nor if-enrolled'
  const smtp = env['TRACER_SMTP']
  if (smtp !== undefined && !(/^smtps?:/.test(smtp) && URL.canParse(smtp)))
    return 'TRACER_SMTP is not an address like smtps://user:password@mail.example:465'
  if (smtp !== undefined && (!env['TRACER_MAIL_FROM'] || !env['TRACER_ADDRESS']))
    return 'TRACER_SMTP needs TRACER_MAIL_FROM, who mails are from, and TRACER_ADDRESS, where their links lead'
  if ((env['TRACER_TLS_CERT'] === undefined) !== (env['TRACER_TLS_KEY'] === undefined))
    return 'TRACER_TLS_CERT and TRACER_TLS_KEY come together: the files of a certificate and of its key'
  const unverified = env[UNVERIFIED]
  if (unverified !== undefined && unverified !== 'accepted') return `${UNVERIFIED} is accepted, or left out`
  const minutes = env['TRACER_ESCALATE_MINUTES']
  if (minutes !== undefined && !/^[1-9][0-9]{0,5}$/.test(minutes))
    return 'TRACER_ESCALATE_MINUTES is no number of minutes'
  for (const name of ['TRACER_KEEP_DAYS', 'TRACER_KEY_DAYS']) {
    const days = env[name]
    if (days !== undefined && !/^[1-9][0-9]{0,3}$/.test(days)) return `${name} is no number of days`
  }
  const rate = [DOOR, ...Object.values(RATE_SETTINGS)].find((name) => env[name] && !/^[1-9][0-9]{0,6}$/.test(env[name]))
  if (rate !== undefined) return `${rate} is no number of calls a minute`
  for (const { name, most } of Object.values(EXPORT_SETTINGS))
    if (env[name] && !(/^[1-9][0-9]{0,9}$/.test(env[name]) && Number(env[name]) <= most))
      return `${name} is no number from 1 to ${most}`
  const publicAddress = env['TRACER_ADDRESS']
  if (publicAddress !== undefined && !(URL.canParse(publicAddress) && new URL(publicAddress).origin === publicAddress))
    return 'TRACER_ADDRESS is not an address like https://tracer.example'
  for (const name of ['DATABASE_URL', 'DATABASE_ADMIN_URL']) {
    const url = env[name]
    if (url && !(/^postgres(ql)?:/.test(url) && URL.canParse(url)))
      return `${name} is not an address like postgres://role:password@host:5432/database`
  }
  if (demo) return undefined
  if (flags.has('--fresh')) return '--fresh belongs to --demonstration'
  if (!env['DATABASE_URL']) return 'DATABASE_URL is missing: the database and the role the app works with'
  if (!env['DATABASE_ADMIN_URL'])
    return 'DATABASE_ADMIN_URL is missing: the role that owns the tables and migrates them'
  return undefined
}

/** What went wrong, in words for whoever called the command. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? String(error.code) : ''
  const asked = 'syscall' in error ? String(error.syscall) : ''
  if (code === 'EADDRINUSE') return `port ${port} is in use; choose another with PORT`
  if (asked === 'listen') return `it cannot listen on port ${port} (${code}); choose another with PORT`
  if (/^(connect|getaddrinfo)$/.test(asked) || code === 'ECONNREFUSED') return `the database does not answer (${code})`
  if (/CERT|ISSUER|SIGNATURE/.test(code)) return `the certificate of the database proves nothing here (${code})`
  if (asked !== '') return `${dataDir} cannot be used (${code}); choose another data folder with TRACER_DATA`
  return error.message
}

async function run(): Promise<void> {
  const ending = new AbortController()
  const starting = startServer({
    signal: ending.signal,
    port: Number(port),
    host: env['HOST'],
    dataDir,
    databaseUrl: env['DATABASE_URL'],
    adminUrl: demo ? undefined : env['DATABASE_ADMIN_URL'],
    unverifiedDatabase: env[UNVERIFIED] === 'accepted',
    secret: env['TRACER_SECRET'],
    tls: tlsSaid(),
    proxies: env['TRACER_PROXIES'],
    metricsToken: env['TRACER_METRICS_TOKEN'],
    secondFactor: env['TRACER_SECOND_FACTOR'] === 'if-enrolled' ? 'if-enrolled' : undefined,
    publicAddress: env['TRACER_ADDRESS'],
    smtp: env['TRACER_SMTP'],
    mailFrom: env['TRACER_MAIL_FROM'],
    escalateMinutes: env['TRACER_ESCALATE_MINUTES'] === undefined ? undefined : Number(env['TRACER_ESCALATE_MINUTES']),
    keepDays: env['TRACER_KEEP_DAYS'] === undefined ? undefined : Number(env['TRACER_KEEP_DAYS']),
    keyDays: env['TRACER_KEY_DAYS'] === undefined ? undefined : Number(env['TRACER_KEY_DAYS']),
    rates: ratesSaid(),
    exportLimits: exportLimitsSaid(),
    authPerMinute: env[DOOR] ? Number(env[DOOR]) : undefined,
    demo,
    trials: demo,
    fresh: flags.has('--fresh'),
    rendererDir: rendererDir(),
    log: pino(pino.destination(demo ? { dest: join(dataDir, 'server.log'), mkdir: true, sync: true } : 2)),
  })
  const stop = () => {
    if (ending.signal.aborted) return
    ending.abort()
    const stopped = starting.then(
      (server) => server.stop(),
      () => undefined,
    )
    void stopped.then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  // Heard from the first moment on: a database that was just started is stopped as well.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  // `npm start` is gone without having told us.
  process.once('disconnect', stop)
  const server = await starting.catch((error: unknown) => {
    if (!ending.signal.aborted) throw error
  })
  if (!server || ending.signal.aborted) return
  if (demo) {
    console.log(`Data: ${dataDir}`)
    for (const { userName, what } of ACCOUNTS) console.log(`  ${userName.padEnd(18)} ${what}`)
    console.log(`  password for all   ${PASSWORD}`)
  } else {
    const token = await server.invitation()
    if (token !== undefined) {
      console.log(`No people yet. Single-use invitation for the first administrator: ${token}`)
      console.log(`  ${invitationLink(env['TRACER_ADDRESS'] ?? server.address, token)}`)
    }
  }
  console.log(`ready ${server.address}`)
}

const reason = misuse()
if (reason === undefined) {
  await run().catch((error: unknown) => {
    console.error(`The server does not start: ${explain(error)}`)
    process.exit(1)
  })
} else {
  console.error(`The server does not start: ${reason}`)
  process.exit(2)
}
