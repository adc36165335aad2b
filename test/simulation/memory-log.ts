import { throughTo } from '#shared/change/carried'
import { GENESIS } from '#shared/change/chain'
import { Change } from '#shared/change/change'
import type { ChangeRef, Hash, StreamId, SubjectKey } from '#shared/ids'
import { DeviceId, changeRef, streamId } from '#shared/ids'
import type { SecurityEvent } from '../../server/security-log'
import type { ChangeLog, DeviceEnd, Head, LogRow, LogTransaction, PackedPart, SnapshotEnd } from '../../server/sync/log'

/** What is on the server's disk. Nothing in it is edited in place, so a back-up is a copy of the maps. */
export interface LogState {
  readonly devices: ReadonlyMap<DeviceId, DeviceEnd>
  readonly heads: ReadonlyMap<StreamId, Head>
  readonly rows: ReadonlyMap<StreamId, readonly LogRow[]>
  readonly identities: ReadonlyMap<ChangeRef, { readonly stream: StreamId; readonly row: LogRow }>
  readonly snapshots: ReadonlyMap<StreamId, Snapshot>
}

/** The server as a device. */
const SERVER = DeviceId.parse('00000000-0000-4000-8000-000000000000')

interface Snapshot {
  readonly end: SnapshotEnd | undefined
  readonly parts: ReadonlyMap<SubjectKey, PackedPart>
}
const noSnapshot: Snapshot = { end: undefined, parts: new Map() }

export const emptyLog = (streams: readonly StreamId[]): LogState => ({
  devices: new Map(),
  heads: new Map(streams.map((stream) => [stream, { stream, head: 0, chain: GENESIS }])),
  rows: new Map(streams.map((stream) => [stream, []])),
  identities: new Map(),
  snapshots: new Map(),
})

/** A database's disk, and what every server on it sees of the others' locks. */
export class LogDisk {
  readonly locks = new Map<string, Lock>()
  deadlocks = 0
  notes: SecurityEvent[] = []
  /** What was brought back and whose number another change has. */
  readonly aside = new Map<Hash, string>()
  onCommit: (before: LogState, after: LogState) => void = () => undefined
  constructor(public state: LogState) {}

  /** The connections of servers that are gone are closed, and their locks free. */
  releaseDead(): void {
    for (const { holder } of [...this.locks.values()]) if (!holder.alive()) release(this, holder)
  }
}

interface Lock {
  holder: Tx
  readonly waiting: { readonly tx: Tx; readonly grant: () => void }[]
}

interface Tx {
  readonly held: Set<string>
  waitsFor: string | undefined
  /** The server it runs on is gone. */
  readonly alive: () => boolean
}

/** PostgreSQL's own word for it: one of those who wait for each other is sent back. */
export class Deadlock extends Error {
  readonly code = '40P01'
}

/**
 * The log in memory with the promises of `ChangeLog`: statements read what is committed when they run, locks are held to
 * the end, a commit is seen before its locks are free, and one that reads only sees one moment. `turn` passes between any
 * two statements.
 */
export function memoryLog(disk: LogDisk, turn: () => Promise<void>, alive: () => boolean = () => true): ChangeLog {
  return {
    async within(streams, work, how = 'write') {
      await turn()
      const named = new Set(streams)
      if (how === 'read') {
        const moment = disk.state
        return work(transaction(disk, named, () => moment, turn, undefined))
      }
      const tx: Tx = { held: new Set(), waitsFor: undefined, alive }
      const writing: Writing = { tx, edits: [], rows: new Map() }
      try {
        const outcome = await work(transaction(disk, named, () => disk.state, turn, writing))
        await turn()
        commit(disk, writing)
        return outcome
      } finally {
        release(disk, tx)
      }
    },
  }
}

interface Writing {
  readonly tx: Tx
  readonly edits: ((state: Draft) => void)[]
  /** What it wrote and nobody else sees. */
  readonly rows: Map<StreamId, readonly LogRow[]>
}

interface Draft {
  readonly devices: Map<DeviceId, DeviceEnd>
  readonly heads: Map<StreamId, Head>
  readonly rows: Map<StreamId, readonly LogRow[]>
  readonly identities: Map<ChangeRef, { readonly stream: StreamId; readonly row: LogRow }>
  readonly snapshots: Map<StreamId, Snapshot>
}

function commit(disk: LogDisk, { edits }: Writing): void {
  if (edits.length === 0) return
  const before = disk.state
  const draft: Draft = {
    devices: new Map(before.devices),
    heads: new Map(before.heads),
    rows: new Map(before.rows),
    identities: new Map(before.identities),
    snapshots: new Map(before.snapshots),
  }
  for (const edit of edits) edit(draft)
  disk.state = draft
  disk.onCommit(before, draft)
}

