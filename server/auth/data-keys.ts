import { hkdfSync, randomBytes, randomUUID } from 'node:crypto'
import { and, asc, eq, inArray } from 'drizzle-orm'
import type { DeviceId, SiteId, StudyId, UserId } from '#shared/ids'
import type { DataKey, KeyEnd, KeyInUse } from '#shared/protocol'
import { SEALING } from '#shared/sealing'
import type { Context } from '../context'
import { note } from '../security-log'
import type { Database, Transaction } from '../store/database'
import { dataKey, dataKeyEnd } from '../store/schema'
import { placesOf, streamOf } from './grants'
import type { SignedIn } from './session'

/**
 * The keys that a device seals a site's records under. A newer one is given out beside the one before, until the device
 * says that nothing is left under that; none is ever forgotten here.
 */

const keyContext = (device: DeviceId, keyId: string) => `data-key|${device}|${keyId}`

type Row = typeof dataKey.$inferSelect
type Keys = Pick<Context, 'store' | 'secrets' | 'now'>

const DAY = 24 * 3600 * 1000

/** A key that was made for a device, and what names in an index are made with under it. */
export interface KnownKey {
  readonly key: Buffer
  readonly index: Buffer
}

/** Every key that was ever made for a device, by its name. */
export async function dataKeysOf(
  { store, secrets }: Pick<Keys, 'store' | 'secrets'>,
  device: DeviceId,
): Promise<ReadonlyMap<string, KnownKey>> {
  const rows = await store.db.select().from(dataKey).where(eq(dataKey.device, device))
  const key = ({ keyId, sealed }: Row) => secrets.open(sealed, keyContext(device, keyId))
  return new Map(
    rows.map((row) => {
      const first = rows.find((one) => isSameSite(one, row) && one.generation === 1) ?? row
      return [row.keyId, { key: key(row), index: indexOf(first.keyId, key(first)) }]
    }),
  )
}

const isSameSite = (a: Pick<Row, 'studyId' | 'siteId'>, b: Pick<Row, 'studyId' | 'siteId'>): boolean =>
  a.studyId === b.studyId && a.siteId === b.siteId

const indexOf = (keyId: string, key: Buffer): Buffer => Buffer.from(hkdfSync('sha256', key, keyId, SEALING.index, 32))

/**
 * The keys of this device for each site the person may see; made at first need, the same for all who share the device.
 * A device that knows of newer keys gets one for each site whose key is too old, and all that may be in use there, the
 * newest last; one that does not gets the one it has.
 */
export async function dataKeysFor(context: Context, who: SignedIn, renews: boolean): Promise<DataKey[]> {
  const { store, secrets, now, keyDays } = context
  const { device } = who
  const places = await placesOf(store.db, who.grants)
  if (places.length === 0) return []
  await addKeys(
    context,
    store.db,
    device,
    places.map(({ study, site }) => ({ studyId: study, siteId: site, generation: 1 })),
  )
  const allowed = new Set(places.map(streamOf))
  const isAllowed = ({ studyId, siteId }: Row) => allowed.has(streamOf({ study: studyId, site: siteId }))
  if (renews) {
    const due = (await renewable(store.db, device)).filter(
      (row) => isAllowed(row) && row.madeAt.getTime() + keyDays * DAY <= now().getTime(),
    )
    await renewKeys(context, store.db, device, due, { device })
  }
  const studies = [...new Set(places.map(({ study }) => study))]
  const rows = await store.db
    .select({ row: dataKey, ended: dataKeyEnd.keyId })
    .from(dataKey)
    .leftJoin(dataKeyEnd, and(eq(dataKeyEnd.device, dataKey.device), eq(dataKeyEnd.keyId, dataKey.keyId)))
    .where(and(eq(dataKey.device, device), inArray(dataKey.studyId, studies)))
    .orderBy(asc(dataKey.studyId), asc(dataKey.siteId), asc(dataKey.generation))
  const all = rows.map(({ row }) => row).filter(isAllowed)
  const open = rows.flatMap(({ row, ended }) => (ended === null && isAllowed(row) ? [row] : []))
  const given = renews ? open : open.filter((row) => open.find((one) => isSameSite(one, row)) === row)
  const key = ({ keyId, sealed }: Row) => secrets.open(sealed, keyContext(device, keyId))
  return given.map((row): DataKey => {
    const { studyId, siteId, keyId, generation, madeAt } = row
    const said = { study: studyId, site: siteId, keyId, key: key(row).toString('base64url') }
    const first = all.find((one) => isSameSite(one, row) && one.generation === 1)
    if (generation === 1 || !first) return said
    const index = indexOf(first.keyId, key(first)).toString('base64url')
    return { ...said, renewed: { first: first.keyId, at: madeAt.toISOString(), index } }
  })
}

