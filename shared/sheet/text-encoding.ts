import { SheetRefused } from './sheet'

const begins = (bytes: Uint8Array, mark: readonly number[]): boolean => mark.every((byte, i) => bytes[i] === byte)

/** What a file is, by its first bytes: a packed workbook, or text in an encoding that its mark says, else UTF-8. */
export function kindOfFile(bytes: Uint8Array): 'workbook' | 'utf-16le' | 'utf-16be' | 'utf-8' {
  if (bytes.length === 0) throw new SheetRefused('empty')
  if (begins(bytes, [0x50, 0x4b, 0x03, 0x04])) return 'workbook'
  // Excel before 2007, and every workbook behind a password.
  if (begins(bytes, [0xd0, 0xcf, 0x11, 0xe0])) throw new SheetRefused('old-workbook')
  if (begins(bytes, [0xff, 0xfe])) return 'utf-16le'
  if (begins(bytes, [0xfe, 0xff])) return 'utf-16be'
  // UTF-16 without its mark, or no text at all.
  if (bytes.includes(0)) throw new SheetRefused('not-text')
  return 'utf-8'
}
