import type { CompiledStudy } from '#shared/study/compile'
import { type ItemDef, type Language, textIn } from '#shared/study/definition'
import type { LogColumn } from '#shared/study/log-definition'
import type { ItemView } from '../scene'

/** Widths in pixels: of the number before a row, of its state behind it, and of one letter of an answer. */
export const NUMBER = 52
export const STATE = 132
const LETTER = 7
const EDGES = 34

const between = (low: number, value: number, high: number): number => Math.max(low, Math.min(high, value))

/** How wide a column is: as wide as its answers are, within reason. The name of a record has room. */
export function widthOf({ item }: LogColumn, study: CompiledStudy, language: Language, isName: boolean): number {
  const answers = study.codeListOf(item)?.codes.map(({ text }) => textIn(text, language).length) ?? []
  const longest = Math.max(0, ...answers) * LETTER + EDGES
  switch (item.type) {
    case 'text':
      return isName || item.dictionary !== undefined ? 216 : 168
    case 'integer':
    case 'decimal':
      return 96
    case 'date':
      return 124
    case 'time':
      return 84
    case 'datetime':
      return 196
    case 'code':
      return item.gradeOf === undefined ? between(80, longest, 176) : 104
    case 'multi':
      return 176
    case 'calculated':
      return 116
  }
}

export const isNumber = ({ type, ...item }: ItemDef): boolean =>
  type === 'integer' || type === 'decimal' || (type === 'calculated' && 'result' in item && item.result === 'decimal')

/** Nobody types it: it is worked out, or comes with another answer. */
export const comesByItself = ({ type, ...item }: ItemDef): boolean =>
  type === 'calculated' || (type === 'text' && 'codeOf' in item && item.codeOf !== undefined)

/** Answered by one key, without a control. */
export const isPicked = (item: ItemView): boolean => item.def.type === 'code' && !item.typedAsLabel
