import { PublishedTable } from '#shared/clinical/ctcae/published/table'
import { CtcaeLoaded } from '#shared/protocol'
import type { HeldTable } from '../door'
import { DamagedRecord, type NamedKey, openJson, sealJson } from '../keys/envelope'
import type { TracerDatabase } from './database'

const place = { table: 'meta', row: 'ctcae' }

const isHeld = (value: unknown): value is HeldTable =>
  typeof value === 'object' &&
  value !== null &&
  'loaded' in value &&
  'table' in value &&
  CtcaeLoaded.safeParse(value.loaded).success &&
  PublishedTable.safeParse(value.table).success

/** NCI's CTCAE table as it lies here, for whoever uses this device. */
export async function readCtcae(crypto: Crypto, db: TracerDatabase, local: NamedKey): Promise<HeldTable | undefined> {
  const row = await db.meta.get('ctcae')
  if (row?.name !== 'ctcae') return undefined
  try {
    return await openJson(crypto, local, place, row.sealed, isHeld)
  } catch (error) {
    if (!(error instanceof DamagedRecord)) throw error
    // Nobody's work: the server has it. Without the row it is asked for at the next hello.
    await db.meta.delete('ctcae')
    return undefined
  }
}

/** Whether this table lies here, as it was loaded last. */
export async function holdsCtcae(db: TracerDatabase, { table, loadedAt }: CtcaeLoaded): Promise<boolean> {
  const row = await db.meta.get('ctcae')
  return row?.name === 'ctcae' && row.table === table && row.loadedAt === loadedAt
}

export async function keepCtcae(crypto: Crypto, db: TracerDatabase, local: NamedKey, held: HeldTable): Promise<void> {
  const { table, loadedAt } = held.loaded
  await db.meta.put({ name: 'ctcae', table, loadedAt, sealed: await sealJson(crypto, local, place, held) })
}
