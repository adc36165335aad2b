import { type CodeListDef, type ItemDef, type Language, textIn } from '#shared/study/definition'
import type { KioskDef } from '#shared/study/kiosk-definition'

/** An answer to touch: what is stored, what stands on it, and at the ends of a scale what they mean. */
interface Option {
  readonly answer: string
  readonly text: string
  readonly end?: string
}

export interface ScaleRange {
  readonly low: number
  readonly high: number
  readonly lowText: string | undefined
  readonly highText: string | undefined
}

/** More steps than this are not buttons any more but a scale to touch. */
const MOST_BUTTONS = 11

const endsOf = (item: ItemDef, kiosk: KioskDef) => kiosk.ends.find(({ items }) => items.includes(item.oid))

function rangeOf(item: ItemDef): { readonly low: number; readonly high: number } | undefined {
  if (item.type !== 'integer' || item.hard?.low === undefined || item.hard.high === undefined) return undefined
  return { low: Number(item.hard.low), high: Number(item.hard.high) }
}

/** The scale of an item with more whole numbers than fit on buttons. */
export function scaleOf(item: ItemDef, kiosk: KioskDef, language: Language): ScaleRange | undefined {
  const range = rangeOf(item)
  if (!range || range.high - range.low < MOST_BUTTONS) return undefined
  const ends = endsOf(item, kiosk)
  return {
    ...range,
    lowText: ends && textIn(ends.low, language),
    highText: ends && textIn(ends.high, language),
  }
}

/** The answers of an item in their order: its codes, or each whole number of its range. */
export function optionsOf(
  item: ItemDef,
  kiosk: KioskDef,
  codeList: CodeListDef | undefined,
  language: Language,
): readonly Option[] {
  if (codeList) return codeList.codes.map(({ code, text }) => ({ answer: code, text: textIn(text, language) }))
  const range = rangeOf(item)
  if (!range) return []
  const ends = endsOf(item, kiosk)
  return Array.from({ length: range.high - range.low + 1 }, (_, i): Option => {
    const answer = String(range.low + i)
    const end = i === 0 ? ends?.low : range.low + i === range.high ? ends?.high : undefined
    return { answer, text: answer, ...(end && { end: textIn(end, language) }) }
  })
}
