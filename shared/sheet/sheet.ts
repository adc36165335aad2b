/** One row as it stands in a file. */
export interface SheetRow {
  /** Where it begins: the line of a text, the row of a spreadsheet, from 1. */
  readonly line: number
  readonly cells: readonly string[]
  /**
   * Places, from 0, of cells of which a spreadsheet shows something else than it holds, or that it works out: what the
   * laboratory wrote cannot be told from them.
   */
  readonly doubtful: readonly number[]
}

/** What a file may not go beyond. */
export interface SheetLimits {
  /** Bytes of the file; of a spreadsheet as it lies packed. */
  readonly bytes: number
  /** Bytes of what is read of a spreadsheet, unpacked. */
  readonly unpacked: number
  readonly rows: number
  readonly columns: number
  /** Characters of one cell. */
  readonly cell: number
}

/** A laboratory's report of one participant stays far below all of them. */
export const SHEET_LIMITS: SheetLimits = {
  bytes: 8_000_000,
  unpacked: 16_000_000,
  rows: 5_000,
  columns: 200,
  cell: 2_000,
}

export type SheetRefusal =
  | 'empty'
  | 'too-large'
  | 'too-many-rows'
  | 'too-many-columns'
  | 'cell-too-long'
  | 'quote-open'
  | 'not-text'
  | 'old-workbook'
  | 'not-a-workbook'
  | 'damaged'
  | 'locked'
  | 'macros'
  | 'linked'
  | 'too-slow'

/** Why a file gives no rows at all, and in which line of it, where that can be said. */
export class SheetRefused extends Error {
  constructor(
    readonly why: SheetRefusal,
    readonly line?: number,
  ) {
    super(line === undefined ? why : `line ${line}: ${why}`)
  }
}
