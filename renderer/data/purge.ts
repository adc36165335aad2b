import type { SiteId, StudyId } from '#shared/ids'
import type { HelloAnswer, PurgeReceipt } from '#shared/protocol'
import { namesAround } from './keys/renewal'
import type { Vault } from './keys/vault'
import type { MetaRow, TracerDatabase } from './store/database'
import { destroyCache, hasUnsent } from './store/destroy'
import type { Clock } from './surroundings'

/** What was taken off this device, and why. What was not sent yet never is. */
export type TakenOff =
  /** Nobody who works on this device has a role there any more. */
  | { readonly kind: 'role'; readonly study: StudyId; readonly site: SiteId; readonly at: string }
  /** The server was not heard of for so many days. */
  | { readonly kind: 'silence'; readonly days: number; readonly at: string }

export interface TakenOffDoor {
  /** What people here have not been told of yet. */
  takenOff(): Promise<readonly TakenOff[]>
  /** Somebody has read it. */
  settleTakenOff(): Promise<void>
}

/** Removes from a device what nobody there may read any more, or what it has kept too long without the server. */
export interface Purge extends TakenOffDoor {
  /** What was removed and the server may not have heard of. */
  receipts(): Promise<readonly PurgeReceipt[]>
  /**
   * The server has heard of these, and orders more. What is cut off here is ordered again. A site of which something is
   * still unsent goes at once as well, and is reported when that has arrived. Says whether anything was removed.
   */
  obey(answer: Pick<HelloAnswer, 'purge' | 'keepDays'>, heard: readonly PurgeReceipt[]): Promise<boolean>
  /** Removes everything that came from the server where it was not heard of for too long. Says whether anything went. */
  endSilence(): Promise<boolean>
}

interface PurgeParts {
  readonly db: TracerDatabase
  readonly vault: Pick<Vault, 'records'>
  readonly clock: Clock
}

type Order = Extract<MetaRow, { name: `purge ${string}` }>
type Silence = Extract<MetaRow, { name: 'silence' }>
const isOrder = (row: MetaRow): row is Order => row.name.startsWith('purge ')
const isSilence = (row: MetaRow): row is Silence => row.name === 'silence'

/** What nobody has read yet, once for each site: it may have been stored under two keys. */
const onceEach = (orders: readonly Order[]): readonly Order[] => {
  const untold = orders.filter(({ told }) => told === 0)
  const siteOf = ({ order: { study, site } }: Order) => `${study}/${site}`
  return untold.filter((one, i) => untold.findIndex((other) => siteOf(other) === siteOf(one)) === i)
}

/** Where the server has never said how long. */
const KEEP_DAYS = 90
const DAY = 24 * 60 * 60 * 1000

export function createPurge({ db, vault, clock }: PurgeParts): Purge {
  const now = () => new Date(clock.now()).toISOString()
  const orders = async () => (await db.meta.where('name').startsWith('purge ').toArray()).filter(isOrder)
  const orderOf = async (key: string) => {
    const row = await db.meta.get(`purge ${key}`)
    return row && isOrder(row) ? row : undefined
  }

  /** What somebody took along and may still read is theirs until the journey ends. */
  async function alongKeys(): Promise<ReadonlySet<string>> {
    const records = await vault.records()
    return new Set(
      records.flatMap(({ travel }) =>
        travel && clock.now() < travel.until ? [...namesAround(records, travel.key)] : [],
      ),
    )
  }

  return {
    async receipts() {
      const done = (await orders()).filter((row) => row.done === 1 && row.heard === 0)
      return done.map(({ order: { key, since }, at }) => ({ key, since, at }))
    },

    async obey({ purge = [], keepDays }, heard) {
      for (const { key, since } of heard)
        await db.transaction('rw', db.meta, async () => {
          const row = await orderOf(key)
          if (row?.order.since === since) await db.meta.put({ ...row, heard: 1 })
        })
      const keeping = await db.meta.get('keeping')
      const isKnown = keeping?.name === 'keeping' && keeping.days === keepDays
      if (keepDays !== undefined && !isKnown) await db.meta.put({ name: 'keeping', days: keepDays })
      let removed = 0
      for (const order of purge) {
        const before = await orderOf(order.key)
        const again = before?.order.since === order.since
        const waits = await hasUnsent(db, order.key)
        if (again && (before.done === 1 || waits)) continue
        removed += await destroyCache(
          db,
          (key) => key === order.key,
          (rows) => ({
            ...{ name: `purge ${order.key}`, order, at: now(), done: waits ? 0 : 1, heard: 0 },
            told: again ? before.told : rows > 0 ? 0 : 1,
          }),
        )
      }
      return removed > 0
    },

    async endSilence() {
      const [contact, keeping] = [await db.meta.get('contact'), await db.meta.get('keeping')]
      const last = contact?.name === 'contact' ? contact.contact.lastContactAt : undefined
      const days = keeping?.name === 'keeping' ? keeping.days : KEEP_DAYS
      if (last === undefined || clock.now() - Date.parse(last) < days * DAY) return false
      const along = await alongKeys()
      if ((await db.cursors.filter(({ key }) => !along.has(key)).count()) === 0) return false
      await destroyCache(
        db,
        (key) => !along.has(key),
        () => ({ name: 'silence', at: now(), days, told: 0 }),
      )
      return true
    },

    async takenOff() {
      const silence = await db.meta.get('silence')
      return [
        ...(silence && isSilence(silence) && silence.told === 0
          ? [{ kind: 'silence' as const, days: silence.days, at: silence.at }]
          : []),
        ...onceEach(await orders()).map(({ order: { study, site }, at }) => ({
          kind: 'role' as const,
          study,
          site,
          at,
        })),
      ]
    },

    async settleTakenOff() {
      await db.transaction('rw', db.meta, async () => {
        for (const row of await orders()) await db.meta.put({ ...row, told: 1 })
        await db.meta.delete('silence')
      })
    },
  }
}
