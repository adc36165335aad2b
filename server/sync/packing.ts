import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { SnapshotEnd } from './log'

/** When a stream is packed for devices that begin, and how. */
export interface Packing {
  /** A shorter stream is pulled as quickly. */
  readonly least: number
  /** So many changes after the last time it is packed again: what came since is pulled. */
  readonly every: number
  /** The text of a part as it is kept and sent. */
  gzip(text: string): Promise<Uint8Array>
}

export const PACKING: Packing = {
  least: 1_000,
  every: 2_000,
  gzip: (text) => promisify(gzip)(text, { level: 6 }),
}

/** Whether a device does better to begin with the snapshot than with the first page. */
export const isWorth = ({ least }: Packing, head: number, end: SnapshotEnd | undefined): boolean =>
  end !== undefined && end.seq >= least && end.seq * 2 >= head

/** Whether a stream with this head should be packed (again). */
export const isDue = ({ least, every }: Packing, head: number, packedTo: number): boolean =>
  head >= least && (packedTo === 0 || head - packedTo >= every)
