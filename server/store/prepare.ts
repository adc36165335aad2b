import pg from 'pg'
import type { Secrets } from '../secrets'
import { migrate } from './migrate'
import { setRights } from './rights'

/** Any number that nobody else locks on: servers that start together prepare the database one after the other. */
const LOCK = 7_238_400_419

export interface Preparation {
  /** For the role that owns the tables. */
  readonly adminUrl: string
  /** For the app's role. Left out, that role is made, with a password only this server's secret gives. */
  readonly appUrl?: string | undefined
  readonly secrets: Secrets
  /** Empty the database first, if what it holds is a demonstration. */
  readonly fresh?: boolean | undefined
}

/** Brings the database to this server's schema and its app role to its rights. Returns the address for the app's role. */
export async function prepareDatabase({ adminUrl, appUrl, secrets, fresh }: Preparation): Promise<string> {
  const admin = new pg.Client(adminUrl)
  admin.on('error', () => {})
  await admin.connect()
  try {
    await admin.query('SELECT pg_advisory_lock($1)', [LOCK])
    if (fresh) await emptyDemonstration(admin)
    await migrate(admin)
    const url = appUrl ?? (await appRole(admin, adminUrl, secrets))
    await setRights(admin, decodeURIComponent(new URL(url).username))
    return url
  } finally {
    await admin.end()
  }
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

/** A database with real data is never emptied, whatever is asked. */
async function emptyDemonstration(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ there: boolean }>(`SELECT to_regclass('public.setting') IS NOT NULL AS there`)
  if (!rows[0]?.there) return
  const { rowCount } = await admin.query(`SELECT FROM setting WHERE key = 'demonstration'`)
  if (rowCount === 0) throw new Error('this database is not a demonstration: it is not emptied')
  await admin.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
}
