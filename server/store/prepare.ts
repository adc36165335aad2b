import pg from 'pg'
import type { Secrets } from '../secrets'
import { migrate } from './migrate'
import { setRights, unfitRights, unfitRole, unguarded } from './rights'

/** Any number that nobody else locks on: servers that start together prepare the database one after the other. */
const LOCK = 7_238_400_419

export interface Preparation {
  /** For the role that owns the tables. */
  readonly adminUrl: string
  /** For the app's role. Left out, that role is made, with a password only this server's secret gives. */
  readonly appUrl?: string | undefined
  readonly secrets: Secrets
  /** The server is a demonstration: everyone knows its passwords. */
  readonly demo: boolean
  /** Begin the demonstration again. */
  readonly fresh: boolean
}

/**
 * Brings the database to this server's schema and its app role to its rights. Returns the address for the app's role.
 * Throws where a demonstration meets anything else, in either direction: nothing of value is ever mixed or emptied.
 */
export async function prepareDatabase(preparation: Preparation): Promise<string> {
  const { adminUrl, appUrl, secrets, demo, fresh } = preparation
  const admin = new pg.Client(adminUrl)
  admin.on('error', () => {})
  await admin.connect()
  try {
    const { rows } = await admin.query<{ old: boolean; version: string }>(
      `SELECT current_setting('server_version_num')::int < 150000 AS old, current_setting('server_version') AS version`,
    )
    if (rows[0]?.old) throw new Error(`PostgreSQL 15 or newer is needed; this is ${rows[0].version}`)
    await admin.query('SELECT pg_advisory_lock($1)', [LOCK])
    const found = await contentOf(admin)
    if (demo && found === 'other') throw new Error('this database is not a demonstration: it is left as it is')
    if (!demo && found.startsWith('demonstration'))
      throw new Error('this database is a demonstration, and everyone knows its passwords')
    // A demonstration whose making was broken off is made again; nobody could have worked with it.
    if (found === 'demonstration, unfinished' || (fresh && found === 'demonstration'))
      await admin.query('DROP SCHEMA IF EXISTS jobs CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public')
    await migrate(admin)
    const open = await unguarded(admin)
    if (open.length > 0) throw new Error(`the log could be rewritten, its guard is gone from ${open.join(', ')}`)
    const url = appUrl ?? (await appRole(admin, adminUrl, secrets))
    const role = decodeURIComponent(new URL(url).username)
    mustBeSafe(await unfitRole(admin, role))
    await setRights(admin, role)
    await mustBeSame(admin, url)
    return url
  } finally {
    await admin.end()
  }
}

function mustBeSafe(reasons: readonly string[]): void {
  if (reasons.length > 0) throw new Error(`the app's database role is not safe: ${reasons.join('; ')}`)
}

/** The app's role works in the database that was prepared, with the rights it was given there and no others. */
async function mustBeSame(admin: pg.Client, appUrl: string): Promise<void> {
  const app = new pg.Client(appUrl)
  app.on('error', () => {})
  await app.connect()
  try {
    const epoch = async (client: pg.Client) => {
      const { rows } = await client.query<{ value: string }>(`SELECT value FROM setting WHERE key = 'epoch'`)
      return rows[0]?.value
    }
    const [prepared, used] = [await epoch(admin), await epoch(app).catch(() => undefined)]
    if (prepared !== used) throw new Error('DATABASE_URL and DATABASE_ADMIN_URL lead to different databases')
    mustBeSafe(await unfitRights(app))
  } finally {
    await app.end()
  }
}

/** Rows of `setting` that say so: the first is written before anything else of a demonstration, the second after. */
export const DEMONSTRATION = { begun: 'demonstration', made: 'demonstration-made' } as const

type Content = 'nothing' | 'demonstration' | 'demonstration, unfinished' | 'other'

async function contentOf(admin: pg.Client): Promise<Content> {
  const { rows: tables } = await admin.query<{ there: boolean }>(
    `SELECT to_regclass('public.setting') IS NOT NULL AS there`,
  )
  if (!tables[0]?.there) return 'nothing'
  const { rows: marks } = await admin.query<{ key: string }>('SELECT key FROM setting')
  const has = (mark: string) => marks.some(({ key }) => key === mark)
  if (has(DEMONSTRATION.made)) return 'demonstration'
  if (has(DEMONSTRATION.begun)) return 'demonstration, unfinished'
  const { rowCount: people } = await admin.query('SELECT FROM app_user LIMIT 1')
  return people === 0 ? 'nothing' : 'other'
}

async function appRole(admin: pg.Client, adminUrl: string, secrets: Secrets): Promise<string> {
  const { rows } = await admin.query<{ name: string }>('SELECT current_database() AS name')
  const role = `tracer_app_${rows[0]?.name ?? ''}`.slice(0, 63)
  const password = secrets.keyed('app-role', role)
  const { rowCount } = await admin.query('SELECT FROM pg_roles WHERE rolname = $1', [role])
  const verb = rowCount === 0 ? 'CREATE' : 'ALTER'
  await admin.query(
    `${verb} ROLE ${admin.escapeIdentifier(role)} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS
     PASSWORD ${admin.escapeLiteral(password)}`,
  )
  const url = new URL(adminUrl)
  url.username = encodeURIComponent(role)
  url.password = encodeURIComponent(password)
  return url.href
}
