import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { throughTo } from '#shared/change/carried'
import type { Change, ChangeBody, ChangeKind, Logged, Receipt } from '#shared/change/change'
import type { LogRow } from '#shared/export/log-folder'
import { Surroundings } from '#shared/export/streamed'
import { type SiteId, type SubjectKey, streamParts } from '#shared/ids'

/** Rows that lie one behind the other. */
interface Spot {
  readonly at: number
  readonly bytes: number
}

/** What changes hardly differ in: who, where, with what. Kept once, since most of a log would be nothing else. */
type Common = Omit<Change, 'subject' | 'n' | 'claimedAt' | 'mono' | 'seen' | 'body'>

/**
 * A change as it lies in the file, without names: `common` says by its place what it has in common with others. What the
 * server said of it is there where it said more than that the change was applied.
 */
type Line = readonly [
  common: number,
  n: number,
  claimedAt: string,
  mono: number,
  body: ChangeBody,
  seq: number,
  committedAt: string,
  seen: number | null,
  receipt?: Receipt,
]

/** What was proved when it was laid there is not judged again: this file is nobody else's. */
const Own = z.custom<readonly Line[]>()

/** What is read of everybody before anything is made. */
const NAMING: readonly ChangeKind[] = ['enrol', 'release', 'transfer']

/** So many signs wait together before they are written: pieces of one participant lie together then. */
const TOGETHER = 16_000_000

/** A participant of a log: where they were met first, and where their changes lie. */
export interface Spooled {
  readonly subject: SubjectKey
  readonly site: SiteId
  readonly spots: readonly Spot[]
}

interface Spooling extends Spooled {
  readonly spots: Spot[]
  /** What says what they are called, and where they are. */
  readonly naming: Logged[]
  waiting: string
}

const isPlain = ({ state, reason }: Receipt): boolean => state === 'applied' && reason === undefined

/** Where a log lies, for whoever reads it besides. */
export interface SpoolPlace {
  readonly path: string
  readonly commons: readonly Common[]
}

/**
 * A log that is larger than memory, by participant: rows wait in a file that only its owner reads and that goes when the
 * command ends; what is kept of each is where it lies.
 */
export class Spool {
  readonly #folder: string
  readonly #path: string
  readonly #file: number
  readonly #subjects = new Map<SubjectKey, Spooling>()
  readonly #commons: Common[] = []
  readonly #places = new Map<string, number>()
  readonly surroundings = new Surroundings()
  #end = 0
  #waiting = 0

  constructor(beside = tmpdir()) {
    this.#folder = mkdtempSync(join(beside, 'tracer-export-'))
    this.#path = join(this.#folder, 'log')
    this.#file = openSync(this.#path, 'wx+', 0o600)
  }

  add({ change, receipt }: Pick<LogRow, 'change' | 'receipt'>): void {
    const { subject, n, claimedAt, mono, seen, body, ...common } = change
    const { seq, committedAt } = receipt
    const plain: Line = [this.placeOf(common), n, claimedAt, mono, body, seq, committedAt, seen ?? null]
    const line = isPlain(receipt) ? plain : [...plain, receipt]
    const { site } = streamParts(change.stream)
    const own = this.#subjects.get(subject) ?? { subject, site, spots: [], naming: [], waiting: '' }
    const said = throughTo({ change, receipt }).change
    if (NAMING.includes(said.body.kind)) own.naming.push({ change, receipt })
    const text = `${JSON.stringify(line)},`
    own.waiting += text
    this.#waiting += text.length
    this.#subjects.set(subject, own)
    this.surroundings.wrote(said.author, said.version)
    if (said !== change) this.surroundings.cameFrom(streamParts(said.stream).site)
    if (this.#waiting > TOGETHER) this.flush()
  }

  subjects(): readonly (Spooled & Pick<Spooling, 'naming'>)[] {
    return [...this.#subjects.values()]
  }

  /** Where everything lies that was added until now. */
  settled(): SpoolPlace {
    this.flush()
    return { path: this.#path, commons: this.#commons }
  }

  close(): void {
    closeSync(this.#file)
    rmSync(this.#folder, { recursive: true, force: true })
  }

  private placeOf(common: Common): number {
    const text = JSON.stringify(common)
    const known = this.#places.get(text)
    if (known !== undefined) return known
    this.#places.set(text, this.#commons.length)
    return this.#commons.push(common) - 1
  }

  private flush(): void {
    for (const own of this.#subjects.values()) {
      if (own.waiting === '') continue
      const bytes = Buffer.from(own.waiting)
      writeSync(this.#file, bytes, 0, bytes.length, this.#end)
      own.spots.push({ at: this.#end, bytes: bytes.length })
      this.#end += bytes.length
      own.waiting = ''
    }
    this.#waiting = 0
  }
}

/** Reads what lies in a spool: several may at once. */
export class SpoolReader {
  readonly #file: number

  constructor(private readonly place: SpoolPlace) {
    this.#file = openSync(place.path, 'r')
  }

  *rows({ subject, spots }: Spooled): Generator<Logged> {
    for (const { at, bytes } of spots) {
      const buffer = Buffer.allocUnsafe(bytes)
      readSync(this.#file, buffer, 0, bytes, at)
      // One list is read far faster than as many lines.
      const lines = Own.parse(JSON.parse(`[${buffer.toString('utf8', 0, bytes - 1)}]`))
      for (const [common, n, claimedAt, mono, body, seq, committedAt, seen, more] of lines) {
        const shared = this.place.commons[common]
        if (!shared) continue
        // Names put behind a spread make an object that every reader then takes many times as long to read.
        const change: Change = { subject, n, claimedAt, mono, body, ...shared }
        if (seen !== null) change.seen = seen
        yield { change, receipt: more ?? { seq, committedAt, state: 'applied' } }
      }
    }
  }
}
