import { z } from 'zod'
import { StudyId } from '../ids'
import { Code, Oid } from '../study/names'

/**
 * How the columns of tables (`.csv`) become items of a study: data that somebody writes once for a source of data. Every
 * cell that it does not name is counted as left.
 */

const Column = z.string().min(1).max(200)
/** Words of the source, each with ours. */
const Words = z.record(z.string(), z.string())

const ColumnMap = z.strictObject({
  column: Column,
  item: Oid,
  /** Words that the source writes otherwise; a word that is not among them is taken as it is. */
  words: Words.exactOptional(),
  /** The half of a date and time that the item takes. */
  part: z.enum(['date', 'time']).exactOptional(),
  /** Where its unit stands. */
  unit: Column.exactOptional(),
})
export type ColumnMap = z.output<typeof ColumnMap>

const TableDef = z.strictObject({
  /** Name of the file without its ending; case does not matter. */
  file: z.string().min(1).max(100),
  /** The column that says whom a row is about, and the one that says at which site. */
  subject: Column,
  site: Column.exactOptional(),
  /** Rows are taken where each of these columns holds one of the words; others are counted as left. */
  only: z.record(Column, z.array(z.string()).min(1)).exactOptional(),
  /** The visit: the same for every row, or by the words of a column. Rows of a visit that is not among them are left. */
  event: z.union([Code, z.strictObject({ column: Column, events: z.record(z.string(), Code) })]),
  form: Code,
  /** The columns that tell one record of a log form from another, or one row of a table in a form. */
  record: z.array(Column).min(1).exactOptional(),
  row: z.array(Column).min(1).exactOptional(),
  /** A column an item. */
  items: z.array(ColumnMap).exactOptional(),
  /** A row a test: `test` names it, `items` says which item it is, `result` where its value stands. */
  tests: z
    .strictObject({ test: Column, items: z.record(z.string(), Oid), result: ColumnMap.omit({ item: true }) })
    .exactOptional(),
})
export type TableDef = z.output<typeof TableDef>

export const TableMap = z.strictObject({
  format: z.literal(1),
  study: StudyId,
  /** Units that the source writes otherwise. */
  units: Words.exactOptional(),
  tables: z.array(TableDef).min(1).max(200),
})
export type TableMap = z.output<typeof TableMap>
