import { z } from 'zod'
import { Change, Receipt } from './change/change'
import { Hash, StreamId } from './ids'
import { Base64Url, Cursor } from './protocol'

/**
 * How devices give back what a server lost when it was restored from a back-up. With every page the server signs where it
 * ends: the stream's chain there covers each change before it, byte for byte, and what was decided of it. So whoever read
 * a page can bring it back without being believed: it is the server's own word, or it is nothing.
 */

/** What the server signs where a page ends. */
export const streamEndText = (stream: StreamId, { seq, chain }: Cursor): string =>
  `tracer stream end ${stream} ${seq} ${chain}`

/** A place in a stream with the server's signature (Ed25519, base64url) over `streamEndText`. */
export const ProvedEnd = Cursor.extend({ proof: Base64Url })
export type ProvedEnd = z.output<typeof ProvedEnd>

/** So many ends are asked about at once. */
export const MOST_ENDS = 2_000

export const RecoverRequest = z.discriminatedUnion('ask', [
  /** Up to where is the log that was read still the server's? In order of seq. */
  z.strictObject({ ask: z.literal('known'), stream: StreamId, ends: z.array(Cursor).min(1).max(MOST_ENDS) }),
  /** What was read from the end of one page to the end of the next. */
  z.strictObject({
    ask: z.literal('take'),
    stream: StreamId,
    /** The stream's chain before the first row. */
    before: Hash,
    rows: z
      .array(z.strictObject({ change: Change, receipt: Receipt }))
      .min(1)
      .max(4_000),
    proof: Base64Url,
  }),
])
export type RecoverRequest = z.output<typeof RecoverRequest>

/** Up to where the server has everything of the log that was lost, named by its chain: an answer to something else differs. */
export const RecoverAnswer = Cursor.extend({
  /** So many of the changes it did not have. */
  fresh: z.int().nonnegative(),
  /** Where the stream ends now. */
  head: z.int().nonnegative(),
})
export type RecoverAnswer = z.output<typeof RecoverAnswer>
