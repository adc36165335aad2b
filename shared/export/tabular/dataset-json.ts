import type { VariableType } from './domains'
import { DEFINE_FILE, itemGroupOid, itemOid, metaDataVersionOid, studyOid, systemOf } from './names'
import type { Row, Variable } from './shape'
import type { FilledDataset, Tabulated } from './tabular'

/** The file of a data set. */
export const datasetJsonFile = (dataset: string): string => `${dataset.toLowerCase()}.json`

/**
 * A data set as CDISC Dataset-JSON 1.1, row by row. Decimals are texts of exact digits, dates are texts as far as they are
 * known; where nothing stands there is `null`.
 */
export async function* datasetJson({ source, store }: Tabulated, filled: FilledDataset): AsyncGenerator<string> {
  const { dataset, measured, kept } = filled
  const system = systemOf(source.app)
  const about = {
    datasetJSONCreationDateTime: source.asOf,
    datasetJSONVersion: '1.1.0',
    fileOID: `${source.study.version.study.id}.${dataset.name}.${source.asOf}`,
    dbLastModifiedDateTime: source.asOf,
    originator: source.exporter.name,
    sourceSystem: system,
    studyOID: studyOid(source.study.version.study.id),
    metaDataVersionOID: metaDataVersionOid(source),
    metaDataRef: DEFINE_FILE,
    itemGroupOID: itemGroupOid(dataset.name),
    records: measured.rows,
    name: dataset.name,
    label: dataset.label,
    columns: kept.map(({ variable, at }) => columnOf(filled, variable, measured.bytes[at] ?? 0)),
  }
  yield `${JSON.stringify(about).slice(0, -1)},"rows":[`
  let before = ''
  let waiting = ''
  for await (const row of store.rows(dataset.name)) {
    waiting += `${before}\n${JSON.stringify(cells(filled, row))}`
    before = ','
    if (waiting.length < ENOUGH) continue
    yield waiting
    waiting = ''
  }
  yield `${waiting}\n]}\n`
}

/** So many signs are handed on at once: each piece costs whoever writes it as much as a thousand signs. */
const ENOUGH = 64_000

const cells = ({ kept }: FilledDataset, row: Row): readonly (string | number | null)[] =>
  kept.map(({ variable, at }) => {
    const text = row[at] ?? ''
    if (text === '') return null
    return variable.type === 'integer' ? Number(text) : text
  })

function columnOf({ dataset }: FilledDataset, { name, label, type }: Variable, bytes: number) {
  const key = dataset.keys.indexOf(name)
  return {
    itemOID: itemOid(dataset.name, name),
    name,
    label,
    ...typeOf[type],
    ...((type === 'text' || type === 'datetime') && { length: Math.max(1, bytes) }),
    ...(key >= 0 && { keySequence: key + 1 }),
  }
}

/** A date of collected data may be known in part, which no date type holds: it is a text. */
const typeOf: { readonly [T in VariableType]: Readonly<Record<string, string>> } = {
  text: { dataType: 'string' },
  datetime: { dataType: 'string' },
  integer: { dataType: 'integer' },
  decimal: { dataType: 'decimal', targetDataType: 'decimal' },
  day: { dataType: 'date', targetDataType: 'integer', displayFormat: 'E8601DA.' },
}
