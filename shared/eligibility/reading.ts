import type { ReadItem } from '../casebook/read-item'

/** One row of a form: an instance of it, or a row of one of its tables with what stands once in the instance. */
export interface ReadRow {
  readonly form: string
  /** Names the row for proofs: its path, or its place in a case. */
  readonly at: string
  /** The day of its visit, for forms that have no date of their own. */
  readonly visit: ReadItem | undefined
  /** Undefined where nothing stands, or where somebody said that there is nothing. */
  item(name: string): ReadItem | undefined
}

/** All that the eligibility engine asks of a participant's data: the rows of a form, in the order they were made. */
export interface Reading {
  rows(form: string): readonly ReadRow[]
}
