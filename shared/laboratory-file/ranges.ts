import { parseDecimal } from '../quantity/decimal'
import { type DecimalMark, readResult } from './numbers'

/** Limits as they would be typed; one side may be missing. */
export interface RangeReading {
  readonly low?: string
  readonly high?: string
}

const NUMBER = String.raw`\d(?:[\d.,]|[ \u00a0\u202f'’](?=\d{3}(?!\d)))*`
const both = new RegExp(
  String.raw`^(${NUMBER})\s*(?:-|–|—|;|à|a|to|till|\.\.\.?)\s*(${NUMBER})(?:\s*([^\d\s].*))?$`,
  'iu',
)
const one = new RegExp(
  String.raw`^(<=|>=|<|>|≤|≥|inf(?:[ée]rieur)?\.? à|sup(?:[ée]rieur)?\.? à)\s*(${NUMBER})(?:\s*([^\d\s].*))?$`,
  'iu',
)

/**
 * Reads a reference range: `12.0-16.0`, `(3,5 – 5,1)`, `< 5`, `[130 ; 170] g/L`. Undefined where it is none, where a
 * number in it may be read in two ways, and where the lower limit is above the upper one.
 */
export function readRange(written: string, mark: DecimalMark | undefined): RangeReading | undefined {
  const text = written
    .trim()
    .replace(/^(?:n|ref|norm|vn|réf)\s*[:.]?\s*(?=[\d<>≤≥([])/i, '')
    .replace(/^[([]\s*(.*?)\s*[)\]]/, '$1 ')
    .trim()
  const limit = (digits: string): string | undefined => {
    const read = readResult(digits, mark)
    return read.kind === 'number' && read.rest === '' ? read.as : undefined
  }
  const [, from, to] = both.exec(text) ?? []
  if (from !== undefined && to !== undefined) {
    const [low, high] = [limit(from), limit(to)]
    if (low === undefined || high === undefined) return undefined
    return parseDecimal(low.replace(',', '.'))?.greaterThan(high.replace(',', '.')) === false
      ? { low, high }
      : undefined
  }
  const [, sign = '', digits] = one.exec(text) ?? []
  const only = digits === undefined ? undefined : limit(digits)
  if (only === undefined) return undefined
  return /^(?:[<≤]|inf)/i.test(sign) ? { high: only } : { low: only }
}

/** Whether a cell looks like a range: what tells its column from the others. */
export const looksLikeRange = (written: string): boolean =>
  /^[([]?\s*\d[\d.,\s]*\s*(?:-|–|—|;|à|to|till)\s*\d/iu.test(written.trim())
