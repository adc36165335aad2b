import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { Zip, ZipDeflate } from 'fflate'
import { NO_TIME } from '#shared/export/zip'

/** As many as an archive of this kind names. */
export const MOST_FILES = 65_000

/**
 * The files of a folder as one ZIP archive, packed, a piece at a time: memory does not grow with them. Same files, same
 * archive. All of them together stay below 4 GB, and there are no more than `MOST_FILES`.
 */
export async function* archived(folder: string, names: readonly string[]): AsyncGenerator<Uint8Array> {
  const packed: Uint8Array[] = []
  const archive = new Zip((error, piece) => {
    if (error) throw error
    packed.push(piece)
  })
  for (const name of names) {
    const file = new ZipDeflate(name)
    file.mtime = NO_TIME
    archive.add(file)
    for await (const piece of createReadStream(join(folder, name), { highWaterMark: 256 * 1024 })) {
      if (piece instanceof Uint8Array) file.push(piece)
      yield* packed.splice(0)
    }
    file.push(new Uint8Array(), true)
  }
  archive.end()
  yield* packed
}
