/** A cell of a table: its row and its column, both from 0. */
export interface Spot {
  readonly row: number
  readonly column: number
}

export interface Extent {
  readonly rows: number
  readonly columns: number
  /** Rows in sight. */
  readonly page: number
}

/** A key that moves, as the grid understands it. */
export interface Pressed {
  readonly key: string
  readonly shift: boolean
  /** Ctrl, or Command on a Mac. */
  readonly mod: boolean
}

const clamp = (value: number, below: number): number => Math.max(0, Math.min(below - 1, value))

/**
 * Where a key leads; undefined for a key that does not move. Tab goes on in the next row at the end of one, so that a table
 * is filled row by row; past the very last cell it leaves the table, which is undefined too.
 */
export function moved(at: Spot, { key, shift, mod }: Pressed, { rows, columns, page }: Extent): Spot | undefined {
  const to = (row: number, column: number): Spot => ({ row: clamp(row, rows), column: clamp(column, columns) })
  switch (key) {
    case 'ArrowUp':
      return to(mod ? 0 : at.row - 1, at.column)
    case 'ArrowDown':
      return to(mod ? rows - 1 : at.row + 1, at.column)
    case 'ArrowLeft':
      return to(at.row, mod ? 0 : at.column - 1)
    case 'ArrowRight':
      return to(at.row, mod ? columns - 1 : at.column + 1)
    case 'Home':
      return to(mod ? 0 : at.row, 0)
    case 'End':
      return to(mod ? rows - 1 : at.row, columns - 1)
    case 'PageUp':
      return to(at.row - page, at.column)
    case 'PageDown':
      return to(at.row + page, at.column)
    case 'Enter':
      return to(at.row + (shift ? -1 : 1), at.column)
    case 'Tab': {
      const next = at.row * columns + at.column + (shift ? -1 : 1)
      return next < 0 || next >= rows * columns
        ? undefined
        : { row: Math.floor(next / columns), column: next % columns }
    }
    default:
      return undefined
  }
}
