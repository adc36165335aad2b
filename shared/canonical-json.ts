import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Hash } from './ids'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined }

/**
 * Canonical JSON (RFC 8785): the one text a value has, whoever writes it. Keys sorted by UTF-16 code units, no white
 * space, `undefined` members left out. Throws on NaN, infinities and lone surrogates, which JSON cannot hold.
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError('canonical JSON holds finite numbers only')
    return JSON.stringify(value)
  }
  if (typeof value === 'string') return quoted(value)
  let text = ''
  if (isList(value)) {
    for (const each of value) text += text === '' ? canonicalJson(each) : `,${canonicalJson(each)}`
    return `[${text}]`
  }
  for (const key of inOrder(Object.keys(value))) {
    const member = value[key]
    if (member !== undefined) text += `${text === '' ? '' : ','}${quoted(key)}:${canonicalJson(member)}`
  }
  return `{${text}}`
}

/** Printable ASCII without quotes and backslashes: most of what is ever written, and it stands as it is. */
const PLAIN = /^[ !#-[\]-~]*$/

function quoted(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`
  if (!text.isWellFormed()) throw new RangeError('canonical JSON holds well-formed text only')
  return JSON.stringify(text)
}

/** Most records come in order already. */
function inOrder(keys: string[]): readonly string[] {
  let before = ''
  for (const key of keys) {
    if (key < before) return keys.sort()
    before = key
  }
  return keys
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

/** SHA-256 of a text's UTF-8 bytes. */
export const sha256Hex = (text: string): Hash => bytesToHex(sha256(utf8ToBytes(text))) as Hash

/** SHA-256 of bytes. */
export const sha256OfBytes = (bytes: Uint8Array): Hash => bytesToHex(sha256(bytes)) as Hash

/** The hash by which a value is known: SHA-256 of its canonical JSON. */
export const hashOf = (value: Json): Hash => sha256Hex(canonicalJson(value))
