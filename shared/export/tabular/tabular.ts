import { utf8ToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import { standingForms } from '../../casebook/fold'
import type { MadeRecords, MadeSubject } from '../made'
import { type ExportSubject, formsOf } from '../source'
import type { StreamedSource } from '../streamed'
import { rowsOf } from './rows'
import { type Dataset, Measure, type Measured, type Row, type Variable } from './shape'
import { relatedRecords, relationsOfSets } from './relations'
import { type Tabulation, tabulationOf } from './tabulation'
import { timeToEvent, timesOf } from './time-to-event'
import { Told } from './subject'

/** Where rows wait until how many there are, and how long, is known. Rows of one set come back in the order they came. */
export interface RowStore {
  /** Rows as JSON, each with a comma behind it. */
  add(dataset: string, rows: Uint8Array): void
  rows(dataset: string): AsyncIterable<Row> | Iterable<Row>
}

/** Rows as stores take them. */
export const laidDown = (rows: readonly Row[]): Uint8Array =>
  utf8ToBytes(rows.map((row) => `${JSON.stringify(row)},`).join(''))

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

/** What makes the rows of one participant: of every data set, or those of the times to an event, which rest on no other. */
export function recordsOf(
  source: StreamedSource,
  wanted: 'every-set' | 'times-alone',
): (subject: ExportSubject) => MadeRecords {
  const tabulation = tabulationOf(source.versions)
  const datasets = datasetsOf(tabulation)
  return (subject) => {
    const { casebook, only } = subject
    const rows = new Map(wanted === 'every-set' ? rowsOf(source, tabulation, subject) : [])
    // What only part of the forms is taken of cannot be told from it.
    const times = only ? [] : timesOf(new Told(source.study, subject))
    if (times.length > 0) rows.set(timeToEvent.name, times)
    const items = formsOf(subject).flatMap((form) => [...form.items.values()])
    return {
      contested: items.filter(({ contested }) => contested).length,
      withdrawn: casebook.forms.size - standingForms(casebook).length,
      sets: [...rows].map(([name, records]) => {
        const dataset = datasets.get(name)
        if (!dataset) throw new Error(`rows of ${name}, which is no data set`)
        const measure = new Measure(dataset.variables.length)
        const laid = records.map((record) => dataset.variables.map((variable) => record.get(variable.name) ?? ''))
        for (const row of laid) measure.add(row)
        return { dataset: name, rows: laid.length, longest: measure.measured.bytes, bytes: laidDown(laid) }
      }),
    }
  }
}

const datasetsOf = ({ datasets }: Tabulation): ReadonlyMap<string, Dataset> =>
  new Map([...datasets, [timeToEvent.name, timeToEvent]])

/** Goes through the participants once, one after the other. Same source, same rows. */
export async function tabulate(
  source: StreamedSource,
  made: AsyncIterable<MadeSubject>,
  store: RowStore,
): Promise<Tabulated> {
  const tabulation = tabulationOf(source.versions)
  const datasets = datasetsOf(tabulation)
  const measures = new Map<string, Measure>()
  let contested = 0
  let withdrawn = 0
  for await (const { records } of made) {
    if (!records) continue
    contested += records.contested
    withdrawn += records.withdrawn
    for (const { dataset, rows, longest, bytes } of records.sets) {
      const measure = measures.get(dataset) ?? new Measure(longest.length)
      measures.set(dataset, measure)
      measure.join({ rows, bytes: longest })
      store.add(dataset, bytes)
    }
  }
  const related = datasets.get(relatedRecords.name)
  if (related) relate(related)
  const filled = [...datasets.values()].flatMap((dataset): readonly FilledDataset[] => {
    const measured = measures.get(dataset.name)?.measured
    return measured ? [filledWith(dataset, measured)] : []
  })
  /** Sets that belong together as a whole, by a variable that both have. */
  function relate(set: Dataset): void {
    const says = (name: string, variable: string) => {
      const at = datasets.get(name)?.variables.findIndex((one) => one.name === variable) ?? -1
      return (measures.get(name)?.measured.bytes[at] ?? 0) > 0
    }
    const rows = relationsOfSets(source.study.version.study.id, says).map((cells) =>
      set.variables.map(({ name }) => cells.get(name) ?? ''),
    )
    if (rows.length === 0) return
    const measure = measures.get(set.name) ?? new Measure(set.variables.length)
    measures.set(set.name, measure)
    for (const row of rows) measure.add(row)
    store.add(set.name, laidDown(rows))
  }

  const notes = [...usual, ...notesOf({ contested, withdrawn }), ...cutNotes(tabulation, filled)]
  return { source, tabulation, filled, store, notes }
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

/** Which names of the study did not fit into eight signs, and what stands in their place in the sets that have rows. */
function cutNotes(tabulation: Tabulation, filled: readonly FilledDataset[]): readonly string[] {
  const names = new Set(filled.map(({ dataset }) => dataset.name))
  return tabulation.cutNames().flatMap((cut) => {
    if (cut.names.size === 0 || !names.has(cut.dataset)) return []
    const pairs = [...cut.names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, short]) => `${name} is ${short}`)
    return [
      `${cut.dataset}.${cut.variable}: names longer than 8 signs, or with others than capitals, are cut: ${pairs.join(', ')}.`,
    ]
  })
}

/** Nobody else lays rows there: what was one is one. */
const Rows = z.custom<readonly Row[]>()

/** Rows in memory: for exports that fit there. */
export class RowsInMemory implements RowStore {
  readonly #pieces = new Map<string, Uint8Array[]>()

  add(dataset: string, rows: Uint8Array): void {
    const pieces = this.#pieces.get(dataset)
    if (pieces) pieces.push(rows)
    else this.#pieces.set(dataset, [rows])
  }

  *rows(dataset: string): Generator<Row> {
    const decoder = new TextDecoder()
    for (const piece of this.#pieces.get(dataset) ?? [])
      yield* Rows.parse(JSON.parse(`[${decoder.decode(piece.subarray(0, -1))}]`))
  }
}
