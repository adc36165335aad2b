import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { Context } from '../context'
import { lookAgain } from '../looks'
import { alert } from '../store/schema'
import type { Mailer } from './mail'
import { type Queue, openQueue } from './queue'
import { tell } from './tell'

export interface WatchOptions {
  /** Left out, nobody is mailed and alerts stand in the app alone. */
  readonly mailer: Mailer | undefined
  /** Seconds after which an alert that nobody acknowledged goes further. */
  readonly escalateAfter: number
  /** Seconds between two looks. */
  readonly every: number
}

export interface Watch {
  /** Ends when what is being sent is sent. */
  stop(): Promise<void>
}

/**
 * Tells people of alerts for as long as it runs. Each is handed to the queue once, with the look back that escalates it;
 * of several servers on one database any does what is due next.
 */
export async function watchAlerts(context: Context, { mailer, escalateAfter, every }: WatchOptions): Promise<Watch> {
  const queue = await openQueue(context)
  const look = async () => {
    await handOver(context, queue, escalateAfter)
    await queue.each('alert-mail', (id) => tell(context, mailer, id))
    await queue.each('alert-escalation', (id) => escalate(context, queue, id))
  }
  const looks = lookAgain(look, { every, log: context.log, name: 'alerts' })
  return {
    async stop() {
      await looks.stop()
      await queue.stop()
      mailer?.close()
    },
  }
}

const MOST = 100

async function handOver({ now }: Pick<Context, 'now'>, queue: Queue, escalateAfter: number): Promise<void> {
  await queue.within(async (tx, add) => {
    const fresh = await tx
      .select({ id: alert.id })
      .from(alert)
      .where(isNull(alert.queuedAt))
      .orderBy(asc(alert.raisedAt))
      .limit(MOST)
      .for('update', { skipLocked: true })
    for (const { id } of fresh) {
      await add('alert-mail', id)
      await add('alert-escalation', id, escalateAfter)
    }
    const ids = fresh.map(({ id }) => id)
    if (ids.length > 0) await tx.update(alert).set({ queuedAt: now() }).where(inArray(alert.id, ids))
  })
}

/** Nobody acknowledged it in time: more people are told, and those who were are told again. */
async function escalate({ now }: Pick<Context, 'now'>, queue: Queue, id: string): Promise<void> {
  await queue.within(async (tx, add) => {
    const open = and(eq(alert.id, id), isNull(alert.acknowledgedAt), isNull(alert.escalatedAt))
    const [escalated] = await tx.update(alert).set({ escalatedAt: now() }).where(open).returning({ id: alert.id })
    if (escalated) await add('alert-mail', id)
  })
}
