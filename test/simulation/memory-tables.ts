import type {
  ChunkRow,
  CursorRow,
  FormRow,
  HelloRow,
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
} from '../../renderer/data/store/database'
import type { DeviceTables, Rows, Selection, StoreName, Stores, Where } from '../../renderer/data/store/tables'

type Part = string | number
type IndexKey = Part | readonly Part[]

/** The rows of all stores by key, as they are on the disk. Rows are never edited, so a copy is a copy of the maps. */
type State = { readonly [Name in StoreName]: Map<string, RowOf[Name]> }

interface RowOf {
  log: LogRow
  outbox: OutboxRow
  unfolded: UnfoldedRow
  refused: RefusedRow
  forms: FormRow
  pages: PageRow
  parts: PartRow
  subjects: SubjectRow
  cursors: CursorRow
  chunks: ChunkRow
  uploads: UploadRow
  versions: VersionRow
  hellos: HelloRow
  meta: MetaRow
}

type Indexes<Row> = Readonly<Record<string, (row: Row) => readonly IndexKey[]>>

const one =
  <Row>(of: (row: Row) => IndexKey) =>
  (row: Row) => [of(row)]

/** The same indexes as `TracerDatabase`. */
const indexes: { readonly [Name in StoreName]: Indexes<RowOf[Name]> } = {
  log: { n: one(({ n }) => n) },
  outbox: { n: one(({ n }) => n) },
  unfolded: { n: one(({ n }) => n), subject: one(({ subject }) => subject) },
  refused: { n: one(({ n }) => n), settled: one(({ settled }) => settled) },
  forms: { key: one(({ key }) => key), subject: one(({ subject }) => subject) },
  pages: { '[stream+first]': one(({ stream, first }) => [stream, first]), subjects: ({ subjects }) => subjects },
  parts: {
    '[stream+subject]': one(({ stream, subject }) => [stream, subject]),
    subject: one(({ subject }) => subject),
    missing: one(({ missing }) => missing),
  },
  subjects: {
    subject: one(({ subject }) => subject),
    site: one(({ site }) => site),
    stale: one(({ stale }) => stale),
    held: one(({ held }) => held),
  },
  cursors: { stream: one(({ stream }) => stream) },
  chunks: { key: one(({ key }) => key) },
  uploads: { n: one(({ n }) => n), sent: one(({ sent }) => sent) },
  versions: { id: one(({ id }) => id) },
  hellos: { person: one(({ person }) => person) },
  meta: { name: one(({ name }) => name) },
}

/** The key of each store's rows, as in `TracerDatabase`. */
const keys: { readonly [Name in StoreName]: (row: RowOf[Name]) => IndexKey } = {
  log: ({ n }) => n,
  outbox: ({ n }) => n,
  unfolded: ({ n }) => n,
  refused: ({ n }) => n,
  forms: ({ key }) => key,
  pages: ({ stream, first }) => [stream, first],
  parts: ({ stream, subject }) => [stream, subject],
  subjects: ({ subject }) => subject,
  cursors: ({ stream }) => stream,
  chunks: ({ key }) => key,
  uploads: ({ n }) => n,
  versions: ({ id }) => id,
  hellos: ({ person }) => person,
  meta: ({ name }) => name,
}

/** What lies on a device's disk: what is here outlives the app. */
export class Disk {
  state: State = {
    log: new Map(),
    outbox: new Map(),
    unfolded: new Map(),
    refused: new Map(),
    forms: new Map(),
    pages: new Map(),
    parts: new Map(),
    subjects: new Map(),
    cursors: new Map(),
    chunks: new Map(),
    uploads: new Map(),
    versions: new Map(),
    hellos: new Map(),
    meta: new Map(),
  }

  copy(): Disk {
    const disk = new Disk()
    disk.state = { ...this.state }
    return disk
  }
}

/** The world around a database: when a commit gets its turn, and whether it fails. */
export interface Around {
  turn(): Promise<void>
  /** The disk is full, or says so. */
  fails(): boolean
  committed(before: State, after: State): void
  /** For tests of the tests: stores whose writes do not wait for the rest of their transaction. */
  readonly torn: ReadonlySet<StoreName>
}

export const calm = (more: Partial<Around> = {}): Around => ({
  turn: () => new Promise((resolve) => setImmediate(resolve)),
  fails: () => false,
  committed: () => undefined,
  torn: new Set(),
  ...more,
})

/** A transaction that was still at work when its time was over, as IndexedDB ends one that waits for something else. */
export class Over extends Error {}

/**
 * The stores of a device in memory, one connection to a disk. Writing transactions run one after the other; what one
 * wrote is on the disk as a whole or not at all, whenever the app is cut off.
 */
