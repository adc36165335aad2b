import { createPublicKey, verify } from 'node:crypto'

/** Did the holder of this raw Ed25519 key sign the text? All base64url; false for what is no key or signature at all. */
export function signedBy(publicKey: string, text: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' })
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'))
  } catch {
    return false
  }
}
