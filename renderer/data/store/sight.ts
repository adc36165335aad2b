import type { StreamId } from '#shared/ids'
import type { SiteKeys } from '../keys/keyring'
import { cursorOf } from './pages'
import type { Shelf } from './shelf'

/** How far this device has read each stream, for what is written here to say so. Kept in memory: a save reads nothing. */
export interface Sight {
  of(keys: SiteKeys, stream: StreamId): Promise<number>
  /** More may have come in, here or in another tab. */
  moved(): void
}

export function createSight(shelf: Shelf): Sight {
  const known = new Map<StreamId, Promise<number>>()
  return {
    of(keys, stream) {
      const read = known.get(stream) ?? cursorOf(shelf, keys, stream).then(({ seq }) => seq)
      known.set(stream, read)
      // What could not be read is read again.
      read.catch(() => known.delete(stream))
      return read
    },
    moved: () => known.clear(),
  }
}
