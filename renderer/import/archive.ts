import { crc32 } from '#shared/export/zip'

type Bytes = Uint8Array<ArrayBuffer>

const END = 0x06054b50
const ENTRY = 0x02014b50
const FILE = 0x04034b50
const STORED = 0
const DEFLATED = 8
const ENCRYPTED = 1

/** Why an archive, or a file in it, is not read. */
export class ArchiveRefused extends Error {
  constructor(readonly why: 'damaged' | 'locked' | 'too-large') {
    super(why)
  }
}

/** The files of a ZIP archive; each is unpacked when it is asked for. */
export interface Archive {
  readonly names: readonly string[]
  /**
   * Undefined where there is no file of that name. Throws `ArchiveRefused`; a file that unpacks to more than `most` bytes
   * is too large, counted while it unpacks, whatever the archive says of itself.
   */
  read(name: string, most: number): Promise<Bytes | undefined>
}

/** Throws `ArchiveRefused` on what is no archive. */
export function openArchive(archive: Bytes): Archive {
  const entries = orDamaged(() => entriesOf(archive))
  const byName = new Map(entries.map((entry) => [entry.name, entry]))
  // Two files of one name: one program would read this one, another that one.
  if (byName.size < entries.length) throw new ArchiveRefused('damaged')
  return {
    names: [...byName.keys()],
    read: async (name, most) => {
      const entry = byName.get(name)
      if (!entry) return undefined
      const bytes = await unpacked(archive, entry, most)
      if (crc32(bytes) !== entry.crc) throw new ArchiveRefused('damaged')
      return bytes
    },
  }
}

/** Some files of a ZIP archive, unpacked. Undefined where it cannot be read, or where they unpack to more than `most` bytes. */
export async function unzip(
  bytes: Bytes,
  wanted: (name: string) => boolean,
  most: number,
): Promise<ReadonlyMap<string, Bytes> | undefined> {
  try {
    const archive = openArchive(bytes)
    const files = new Map<string, Bytes>()
    let left = most
    for (const name of archive.names.filter(wanted)) {
      const file = await archive.read(name, left)
      if (!file) continue
      left -= file.length
      files.set(name, file)
    }
    return files
  } catch (error) {
    if (error instanceof ArchiveRefused) return undefined
    throw error
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

/** Numbers of an archive may lead out of it. */
function orDamaged<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof RangeError) throw new ArchiveRefused('damaged')
    throw error
  }
}

/** The directory at the archive's end. Throws `RangeError` where it leads out of it. */
function entriesOf(archive: Bytes): readonly Entry[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  let end = archive.length - 22
  // A comment of up to 64 kB may follow.
  const first = Math.max(0, end - 0xffff)
  while (end >= first && view.getUint32(end, true) !== END) end--
  if (end < first) throw new RangeError('no directory')
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

async function unpacked(archive: Bytes, entry: Entry, most: number): Promise<Bytes> {
  const packed = orDamaged(() => packedOf(archive, entry))
  switch (entry.method) {
    case STORED:
      if (packed.length > most) throw new ArchiveRefused('too-large')
      return packed
    case DEFLATED:
      return inflated(packed, most)
    default:
      throw new ArchiveRefused('damaged')
  }
}

function packedOf(archive: Bytes, entry: Entry): Bytes {
  const view = new DataView(archive.buffer, archive.byteOffset + entry.at)
  if (entry.flags & ENCRYPTED) throw new ArchiveRefused('locked')
  if (view.getUint32(0, true) !== FILE) throw new ArchiveRefused('damaged')
  const from = entry.at + 30 + view.getUint16(26, true) + view.getUint16(28, true)
  return archive.slice(from, from + entry.packed)
}

async function inflated(packed: Bytes, most: number): Promise<Bytes> {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader()
  const parts: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await readOn(reader)
    if (done) break
    size += value.length
    if (size > most) {
      await reader.cancel()
      throw new ArchiveRefused('too-large')
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

async function readOn<T>(reader: ReadableStreamDefaultReader<T>): Promise<ReadableStreamReadResult<T>> {
  try {
    return await reader.read()
  } catch {
    // Not packed as it says it is.
    throw new ArchiveRefused('damaged')
  }
}
