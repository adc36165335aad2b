import { type Dataset, Measure, type Row, utf8Length } from './shape'
import { ShortNames } from './short-names'
import { type FilledDataset, type RowStore, type Tabulated, filledWith, laidDown } from './tabular'
import { supplementName } from './relations'

/** Bytes that a text of a transport file may have. */
export const LONGEST = 200

/**
 * A text in pieces that fit, cut between signs. No piece begins or ends with a blank where that can be helped: a transport
 * file does not keep blanks at the end of a text.
 */
export function pieces(text: string): readonly string[] {
  if (text.length * 3 <= LONGEST) return [text]
  const parts: string[] = []
  let part = ''
  let bytes = 0
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0
    const width = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
    if (bytes + width > LONGEST) {
      const [whole, carried] = cutBefore(part, sign)
      parts.push(whole)
      part = carried
      bytes = utf8Length(carried)
    }
    part += sign
    bytes += width
  }
  return [...parts, part]
}

/** Bytes that a label of a transport file may have. */
const LONGEST_LABEL = 40

/** As much of a label as fits, cut between signs. */
export function labelThatFits(label: string): string {
  let fitting = ''
  let bytes = 0
  for (const sign of label) {
    bytes += utf8Length(sign)
    if (bytes > LONGEST_LABEL) break
    fitting += sign
  }
  return fitting
}

/** Where a piece ends: before the last of two signs that are no blanks, if a blank stood at its end or would begin the next. */
function cutBefore(part: string, next: string): readonly [string, string] {
  if (!/\s$/.test(part) && !/^\s/.test(next)) return [part, '']
  const [, whole, carried] = /^([\s\S]*\S)(\S[\s\S]*)$/u.exec(part) ?? []
  return whole === undefined || carried === undefined ? [part, ''] : [whole, carried]
}

/** What goes on elsewhere is called after its variable, with the number of the piece. */
const continued = (base: string, n: number): string => `${base}${String(n).padStart(3, '0')}`

/** A data set on its way: how long what it has is, and the rows that wait to be laid down. */
interface Fitting {
  readonly measure: Measure
  readonly waiting: Row[]
}

/** So many rows are laid down at once. */
const TOGETHER = 200

/**
 * The same rows as they fit into transport files: what a text has beyond its first 200 bytes goes on in the supplement of
 * its domain, piece by piece. Says in words where that was so, and what such files do not keep.
 */
export async function fitted(tabulated: Tabulated, store: RowStore): Promise<Tabulated> {
  const sets = new Map<string, Fitting>()
  const long = new Map<string, number>()
  const lost = new Map<string, number>()
  let edges = 0
  const keep = (dataset: Dataset, row: Row) => {
    const set = sets.get(dataset.name) ?? { measure: new Measure(dataset.variables.length), waiting: [] }
    sets.set(dataset.name, set)
    set.measure.add(row)
    set.waiting.push(row)
    if (set.waiting.length >= TOGETHER) store.add(dataset.name, laidDown(set.waiting.splice(0)))
  }
  for (const { dataset, kept } of tabulated.filled) {
    const supplement = tabulated.tabulation.datasets.get(supplementName(dataset.name))
    const goesOn = new Goes(dataset, supplement)
    const texts = kept.filter(({ variable }) => variable.type === 'text' || variable.type === 'datetime')
    for await (const row of tabulated.store.rows(dataset.name)) {
      const cut = [...row]
      const more: { readonly to: Dataset; readonly row: Row }[] = []
      for (const { variable, at } of texts) {
        const value = row[at] ?? ''
        if (value !== value.trimEnd()) edges++
        const [first = '', ...rest] = pieces(value)
        if (rest.length === 0) continue
        const name = `${dataset.name}.${variable.name}`
        long.set(name, (long.get(name) ?? 0) + 1)
        cut[at] = first
        const next = goesOn.rows(row, variable.name, variable.label, rest)
        if (next.length === 0) lost.set(name, (lost.get(name) ?? 0) + 1)
        more.push(...next)
      }
      keep(dataset, cut)
      for (const { to, row: next } of more) keep(to, next)
    }
  }
  for (const [name, { waiting }] of sets) if (waiting.length > 0) store.add(name, laidDown(waiting))
  const filled: FilledDataset[] = [...tabulated.tabulation.datasets.values()]
    .concat(
      tabulated.filled.map(({ dataset }) => dataset).filter(({ name }) => !tabulated.tabulation.datasets.has(name)),
    )
    .flatMap((dataset) => {
      const one = sets.get(dataset.name)
      return one ? [filledWith(dataset, one.measure.measured)] : []
    })
  return {
    ...tabulated,
    filled,
    store,
    notes: [...tabulated.notes, ...notesOf(long, lost, edges), ...labelNotes(filled)],
  }
}