function transaction(
  disk: LogDisk,
  named: Set<StreamId>,
  seen: () => LogState,
  turn: () => Promise<void>,
  writing: Writing | undefined,
): LogTransaction {
  const write = (edit: (state: Draft) => void) => {
    if (!writing) throw new Error('this transaction only reads')
    writing.edits.push(edit)
  }
  const rowsOf = (stream: StreamId): readonly LogRow[] => (named.has(stream) ? rowsIn(stream) : [])
  const rowsIn = (stream: StreamId): readonly LogRow[] => {
    const committed = seen().rows.get(stream) ?? []
    const own = writing?.rows.get(stream)
    return own ? [...committed, ...own] : committed
  }
  const ownRows = (device: DeviceId, from: number): LogRow[] =>
    [...(writing?.rows.values() ?? [])].flat().filter((row) => row.device === device && row.n >= from)
  const lock = async (name: string) => {
    if (!writing) throw new Error('this transaction only reads')
    await take(disk, writing.tx, name)
  }
  return {
    async takeDevice(device) {
      await turn()
      await lock(device)
      return seen().devices.get(device)
    },
    async moveDevice(device, { acked, chain, clock }) {
      await turn()
      write(({ devices }) => devices.set(device, { acked, chain, clock }))
    },
    async heads(streams) {
      await turn()
      return streams.flatMap((stream) => (named.has(stream) ? (seen().heads.get(stream) ?? []) : []))
    },
    async takeHead(stream) {
      await turn()
      if (!named.has(stream)) return undefined
      await lock(stream)
      const last = writing?.rows.get(stream)?.at(-1)
      return last ? { stream, head: last.receipt.seq, chain: last.chain } : seen().heads.get(stream)
    },
    async append(stream, more) {
      await turn()
      const last = more.at(-1)
      if (!last) return
      if (!named.has(stream)) throw new Error('a stream that was not named')
      writing?.rows.set(stream, [...(writing.rows.get(stream) ?? []), ...more])
      write(({ rows, identities, heads }) => {
        const before = rows.get(stream) ?? []
        for (const row of more) {
          const ref = changeRef(row.device, row.n)
          if (identities.has(ref)) throw new Error(`the identity ${ref} is taken`)
          if (before.some(({ receipt }) => receipt.seq === row.receipt.seq)) throw new Error('the seq is taken')
          identities.set(ref, { stream, row })
        }
        rows.set(stream, inOrder([...before, ...more]))
        heads.set(stream, { stream, head: last.receipt.seq, chain: last.chain })
      })
    },
    async identities(device, from, through) {
      await turn()
      const found: LogRow[] = []
      for (let n = from; n <= through; n++) {
        const known = seen().identities.get(changeRef(device, n))
        if (known && named.has(known.stream)) found.push(known.row)
      }
      return found
    },
    async numbers(device, from) {
      await turn()
      const all = [...seen().identities.values()].map(({ row }) => row)
      return all
        .filter((row) => row.device === device && row.n >= from)
        .concat(ownRows(device, from))
        .sort((a, b) => a.n - b.n)
    },
    async keepAside(_, rows) {
      await turn()
      write(() =>
        rows.forEach(({ hash, body }) => {
          if (!disk.aside.has(hash)) disk.aside.set(hash, body)
        }),
      )
    },
    async aside(_, { hash }) {
      await turn()
      return disk.aside.get(hash)
    },
    async blackOutAside(_, { hash, body }) {
      await turn()
      write(() => disk.aside.set(hash, body))
    },
    async committed(stream, subjects, after, through) {
      await turn()
      return rowsOf(stream).filter(
        ({ subject, receipt: { seq } }) => subjects.includes(subject) && seq > after && seq <= through,
      )
    },
    async blackOut(stream, { seq, subject, body }) {
      await turn()
      await lock(`packing ${stream}`)
      const left = (row: LogRow): LogRow => (row.receipt.seq === seq ? { ...row, body } : row)
      const own = writing?.rows.get(stream)
      if (own) writing?.rows.set(stream, own.map(left))
      write(({ rows, identities, snapshots }) => {
        const all = (rows.get(stream) ?? []).map(left)
        rows.set(stream, all)
        for (const row of all)
          if (row.receipt.seq === seq) identities.set(changeRef(row.device, row.n), { stream, row })
        const parts = new Map(snapshots.get(stream)?.parts)
        parts.delete(subject)
        snapshots.set(stream, { end: undefined, parts })
      })
    },
    async page(stream, after, maxBytes, reader) {
      await turn()
      const page = []
      let bytes = 0
      for (const row of rowsOf(stream)) {
        if (row.receipt.seq <= after) continue
        bytes += row.device === reader ? 260 : Buffer.byteLength(row.body) + 140
        if (bytes > maxBytes && row.receipt.seq !== after + 1) break
        page.push({ ...row, body: row.device === reader ? undefined : row.body })
      }
      return page
    },
    async chainAt(stream, seq) {
      await turn()
      return seq === 0 ? GENESIS : rowsOf(stream).find(({ receipt }) => receipt.seq === seq)?.chain
    },
    async subjects(stream, after, through) {
      await turn()
      const rows = rowsOf(stream).filter(({ receipt: { seq } }) => seq > after && seq <= through)
      return [...new Set(rows.map(({ subject }) => subject))]
    },
    async snapshot(stream, forMaking) {
      await turn()
      if (forMaking) await lock(`packing ${stream}`)
      return named.has(stream) ? seen().snapshots.get(stream)?.end : undefined
    },
    async parts(stream) {
      await turn()
      const parts = named.has(stream) ? [...(seen().snapshots.get(stream)?.parts.values() ?? [])] : []
      return parts.sort((a, b) => b.last - a.last)
    },
    async part(stream, subject) {
      await turn()
      return named.has(stream) ? seen().snapshots.get(stream)?.parts.get(subject) : undefined
    },
    async keepPart(stream, part) {
      await turn()
      write(({ snapshots }) => {
        const { end, parts } = snapshots.get(stream) ?? noSnapshot
        snapshots.set(stream, { end, parts: new Map(parts).set(part.subject, part) })
      })
    },
    async keepSnapshot(stream, end) {
      await turn()
      write(({ snapshots }) => snapshots.set(stream, { ...(snapshots.get(stream) ?? noSnapshot), end }))
    },
    async serverDevice() {
      await turn()
      return SERVER
    },
    async streamsOf(study, subject) {
      await turn()
      const lain = new Set<StreamId>()
      const all = [...seen().rows.keys()].flatMap((stream) => rowsIn(stream))
      for (const row of all.filter((one) => one.subject === subject && one.body.includes('"kind":"transfer"'))) {
        const { change, receipt } = throughTo({ change: Change.parse(JSON.parse(row.body)), receipt: row.receipt })
        if (change.body.kind !== 'transfer' || receipt?.state !== 'applied') continue
        lain.add(change.stream).add(streamId(study, change.body.to, 'data'))
      }
      return [...lain].sort()
    },
    async reach(streams) {
      await turn()
      for (const stream of streams) named.add(stream)
    },
    // Files have no place here.
    copyChunks: turn,
    noteEnrolments: turn,
    noteRequests: turn,
    async note(_, kind) {
      await turn()
      write(() => disk.notes.push(kind))
    },
  }
}

