import { z } from 'zod'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import { summarise } from '#shared/casebook/summary'
import { studyOf } from '#shared/casebook/versions'
import { throughTo } from '#shared/change/carried'
import { Change, type Logged } from '#shared/change/change'
import { Hash, StreamId, SubjectKey, streamParts } from '#shared/ids'
import { type ProvedEnd, streamEndText } from '#shared/recovery'
import { partText } from '#shared/snapshot'
import type { CompiledStudy } from '#shared/study/compile'
import type { SignedIn } from '../auth/session'
import { sha256Hex } from '../hashes'
import { type Refused, refuse } from '../refused'
import { wallDay } from '../wall-clock'
import type { LogRow, LogTransaction, PackedPart, SnapshotEnd } from './log'
import { whyNotRead } from './pull'
import type { EndSeal, SyncParts } from './push'

/**
 * Packs what came since a stream was packed last: the parts of the participants it speaks of are made anew, the others
 * stay. Two servers that are asked at once do it one after the other, and the second finds little to do.
 */
export async function makeSnapshot(
  { changes, directory, packing, now }: Pick<SyncParts, 'changes' | 'directory' | 'packing' | 'now'>,
  stream: StreamId,
): Promise<void> {
  const study = await directory.studyAt(stream)
  await changes.within([stream], async (tx) => {
    const before = await tx.snapshot(stream, 'for making')
    const [head] = await tx.heads([stream])
    if (!head || head.head === (before?.seq ?? 0)) return
    for (const subject of await tx.subjects(stream, before?.seq ?? 0, head.head)) {
      const rows = await tx.committed(stream, [subject], 0, head.head)
      const { text, ...part } = partAsText(stream, subject, rows, study, now())
      await tx.keepPart(stream, { ...part, packed: await packing.gzip(text) })
    }
    await tx.keepSnapshot(stream, { seq: head.head, chain: head.chain })
  })
}

type Row = Pick<LogRow, 'body' | 'receipt'>

function partAsText(
  stream: StreamId,
  subject: SubjectKey,
  rows: readonly Row[],
  study: CompiledStudy | undefined,
  now: Date,
): Omit<PackedPart, 'packed'> & { readonly text: string } {
  const text = partText(rows)
  const logged = rows.map(({ body, receipt }) => throughTo({ change: Change.parse(JSON.parse(body)), receipt }))
  const casebook = fold(logged, emptyCasebook(subject))
  const today = wallDay(now, zoneOfWard(logged))
  const { study: of, site } = streamParts(stream)
  const summary = study && summarise(studyOf(study, casebook), casebook, { study: of, site }, today)
  return {
    ...{ subject, part: sha256Hex(text), changes: rows.length },
    ...{ last: rows.at(-1)?.receipt.seq ?? 0, text },
    summary: summary && JSON.stringify(summary),
  }
}

/** The zone of whoever at the site wrote last: monitors and the server itself write from elsewhere. */
function zoneOfWard(logged: readonly Logged[]): string {
  const last = logged.findLast(({ change: { role } }) => role === 'nurse' || role === 'investigator')
  return last?.change.zone ?? 'UTC'
}

export const SnapshotQuery = z.strictObject({ stream: StreamId })

/** What is packed of a stream, as JSON text (a `SnapshotAnswer`). */
export async function snapshotOf(
  parts: Pick<SyncParts, 'changes' | 'directory' | 'ends' | 'now'>,
  who: SignedIn,
  { stream }: z.output<typeof SnapshotQuery>,
): Promise<{ readonly page: string } | Refused> {
  const refused = await whyNotRead(parts, who, stream)
  if (refused) return refused
  return parts.changes.within(
    [stream],
    async (tx) => {
      const end = await tx.snapshot(stream)
      if (!end) return refuse('not-found', 'The stream is not packed.')
      const entries = (await tx.parts(stream)).map(
        ({ subject, part, changes, summary }) =>
          `${JSON.stringify({ subject, part, changes }).slice(0, -1)}${summary === undefined ? '' : `,"summary":${summary}`}}`,
      )
      const { seq, chain } = end
      const ends = await provedEnds(tx, parts.ends, stream, end)
      return { page: `${JSON.stringify({ stream, seq, chain, ends }).slice(0, -1)},"entries":[${entries.join(',')}]}` }
    },
    'read',
  )
}

/** So many rows lie between two ends of a snapshot that are signed: they are given back together, in one request. */
const ROWS_BETWEEN = 500

async function provedEnds(
  tx: LogTransaction,
  seal: EndSeal,
  stream: StreamId,
  end: SnapshotEnd,
): Promise<readonly ProvedEnd[]> {
  const ends: ProvedEnd[] = []
  for (let seq = ROWS_BETWEEN; ; seq += ROWS_BETWEEN) {
    const at = Math.min(seq, end.seq)
    const chain = at === end.seq ? end.chain : await tx.chainAt(stream, at)
    if (chain === undefined) throw new Error('the stream has no row there')
    ends.push({ seq: at, chain, proof: seal.sign(streamEndText(stream, { seq: at, chain })) })
    if (at === end.seq) return ends
  }
}

export const PartQuery = z.strictObject({
  stream: StreamId,
  subject: SubjectKey,
  part: Hash,
  /** The seq of the snapshot that named the part. */
  through: z.coerce.number().int().positive(),
})

/**
 * One part, gzipped: as it is packed, or, where it was packed anew since, made again as of the seq asked for. So a
 * device goes on with the snapshot it began with, however often servers pack.
 */
export async function partOf(
  parts: Pick<SyncParts, 'changes' | 'directory' | 'packing' | 'now'>,
  who: SignedIn,
  query: z.output<typeof PartQuery>,
): Promise<{ readonly packed: Uint8Array } | Refused> {
  const { stream, part } = query
  const refused = await whyNotRead(parts, who, stream)
  if (refused) return refused
  return parts.changes.within(
    [stream],
    async (tx) => {
      const now = await tx.part(stream, query.subject)
      if (now?.part === part) return { packed: now.packed }
      const text = await asOf(tx, query)
      return text === undefined
        ? refuse('not-found', 'There is no such part.')
        : { packed: await parts.packing.gzip(text) }
    },
    'read',
  )
}

async function asOf(
  tx: LogTransaction,
  { stream, subject, part, through }: z.output<typeof PartQuery>,
): Promise<string | undefined> {
  const text = partText(await tx.committed(stream, [subject], 0, through))
  return sha256Hex(text) === part ? text : undefined
}
