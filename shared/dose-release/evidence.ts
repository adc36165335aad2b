import type { Row } from '../clinical/dose-gate/case-rows'
import { type ItemPath, groupPath, itemPath } from '../casebook/path'
import type { CompiledStudy } from '../study/compile'
import type { Source } from './gate-rows'

/** A value that a condition looked at, or the last one there is where it found none that counts. */
export interface ConditionEvidence {
  readonly path: ItemPath
  readonly text: string
  readonly unit: string | undefined
  readonly contested: boolean
  /** The day it is from, as far as it is known. */
  readonly day: string | undefined
}

interface Looked {
  /** `FORM.ITEM` of what answers the condition. */
  readonly items: readonly string[]
  readonly seen: readonly { readonly name: string; readonly value: string }[]
}

/**
 * Where the values of a condition stand, one for each of its items: the row that says most of what the gate says it saw,
 * the latest of them, and not after the day planned.
 */
export function conditionEvidence(
  study: CompiledStudy,
  sources: readonly Source[],
  planned: string,
  { items, seen }: Looked,
): readonly ConditionEvidence[] {
  const day = planned.slice(0, 10)
  const values = new Set(seen.map(({ value }) => value))
  return items.flatMap((named) => {
    const [form = '', item = ''] = named.split('.')
    const holding = sources.filter(({ row }) => row.items[item] !== undefined && (row.date ?? '').slice(0, 10) <= day)
    const own = holding.filter(({ row }) => row.form === form)
    const [best] = (own.length > 0 ? own : holding).toSorted(
      (a, b) => said(b.row, values) - said(a.row, values) || ((a.row.date ?? '') < (b.row.date ?? '') ? 1 : -1),
    )
    const group = best && study.item(best.row.form, item)?.group.oid
    const value = best?.row.items[item]
    if (!best || group === undefined || value === undefined || value === null) return []
    const given = typeof value === 'string' ? { value } : value
    return [
      {
        path: itemPath(groupPath(best.path, { oid: group }), item),
        text: given.value ?? '',
        unit: 'unit' in given ? (given.unit ?? undefined) : undefined,
        contested: 'contested' in given && given.contested === true,
        day: best.row.date?.slice(0, 10),
      },
    ]
  })
}

/** How much of what was seen stands in a row. */
const said = ({ date, items }: Row, values: ReadonlySet<string>): number =>
  Object.values(items).filter((item) => {
    const text = typeof item === 'string' ? item : item?.value
    return typeof text === 'string' && values.has(text)
  }).length + (typeof date === 'string' && values.has(date.slice(0, 10)) ? 1 : 0)
