import { z } from 'zod'
import { canonicalJson, sha256Hex } from './canonical-json'
import { DeviceId, Hash } from './ids'
import { Base64Url } from './protocol'

/**
 * The last resort of who has no line: everything that waits on a device, as a file. Its rows lie in it sealed as they lie
 * on the device, so that nobody reads them but the server, which keeps the device's keys; batches are what the device
 * would push, each with its chain and signed by it. So it does not matter who carries the file, on which device it is
 * taken in, or how often: every change arrives once, in its device's order, or not at all.
 */
export const UnsentBatch = z.strictObject({
  from: z.int().positive(),
  before: Hash,
  after: Hash,
  /** Ed25519 by the device's key over the text of `after`, as with a push. */
  signature: Base64Url,
  /** From `from` on, without a hole: the key's name, and the sealed row. */
  rows: z
    .array(z.strictObject({ key: z.string().max(64), data: Base64Url }))
    .min(1)
    .max(2_000),
})
export type UnsentBatch = z.output<typeof UnsentBatch>

export const UnsentFile = z.strictObject({
  kind: z.literal('tracer-unsent-work'),
  v: z.literal(1),
  device: DeviceId,
  /** The device's Ed25519 key: shows at once whether a file is whole. The server asks its own records. */
  publicKey: Base64Url,
  savedAt: z.iso.datetime(),
  batches: z.array(UnsentBatch).min(1),
  /** Ed25519 by the device's key over `sealedText`. */
  seal: Base64Url,
})
export type UnsentFile = z.output<typeof UnsentFile>

/** What the device signs of a file: everything in it. */
export const sealedText = ({ kind, v, device, publicKey, savedAt, batches }: Omit<UnsentFile, 'seal'>): string =>
  `${kind} ${sha256Hex(canonicalJson({ kind, v, device, publicKey, savedAt, batches }))}`

export const changesIn = ({ batches }: Pick<UnsentFile, 'batches'>): number =>
  batches.reduce((sum, { rows }) => sum + rows.length, 0)

/** One batch of a file on its way to the server. */
export const TakeInRequest = z.strictObject({ device: DeviceId, batch: UnsentBatch })
export type TakeInRequest = z.output<typeof TakeInRequest>

/**
 * `after`: the device's chain up to which everything is committed, as the server computed it from the batch, so that no
 * answer to another batch or of another device is taken for this one's. `fresh`: so many of it the server did not have yet.
 */
export const TakeInAnswer = z.strictObject({
  ackedThrough: z.int().nonnegative(),
  after: Hash,
  fresh: z.int().nonnegative(),
})
export type TakeInAnswer = z.output<typeof TakeInAnswer>
