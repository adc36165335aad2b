import { base64url, fromBase64url } from '../bytes'
import { newSigningPair } from '../store/identity'
import type { Surroundings } from '../surroundings'
import { Bundle, type Secrets, type Wrap, handOver, openPart, parsePart, sealPart, takeBack } from './person'
import { type PasswordKeys, newSalt, stretch } from './stretch'

/** A wrap and what its password opened of it. */
export interface Wrapped {
  readonly wrap: Wrap
  readonly keys: PasswordKeys
  readonly secrets: Secrets
}

/** What stands under a password, made and opened; nothing is stored here. `id` names the person's record on this device. */
export function createWraps({ crypto, keychain, newId, stretching }: Surroundings) {
  /** What a password opens of a wrap, or undefined where it is not the one. */
  async function openedBy(id: string, { salt, stretching, secrets: sealed }: Wrap, password: string) {
    const wrap: Wrap = { salt, stretching, secrets: sealed }
    const secrets = await takeBack(keychain, id, wrap)
    const keys = await stretch(crypto, password, fromBase64url(salt), stretching)
    return keys.verifier === secrets.verifier ? { wrap, keys, secrets } : undefined
  }

  /** The keys of sites, and the person's own. */
  const bundleOf = async (id: string, { bundle }: Secrets, { wrap }: PasswordKeys) =>
    parsePart(Bundle, id, await openPart(crypto, wrap, id, 'bundle', bundle))

  /** A key to sign with, of which only the public half can be read without the password. */
  async function newSignature(id: string, { signing }: PasswordKeys): Promise<Secrets['signing']> {
    const pair = await newSigningPair(crypto, true)
    const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey))
    return {
      keyId: newId(),
      publicKey: base64url(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))),
      wrapped: await sealPart(crypto, signing, id, 'signing', base64url(pkcs8)),
    }
  }

  /** A bundle and a signature key, as the system keychain keeps them. */
  const wrapped = async (id: string, keys: PasswordKeys, bundle: Bundle, signing: Secrets['signing']) =>
    handOver(keychain, {
      verifier: keys.verifier,
      bundle: await sealPart(crypto, keys.wrap, id, 'bundle', JSON.stringify(bundle)),
      signing,
    })

  /** The same secrets under another password, or the same one with another salt and today's settings. */
  async function wrappedAnew(id: string, { keys, secrets }: Wrapped, bundle: Bundle, password: string) {
    const pkcs8 = await openPart(crypto, keys.signing, id, 'signing', secrets.signing.wrapped)
    const salt = newSalt(crypto)
    const others = await stretch(crypto, password, salt, stretching)
    const signing = { ...secrets.signing, wrapped: await sealPart(crypto, others.signing, id, 'signing', pkcs8) }
    const handed = await wrapped(id, others, bundle, signing)
    const wrap: Wrap = { salt: base64url(salt), stretching, secrets: handed }
    return { wrap, keys: others, secrets: { ...secrets, signing } }
  }

  return { openedBy, bundleOf, newSignature, wrapped, wrappedAnew }
}
