import { GENESIS } from '#shared/change/chain'
import type { StudyVersionId } from '#shared/ids'
import type { Mark } from '../keys/keyring'
import type {
  ChunkRow,
  CursorRow,
  FormRow,
  HelloRow,
  Ledger,
  LogEnd,
  LogRow,
  MetaRow,
  OutboxRow,
  PageRow,
  PartRow,
  RefusedRow,
  SubjectRow,
  UnfoldedRow,
  UploadRow,
  VersionRow,
} from './database'

/**
 * The stores of a device, as log, outbox, pages and casebooks use them: as much of Dexie as they need.
 * `TracerDatabase` is it; whatever else stands behind it has to pass the same suite (`test/support/tables-suite.ts`).
 */
export interface Stores {
  readonly log: Rows<LogRow, number>
  readonly outbox: Rows<OutboxRow, number>
  readonly unfolded: Rows<UnfoldedRow, number>
  readonly refused: Rows<RefusedRow, number>
  readonly forms: Rows<FormRow, Mark>
  readonly pages: Rows<PageRow, [Mark, number]>
  readonly parts: Rows<PartRow, [Mark, Mark]>
  readonly subjects: Rows<SubjectRow, Mark>
  readonly cursors: Rows<CursorRow, Mark>
  readonly chunks: Rows<ChunkRow, Mark>
  readonly uploads: Rows<UploadRow, number>
  readonly versions: Rows<VersionRow, StudyVersionId>
  readonly hellos: Rows<HelloRow, string>
  readonly meta: Rows<MetaRow, MetaRow['name']>
}
export type StoreName = keyof Stores

export interface DeviceTables extends Stores {
  /**
   * All of `work` or nothing, durable once it resolves. `work` uses the stores it is given, and awaits nothing but them:
   * anything slower ends the transaction. One that only reads sees one moment.
   */
  atomic<T>(mode: 'r' | 'rw', stores: readonly StoreName[], work: (tx: Stores) => Promise<T>): Promise<T>
}

export interface Rows<Row, Key> {
  get(key: Key): Promise<Row | undefined>
  bulkGet(keys: Key[]): Promise<(Row | undefined)[]>
  /** Rejects, and with it the transaction, when the key is taken. */
  add(row: Row): Promise<unknown>
  put(row: Row): Promise<unknown>
  bulkPut(rows: readonly Row[]): Promise<unknown>
  delete(key: Key): Promise<void>
  bulkDelete(keys: Key[]): Promise<void>
  clear(): Promise<void>
  count(): Promise<number>
  toArray(): Promise<Row[]>
  toCollection(): Selection<Row, Key>
  orderBy(index: string): Selection<Row, Key>
  where(index: string): Where<Row, Key>
}

/** Rows in the order of an index. */
export interface Selection<Row, Key> {
  first(): Promise<Row | undefined>
  last(): Promise<Row | undefined>
  toArray(): Promise<Row[]>
  primaryKeys(): Promise<Key[]>
  delete(): Promise<number>
  each(see: (row: Row) => void): Promise<void>
  /** Ends before the first row that this is true of. */
  until(ends: (row: Row) => boolean): Selection<Row, Key>
}

export interface Where<Row, Key> {
  equals(value: Part): Selection<Row, Key>
  above(value: Part): Selection<Row, Key>
  aboveOrEqual(value: Part): Selection<Row, Key>
  belowOrEqual(value: Part): Selection<Row, Key>
  /** From the first, included, to the second, left out. */
  between(lower: readonly Part[], upper: readonly Part[]): Selection<Row, Key>
  anyOf(values: readonly Part[]): Selection<Row, Key>
}

type Part = string | number

export async function ledgerOf({ meta }: Pick<Stores, 'meta'>): Promise<Ledger> {
  const row = await meta.get('ledger')
  return row?.name === 'ledger' ? row : { name: 'ledger', writes: 0 }
}

/** Where the device's own log ends. */
export const logEndOf = async ({ log }: Pick<Stores, 'log'>): Promise<LogEnd> =>
  (await log.orderBy('n').last()) ?? { n: 0, hash: GENESIS }
