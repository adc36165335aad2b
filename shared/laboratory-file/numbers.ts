/** What stands between whole and part: known once a file has shown it. */
export type DecimalMark = '.' | ','

/** A number of a file. `as` is how it would be typed into a form: no thousands marks, `<` before it, nothing after it. */
export type NumberReading =
  | { readonly kind: 'number'; readonly as: string; readonly grouped: boolean; readonly rest: string }
  /** `1,234` may be either, and nothing else in the file tells. */
  | { readonly kind: 'two'; readonly as: readonly [decimal: string, grouped: string]; readonly rest: string }
  | { readonly kind: 'none' }

const shape = /^(<=|>=|<|>|≤|≥)?\s*([+-]?\d(?:[\d.,]|[ \u00a0\u202f'’](?=\d{3}(?!\d)))*)\s*(.*)$/su
const NONE: NumberReading = { kind: 'none' }

/** Reads a number as laboratories write it; `rest` is what stands behind it, a unit or a mark. */
export function readResult(written: string, mark: DecimalMark | undefined): NumberReading {
  const parts = shape.exec(written.trim())
  if (!parts) return NONE
  const [, sign = '', digits = '', rest = ''] = parts
  const as = (number: string) => sign.replace('≤', '<=').replace('≥', '>=') + number
  const bare = digits.replace(/[ \u00a0\u202f'’]/g, '')
  const spaced = bare !== digits
  const number = (text: string, grouped: boolean): NumberReading => ({ kind: 'number', as: as(text), grouped, rest })
  const marks = bare.replace(/[^.,]/g, '')
  if (marks === '') return number(bare, spaced)
  const last = marks.at(-1) === ',' ? ',' : '.'
  if (new Set(marks).size === 2) {
    // The one that comes last parts the decimals, the other the thousands.
    const other = last === ',' ? '.' : ','
    const grouped = new RegExp(`^[+-]?\\d{1,3}(?:\\${other}\\d{3})+\\${last}\\d+$`).test(bare)
    return grouped && !spaced ? number(bare.replaceAll(other, ''), true) : NONE
  }
  const groups = new RegExp(`^[+-]?[1-9]\\d{0,2}(?:\\${last}\\d{3})+$`).test(bare) && !spaced
  if (marks.length > 1) return groups ? number(bare.replaceAll(last, ''), true) : NONE
  if (!/\d$/.test(bare)) return NONE
  if (!groups || mark === last) return number(bare, spaced)
  const whole = bare.replace(last, '')
  return mark === undefined ? { kind: 'two', as: [as(bare), as(whole)], rest } : number(whole, true)
}

/** The mark of decimals that the numbers of a file show; undefined where none does, or where they show both. */
export function decimalMarkIn(written: Iterable<string>): DecimalMark | undefined {
  const seen = new Set<DecimalMark>()
  for (const text of written)
    for (const [number] of text.matchAll(/\d[\d.,]*/g)) {
      const read = readResult(number, undefined)
      const mark = read.kind === 'number' ? /[.,](?=\d+$)/.exec(read.as)?.[0] : undefined
      if (mark === '.' || mark === ',') seen.add(mark)
      // Thousands marks show which mark is not that of decimals.
      if (read.kind === 'number' && read.grouped && mark === undefined) seen.add(number.includes(',') ? '.' : ',')
    }
  const [only] = seen
  return seen.size === 1 ? only : undefined
}
