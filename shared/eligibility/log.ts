import { Unknown } from '../rules/environment'
import type { ReadItem } from '../casebook/read-item'
import type { ReadRow } from './reading'

/** Why something could not be used. */
export type Why =
  /** Nobody entered it. */
  | 'missing'
  /** There are results, none of them recent enough. */
  | 'none-in-window'
  | 'contested'
  /** It is no number, no date, or below zero. */
  | 'unreadable'
  /** The day it is from is not known well enough. */
  | 'undated'
  /** The unit is missing or the analyte is not measured in it. */
  | 'unit'
  /** A multiple of the limit of normal is asked and the laboratory's range is missing. */
  | 'reference-range'
  /** A partial date, `<0.5`, or results of one day that differ: it could be either. */
  | 'not-exact'

/** Something an answer waits for. */
export interface Missing {
  /** `FORM.ITEM`, the form alone where a whole form is missing, or an anchor. */
  readonly item: string
  readonly why: Why
}

/** A value that was looked at, as it stands. */
export interface Evidence {
  readonly item: string
  readonly at: string
  readonly value: string
  readonly unit?: string
  readonly lln?: string
  readonly uln?: string
  /** The day of the sample or the row, as far as it is known. */
  readonly date?: string
  /** The days it had to lie in, both included. */
  readonly window?: { readonly from: string; readonly to: string }
}

/** What a rule noticed beside its answer; the words are in `flags.ts`. */
export type FlagCode = 'units-disagree' | 'weight-old' | 'qualifier-undecided' | 'filtration-estimates-differ'

/** Keeps what one criterion looked at, lacked and noticed. */
export class Log {
  private readonly seen = new Map<string, Evidence>()
  private readonly lost = new Map<string, Missing>()
  readonly flags = new Set<FlagCode>()
  /** Last days on which samples still count, where their anchor has not come yet. */
  readonly lastDays: string[] = []

  get evidence(): readonly Evidence[] {
    return [...this.seen.values()]
  }

  get missing(): readonly Missing[] {
    return [...this.lost.values()]
  }

  see(row: ReadRow, name: string, found: ReadItem, about: Pick<Evidence, 'date' | 'window'> = {}): void {
    if (found === 'contested') return
    const { text, unit, lln, uln } = found
    const item = `${row.form}.${name}`
    this.seen.set(`${row.at} ${item}`, {
      ...this.seen.get(`${row.at} ${item}`),
      ...{ item, at: row.at, value: text },
      ...(unit !== undefined && { unit }),
      ...(lln !== undefined && { lln }),
      ...(uln !== undefined && { uln }),
      ...about,
    })
  }

  /** Notes what is not there and leaves the expression. */
  lack(item: string, why: Why): never {
    this.lost.set(`${item} ${why}`, { item, why })
    throw why === 'contested' ? Unknown.contested : why === 'missing' ? Unknown.missing : Unknown.undecided
  }
}
