import { sha256Hex } from '../canonical-json'
import { SiteId, SubjectCode } from '../ids'

/** Names of our own made of what a foreign file calls people and places: the same for the same, whoever imports it. */

/** A code of ours made of their key: capitals, digits and dashes. */
export function codeOf(key: string): SubjectCode {
  const plain = capitals(key).slice(0, 40)
  return SubjectCode.parse(plain.length < 2 ? `S-${plain || sha256Hex(key).slice(0, 8).toUpperCase()}` : plain)
}

export const siteNamed = (oid: string): SiteId => SiteId.parse(capitals(oid).slice(0, 20) || 'IMPORTED')

const capitals = (text: string): string =>
  text
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')

/** The same UUID for the same text; a number in front keeps its place in the order of the text. */
export function uuidOf(text: string, number = sha256Hex(`${text}!`).slice(0, 8)): string {
  const hex = sha256Hex(text)
  return `${number}-${hex.slice(0, 4)}-8${hex.slice(5, 8)}-8${hex.slice(9, 12)}-${hex.slice(12, 24)}`
}

/** The number in front for a repeat that the file counts. */
export const counted = (key: string | undefined): string | undefined =>
  /^\d{1,9}$/.test(key ?? '') ? Number(key).toString(16).padStart(8, '0') : undefined
