import { standingForms } from '../../casebook/fold'
import { formsOf } from '../source'
import type { StreamedSource } from '../streamed'
import { rowsOf } from './rows'
import { type Dataset, Measure, type Measured, type Row, type Variable } from './shape'
import { type Tabulation, tabulationOf } from './tabulation'
import { timeToEvent, timesOf } from './time-to-event'
import { Told } from './subject'

/** Where rows wait until how many there are, and how long, is known. Rows of one set come back in the order they came. */
export interface RowStore {
  add(dataset: string, row: Row): void
  rows(dataset: string): AsyncIterable<Row> | Iterable<Row>
}

/** A data set that has rows, and which of its variables say anything. */
export interface FilledDataset {
  readonly dataset: Dataset
  readonly measured: Measured
  /** Variables that stand in files, with their places in the rows of the store. */
  readonly kept: readonly { readonly variable: Variable; readonly at: number }[]
}

/** Everything that the files of an export are made from. */
export interface Tabulated {
  readonly source: StreamedSource
  readonly tabulation: Tabulation
  readonly filled: readonly FilledDataset[]
  readonly store: RowStore
  /** What could not become a value of any data set. */
  readonly notes: readonly string[]
}

/** Goes through the participants once, one after the other. Same source, same rows. */
export async function tabulate(source: StreamedSource, store: RowStore): Promise<Tabulated> {
  const tabulation = tabulationOf(source.versions)
  const datasets = new Map([...tabulation.datasets, [timeToEvent.name, timeToEvent]])
  const measures = new Map<string, Measure>()
  let contested = 0
  let withdrawn = 0
  for await (const subject of source.subjects()) {
    const forms = formsOf(subject)
    withdrawn += subject.casebook.forms.size - standingForms(subject.casebook).length
    for (const { items } of forms) for (const item of items.values()) if (item.contested) contested++
    const rows = new Map(rowsOf(source, tabulation, subject))
    // What only part of the forms is taken of cannot be told from it.
    const times = subject.only ? [] : timesOf(new Told(source.study, subject))
    if (times.length > 0) rows.set(timeToEvent.name, times)
    for (const [name, records] of rows) {
      const dataset = datasets.get(name)
      if (!dataset) throw new Error(`rows of ${name}, which is no data set`)
      const measure = measures.get(name) ?? new Measure(dataset.variables.length)
      measures.set(name, measure)
      for (const record of records) {
        const row = dataset.variables.map((variable) => record.get(variable.name) ?? '')
        measure.add(row)
        store.add(name, row)
      }
    }
  }
  const filled = [...datasets.values()].flatMap((dataset): readonly FilledDataset[] => {
    const measured = measures.get(dataset.name)?.measured
    return measured ? [filledWith(dataset, measured)] : []
  })
  return { source, tabulation, filled, store, notes: [...usual, ...notesOf({ contested, withdrawn })] }
}

export function filledWith(dataset: Dataset, measured: Measured): FilledDataset {
  const kept = dataset.variables.flatMap((variable, at) =>
    variable.always || (measured.bytes[at] ?? 0) > 0 ? [{ variable, at }] : [],
  )
  return { dataset, measured, kept }
}

const usual: readonly string[] = [
  'Each value of a form that no variable of a domain holds stands in the supplement of its domain, or in XF.',
  'A multiple answer is one text, its parts parted by semicolons.',
  'IE has every criterion with its answer, not those alone that were not met.',
  'Queries, signatures, verification and the audit trail are not in these data sets: see the audit profile or ODM.',
]

function notesOf({
  contested,
  withdrawn,
}: {
  readonly contested: number
  readonly withdrawn: number
}): readonly string[] {
  return [
    ...(contested > 0
      ? [`${contested} items hold two values that stand against each other: they have none here.`]
      : []),
    ...(withdrawn > 0 ? [`${withdrawn} withdrawn forms are left out.`] : []),
  ]
}

/** Rows in memory: for exports that fit there. */
export class RowsInMemory implements RowStore {
  readonly #rows = new Map<string, Row[]>()

  add(dataset: string, row: Row): void {
    const rows = this.#rows.get(dataset)
    if (rows) rows.push(row)
    else this.#rows.set(dataset, [row])
  }

  rows(dataset: string): readonly Row[] {
    return this.#rows.get(dataset) ?? []
  }
}