export function openTables(disk: Disk, around: Around): DeviceTables {
  let turn: Promise<unknown> = Promise.resolve()

  async function write<T>(work: (tx: Stores) => Promise<T>): Promise<T> {
    const tx = { state: { ...disk.state }, touched: new Set<StoreName>(), over: false }
    const end: { outcome?: { readonly value: T } | { readonly error: unknown } } = {}
    work(storesOf(editing(tx))).then(
      (value) => (end.outcome = { value }),
      (error: unknown) => (end.outcome = { error }),
    )
    await around.turn()
    const { outcome } = end
    tx.over = true
    if (!outcome) throw new Over('the transaction ended before its work')
    if ('error' in outcome) throw outcome.error
    if (around.fails()) throw new DOMException('no room', 'QuotaExceededError')
    const early = [...tx.touched].filter((name) => around.torn.has(name))
    if (early.length > 0) {
      disk.state = { ...disk.state, ...Object.fromEntries(early.map((name) => [name, tx.state[name]])) }
      await around.turn()
    }
    const before = disk.state
    disk.state = { ...before, ...Object.fromEntries([...tx.touched].map((name) => [name, tx.state[name]])) }
    around.committed(before, disk.state)
    await around.turn()
    return outcome.value
  }

  const atomic: DeviceTables['atomic'] = (mode, _, work) => {
    if (mode === 'r') return work(storesOf({ rows: (name) => disk.state[name], edit: refused }))
    const mine = turn.then(() => write(work))
    turn = mine.catch(() => undefined)
    return mine
  }
  const alone: Source = {
    rows: (name) => disk.state[name],
    edit: (name, change) => atomic('rw', [name], (tx) => editOf(tx)(name, change)),
  }
  return { ...storesOf(alone), atomic }
}

const refused = () => Promise.reject(new Error('this transaction only reads'))

interface Source {
  rows<Name extends StoreName>(name: Name): State[Name]
  edit<Name extends StoreName, T>(name: Name, change: (rows: State[Name]) => T): Promise<T>
}

const sources = new WeakMap<Stores, Source>()
const editOf = (stores: Stores): Source['edit'] => {
  const source = sources.get(stores)
  if (!source) throw new Error('not a transaction of these tables')
  return (name, change) => source.edit(name, change)
}

function editing(tx: { state: State; readonly touched: Set<StoreName>; readonly over: boolean }): Source {
  return {
    rows: (name) => tx.state[name],
    async edit(name, change) {
      if (tx.over) throw new Over('the transaction is over')
      if (!tx.touched.has(name)) {
        tx.touched.add(name)
        tx.state = { ...tx.state, [name]: new Map<string, unknown>(tx.state[name]) }
      }
      return change(tx.state[name])
    },
  }
}

function storesOf(source: Source): Stores {
  const stores: Stores = {
    log: new View<'log', number>('log', source),
    outbox: new View<'outbox', number>('outbox', source),
    unfolded: new View<'unfolded', number>('unfolded', source),
    refused: new View<'refused', number>('refused', source),
    forms: new View<'forms', string>('forms', source),
    pages: new View<'pages', [string, number]>('pages', source),
    parts: new View<'parts', [string, string]>('parts', source),
    subjects: new View<'subjects', string>('subjects', source),
    cursors: new View<'cursors', string>('cursors', source),
    chunks: new View<'chunks', string>('chunks', source),
    uploads: new View<'uploads', number>('uploads', source),
    versions: new View<'versions', VersionRow['id']>('versions', source),
    hellos: new View<'hellos', string>('hellos', source),
    meta: new View<'meta', MetaRow['name']>('meta', source),
  }
  sources.set(stores, source)
  return stores
}

/** Made anew for every transaction, of which there are hundreds of thousands: its methods are made once. */
class View<Name extends StoreName, Key extends IndexKey> implements Rows<RowOf[Name], Key> {
  constructor(
    readonly store: Name,
    readonly source: Source,
  ) {}

  keyOf(row: RowOf[Name]): Key {
    return keys[this.store](row) as Key
  }
  rows(): Map<string, RowOf[Name]> {
    return this.source.rows(this.store)
  }
  edit<T>(change: (rows: Map<string, RowOf[Name]>) => T): Promise<T> {
    return this.source.edit(this.store, change)
  }

