import { zipSync } from 'fflate'

export interface NamedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  return crc
})

/** The check sum that an archive keeps of each file. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0)
  return (crc ^ 0xffffffff) >>> 0
}

/** Name safe on every system: letters, digits, dot, dash and line; never hidden, never a path, never a device of Windows. */
export function safeName(text: string): string {
  const name = text
    .replace(/[^A-Za-z0-9._-]+/g, '_')
    .replace(/^[._]+|[._]+$/g, '')
    .slice(0, 120)
  return name === '' || /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?$/i.test(name) ? `x${name}` : name
}

/** The archive says nothing about when it was made; the manifest in it does. The earliest there is, on any clock. */
export const NO_TIME = '1980-01-01T00:00:00'

/** Several files as one ZIP archive, stored as they are: the same files give the same bytes. Up to 4 GB in all. */
export const zip = (files: readonly NamedFile[]): Uint8Array =>
  zipSync(Object.fromEntries(files.map(({ name, bytes }) => [name, bytes])), { level: 0, mtime: NO_TIME })
