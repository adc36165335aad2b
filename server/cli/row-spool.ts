import { closeSync, createReadStream, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { Row } from '#shared/export/tabular/shape'
import type { RowStore } from '#shared/export/tabular/tabular'

const Line = z.array(z.string())
/** Rows are written together, some thousand signs at a time. */
const ENOUGH = 64_000

/** Rows that are more than memory holds, in files that only their owner reads and that go when they were used. */
export class RowSpool {
  readonly #folder = mkdtempSync(join(tmpdir(), 'tracer-rows-'))
  readonly #open: number[] = []

  store(): RowStore {
    const own = String(this.#open.length)
    const sets = new Map<string, { readonly path: string; readonly file: number; waiting: string }>()
    const flush = (name: string) => {
      const set = sets.get(name)
      if (!set || set.waiting === '') return set
      writeSync(set.file, set.waiting)
      set.waiting = ''
      return set
    }
    return {
      add: (name: string, row: Row) => {
        let set = sets.get(name)
        if (!set) {
          const path = join(this.#folder, `${own}-${name}`)
          set = { path, file: openSync(path, 'wx', 0o600), waiting: '' }
          this.#open.push(set.file)
          sets.set(name, set)
        }
        set.waiting += `${JSON.stringify(row)}\n`
        if (set.waiting.length > ENOUGH) flush(name)
      },
      rows: (name: string) => linesOf(flush(name)?.path),
    }
  }

  close(): void {
    for (const file of this.#open) closeSync(file)
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

async function* linesOf(path: string | undefined): AsyncGenerator<Row> {
  if (path === undefined) return
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity }))
    yield Line.parse(JSON.parse(line))
}
