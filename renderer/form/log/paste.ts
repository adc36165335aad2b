import { type FormPath, type ItemPath, groupPath, itemPath } from '#shared/casebook/path'
import type { ItemChange } from '#shared/change/change'
import type { CompiledStudy } from '#shared/study/compile'
import type { Language } from '#shared/study/definition'
import type { LogColumn } from '#shared/study/log-definition'
import type { UnreadableReason } from '#shared/study/read-entry'
import { codeExactly, codeOptions } from '../shown'
import type { Sitting } from '../sitting'
import type { Spot } from './moves'

/** One change holds as many items at most. */
export const MOST_ITEMS = 400

/** A cell that cannot be taken, with what it said. */
export interface Refused {
  /** Its row in the table, from 1. */
  readonly row: number
  /** Undefined beyond the last column. */
  readonly column: LogColumn | undefined
  readonly text: string
  readonly reason: UnreadableReason | 'beyond' | 'closed'
}

/** What pasting would do; nothing is stored by planning it. */
export interface PastePlan {
  readonly items: readonly ItemChange[]
  /** Cells that change, without what changes along with them. */
  readonly cells: number
  /** Records that are written to, in the order of the table. */
  readonly records: readonly FormPath[]
  readonly refused: readonly Refused[]
  /** Someone relied on one of the values that change. */
  readonly explains: boolean
}

interface Onto {
  readonly study: CompiledStudy
  readonly language: Language
  readonly columns: readonly LogColumn[]
  /** The records of the table in the order of its rows; behind them new ones are made. */
  readonly rows: readonly FormPath[]
  readonly at: Spot
  readonly fresh: () => FormPath
  readonly sittingOf: (form: FormPath) => Sitting
  /** Frozen or locked, by itself or with what is around it. */
  readonly isClosed: (item: ItemPath) => boolean
}

/**
 * Reads cells of a spreadsheet for the table from a cell on, to the right and down. An empty cell leaves what stands
 * there. Codes are taken by their text or code, word for word: nothing is guessed that nobody looks at.
 */
export function planPaste(cells: readonly (readonly string[])[], onto: Onto): PastePlan {
  const { study, language, columns, rows, at } = onto
  const items: ItemChange[] = []
  const refused: Refused[] = []
  const records: FormPath[] = []
  let [changed, explains] = [0, false]
  cells.forEach((texts, down) => {
    if (texts.every((text) => text.trim() === '')) return
    const form = rows[at.row + down] ?? onto.fresh()
    const sitting = onto.sittingOf(form)
    const before = items.length
    texts.forEach((raw, right) => {
      const text = raw.trim()
      if (text === '') return
      const column = columns[at.column + right]
      const refuse = (reason: Refused['reason']) => refused.push({ row: at.row + down + 1, column, text, reason })
      if (!column) {
        refuse('beyond')
        return
      }
      const options = codeOptions(study.codeListOf(column.item), language)
      const path = itemPath(groupPath(form, { oid: column.group.oid }), column.item.oid)
      if (onto.isClosed(path)) {
        refuse('closed')
        return
      }
      const outcome = sitting.weigh(path, { text: meant(column, options, text) })
      if (outcome.kind === 'unreadable') refuse(outcome.reason)
      if (outcome.kind !== 'change') return
      items.push(...outcome.items)
      changed++
      explains ||= outcome.explains
    })
    if (items.length > before) records.push(form)
  })
  return { items, cells: changed, records, refused, explains }
}

function meant({ item }: LogColumn, options: ReturnType<typeof codeOptions>, text: string): string {
  switch (item.type) {
    case 'code':
      return codeExactly(options, text)
    case 'multi':
      return text
        .split(/\s*[;,]\s*/)
        .map((each) => codeExactly(options, each))
        .join(' ')
    case 'text':
    case 'integer':
    case 'decimal':
    case 'date':
    case 'time':
    case 'datetime':
    case 'calculated':
      return text
  }
}