/** Which labels a transport file has the beginning of alone. */
function labelNotes(filled: readonly FilledDataset[]): readonly string[] {
  const isCut = (label: string) => labelThatFits(label) !== label
  return filled.flatMap(({ dataset, kept }) => {
    const cut = [
      ...(isCut(dataset.label) ? [`the set itself (${dataset.label})`] : []),
      ...kept.flatMap(({ variable: { name, label } }) => (isCut(label) ? [`${name} (${label})`] : [])),
    ]
    if (cut.length === 0) return []
    return [
      `${dataset.name}: labels longer than ${LONGEST_LABEL} bytes end there; define.xml has them whole: ${cut.join(', ')}.`,
    ]
  })
}

/** Where the rest of a long text goes: the supplement of its record, or, of a supplement, more rows of it. */
class Goes {
  readonly #names = new ShortNames(5)
  readonly #at: ReadonlyMap<string, number>

  constructor(
    private readonly dataset: Dataset,
    private readonly supplement: Dataset | undefined,
  ) {
    this.#at = new Map(dataset.variables.map(({ name }, at) => [name, at]))
  }

  rows(row: Row, variable: string, label: string, rest: readonly string[]) {
    const said = (name: string) => row[this.#at.get(name) ?? -1] ?? ''
    if (said('QNAM') !== '' && variable === 'QVAL') {
      const base = this.#names.of(said('QNAM'))
      return rest.map((piece, i) => ({
        to: this.dataset,
        row: this.dataset.variables.map(({ name }) =>
          name === 'QNAM' ? continued(base, i + 1) : name === 'QVAL' ? piece : said(name),
        ),
      }))
    }
    const { supplement } = this
    if (!supplement) return []
    const { name: domain } = this.dataset
    const seq = said(`${domain}SEQ`)
    const base = this.#names.of(variable)
    return rest.map((piece, i) => {
      const cells = new Map([
        ['STUDYID', said('STUDYID')],
        ['RDOMAIN', domain],
        ['USUBJID', said('USUBJID')],
        ['IDVAR', seq === '' ? '' : `${domain}SEQ`],
        ['IDVARVAL', seq],
        ['QNAM', continued(base, i + 1)],
        ['QLABEL', `${label}, continued`],
        ['QVAL', piece],
        ['QORIG', 'CRF'],
      ])
      return { to: supplement, row: supplement.variables.map(({ name }) => cells.get(name) ?? '') }
    })
  }
}

const notesOf = (
  long: ReadonlyMap<string, number>,
  lost: ReadonlyMap<string, number>,
  edges: number,
): readonly string[] => [
  'Texts are UTF-8. Numbers are IBM floating point: digits beyond the 15th may differ; as collected they stand as text.',
  ...[...long]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, n]) =>
      lost.has(name)
        ? `${name}: ${n} texts longer than ${LONGEST} bytes end there; Dataset-JSON has them whole.`
        : `${name}: ${n} texts longer than ${LONGEST} bytes go on in the supplement, piece by piece.`,
    ),
  ...(edges > 0 ? [`${edges} texts end with blanks, which a transport file does not keep.`] : []),
]
