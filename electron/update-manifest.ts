import { createPublicKey, verify } from 'node:crypto'
import { z } from 'zod'

/** What a release says about itself, signed as the very text it travels as: nothing to canonicalise. */
const Signed = z.strictObject({ manifest: z.string().max(16_384), signature: z.base64() })
const Manifest = z.strictObject({
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  files: z.array(z.strictObject({ name: z.string().min(1), sha512: z.base64() })).min(1),
})

/** What the updater is about to download. */
export interface OfferedUpdate {
  readonly version: string
  readonly files: readonly { readonly url: string; readonly sha512: string }[]
}

export type UpdateVerdict = 'good' | 'unreadable' | 'not-signed' | 'not-newer' | 'other-version' | 'other-files'

/**
 * Is what is offered what we signed, and newer than what runs? `signedText` is the manifest as fetched, `publicKey` the
 * raw Ed25519 key in base64 that this build was made with.
 */
export function judgeUpdate(
  signedText: string,
  offered: OfferedUpdate,
  publicKey: string,
  running: string,
): UpdateVerdict {
  const signed = parsed(Signed, signedText)
  if (!signed) return 'unreadable'
  if (!isSignedBy(publicKey, signed.manifest, signed.signature)) return 'not-signed'
  const manifest = parsed(Manifest, signed.manifest)
  if (!manifest) return 'unreadable'
  if (!isNewer(manifest.version, running)) return 'not-newer'
  if (offered.version !== manifest.version) return 'other-version'
  const known = new Map(manifest.files.map(({ name, sha512 }) => [name, sha512]))
  const same = offered.files.length > 0 && offered.files.every(({ url, sha512 }) => known.get(url) === sha512)
  return same ? 'good' : 'other-files'
}

/** Does `app-update.yml` name the publisher whose code signature Windows must find? Unsigned builds name none. */
export const namesPublisher = (appUpdate: string): boolean =>
  /^publisherName:(?:[ \t]*\S|\s*\n[ \t]*-[ \t]*\S)/m.test(appUpdate)

function parsed<T>(schema: z.ZodType<T>, text: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  const x = Buffer.from(publicKey, 'base64').toString('base64url')
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'))
}

function isNewer(version: string, running: string): boolean {
  const [a, b] = [version, running].map((text) => text.split('.').map(Number))
  for (const [i, part] of (a ?? []).entries()) {
    const other = b?.[i] ?? 0
    if (part !== other) return part > other
  }
  return false
}
