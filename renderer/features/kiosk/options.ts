import { type CodeListDef, type ItemDef, type Language, type LocalText, textIn } from '#shared/study/definition'
import type { KioskDef } from '#shared/study/kiosk-definition'
import { type WordingPack, answerWordingOf } from '#shared/study/wording-pack'

/** An answer to touch: what is stored, what stands on it, and at the ends of a scale what they mean. */
interface Option {
  readonly answer: string
  readonly text: string
  readonly end?: string
  /** No step of the scale. */
  readonly apart?: boolean
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
export function scaleOf(
  item: ItemDef,
  kiosk: KioskDef,
  language: Language,
  pack: WordingPack | undefined,
): ScaleRange | undefined {
  const range = rangeOf(item)
  if (!range || range.high - range.low < MOST_BUTTONS) return undefined
  const ends = endsOf(item, kiosk)
  const licensed = hasAnswerWords(pack, item.oid, language)
  const endText = (end: number, own: LocalText | undefined) =>
    licensed ? answerWordingOf(pack, item.oid, String(end), language) : own && textIn(own, language)
  return {
    ...range,
    lowText: endText(range.low, ends?.low),
    highText: endText(range.high, ends?.high),
  }
}

/** The answer that a question does not apply; it is stored as missing. */
export const NOT_APPLICABLE = 'NA'

/** The answers of an item in their order: its codes, or each whole number of its range, and last that it does not apply. */
export function optionsOf(
  item: ItemDef,
  kiosk: KioskDef,
  codeList: CodeListDef | undefined,
  language: Language,
  pack: WordingPack | undefined,
): readonly Option[] {
  const worded = (answer: string) => answerWordingOf(pack, item.oid, answer, language)
  const none = kiosk.notApplicable?.items.includes(item.oid) ? kiosk.notApplicable : undefined
  const last = none
    ? [{ answer: NOT_APPLICABLE, text: worded(NOT_APPLICABLE) ?? textIn(none.label, language), apart: true }]
    : []
  if (codeList)
    return [
      ...codeList.codes.map(({ code, text }) => ({ answer: code, text: worded(code) ?? textIn(text, language) })),
      ...last,
    ]
  const range = rangeOf(item)
  if (!range) return last
  const ends = endsOf(item, kiosk)
  const numbers = Array.from({ length: range.high - range.low + 1 }, (_, i): Option => {
    const answer = String(range.low + i)
    const own = i === 0 ? ends?.low : range.low + i === range.high ? ends?.high : undefined
    // A scale speaks one set of words: the licence's where it has any for the item, else ours.
    const end = hasAnswerWords(pack, item.oid, language) ? worded(answer) : own && textIn(own, language)
    return { answer, text: answer, ...(end !== undefined && { end }) }
  })
  return [...numbers, ...last]
}

/** Whether the licence says what any answer of an item is called in this language. */
export const hasAnswerWords = (pack: WordingPack | undefined, item: string, language: Language): boolean =>
  pack?.answers.some(
    ({ items, words }) => items.includes(item) && Object.values(words).some((text) => text[language] !== undefined),
  ) ?? false
