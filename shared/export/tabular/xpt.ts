import { utf8ToBytes } from '@noble/hashes/utils.js'
import { PartialDate } from '../../partial-date'
import { ibmFloat } from './ibm-float'
import { LONGEST, labelThatFits, pieces } from './fit'
import type { Row, Variable } from './shape'
import type { FilledDataset } from './tabular'

/** The file of a data set. */
export const xptFile = (dataset: string): string => `${dataset.toLowerCase()}.xpt`

/** Eighty signs to a record: everything in such a file begins at one. */
const RECORD = 80
const NAMESTR = 140
const BLANK = 0x20

/** So many bytes of rows are handed on at once: each piece costs whoever writes it as much as a thousand bytes. */
const TOGETHER = 64_000

/**
 * A data set as a SAS transport file, version 5: names of eight signs, texts of at most 200 bytes of UTF-8, numbers as
 * IBM keeps them. Rows are taken as they fit (`fit.ts`); blanks at the end of a text are no part of it there.
 */
export async function* xpt(
  { dataset, measured, kept }: FilledDataset,
  rows: AsyncIterable<Row> | Iterable<Row>,
  asOf: string,
): AsyncGenerator<Uint8Array> {
  const stamp = stampOf(asOf)
  const columns = kept.map(({ variable, at }) => ({
    variable,
    at,
    length: isNumber(variable) ? 8 : Math.min(LONGEST, Math.max(1, measured.bytes[at] ?? 0)),
  }))
  const sas = 'SAS     SAS     SASLIB  9.4     TRACER  '
  yield text(`${header('LIBRARY ')}000000000000000000000000000000  `)
  yield text(`${sas.padEnd(64)}${stamp}`)
  yield text(stamp.padEnd(RECORD))
  yield text(`${header('MEMBER  ')}000000000000000001600000000140  `)
  yield text(`${header('DSCRPTR ')}000000000000000000000000000000  `)
  yield text(`${`SAS     ${dataset.name.padEnd(8)}SASDATA 9.4     TRACER  `.padEnd(64)}${stamp}`)
  yield padded(`${stamp}${''.padEnd(16)}${labelThatFits(dataset.label)}`, RECORD)
  yield text(`${header('NAMESTR ')}000000${String(columns.length).padStart(4, '0')}00000000000000000000  `)
  const names = new Uint8Array(Math.ceil((columns.length * NAMESTR) / RECORD) * RECORD).fill(BLANK)
  let position = 0
  for (const [i, column] of columns.entries()) {
    names.set(namestr(column.variable, column.length, i + 1, position), i * NAMESTR)
    position += column.length
  }
  yield names
  yield text(`${header('OBS     ')}000000000000000000000000000000  `)
  let written = 0
  const fresh = () => new Uint8Array(Math.max(1, Math.floor(TOGETHER / position)) * position).fill(BLANK)
  let block = fresh()
  let end = 0
  for await (const row of rows) {
    for (const { variable, at, length } of columns) {
      writeCell(block.subarray(end, end + length), variable, row[at] ?? '')
      end += length
    }
    written += position
    if (end < block.length) continue
    yield block
    block = fresh()
    end = 0
  }
  yield block.subarray(0, end)
  if (written % RECORD > 0) yield new Uint8Array(RECORD - (written % RECORD)).fill(BLANK)
}

const header = (name: string): string => `HEADER RECORD*******${name}HEADER RECORD!!!!!!!`
const text = (line: string): Uint8Array => utf8ToBytes(line)

/** A text with blanks behind it up to so many bytes: a sign beyond ASCII takes more than one of them. */
function padded(line: string, width: number): Uint8Array {
  const bytes = new Uint8Array(width).fill(BLANK)
  bytes.set(utf8ToBytes(line))
  return bytes
}

const isNumber = ({ type }: Variable): boolean => type === 'integer' || type === 'decimal' || type === 'day'

/** 1 January 1960: the day that SAS counts from. */
const SAS_EPOCH = PartialDate.parse('1960-01-01')?.first ?? 0

const encoder = new TextEncoder()

/** Writes a value into the blanks that are its place. */
function writeCell(place: Uint8Array, variable: Variable, value: string): void {
  if (isNumber(variable)) place.set(numberOf(variable, value))
  else if (value !== '') encoder.encodeInto(pieces(value)[0] ?? '', place)
}

function numberOf({ type }: Variable, value: string): Uint8Array {
  if (value === '') return ibmFloat(undefined)
  return ibmFloat(type === 'day' ? (PartialDate.parse(value)?.first ?? 0) - SAS_EPOCH : Number(value))
}

function namestr({ name, label, type }: Variable, length: number, number: number, position: number): Uint8Array {
  const bytes = new Uint8Array(NAMESTR)
  const view = new DataView(bytes.buffer)
  const put = (at: number, value: string, width: number) => bytes.set(padded(value, width), at)
  view.setInt16(0, type === 'text' || type === 'datetime' ? 2 : 1)
  view.setInt16(4, length)
  view.setInt16(6, number)
  put(8, name, 8)
  put(16, labelThatFits(label), 40)
  put(56, type === 'day' ? 'DATE' : '', 8)
  if (type === 'day') view.setInt16(64, 9)
  put(72, '', 8)
  view.setInt32(84, position)
  return bytes
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']

/** `12MAR26:09:00:05`, by the clock that the instant was told with. */
function stampOf(instant: string): string {
  const [, year = '', month = '', day = '', time = '00:00:00'] =
    /^\d\d(\d\d)-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)/.exec(instant) ?? []
  return `${day}${months[Number(month) - 1] ?? 'JAN'}${year}:${time}`
}
