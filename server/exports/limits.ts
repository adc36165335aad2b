import type { JobFailure } from '#shared/export/job'

/** What a server makes for people, and no more. */
export interface ExportLimits {
  /** Exports that are made at the same time. */
  readonly atOnce: number
  /** Entries of the log that are read, and rows of tables that are written. */
  readonly rows: number
  /** Bytes of files, before they are packed. */
  readonly megabytes: number
  readonly minutes: number
  /** After so many hours nothing is left of what came of it. */
  readonly hours: number
}

export const EXPORT_LIMITS: ExportLimits = { atOnce: 2, rows: 20_000_000, megabytes: 2_000, minutes: 60, hours: 24 }

/** The settings they are said with, and the highest that each may be: an archive of this kind ends at 4 GB. */
export const EXPORT_SETTINGS: { readonly [L in keyof ExportLimits]: { readonly name: string; readonly most: number } } =
  {
    atOnce: { name: 'TRACER_EXPORT_AT_ONCE', most: 16 },
    rows: { name: 'TRACER_EXPORT_ROWS', most: 1_000_000_000 },
    megabytes: { name: 'TRACER_EXPORT_MEGABYTES', most: 4_000 },
    minutes: { name: 'TRACER_EXPORT_MINUTES', most: 1_440 },
    hours: { name: 'TRACER_EXPORT_HOURS', most: 720 },
  }

/** Memory of the thread that makes one, in megabytes. */
export const MEMORY = 1_024

/** It comes to more than the server makes. */
export class LimitReached extends Error {
  constructor(readonly why: JobFailure) {
    super(why)
  }
}
