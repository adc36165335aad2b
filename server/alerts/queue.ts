import { type SQL, sql } from 'drizzle-orm'
import PgBoss from 'pg-boss'
import type { Context } from '../context'
import type { Transaction } from '../store/database'

/** Work that goes on behind answers, kept in the database: any server that shares it takes the next piece, once. */
export type QueueName = 'alert-mail' | 'alert-escalation'

export interface Queue {
  /** Adds a piece of work in the caller's transaction; `after` is in seconds. */
  add(tx: Transaction, name: QueueName, alert: string, after?: number): Promise<void>
  /** Takes what is due; what `work` throws on is tried again later. */
  each(name: QueueName, work: (alert: string) => Promise<void>): Promise<void>
  stop(): Promise<void>
}

interface Job {
  readonly alert: string
}

const AT_ONCE = 20

/** Opens the queue with the rights of the app: its tables are made by the migrations. */
export async function openQueue({ store, log }: Pick<Context, 'store' | 'log'>): Promise<Queue> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => store.pool.query(text, values) },
    ...{ schema: 'jobs', migrate: false, schedule: false },
  })
  boss.on('error', ({ name }) => log.error({ name }, 'queue'))
  await boss.start()
  return {
    async add(tx, name, alert, after = 0) {
      const db = { executeSql: async (text: string, values: unknown[]) => tx.execute(numbered(text, values)) }
      await boss.send(name, { alert }, { db, startAfter: after })
    },
    async each(name, work) {
      for (const { id, data } of await boss.fetch<Job>(name, { batchSize: AT_ONCE })) {
        try {
          await work(data.alert)
          await boss.complete(name, id)
        } catch (error) {
          const kind = error instanceof Error ? error.name : 'unknown'
          log.error({ job: name, kind }, 'a job failed and is tried again')
          await boss.fail(name, id, { kind })
        }
      }
    },
    stop: () => boss.stop({ graceful: false }),
  }
}

/** A statement with `$1` for its values, as one of the transaction's own. */
function numbered(text: string, values: readonly unknown[]): SQL {
  const parts = text.split(/\$(\d+)/)
  return sql.join(
    parts.map((part, i) => (i % 2 === 0 ? sql.raw(part) : sql`${sql.param(values[Number(part) - 1] ?? null)}`)),
  )
}
