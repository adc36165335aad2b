import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { crc32, createDeflateRaw } from 'node:zlib'

/** As many as an archive of this kind names. */
export const MOST_FILES = 65_000

/** Made by version 2.0 of the format; names are UTF-8, and sizes stand behind the content. */
const VERSION = 20
const FLAGS = 0x0808
const DEFLATED = 8
/** 1 January 1980: the archive says nothing about when it was made; the manifest in it does. */
const NO_TIME = 0
const NO_DATE = 0x21

interface Packed {
  readonly name: Buffer
  readonly crc: number
  readonly packed: number
  readonly size: number
  readonly at: number
}

/**
 * The files of a folder as one ZIP archive, packed, a piece at a time: memory does not grow with them. Same files, same
 * archive. All of them together stay below 4 GB, and there are no more than `MOST_FILES`.
 */
export async function* archived(folder: string, names: readonly string[]): AsyncGenerator<Buffer> {
  const all: Packed[] = []
  let at = 0
  for (const file of names) {
    const name = Buffer.from(file)
    const start = at
    const head = Buffer.concat([u32(0x04034b50), u16(VERSION), ...described(0, 0, 0, name), name])
    at += head.length
    yield head
    let [crc, packed, size] = [0, 0, 0]
    const deflating = createReadStream(join(folder, file), { highWaterMark: 256 * 1024 })
      .on('data', (piece) => {
        crc = crc32(piece, crc)
        size += piece.length
      })
      .on('error', (error) => deflating.destroy(error))
      .pipe(createDeflateRaw())
    for await (const piece of deflating) {
      if (!(piece instanceof Uint8Array)) continue
      packed += piece.length
      yield Buffer.from(piece)
    }
    const sizes = Buffer.concat([u32(0x08074b50), u32(crc), u32(packed), u32(size)])
    at += packed + sizes.length
    yield sizes
    all.push({ name, crc, packed, size, at: start })
  }
  const index = Buffer.concat(all.map(entry))
  yield index
  const counts = [u16(0), u16(0), u16(all.length), u16(all.length)]
  yield Buffer.concat([u32(0x06054b50), ...counts, u32(index.length), u32(at), u16(0)])
}

const described = (crc: number, packed: number, size: number, name: Buffer): readonly Buffer[] => [
  ...[u16(FLAGS), u16(DEFLATED), u16(NO_TIME), u16(NO_DATE)],
  ...[u32(crc), u32(packed), u32(size), u16(name.length), u16(0)],
]

const entry = ({ name, crc, packed, size, at }: Packed): Buffer =>
  Buffer.concat([
    ...[u32(0x02014b50), u16(VERSION), u16(VERSION), ...described(crc, packed, size, name)],
    ...[u16(0), u16(0), u16(0), u32(0), u32(at), name],
  ])

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
