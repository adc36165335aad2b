import type { SheetRow } from '../sheet/sheet'
import { type DayOrder, orderIn } from './days'
import { type FoundResult, dayOfReport, resultsIn } from './layout'
import { codesNamed } from './names'
import { decimalMarkIn } from './numbers'
import { type FileSays, type ReadResult, type Said, type Wanted, candidatesFor, readFound } from './read-result'

/** What a laboratory's file says, before anybody looked at it. */
export interface LaboratoryFile {
  readonly found: readonly FoundResult[]
  readonly mark: FileSays['mark']
  /** `ask`: days in it may be read in two ways, and somebody says which, once for the file. */
  readonly order: DayOrder | 'free' | 'ask'
  /** The day of the whole report, as it stands there. */
  readonly day: string
}

/** Finds the results in the rows of a file; `wanted` adds the names that the study itself has for its analytes. */
export function laboratoryFile(rows: readonly SheetRow[], wanted: readonly Wanted[]): LaboratoryFile {
  const known = new Map<string, boolean>()
  const isName = (text: string): boolean => {
    const before = known.get(text)
    if (before !== undefined) return before
    const is = text !== '' && (codesNamed(text).length > 0 || candidatesFor(wanted, text, '').length > 0)
    known.set(text, is)
    return is
  }
  const found = resultsIn(rows, isName)
  const day = dayOfReport(rows)
  return {
    found,
    mark: decimalMarkIn(found.flatMap(({ value, range }) => [value, range])),
    order: orderIn([day, ...found.map((one) => one.day)]),
    day,
  }
}

/** Reads every result of a file; `order` and `said` are what a person answered where the file leaves it open. */
export function readFile(
  file: LaboratoryFile,
  wanted: readonly Wanted[],
  order: DayOrder | undefined,
  said: ReadonlyMap<number, Said>,
): readonly ReadResult[] {
  const known = file.order === 'free' || file.order === 'ask' ? order : file.order
  const says: FileSays = { mark: file.mark, order: known, day: file.day }
  return file.found.map((found, at) => readFound(found, wanted, says, said.get(at)))
}
