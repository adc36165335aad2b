import { utf8ToBytes } from '@noble/hashes/utils.js'
import { canonicalJson } from '../../canonical-json'
import { type Element, type ReportSource, elementsOf } from './elements'

const STANDARD = 'ICH E2B(R3)'

/** A safety report for a machine: each element with its id, the number of its block where it repeats, code and text. */
export function reportJson(source: ReportSource): Uint8Array {
  return utf8ToBytes(
    `${canonicalJson({ standard: STANDARD, asOf: source.asOf, elements: elementsOf(source).map(plain) })}\n`,
  )
}

const plain = ({ id, code, text, block }: Element) => ({ id, code, text, ...(block !== undefined && { block }) })

/** The same as XML. */
export function reportXml(source: ReportSource): Uint8Array {
  const elements = elementsOf(source).map(({ id, code, text, block }) => {
    const number = block === undefined ? '' : ` block="${block}"`
    return `  <element id="${id}"${number} code="${escaped(code)}">${escaped(text)}</element>`
  })
  const head = `<?xml version="1.0" encoding="UTF-8"?>\n<safetyReport standard="${STANDARD}" asOf="${source.asOf}">`
  return utf8ToBytes(`${head}\n${elements.join('\n')}\n</safetyReport>\n`)
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Characters that XML 1.0 has no place for are left out. */
const escaped = (text: string): string =>
  Array.from(text)
    .filter((sign) => (sign.codePointAt(0) ?? 0) >= 0x20 || sign === '\n' || sign === '\t')
    .join('')
    .replace(/[&<>"]/g, (sign) => entities[sign] ?? sign)
