import type { DeviceTables } from './tables'

/** Somebody's work is over: what it would still write is not written. */
class Over extends Error {
  constructor() {
    super('this session is over')
    this.name = 'Over'
  }
}

/** The stores of a device as one session may use them. */
export interface Gate {
  readonly tables: DeviceTables
  /** Resolves when what was being written is written or has failed; from then on nothing is. */
  close(): Promise<void>
}

/**
 * A session writes sealed records only through `atomic`, and not after it is closed: no answer that was under way puts
 * anything under a key that the next session no longer uses.
 */
export function gateTo(db: DeviceTables): Gate {
  const { log, outbox, unfolded, refused, forms, pages, parts, subjects, cursors, chunks, uploads } = db
  const { versions, hellos, meta } = db
  const writing = new Set<Promise<unknown>>()
  let over = false
  return {
    tables: {
      ...{ log, outbox, unfolded, refused, forms, pages, parts, subjects, cursors, chunks, uploads },
      ...{ versions, hellos, meta },
      async atomic(mode, stores, work) {
        if (over) throw new Over()
        const mine = db.atomic(mode, stores, work)
        const settled = mine.then(
          () => undefined,
          () => undefined,
        )
        writing.add(settled)
        void settled.then(() => writing.delete(settled))
        return mine
      },
    },
    async close() {
      over = true
      await Promise.all(writing)
    },
  }
}
