import type { DeviceId } from '#shared/ids'
import type { KeyEnd } from '#shared/protocol'
import type { TracerDatabase } from '../store/database'
import type { DeviceTables } from '../store/tables'
import type { Surroundings } from '../surroundings'
import { type GrantReading, readGrant } from './grant'
import type { KeysInUse } from './keyring'
import type { Held, PersonRecord } from './person'

/**
 * A site's newer keys: given by the server at a sign-in, kept in each person's record beside the ones before, and taken
 * into use when everybody who may need them has them. What lies under older ones is then sealed anew (`store/seal-anew`),
 * and when nothing is left they end.
 */

const SEALS = 'seals '
const ENDED = 'ended '

const rowsNamed = ({ meta }: Pick<DeviceTables, 'meta'>, name: string) =>
  meta
    .where('name')
    .aboveOrEqual(name)
    .until((row) => !row.name.startsWith(name))
    .toArray()

/** What was taken into use on this device. */
export async function keysInUse(db: Pick<DeviceTables, 'meta'>): Promise<KeysInUse> {
  const rows = await rowsNamed(db, SEALS)
  return new Map(rows.flatMap((row) => ('key' in row ? [[row.name.slice(SEALS.length), row.key]] : [])))
}

/** The keys that nothing lies under any more. */
export async function endedKeys(db: Pick<DeviceTables, 'meta'>): Promise<readonly KeyEnd[]> {
  const rows = await rowsNamed(db, ENDED)
  return rows.flatMap((row) => ('at' in row ? [{ key: row.name.slice(ENDED.length), at: row.at }] : []))
}

export const hasEnded = async ({ meta }: Pick<DeviceTables, 'meta'>, key: string): Promise<boolean> =>
  (await meta.get(`${ENDED}${key}`)) !== undefined

/** The names of all keys of a site that came one after the other, of which this is one, as far as people here hold them. */
export function namesAround(records: readonly PersonRecord[], key: string): ReadonlySet<string> {
  const held = records.flatMap(({ holds = [] }) => holds)
  const firsts = new Set(held.flatMap((one) => (one.key === key ? one.first : [])))
  return new Set([key, ...held.flatMap((one) => (firsts.has(one.first) ? one.key : []))])
}

interface TakingParts {
  readonly db: TracerDatabase
  readonly records: () => Promise<readonly PersonRecord[]>
  readonly device: DeviceId
  readonly serverKey: () => Promise<string>
}

/**
 * Takes newer keys into use, of each site the newest that everybody has who may read it here: whoever was given any key
 * of it, as long as what the server signed for them lasts. To be called only while nobody is let in or works on this
 * device, in any tab (`whenNobodyWorks`): what somebody at work seals is then never under another key than the one in use.
 */
export async function takeIntoUse({ db, records: read, device, serverKey }: TakingParts): Promise<void> {
  const records = await read()
  const held = records.flatMap(({ holds = [] }) => holds)
  const inUse = await keysInUse(db)
  if (inUse.size === 0 && held.every(({ key, first }) => key === first)) return
  const words = await wordsOf(records, await serverKey(), device)
  // By what the server has signed since, never by this device's clock: one set ahead would shut people out.
  const heard = Math.max(0, ...words.map((word) => ('grant' in word ? word.grant.iat : 0)))
  const lasts = (word: GrantReading | undefined) => word !== undefined && 'grant' in word && heard < word.grant.exp
  for (const first of new Set(held.map((one) => one.first))) {
    const site = held.filter((one) => one.first === first)
    const current = currentOf(site, inUse.get(first))
    const has = ({ holds = [] }: PersonRecord, key: string) => holds.some((one) => one.key === key)
    const needs = ({ holds }: PersonRecord, i: number) =>
      lasts(words[i]) && (holds === undefined || holds.some((one) => one.first === first))
    const next = site
      .filter(({ key, madeAt }) => {
        const isAlong = records.some(
          ({ travel }) => travel && travel.key !== key && site.some((one) => one.key === travel.key),
        )
        return (
          current && madeAt > current.madeAt && !isAlong && records.every((one, i) => has(one, key) || !needs(one, i))
        )
      })
      .reduce<Held | undefined>((a, b) => (a && a.madeAt >= b.madeAt ? a : b), undefined)
    if (next) await db.meta.put({ name: `seals ${first}`, key: next.key })
  }
}

const wordsOf = (
  records: readonly PersonRecord[],
  serverKey: string,
  device: DeviceId,
): Promise<readonly GrantReading[]> =>
  Promise.all(records.map(({ offlineGrant }) => readGrant(offlineGrant, serverKey, device, 0)))

/** Nothing that anybody could read lies under it: it went from everybody's records with the site, and does not come back. */
const NOBODYS = { first: '', madeAt: -1 }

/** What seals a site now: what was taken into use, or else the first that there is. */
function currentOf(site: readonly Held[], named: string | undefined): Held | undefined {
  const known = site.find(({ key }) => key === named)
  if (named !== undefined) return known ?? { ...NOBODYS, key: named }
  return site.reduce<Held | undefined>((a, b) => (a && a.madeAt <= b.madeAt ? a : b), undefined)
}

type Locks = Surroundings['locks']

const LOCK = 'tracer:keys'

/** Says that somebody is let in or works here, in this tab, until the function that it gives is called. */
export function beAtWork(locks: Locks): Promise<() => void> {
  if (!locks) return Promise.resolve(() => {})
  return new Promise((resolve, reject) => {
    const ending = new Promise<void>((end) => {
      locks
        .request(LOCK, { mode: 'shared' }, () => {
          resolve(end)
          return ending
        })
        .catch(reject)
    })
  })
}

/** Does it where nobody is at work in any tab; otherwise it is left for another time. */
export async function whenNobodyWorks(locks: Locks, work: () => Promise<void>): Promise<void> {
  if (!locks) return work()
  await locks.request(LOCK, { mode: 'exclusive', ifAvailable: true }, (lock) => (lock ? work() : undefined))
}
