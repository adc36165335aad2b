import { sha256Hex } from '#shared/canonical-json'
import { Reference, ReferenceLoaded } from '#shared/reference/reference'
import type { HeldReference } from '../published'
import { type Cipher, DamagedRecord, type NamedKey, openJson, sealJson } from '../keys/envelope'
import type { DeviceTables } from './tables'

type Of = Pick<Reference, 'kind' | 'about'>

/** What it is about is hashed: nothing readable stays in a key. */
const nameOf = ({ kind, about }: Of) => `reference ${sha256Hex(`${kind} ${about}`)}` as const

const place = (row: string) => ({ table: 'meta', row })

const isHeld = (value: unknown): value is HeldReference =>
  typeof value === 'object' &&
  value !== null &&
  'loaded' in value &&
  'reference' in value &&
  ReferenceLoaded.safeParse(value.loaded).success &&
  Reference.safeParse(value.reference).success

/** What was loaded for something, as it lies here, for whoever uses this device. */
export async function readReference(
  crypto: Cipher,
  db: DeviceTables,
  local: NamedKey,
  of: Of,
): Promise<HeldReference | undefined> {
  const name = nameOf(of)
  const row = await db.meta.get(name)
  if (!row || !('loadedAt' in row)) return undefined
  try {
    return await openJson(crypto, local, place(name), row.sealed, isHeld)
  } catch (error) {
    if (!(error instanceof DamagedRecord)) throw error
    // Nobody's work: the server has it. Without the row it is asked for at the next hello.
    await db.meta.delete(name)
    return undefined
  }
}

/** Whether this lies here, as it was loaded last. */
export async function holdsReference(db: DeviceTables, loaded: ReferenceLoaded): Promise<boolean> {
  const row = await db.meta.get(nameOf(loaded))
  return row !== undefined && 'loadedAt' in row && row.document === loaded.document && row.loadedAt === loaded.loadedAt
}

export async function keepReference(
  crypto: Cipher,
  db: DeviceTables,
  local: NamedKey,
  held: HeldReference,
): Promise<void> {
  const name = nameOf(held.loaded)
  const { document, loadedAt } = held.loaded
  await db.meta.put({ name, document, loadedAt, sealed: await sealJson(crypto, local, place(name), held) })
}
