import type { NotATable, TableReading } from '#shared/clinical/ctcae/published/read-table'
import { TABLE_LIMITS } from '#shared/clinical/ctcae/published/table'
import { unzip } from '../../import/archive'

/** What a file turned out to be. */
export type FileReading =
  | TableReading
  | { readonly kind: 'not-a-table'; readonly why: NotATable | { readonly reason: 'broken-workbook' | 'not-text' } }

/** Bytes of a file: a character of the table takes two at the most. */
const MOST_BYTES = 2 * TABLE_LIMITS.text
/** Bytes of the sheets of a workbook: every cell carries its place and style as text. */
const MOST_UNPACKED = 32_000_000

const refuse = (reason: 'too-large' | 'broken-workbook' | 'not-text'): FileReading => ({
  kind: 'not-a-table',
  why: { reason },
})

/** Reads the published table from a file as people have it: NCI's workbook, or text in UTF-8 or UTF-16. */
export async function readTableFile(file: Blob): Promise<FileReading> {
  if (file.size > MOST_BYTES) return refuse('too-large')
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (begins(bytes, [0x50, 0x4b])) return readWorkbook(bytes)
  const text = textIn(bytes)
  return text === undefined ? refuse('not-text') : readTableText(text)
}

/** The same from rows that were copied and pasted. */
export async function readTableText(text: string): Promise<FileReading> {
  // Reading needs the whole dictionary: fetched when somebody loads a table.
  const { readPublishedText } = await import('#shared/clinical/ctcae/published/read-table')
  return readPublishedText(text)
}

async function readWorkbook(bytes: Uint8Array<ArrayBuffer>): Promise<FileReading> {
  const { isWorkbookPart, readPublishedWorkbook } = await import('#shared/clinical/ctcae/published/workbook')
  const parts = await unzip(bytes, isWorkbookPart, MOST_UNPACKED)
  if (!parts || parts.size === 0) return refuse('broken-workbook')
  return readPublishedWorkbook(new Map([...parts].map(([name, part]) => [name, new TextDecoder().decode(part)])))
}

const begins = (bytes: Uint8Array, with_: readonly number[]): boolean => with_.every((byte, i) => bytes[i] === byte)

/** Undefined where the bytes are no text of ours: other encodings would read, with other characters. */
function textIn(bytes: Uint8Array): string | undefined {
  const encoding = begins(bytes, [0xff, 0xfe]) ? 'utf-16le' : begins(bytes, [0xfe, 0xff]) ? 'utf-16be' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
