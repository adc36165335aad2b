import { utf8ToBytes } from '@noble/hashes/utils.js'

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

const storedVersion = 20
const utf8Names = 0x0800
/** 1 January 1980: the archive says nothing about when it was made; the manifest in it does. */
const noTime = 0
const noDate = 0x21

/** Several files as one ZIP archive, stored as they are: the same files give the same bytes. Up to 4 GB in all. */
export function zip(files: readonly NamedFile[]): Uint8Array {
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const { name, bytes } of files) {
    const label = utf8ToBytes(name)
    const described = [
      u16(utf8Names),
      u16(0),
      u16(noTime),
      u16(noDate),
      u32(crc32(bytes)),
      u32(bytes.length),
      u32(bytes.length),
      u16(label.length),
      u16(0),
    ]
    const head = join([u32(0x04034b50), u16(storedVersion), ...described, label])
    directory.push(
      join([
        u32(0x02014b50),
        u16(storedVersion),
        u16(storedVersion),
        ...described,
        u16(0),
        u16(0),
        u16(0),
        u32(0),
        u32(offset),
        label,
      ]),
    )
    parts.push(head, bytes)
    offset += head.length + bytes.length
  }
  const index = join(directory)
  const end = [
    u32(0x06054b50),
    u16(0),
    u16(0),
    u16(files.length),
    u16(files.length),
    u32(index.length),
    u32(offset),
    u16(0),
  ]
  return join([...parts, index, ...end])
}

const u16 = (value: number): Uint8Array => Uint8Array.of(value & 0xff, (value >>> 8) & 0xff)
const u32 = (value: number): Uint8Array =>
  Uint8Array.of(value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, (value >>> 24) & 0xff)

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
