import { crc32 } from '#shared/export/zip'

type Bytes = Uint8Array<ArrayBuffer>

const END = 0x06054b50
const ENTRY = 0x02014b50
const FILE = 0x04034b50
const STORED = 0
const DEFLATED = 8
const ENCRYPTED = 1

/**
 * Some files of a ZIP archive, unpacked. Undefined where it is no archive, is encrypted or damaged, or where they unpack
 * to more than `most` bytes: counted while they unpack, whatever the archive says of itself.
 */
export async function unzip(
  archive: Bytes,
  wanted: (name: string) => boolean,
  most: number,
): Promise<ReadonlyMap<string, Bytes> | undefined> {
  try {
    const files = new Map<string, Bytes>()
    let left = most
    for (const entry of entriesOf(archive).filter(({ name }) => wanted(name))) {
      const bytes = await unpacked(archive, entry, left)
      if (!bytes || crc32(bytes) !== entry.crc) return undefined
      left -= bytes.length
      files.set(entry.name, bytes)
    }
    return files
  } catch {
    // A number that leads out of the archive, or a stream that is none.
    return undefined
  }
}

interface Entry {
  readonly name: string
  readonly flags: number
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly at: number
}

/** The directory at the archive's end. Throws `RangeError` where it leads out of it. */
function entriesOf(archive: Bytes): readonly Entry[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  let end = archive.length - 22
  // A comment of up to 64 kB may follow.
  while (view.getUint32(end, true) !== END) end--
  const entries: Entry[] = []
  let at = view.getUint32(end + 16, true)
  for (let i = 0; i < view.getUint16(end + 10, true) && view.getUint32(at, true) === ENTRY; i++) {
    const nameEnd = at + 46 + view.getUint16(at + 28, true)
    entries.push({
      name: new TextDecoder().decode(archive.subarray(at + 46, nameEnd)),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      at: view.getUint32(at + 42, true),
    })
    at = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

async function unpacked(archive: Bytes, entry: Entry, most: number): Promise<Bytes | undefined> {
  const view = new DataView(archive.buffer, archive.byteOffset + entry.at)
  if (view.getUint32(0, true) !== FILE || entry.flags & ENCRYPTED) return undefined
  const from = entry.at + 30 + view.getUint16(26, true) + view.getUint16(28, true)
  const packed = archive.slice(from, from + entry.packed)
  if (entry.method === STORED) return packed.length <= most ? packed : undefined
  return entry.method === DEFLATED ? inflated(packed, most) : undefined
}

async function inflated(packed: Bytes, most: number): Promise<Bytes | undefined> {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader()
  const parts: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.length
    if (size > most) {
      await reader.cancel()
      return undefined
    }
    parts.push(value)
  }
  const whole = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
