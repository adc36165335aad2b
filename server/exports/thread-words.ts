import type { ExportWish, JobFailure } from '#shared/export/job'
import type { Asker } from './database-source'
import type { ArchiveFile, Taken } from './queue'
import type { Progress } from './telling'

/** What a thread is begun with. */
export interface ThreadOrder {
  readonly databaseUrl: string
  readonly job: Taken
  readonly asker: Asker
  readonly wish: ExportWish
  /** The instant that it speaks of: when it was asked for. */
  readonly asOf: string
  /** What pieces are sealed with, and the same as it is kept beside them. */
  readonly key: Uint8Array
  readonly sealedKey: string
  /** What de-identified codes and days follow from. */
  readonly secret: Uint8Array
  /** Folder for what lies there while it is made. */
  readonly folder: string
  readonly rows: number
  readonly bytes: number
  /** Milliseconds by which the server's clock is ahead of the machine's. */
  readonly clockAhead: number
}

/** What it says. After anything but how far it is, it says nothing more. */
export type ThreadWord =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'made'; readonly file: ArchiveFile; readonly progress: Progress }
  | { readonly kind: 'failed'; readonly why: JobFailure }
  | { readonly kind: 'not-ours' }
