import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { Row } from '#shared/export/tabular/shape'
import type { RowStore } from '#shared/export/tabular/tabular'

/** Nobody else writes there: what was a row when it was laid down is one. */
const Own = z.custom<readonly Row[]>()

/** So many bytes of rows are written, and read again, at once. */
const ENOUGH = 256_000

/** Rows of a data set on their way: those that lie in the file, piece behind piece, and those that wait. */
interface Rows {
  readonly file: number
  readonly pieces: number[]
  waiting: Uint8Array[]
  size: number
}

/** Rows that are more than memory holds, in files that only their owner reads and that go when they were used. */
export class RowSpool {
  readonly #folder: string
  readonly #open: number[] = []

  constructor(beside = tmpdir()) {
    this.#folder = mkdtempSync(join(beside, 'tracer-rows-'))
  }

  store(): RowStore {
    const sets = new Map<string, Rows>()
    return {
      add: (name: string, rows: Uint8Array) => {
        const set = sets.get(name) ?? this.begin()
        sets.set(name, set)
        set.waiting.push(rows)
        set.size += rows.length
        if (set.size > ENOUGH) lay(set)
      },
      rows: (name: string) => rowsOf(sets.get(name)),
    }
  }

  close(): void {
    for (const file of this.#open.splice(0)) closeSync(file)
    rmSync(this.#folder, { recursive: true, force: true })
  }

  private begin(): Rows {
    const file = openSync(join(this.#folder, String(this.#open.length)), 'wx+', 0o600)
    this.#open.push(file)
    return { file, pieces: [], waiting: [], size: 0 }
  }
}

function lay(set: Rows): void {
  set.pieces.push(writeSync(set.file, Buffer.concat(set.waiting)))
  set.waiting = []
  set.size = 0
}

function* rowsOf(set: Rows | undefined): Generator<Row> {
  if (!set) return
  if (set.size > 0) lay(set)
  let at = 0
  for (const bytes of set.pieces) {
    const buffer = Buffer.allocUnsafe(bytes)
    readSync(set.file, buffer, 0, bytes, at)
    at += bytes
    yield* Own.parse(JSON.parse(`[${buffer.toString('utf8', 0, bytes - 1)}]`))
  }
}
