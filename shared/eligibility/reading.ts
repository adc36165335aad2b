import type { UnitDef } from '../study/definition'

/** What stands in an item; `contested` while values stand against each other. */
export type ReadItem = 'contested' | GivenItem

export interface GivenItem {
  readonly text: string
  readonly unit?: string | undefined
  /** The laboratory's own limits, in the unit of the result. */
  readonly lln?: string | undefined
  readonly uln?: string | undefined
  /** The units the item is measured in, the first being the one that plain numbers of rules are in. */
  readonly units?: readonly UnitDef[] | undefined
}

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
