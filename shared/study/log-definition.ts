import { z } from 'zod'
import type { FormDef, GroupDef, ItemDef } from './definition'
import { Oid } from './names'

/** How the records of a log form stand together in one table. */
export const LogDef = z.strictObject({
  /** Items that get a column, in this order; the rest is on the record itself. */
  columns: z.array(Oid).min(1).max(16),
})
export type LogDef = z.output<typeof LogDef>

/** A column of a log: an item that each record has once. */
export interface LogColumn {
  readonly group: GroupDef
  readonly item: ItemDef
}

/** As many columns as a table gets that its form says nothing about. */
const USUAL = 9

/**
 * The columns of a log: those its form names; else what records are called by, then what every record is asked, dates and
 * answers on one line first. Items of repeating groups never have one.
 */
export function logColumns(form: FormDef): readonly LogColumn[] {
  const all = form.groups
    .filter(({ repeating }) => !repeating)
    .flatMap((group) => group.items.map((item): LogColumn => ({ group, item })))
  if (form.log) return form.log.columns.flatMap((oid) => all.find(({ item }) => item.oid === oid) ?? [])
  const name = all.filter(({ item }) => item.oid === form.nameItem)
  const asked = all.filter(({ item }) => item.oid !== form.nameItem && isUsual(item))
  return [...name, ...asked].slice(0, USUAL)
}

const isUsual = (item: ItemDef): boolean =>
  item.required !== undefined &&
  item.when === undefined &&
  item.type !== 'multi' &&
  !(item.type === 'text' && (item.lines ?? 1) > 1)

/** What is wrong with the table of a form, one sentence each. */
export function logProblems(form: FormDef): readonly string[] {
  if (!form.log) return []
  const where = `${form.oid}: log`
  const known = logColumns(form).map(({ item }) => item.oid)
  const { columns } = form.log
  return [
    ...(form.repeating ? [] : [`${where}: the form has one record only`]),
    ...columns.flatMap((oid, i) => {
      if (!known.includes(oid)) return [`${where}: no record has ${oid} once`]
      return columns.indexOf(oid) < i ? [`${where}: column ${oid} is there twice`] : []
    }),
  ]
}
