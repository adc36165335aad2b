import { z } from 'zod'
import { sha256OfBytes } from './canonical-json'
import { Hash } from './ids'

/**
 * A file that belongs to a form: an ECG, a page of a scan report. The change that names it holds the hash of the whole
 * and of every chunk; the bytes travel beside the log, chunk by chunk, and whoever gets one proves it by its name.
 */

/** Every chunk but the last has so many bytes. */
export const CHUNK_BYTES = 256 * 1024
/** The largest file that is taken. */
export const MOST_FILE_BYTES = 10 * 1024 * 1024

/** What is taken: pictures, since their identifying parts can be blacked out for good. */
export const PictureType = z.enum(['image/png', 'image/jpeg'])
export type PictureType = z.output<typeof PictureType>

export const AttachedFile = z
  .strictObject({
    /** What the picture shows, in the words of whoever added it; never the name of the file it was made from. */
    title: z
      .string()
      .min(1)
      .max(120)
      .refine((text) => text.isWellFormed(), 'text with a broken character'),
    type: PictureType,
    bytes: z.int().positive().max(MOST_FILE_BYTES),
    sha256: Hash,
    chunks: z.array(Hash).min(1),
    /** How many parts of the picture were blacked out before it was stored. */
    blackened: z.int().nonnegative().max(200),
  })
  .refine(({ bytes, chunks }) => chunks.length === Math.ceil(bytes / CHUNK_BYTES), 'chunks that are not of these bytes')
export type AttachedFile = z.output<typeof AttachedFile>

/** Where a chunk begins in its file, and where it ends (left out). */
export function chunkRange({ bytes }: Pick<AttachedFile, 'bytes'>, chunk: number): readonly [number, number] {
  const from = chunk * CHUNK_BYTES
  return [from, Math.min(from + CHUNK_BYTES, bytes)]
}

/** Describes a file by its content. The caller has made sure that its size and type are taken. */
export function describeFile(
  content: Uint8Array,
  said: Pick<AttachedFile, 'title' | 'type' | 'blackened'>,
): AttachedFile {
  const bytes = content.length
  const chunks = Array.from({ length: Math.ceil(bytes / CHUNK_BYTES) }, (_, chunk) =>
    sha256OfBytes(content.subarray(...chunkRange({ bytes }, chunk))),
  )
  return AttachedFile.parse({ ...said, bytes, sha256: sha256OfBytes(content), chunks })
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const JPEG = [0xff, 0xd8, 0xff]
const PDF = [0x25, 0x50, 0x44, 0x46]

/** What a file is by its first bytes, whatever it is called. */
export function kindOfFile(content: Uint8Array): PictureType | 'pdf' | 'other' {
  const begins = (signature: readonly number[]) => signature.every((byte, i) => content[i] === byte)
  if (begins(PNG)) return 'image/png'
  if (begins(JPEG)) return 'image/jpeg'
  return begins(PDF) ? 'pdf' : 'other'
}
