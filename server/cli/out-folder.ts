import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  existsSync,
  readdirSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { finished } from 'node:stream/promises'
import { Hash } from '#shared/ids'

export interface Written {
  readonly name: string
  readonly rows?: number
  readonly bytes: number
  readonly sha256: Hash
}

/**
 * Files on their way to where they were asked for. They appear there all at once when the last of them is whole; until
 * then they lie beside it, and nothing is left of them when something goes wrong.
 */
export class OutFolder {
  readonly #draft: string
  readonly files: Written[] = []

  constructor(private readonly path: string) {
    mkdirSync(dirname(path), { recursive: true })
    this.#draft = mkdtempSync(`${path}.part-`)
  }

  /** Writes a file piece by piece, no faster than the disk takes it. */
  async write(name: string, pieces: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>, rows?: number) {
    const file = join(this.#draft, name)
    mkdirSync(dirname(file), { recursive: true })
    const stream = createWriteStream(file, { flags: 'wx' })
    const hash = createHash('sha256')
    let bytes = 0
    for await (const piece of pieces) {
      const data = typeof piece === 'string' ? Buffer.from(piece) : piece
      hash.update(data)
      bytes += data.length
      if (!stream.write(data)) await once(stream, 'drain')
    }
    stream.end()
    await finished(stream)
    const written: Written = {
      name,
      ...(rows !== undefined && { rows }),
      bytes,
      sha256: Hash.parse(hash.digest('hex')),
    }
    this.files.push(written)
    return written
  }

  /** The whole folder, where it was asked for; what stood there before under the same name goes. */
  keepAll(): void {
    if (existsSync(this.path)) rmSync(this.path, { recursive: true })
    renameSync(this.#draft, this.path)
  }

  /** One file alone. */
  keepOnly(name: string): void {
    renameSync(join(this.#draft, name), this.path)
    rmSync(this.#draft, { recursive: true, force: true })
  }

  drop(): void {
    rmSync(this.#draft, { recursive: true, force: true })
  }
}

/** Whether a folder may be written over: there is none, it is empty, or an export lies in it. */
export const isFree = (path: string): boolean =>
  !existsSync(path) ||
  (statSync(path).isDirectory() && (readdirSync(path).length === 0 || existsSync(join(path, 'manifest.json'))))
