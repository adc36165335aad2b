import { z } from 'zod'
import { canonicalJson } from './canonical-json'
import { DeviceId, Hash } from './ids'
import { Base64Url } from './protocol'

/**
 * How a device that was shut out ends: the server orders it, signed with the key that the device has known from the
 * start; the device hands over what waits where it is told to, destroys everything it keeps, and says so over its own
 * signature before the key that made it goes too. Nobody has to be signed in for any of it: the device's key says which
 * device speaks.
 */
export const RevocationOrder = z.strictObject({
  kind: z.literal('tracer-revocation'),
  v: z.literal(1),
  device: DeviceId,
  revokedAt: z.iso.datetime(),
  /** What waits is handed over first; otherwise it goes with the rest. */
  finalPush: z.boolean(),
})
export type RevocationOrder = z.output<typeof RevocationOrder>

/** A device asks how it stands. */
export const StandingRequest = z.strictObject({
  device: DeviceId,
  askedAt: z.iso.datetime({ offset: true }),
  /** Ed25519 by the device's key over `standingText`. */
  signature: Base64Url,
})
export type StandingRequest = z.output<typeof StandingRequest>

/** Empty for a device in good standing. */
export const StandingAnswer = z.strictObject({
  order: RevocationOrder.exactOptional(),
  /** Ed25519 by the server's key over `orderText`. */
  proof: Base64Url.exactOptional(),
  /** The server has the device's changes up to here. */
  ackedThrough: z.int().nonnegative().exactOptional(),
})
export type StandingAnswer = z.output<typeof StandingAnswer>

/** What a device says of itself once nothing can be read on it any more. */
export const ErasureReceipt = z.strictObject({
  kind: z.literal('tracer-erasure'),
  v: z.literal(1),
  device: DeviceId,
  revokedAt: z.iso.datetime(),
  erasedAt: z.iso.datetime({ offset: true }),
  /** The number of its last change, and its chain after it. */
  through: z.int().nonnegative(),
  chain: Hash,
  /** So many of its changes went with it and never reached the server. */
  lost: z.int().nonnegative(),
})
export type ErasureReceipt = z.output<typeof ErasureReceipt>

export const ErasureRequest = z.strictObject({
  receipt: ErasureReceipt,
  /** Ed25519 by the device's key over `receiptText`. */
  signature: Base64Url,
})
export type ErasureRequest = z.output<typeof ErasureRequest>

/** A piece of a file that was not sent yet, sealed as it lies on the device; left out, only what is missing is asked. */
export const HandOverFileRequest = z.strictObject({
  device: DeviceId,
  /** The number of the change that names the file, and the name of the key that it is sealed under. */
  n: z.int().positive(),
  key: z.uuid(),
  /** `key`: where the piece is sealed under another one than the change, as when a newer key is being taken into use. */
  piece: z.strictObject({ mark: Base64Url.max(64), data: Base64Url, key: z.uuid().exactOptional() }).exactOptional(),
})
export type HandOverFileRequest = z.output<typeof HandOverFileRequest>

/** The marks of the pieces that are still to come of the file that the change of this number names. */
export const FileHandedOver = z.strictObject({ n: z.int().positive(), missing: z.array(Base64Url) })
export type FileHandedOver = z.output<typeof FileHandedOver>

export const standingText = ({ device, askedAt }: Pick<StandingRequest, 'device' | 'askedAt'>): string =>
  `tracer-standing ${device} ${askedAt}`
export const orderText = (order: RevocationOrder): string => canonicalJson(order)
export const receiptText = (receipt: ErasureReceipt): string => canonicalJson(receipt)
