import { sql } from 'drizzle-orm'
import { type NodePgDatabase, drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import type { StreamId } from '#shared/ids'

export type Database = NodePgDatabase
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]

/** On whose session a transaction acts, and at what time by the server's clock. */
export interface Sight {
  readonly session: string
  readonly at: Date
}

export interface Store {
  readonly pool: pg.Pool
  readonly db: Database
  /**
   * A transaction that sees these streams as far as the database finds them in sight: to read, of sites granted to the
   * person of the session now; to write, of sites ever granted to anybody who signed in on its device. Everything that
   * reads or writes the log goes through here.
   */
  within<T>(
    sight: Sight,
    streams: Iterable<StreamId>,
    work: (tx: Transaction) => Promise<T>,
    how?: 'read' | 'write',
  ): Promise<T>
  close(): Promise<void>
}

export const APPLICATION = 'tracer-server'

export function openStore(url: string): Store {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: APPLICATION,
    max: 20,
    connectionTimeoutMillis: 10_000,
    // An acknowledged change is on disk, whatever the database's own default says.
    options: '-c synchronous_commit=on',
  })
  // A connection that dies while idle is replaced by the next query; without a listener it would end the process.
  pool.on('error', () => {})
  const db = drizzle(pool)
  return {
    pool,
    db,
    within: ({ session, at }, streams, work, how = 'write') =>
      db.transaction(
        async (tx) => {
          await tx.execute(sql`SELECT
            set_config('tracer.session', ${session}, true),
            set_config('tracer.at', ${at.toISOString()}, true),
            set_config('tracer.streams', ${[...streams].join(' ')}, true)`)
          return work(tx)
        },
        how === 'read' ? { isolationLevel: 'repeatable read', accessMode: 'read only' } : {},
      ),
    close: () => pool.end(),
  }
}