/** The keys of a device that a newer one may follow: those that are not being replaced already. */
export async function renewable(db: Database | Transaction, device: DeviceId): Promise<readonly Row[]> {
  const open = await openKeys(db, device)
  return open.filter((row) => open.filter((one) => isSameSite(one, row)).length === 1)
}

/** Every key that a device, or any device, may still have something under. */
export async function openKeys(db: Database | Transaction, device?: DeviceId): Promise<readonly Row[]> {
  const rows = await db
    .select({ row: dataKey, ended: dataKeyEnd.keyId })
    .from(dataKey)
    .leftJoin(dataKeyEnd, and(eq(dataKeyEnd.device, dataKey.device), eq(dataKeyEnd.keyId, dataKey.keyId)))
    .where(device && eq(dataKey.device, device))
    .orderBy(asc(dataKey.studyId), asc(dataKey.siteId), asc(dataKey.generation))
  return rows.flatMap(({ row, ended }) => (ended === null ? [row] : []))
}

/** Makes the next key after each of these, and notes it: by whom, or by which device's sign-in. */
export async function renewKeys(
  context: Keys,
  db: Database | Transaction,
  device: DeviceId,
  rows: readonly Row[],
  by: { readonly user?: UserId; readonly device: DeviceId },
): Promise<void> {
  if (rows.length === 0) return
  const next = rows.map(({ studyId, siteId, generation }) => ({ studyId, siteId, generation: generation + 1 }))
  if ((await addKeys(context, db, device, next)) > 0)
    await note(db, context.now(), 'keys-renewed', { ...by, detail: device })
}

interface NewKey {
  readonly studyId: StudyId
  readonly siteId: SiteId
  readonly generation: number
}

/** Two who ask at once make one key. */
async function addKeys(
  { secrets, now }: Pick<Keys, 'secrets' | 'now'>,
  db: Database | Transaction,
  device: DeviceId,
  keys: readonly NewKey[],
): Promise<number> {
  const values = keys.map((one) => {
    const keyId = randomUUID()
    return { device, ...one, keyId, sealed: secrets.seal(randomBytes(32), keyContext(device, keyId)), madeAt: now() }
  })
  const added = await db.insert(dataKey).values(values).onConflictDoNothing().returning({ keyId: dataKey.keyId })
  return added.length
}

/** Keeps what a device says it has nothing under any more, once however often it says it, of keys that a newer one followed. */
export async function takeKeyEnds(
  { store: { db } }: Keys,
  device: DeviceId,
  ends: readonly KeyEnd[],
  at: Date,
): Promise<void> {
  if (ends.length === 0) return
  const own = await db.select().from(dataKey).where(eq(dataKey.device, device))
  for (const { key, at: endedAt } of ends) {
    const row = own.find(({ keyId }) => keyId === key)
    if (!row || !own.some((one) => isSameSite(one, row) && one.generation > row.generation)) continue
    const [kept] = await db
      .insert(dataKeyEnd)
      .values({ device, keyId: key, endedAt: new Date(endedAt), receivedAt: at })
      .onConflictDoNothing()
      .returning()
    if (kept) await note(db, at, 'key-ended', { device, detail: `${row.studyId}/${row.siteId}` })
  }
}

/**
 * A device seals under keys that this server does not know, which a back-up brought back: it gets newer ones, so that
 * what it seals can be opened here again and whoever comes new to it is given what is in use there.
 */
export async function replaceUnknown(context: Keys, device: DeviceId, inUse: readonly KeyInUse[]): Promise<void> {
  if (inUse.length === 0) return
  const { db } = context.store
  const own = await db.select().from(dataKey).where(eq(dataKey.device, device))
  const unknown = inUse.filter(({ key }) => !own.some(({ keyId }) => keyId === key))
  const firsts = own.filter(({ keyId }) => unknown.some(({ first }) => first === keyId))
  const lost = (await renewable(db, device)).filter((row) => firsts.some((one) => isSameSite(one, row)))
  await renewKeys(context, db, device, lost, { device })
}