const inOrder = (rows: LogRow[]): readonly LogRow[] => rows.sort((a, b) => a.receipt.seq - b.receipt.seq)

/** The lock, once nobody else who still runs holds it. */
function take(disk: LogDisk, tx: Tx, name: string): Promise<void> {
  const lock = disk.locks.get(name)
  if (!lock || !lock.holder.alive()) {
    disk.locks.set(name, { holder: tx, waiting: lock?.waiting ?? [] })
    tx.held.add(name)
    return Promise.resolve()
  }
  if (lock.holder === tx) return Promise.resolve()
  for (let at: Tx | undefined = lock.holder; at?.waitsFor !== undefined; at = disk.locks.get(at.waitsFor)?.holder)
    if (disk.locks.get(at.waitsFor)?.holder === tx) {
      disk.deadlocks++
      return Promise.reject(new Deadlock('deadlock detected'))
    }
  tx.waitsFor = name
  return new Promise((grant) => lock.waiting.push({ tx, grant }))
}

function release(disk: LogDisk, tx: Tx): void {
  for (const name of tx.held) {
    const lock = disk.locks.get(name)
    if (lock?.holder !== tx) continue
    const next = nextWaiting(lock)
    if (!next) {
      disk.locks.delete(name)
      continue
    }
    disk.locks.set(name, { holder: next.tx, waiting: lock.waiting })
    next.tx.waitsFor = undefined
    next.tx.held.add(name)
    next.grant()
  }
}

function nextWaiting({ waiting }: Lock): Lock['waiting'][number] | undefined {
  for (let next = waiting.shift(); next; next = waiting.shift()) if (next.tx.alive()) return next
  return undefined
}
