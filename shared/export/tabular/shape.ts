import type { DomainClass, VariableType } from './domains'

/** A variable of a data set, with where its values come from. */
export interface Variable {
  readonly name: string
  readonly label: string
  readonly type: VariableType
  /** Stands even where nobody said anything. */
  readonly always: boolean
  readonly origin: 'Collected' | 'Derived' | 'Assigned'
  /** Who said what was collected: participants, where all of it is theirs. */
  readonly saidBy?: 'Investigator' | 'Subject'
  /** Items it is made of, `FORM.ITEM`. */
  readonly from: readonly string[]
  /** The study's own list that its answers are taken from, where there is one. */
  readonly codeList: string | undefined
}

export interface Dataset {
  readonly name: string
  readonly label: string
  readonly class: DomainClass
  /** What one row is, in words. */
  readonly structure: string
  /** The variables that tell rows apart. */
  readonly keys: readonly string[]
  readonly variables: readonly Variable[]
}

/** One text for each variable; nothing stands in an empty one. Numbers are plain decimals. */
export type Row = readonly string[]

/** What a row says while it is made, by variable. */
export type Cells = Map<string, string>

/** Where a record of the casebook came to stand in the data sets. */
export interface Place {
  readonly domain: string
  readonly variable: string
  readonly value: string
}

/** What was counted of the rows of a data set: how many there are, and how many bytes the longest text of each takes. */
export interface Measured {
  readonly rows: number
  readonly bytes: readonly number[]
}

/** Counts rows as they go by. */
export class Measure {
  #rows = 0
  readonly #bytes: number[]

  constructor(width: number) {
    this.#bytes = Array.from({ length: width }, () => 0)
  }

  add(row: Row): void {
    this.#rows++
    for (let i = 0; i < row.length; i++) {
      const text = row[i] ?? ''
      // Three bytes a unit are the most there can be: what is shorter needs no counting.
      if (3 * text.length > (this.#bytes[i] ?? 0)) this.#bytes[i] = Math.max(this.#bytes[i] ?? 0, utf8Length(text))
    }
  }

  /** Counts what was counted of other rows. */
  join({ rows, bytes }: Measured): void {
    this.#rows += rows
    for (const [i, longest] of bytes.entries()) this.#bytes[i] = Math.max(this.#bytes[i] ?? 0, longest)
  }

  get measured(): Measured {
    return { rows: this.#rows, bytes: this.#bytes }
  }
}

/** Bytes of a text in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = text.length
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) continue
    // Both halves of a pair make four bytes.
    bytes += unit >= 0xd800 && unit <= 0xdfff ? 1 : unit < 0x800 ? 1 : 2
  }
  return bytes
}
