import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { LogRow } from '#shared/export/log-folder'
import { type SiteId, type SubjectKey, streamParts } from '#shared/ids'
import { Surroundings } from '#shared/export/streamed'

/** Rows that lie one behind the other. */
interface Spot {
  readonly at: number
  bytes: number
}

/** What was proved when it was laid there is not judged again: this file is nobody else's. */
const Own = z.custom<LogRow>()

/** As much is read at once. */
const TOGETHER = 1_000_000

/** A participant of a log: where they are, and where their changes lie. */
export interface Spooled {
  readonly subject: SubjectKey
  readonly site: SiteId
  readonly spots: Spot[]
  /** What says what they are called. */
  readonly naming: LogRow[]
}

/**
 * A log that is larger than memory, by participant: rows wait in a file that only its owner reads and that goes when the
 * command ends; what is kept of each is where it lies.
 */
export class Spool {
  readonly #folder = mkdtempSync(join(tmpdir(), 'tracer-export-'))
  readonly #file = openSync(join(this.#folder, 'log'), 'wx+', 0o600)
  readonly #subjects = new Map<SubjectKey, Spooled>()
  readonly surroundings = new Surroundings()
  #end = 0

  add(row: LogRow): void {
    const { change } = row
    const { site } = streamParts(change.stream)
    const bytes = Buffer.from(`${JSON.stringify(row)}\n`)
    writeSync(this.#file, bytes, 0, bytes.length, this.#end)
    const own = this.#subjects.get(change.subject) ?? { subject: change.subject, site, spots: [], naming: [] }
    if (change.body.kind === 'enrol' || change.body.kind === 'release') own.naming.push(row)
    const last = own.spots.at(-1)
    if (last && last.at + last.bytes === this.#end && last.bytes < TOGETHER) last.bytes += bytes.length
    else own.spots.push({ at: this.#end, bytes: bytes.length })
    this.#subjects.set(change.subject, own)
    this.surroundings.wrote(change.author, change.version)
    this.#end += bytes.length
  }

  subjects(): readonly Spooled[] {
    return [...this.#subjects.values()]
  }

  *rows({ spots }: Spooled): Generator<LogRow> {
    for (const { at, bytes } of spots) {
      const buffer = Buffer.alloc(bytes)
      readSync(this.#file, buffer, 0, bytes, at)
      for (const line of buffer.toString().split('\n')) if (line !== '') yield Own.parse(JSON.parse(line))
    }
  }

  close(): void {
    closeSync(this.#file)
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