  async get(key: Key): Promise<RowOf[Name] | undefined> {
    return this.rows().get(nameOf(key))
  }
  async bulkGet(keys: Key[]): Promise<(RowOf[Name] | undefined)[]> {
    return keys.map((key) => this.rows().get(nameOf(key)))
  }
  add(row: RowOf[Name]): Promise<Key> {
    return this.edit((rows) => {
      const key = this.keyOf(row)
      if (rows.has(nameOf(key))) throw new DOMException('the key is taken', 'ConstraintError')
      rows.set(nameOf(key), row)
      return key
    })
  }
  put(row: RowOf[Name]): Promise<void> {
    return this.bulkPut([row])
  }
  bulkPut(more: readonly RowOf[Name][]): Promise<void> {
    return this.edit((rows) => {
      for (const row of more) rows.set(nameOf(this.keyOf(row)), row)
    })
  }
  delete(key: Key): Promise<void> {
    return this.bulkDelete([key])
  }
  bulkDelete(keys: Key[]): Promise<void> {
    return this.edit((rows) => {
      for (const key of keys) rows.delete(nameOf(key))
    })
  }
  clear(): Promise<void> {
    return this.edit((rows) => rows.clear())
  }
  async count(): Promise<number> {
    return this.rows().size
  }
  toArray(): Promise<RowOf[Name][]> {
    return this.toCollection().toArray()
  }
  toCollection(): Chosen<Name, Key> {
    return new Chosen<Name, Key>(
      this,
      (row) => [this.keyOf(row)],
      () => true,
    )
  }
  orderBy(index: string): Chosen<Name, Key> {
    return new Chosen<Name, Key>(this, this.#by(index), () => true)
  }
  where(index: string): Where<RowOf[Name], Key> {
    const where = (fits: (value: IndexKey) => boolean) => new Chosen<Name, Key>(this, this.#by(index), fits)
    return {
      equals: (value) => where((is) => compare(is, value) === 0),
      above: (value) => where((is) => compare(is, value) > 0),
      aboveOrEqual: (value) => where((is) => compare(is, value) >= 0),
      belowOrEqual: (value) => where((is) => compare(is, value) <= 0),
      between: (lower, upper) => where((is) => compare(is, lower) >= 0 && compare(is, upper) < 0),
      anyOf: (values) => where((is) => values.some((value) => compare(is, value) === 0)),
    }
  }

  #by(index: string): (row: RowOf[Name]) => readonly IndexKey[] {
    const by = (indexes[this.store] as Indexes<RowOf[Name]>)[index]
    if (!by) throw new Error(`${this.store} has no index ${index}`)
    return by
  }
}

class Chosen<Name extends StoreName, Key extends IndexKey> implements Selection<RowOf[Name], Key> {
  constructor(
    readonly view: View<Name, Key>,
    readonly by: (row: RowOf[Name]) => readonly IndexKey[],
    readonly fits: (value: IndexKey) => boolean,
    readonly ends: (row: RowOf[Name]) => boolean = () => false,
  ) {}

  rows(): readonly RowOf[Name][] {
    const found: { readonly value: IndexKey; readonly key: IndexKey; readonly row: RowOf[Name] }[] = []
    for (const row of this.view.rows().values()) {
      for (const value of this.by(row)) if (this.fits(value)) found.push({ value, key: this.view.keyOf(row), row })
    }
    found.sort((a, b) => compare(a.value, b.value) || compare(a.key, b.key))
    const end = found.findIndex(({ row }) => this.ends(row))
    return (end < 0 ? found : found.slice(0, end)).map(({ row }) => row)
  }

  async first(): Promise<RowOf[Name] | undefined> {
    return this.rows()[0]
  }
  async last(): Promise<RowOf[Name] | undefined> {
    return this.rows().at(-1)
  }
  async toArray(): Promise<RowOf[Name][]> {
    return [...this.rows()]
  }
  async primaryKeys(): Promise<Key[]> {
    return this.rows().map((row) => this.view.keyOf(row))
  }
  async each(see: (row: RowOf[Name]) => void): Promise<void> {
    this.rows().forEach((row) => see(row))
  }
  until(ends: (row: RowOf[Name]) => boolean): Chosen<Name, Key> {
    return new Chosen<Name, Key>(this.view, this.by, this.fits, ends)
  }
  delete(): Promise<number> {
    return this.view.edit((rows) => {
      const gone = this.rows()
      for (const row of gone) rows.delete(nameOf(this.view.keyOf(row)))
      return gone.length
    })
  }
}

const nameOf = (key: IndexKey): string => String(key)

function compare(a: IndexKey, b: IndexKey): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  if (typeof a === 'object' && typeof b === 'object') {
    for (let i = 0; i < Math.min(a.length, b.length); i++) {
      const order = compare(a[i]!, b[i]!)
      if (order !== 0) return order
    }
    return a.length - b.length
  }
  return rank(a) - rank(b)
}

const rank = (key: IndexKey): number => (typeof key === 'number' ? 0 : typeof key === 'string' ? 1 : 2)
