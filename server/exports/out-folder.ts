import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { ExportSink } from '#shared/export/write-export'
import { Hash } from '#shared/ids'

export interface Written {
  readonly name: string
  readonly rows?: number
  readonly bytes: number
  readonly sha256: Hash
}

interface Growing {
  readonly file: number
  readonly hash: ReturnType<typeof createHash>
  bytes: number
  rows: number | undefined
  readonly waiting: Uint8Array[]
  size: number
}

/** Bytes that are written at once. */
const ENOUGH = 256 * 1024

function flush(growing: Growing): void {
  if (growing.size > 0) writeSync(growing.file, Buffer.concat(growing.waiting))
  growing.waiting.length = 0
  growing.size = 0
}

/**
 * Files on their way to where they were asked for. They appear there all at once when the last of them is whole; until
 * then they lie beside it, and nothing is left of them when something goes wrong.
 */
export class OutFolder implements ExportSink {
  readonly #draft: string
  readonly #growing = new Map<string, Growing>()
  #open = true

  constructor(
    private readonly path: string,
    private readonly wrote: (bytes: number, rows: number | undefined) => void = () => {},
  ) {
    mkdirSync(dirname(path), { recursive: true })
    this.#draft = mkdtempSync(`${path}.part-`)
  }

  /** Adds to the end of a file, which begins with its first piece. Lets others speak now and then: who stops it is heard. */
  append(name: string, piece: string | Uint8Array, rows?: number): void | Promise<void> {
    const growing = this.#growing.get(name) ?? this.begin(name)
    const data = typeof piece === 'string' ? Buffer.from(piece) : piece
    growing.hash.update(data)
    growing.bytes += data.length
    this.wrote(data.length, rows)
    if (rows !== undefined) growing.rows = (growing.rows ?? 0) + rows
    // Small pieces wait for each other: a system call for each would take longer than making them.
    growing.waiting.push(data)
    growing.size += data.length
    if (growing.size < ENOUGH) return
    flush(growing)
    return setImmediate()
  }

  /** Writes a whole file piece by piece. */
  async write(name: string, pieces: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>, rows?: number) {
    await this.append(name, '', rows)
    for await (const piece of pieces) await this.append(name, piece)
  }

  /** What was written so far, in the order of names. */
  get files(): readonly Written[] {
    return [...this.#growing]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { rows, bytes, hash }]) => ({
        name,
        ...(rows !== undefined && { rows }),
        bytes,
        sha256: Hash.parse(hash.copy().digest('hex')),
      }))
  }

  private begin(name: string): Growing {
    const file = join(this.#draft, name)
    mkdirSync(dirname(file), { recursive: true })
    const growing = {
      file: openSync(file, 'wx'),
      hash: createHash('sha256'),
      bytes: 0,
      rows: undefined,
      waiting: [],
      size: 0,
    }
    this.#growing.set(name, growing)
    return growing
  }

  private finish(): void {
    for (const growing of this.#growing.values()) flush(growing)
    this.close()
  }

  private close(): void {
    if (!this.#open) return
    this.#open = false
    for (const { file } of this.#growing.values()) closeSync(file)
  }

  /** The whole folder, where it was asked for; what stood there before under the same name goes. */
  keepAll(): void {
    this.finish()
    if (existsSync(this.path)) rmSync(this.path, { recursive: true })
    renameSync(this.#draft, this.path)
  }

  /** One file alone. */
  keepOnly(name: string): void {
    this.finish()
    renameSync(join(this.#draft, name), this.path)
    rmSync(this.#draft, { recursive: true, force: true })
  }

  /** What somebody makes of the folder, in its place: `make` gives where it lies. Nothing of the folder itself is left. */
  async keepAs(make: (folder: string) => Promise<string>): Promise<void> {
    this.finish()
    renameSync(await make(this.#draft), this.path)
    rmSync(this.#draft, { recursive: true, force: true })
  }

  /** Nothing is left of it. What was kept before stays. */
  drop(): void {
    this.close()
    rmSync(this.#draft, { recursive: true, force: true })
  }
}

/** Whether a folder may be written over: there is none, it is empty, or an export lies in it. */
export const isFree = (path: string): boolean =>
  !existsSync(path) ||
  (statSync(path).isDirectory() && (readdirSync(path).length === 0 || existsSync(join(path, 'manifest.json'))))
