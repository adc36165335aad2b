import { z } from 'zod'
import type { Receipt } from '#shared/change/change'
import { type Hash, StreamId } from '#shared/ids'
import { LIMITS } from '#shared/protocol'
import { streamEndText } from '#shared/recovery'
import { streamOf } from '../auth/grants'
import type { SignedIn } from '../auth/session'
import { type Refused, refuse } from '../refused'
import type { SyncParts } from './push'

export const PullQuery = z.strictObject({
  stream: StreamId,
  after: z.coerce.number().int().nonnegative(),
  maxBytes: z.coerce.number().int().min(1).max(LIMITS.pageBytes).default(LIMITS.pageBytes),
  /** A device's own changes come as receipts, or whole where their text may be gone from it (`PulledRow`). */
  own: z.enum(['receipts', 'whole']).default('receipts'),
})
export type PullQuery = z.output<typeof PullQuery>

/** Why somebody does not get a stream: it looks as if it were not there, and is noted. Undefined where they may. */
export async function whyNotRead(
  { directory, now }: Pick<SyncParts, 'directory' | 'now'>,
  who: SignedIn,
  stream: StreamId,
): Promise<Refused | undefined> {
  const places = await directory.places(who.grants)
  if (places.some((place) => streamOf(place) === stream)) return undefined
  await directory.note(now(), 'stream-refused', { user: who.user, device: who.device, detail: stream })
  return refuse('not-found', 'There is no such stream.')
}

/** One page of a stream as JSON text (a `PullAnswer`): what is stored as text goes out as that text. */
export async function pull(
  { changes, directory, ends, now }: Pick<SyncParts, 'changes' | 'directory' | 'ends' | 'now'>,
  who: SignedIn,
  { stream, after, maxBytes, own }: PullQuery,
): Promise<{ readonly page: string } | Refused> {
  const refused = await whyNotRead({ directory, now }, who, stream)
  if (refused) return refused
  return changes.within(
    [stream],
    async (tx) => {
      const [head] = await tx.heads([stream])
      if (!head) return refuse('not-found', 'There is no such stream.')
      if (after > head.head) return refuse('ahead', 'The cursor is past the head.')
      const rows = await tx.page(stream, after, maxBytes, own === 'whole' ? undefined : who.device)
      const last = rows.at(-1)
      const chain = last ? last.chain : await tx.chainAt(stream, after)
      const texts = rows.map(({ n, body, receipt, hash }) =>
        body === undefined ? ownRow(n, receipt, hash) : otherRow(body, receipt),
      )
      const more = (last?.receipt.seq ?? after) < head.head
      const end = last && streamEndText(stream, { seq: last.receipt.seq, chain: last.chain })
      const proof = end === undefined ? {} : { proof: ends.sign(end) }
      const rest = JSON.stringify({ stream, chain, ...proof, head: head.head, more })
      return { page: `${rest.slice(0, -1)},"rows":[${texts.join(',')}]}` }
    },
    'read',
  )
}

const ownRow = (own: number, receipt: Receipt, hash: Hash) => JSON.stringify({ own, receipt, hash })
const otherRow = (body: string, receipt: Receipt) => `{"change":${body},"receipt":${JSON.stringify(receipt)}}`
