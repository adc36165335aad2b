import { drizzle } from 'drizzle-orm/node-postgres'
import PgBoss from 'pg-boss'
import type { Context } from '../context'
import type { Transaction } from '../store/database'

/** Work that goes on behind answers, kept in the database: any server that shares it takes the next piece, once. */
export type QueueName = 'alert-mail' | 'alert-escalation'

/** Adds a piece of work; `after` is in seconds. */
export type Add = (name: QueueName, alert: string, after?: number) => Promise<void>

export interface Queue {
  /** One transaction that adds pieces of work beside what else it does: all of it or nothing. */
  within(work: (tx: Transaction, add: Add) => Promise<void>): Promise<void>
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
    async within(work) {
      const client = await store.pool.connect()
      try {
        const db = { executeSql: (text: string, values: unknown[]) => client.query(text, values) }
        await drizzle(client).transaction((tx) =>
          work(tx, async (name, alert, after = 0) => {
            await boss.send(name, { alert }, { db, startAfter: after })
          }),
        )
      } finally {
        client.release()
      }
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
