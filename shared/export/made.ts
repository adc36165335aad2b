import type { FileThatGoes } from './attached-files'
import type { Manifest } from './manifest'
import type { NamedFile } from './zip'

/**
 * What one participant becomes in the files of an export, made apart from all others: plain data, so that it may come
 * from another thread. What the format has no use for is empty.
 */
export interface MadeSubject {
  readonly participant: Manifest['participants'][number]
  /** Files that speak of this participant alone. */
  readonly files: readonly NamedFile[]
  /** Files that were added to forms. */
  readonly attachments: readonly FileThatGoes[]
  readonly tables: readonly MadeTable[]
  readonly clinical: readonly MadeClinical[]
  readonly records: MadeRecords | undefined
}

/** Rows of one table as they stand in its file. */
export interface MadeTable {
  readonly name: string
  readonly rows: number
  readonly bytes: Uint8Array
}

/** What an ODM file says of a participant under one version of the study. */
export interface MadeClinical {
  /** OID of the version. */
  readonly version: string
  readonly bytes: Uint8Array
}

/** Rows for data sets, and what could not become one. */
export interface MadeRecords {
  readonly sets: readonly {
    readonly dataset: string
    readonly rows: number
    /** Bytes of the longest text of each variable. */
    readonly longest: readonly number[]
    /** Each row as JSON with a comma behind it. */
    readonly bytes: Uint8Array
  }[]
  /** Items with values that stand against each other. */
  readonly contested: number
  /** Forms that were withdrawn. */
  readonly withdrawn: number
}
