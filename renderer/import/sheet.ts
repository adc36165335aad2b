import { sha256OfBytes } from '#shared/export/manifest'
import { delimitedRows } from '#shared/sheet/delimited'
import { SHEET_LIMITS, SheetRefused, type SheetRefusal, type SheetRow } from '#shared/sheet/sheet'
import { kindOfFile } from '#shared/sheet/text-encoding'
import { workbookRows } from '#shared/sheet/workbook'
import { ArchiveRefused, openArchive } from './archive'

/** A file that was read. */
export interface ReadSheet {
  /** SHA-256 of its bytes, hexadecimal. */
  readonly sha256: string
  readonly rows: readonly SheetRow[]
  /** Of a workbook: the sheet that was read, and how many others can be seen. */
  readonly sheet?: { readonly name: string; readonly others: number }
}

export type SheetReading =
  | { readonly kind: 'read'; readonly read: ReadSheet }
  | { readonly kind: 'refused'; readonly why: SheetRefusal; readonly line?: number }

/** Rows of a text or of a workbook, within limits. Whatever the bytes are, this gives rows or says why not. */
export async function readSheet(bytes: Uint8Array<ArrayBuffer>): Promise<SheetReading> {
  try {
    if (bytes.length > SHEET_LIMITS.bytes) throw new SheetRefused('too-large')
    const kind = kindOfFile(bytes)
    const read = kind === 'workbook' ? await workbook(bytes) : { rows: [...delimitedRows(decoded(bytes, kind))] }
    if (read.rows.length === 0) throw new SheetRefused('empty')
    return { kind: 'read', read: { sha256: sha256OfBytes(bytes), ...read } }
  } catch (error) {
    if (error instanceof SheetRefused)
      return { kind: 'refused', why: error.why, ...(error.line !== undefined && { line: error.line }) }
    if (error instanceof ArchiveRefused) return { kind: 'refused', why: error.why }
    throw error
  }
}

/** What is no UTF-8 is what spreadsheets of Western Europe write. */
function decoded(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be' | 'utf-8'): string {
  const text = strictly(bytes, encoding) ?? (encoding === 'utf-8' ? strictly(bytes, 'windows-1252') : undefined)
  if (text === undefined) throw new SheetRefused('not-text')
  return text
}

function strictly(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

async function workbook(bytes: Uint8Array<ArrayBuffer>): Promise<Pick<ReadSheet, 'rows' | 'sheet'>> {
  const archive = openArchive(bytes)
  let left = SHEET_LIMITS.unpacked
  const { rows, sheet, otherSheets } = await workbookRows(archive.names, async (name) => {
    const part = await archive.read(name, left)
    if (!part) return undefined
    left -= part.length
    return strictly(part, 'utf-8') ?? ''
  })
  return { rows, sheet: { name: sheet, others: otherSheets } }
}
