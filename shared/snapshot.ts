import { z } from 'zod'
import type { DueEvent, ExpiringEvent, SubjectSummary } from './casebook/summary'
import { EventPath } from './casebook/path'
import { Change, Receipt } from './change/change'
import { ProvedEnd } from './recovery'
import { Hash, SiteId, StreamId, StudyId, SubjectCode, SubjectKey } from './ids'

/**
 * A stream as of one seq for a device that begins: what lists show of each participant, and the name of the part that
 * holds everything said of them. A part is named by the SHA-256 of its text, so that it can come in any order, from any
 * server, before or after a kill, and is either the right one or none.
 */

const Due = z.strictObject({
  event: EventPath,
  oid: z.string(),
  target: z.string(),
  from: z.string(),
  to: z.string(),
  begun: z.boolean(),
}) satisfies z.ZodType<DueEvent>

const Expiring = z.strictObject({
  event: EventPath,
  oid: z.string(),
  form: z.string().exactOptional(),
  last: z.string(),
}) satisfies z.ZodType<ExpiringEvent>

const count = z.int().nonnegative()

/** A `SubjectSummary` as it travels. */
const Summary = z
  .strictObject({
    subject: SubjectKey,
    study: StudyId,
    site: SiteId,
    code: SubjectCode,
    movedTo: SiteId.exactOptional(),
    arm: z.string().optional(),
    next: z.array(Due),
    expiring: z.array(Expiring).exactOptional(),
    stages: z.array(z.enum(['done', 'begun', 'ahead'])),
    lastContact: z.string().optional(),
    lastReceived: z.string().exactOptional(),
    findings: count,
    openQueries: count,
    contested: count,
    unsent: count,
    held: count,
    serious: count,
    toReview: count,
    toSign: count,
  })
  .transform((summary): SubjectSummary => ({ arm: undefined, lastContact: undefined, ...summary }))

/** One participant of a snapshot: without a summary, nobody who is enrolled. */
export const SnapshotEntry = z.strictObject({
  subject: SubjectKey,
  /** SHA-256 of the part's text. */
  part: Hash,
  changes: z.int().positive(),
  summary: Summary.optional(),
})
export type SnapshotEntry = z.output<typeof SnapshotEntry>

export const SnapshotAnswer = z.strictObject({
  stream: StreamId,
  /** Everything up to here is in the parts; `chain` is the stream's chain after it. */
  seq: z.int().positive(),
  chain: Hash,
  /** Places on the way there and the end itself, signed by the server (`recovery.ts`). */
  ends: z.array(ProvedEnd).exactOptional(),
  /** Those of whom something was said last come first: they are asked for in this order. */
  entries: z.array(SnapshotEntry),
})
export type SnapshotAnswer = z.output<typeof SnapshotAnswer>

/** A committed change as a part holds it. */
export interface CommittedText {
  /** Canonical JSON of the change: what its hash is the hash of, byte for byte. */
  readonly body: string
  readonly receipt: Receipt
}

/**
 * The text of a part: everything committed of one participant up to the snapshot, in order of seq. Two lines a change,
 * its canonical text and its receipt, so that chains are followed without writing every change anew.
 */
export const partText = (rows: readonly CommittedText[]): string =>
  rows.map(({ body, receipt }) => `${body}\n${JSON.stringify(receipt)}`).join('\n')

/** What lines of a part hold, whatever that is; undefined where they are no JSON. */
export function partLines(
  text: string,
): readonly { readonly body: string; readonly change: unknown; readonly receipt: unknown }[] | undefined {
  const lines = text.split('\n')
  const read = (line = ''): unknown => JSON.parse(line)
  try {
    return lines.flatMap((body, i) => (i % 2 === 0 ? [{ body, change: read(body), receipt: read(lines[i + 1]) }] : []))
  } catch {
    return undefined
  }
}

/** What a part says, every change looked at; undefined when the text is none. */
export function readPart(text: string): readonly (CommittedText & { readonly change: Change })[] | undefined {
  const rows = partLines(text)?.map(({ body, change, receipt }) => {
    const read = [Change.safeParse(change), Receipt.safeParse(receipt)] as const
    return read[0].success && read[1].success ? { body, change: read[0].data, receipt: read[1].data } : undefined
  })
  return rows?.every((row) => row !== undefined) ? rows : undefined
}
