import { MOST_FILE_BYTES, type PictureType, kindOfFile } from '#shared/attachment'
import { type Blackout, pixelsOf } from './blackout'

/** A picture that somebody chose and that can be added. */
export interface Picture {
  readonly file: File
  readonly type: PictureType
  readonly width: number
  readonly height: number
}

export type NoPicture = 'pdf' | 'other' | 'too-large' | 'too-many-pixels' | 'unreadable'

/** A photograph of sixty million points takes a quarter of a gigabyte to draw on. */
const MOST_PIXELS = 60_000_000
/** What is chosen may be larger than what is kept: it is written anew, and often smaller. */
const MOST_CHOSEN_BYTES = 4 * MOST_FILE_BYTES

/** Looks into a file that was chosen: by its content, never by its name. */
export async function readPicture(file: File): Promise<Picture | NoPicture> {
  const type = kindOfFile(new Uint8Array(await file.slice(0, 16).arrayBuffer()))
  if (type === 'pdf' || type === 'other') return type
  if (file.size > MOST_CHOSEN_BYTES) return 'too-large'
  try {
    const bitmap = await createImageBitmap(file)
    const { width, height } = bitmap
    bitmap.close()
    return width * height > MOST_PIXELS ? 'too-many-pixels' : { file, type, width, height }
  } catch {
    return 'unreadable'
  }
}

/** How much of a photograph's detail is kept. */
const QUALITY = 0.92

/**
 * The picture as it is kept: its points drawn anew with the parts blacked out. Nothing of the file it was made from goes
 * along: what a camera or a scanner notes beside the picture can hold a name as well.
 */
export async function blackenedPicture(
  { file, type }: Picture,
  parts: readonly Blackout[],
): Promise<Uint8Array<ArrayBuffer> | 'too-large'> {
  const bitmap = await createImageBitmap(file)
  const canvas = document.createElement('canvas')
  canvas.width = bitmap.width
  canvas.height = bitmap.height
  const context = canvas.getContext('2d')
  if (!context) throw new Error('this browser cannot draw')
  // What is see-through in a picture would be black in one that knows no such thing.
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(bitmap, 0, 0)
  bitmap.close()
  context.fillStyle = '#000'
  for (const part of parts) context.fillRect(...pixelsOf(part, canvas))
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, QUALITY))
  if (!blob) throw new Error('the picture could not be written')
  return blob.size > MOST_FILE_BYTES ? 'too-large' : new Uint8Array(await blob.arrayBuffer())
}
