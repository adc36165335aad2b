import type { Change } from '#shared/change/change'
import type { AttachedFile } from '#shared/attachment'
import { ChunkTaken } from '#shared/protocol'
import { filesWaiting, readChunk } from '../store/files'
import { type Shelf, openOne } from '../store/shelf'
import { logPlace } from '#shared/sealing'
import type { Server } from './server'

/**
 * Carries files to the server behind everything else: one chunk at a time, and only while no change is under way. Each
 * chunk that arrived is noted, so that whoever is cut off goes on with the next one.
 */
interface Carrier {
  /** Sends what can be sent now; ends when there is nothing left, when a call fails, or when `isFree` says so. */
  go(isFree: () => boolean): Promise<void>
}

interface CarrierParts {
  readonly shelf: Shelf
  readonly server: Pick<Server, 'bring'>
  /** A file has arrived whole. */
  readonly arrived: () => void
}

export function createCarrier({ shelf, server, arrived }: CarrierParts): Carrier {
  const { db, ring } = shelf
  let going = false

  /** What is to be sent: nothing of a change that the server does not have yet, or that this person cannot open. */
  async function fileOf(n: number): Promise<{ readonly change: Change; readonly file: AttachedFile } | undefined> {
    const [row, unsent] = await Promise.all([db.log.get(n), db.outbox.get(n)])
    if (!row || unsent || !ring.byId(row.sealed.key)) return undefined
    const { change } = await openOne(shelf, logPlace(n), row.sealed)
    return change.body.kind === 'attach' ? { change, file: change.body.file } : undefined
  }

  /** False where the line or the server stands in the way of everything. */
  async function carry(n: number, isFree: () => boolean): Promise<boolean> {
    const found = await fileOf(n)
    const keys = found && ring.ofStream(found.change.stream)
    if (!found || !keys) return true
    const { change, file } = found
    for (let chunk = (await db.uploads.get(n))?.next; chunk !== undefined;) {
      if (!isFree()) return false
      const hash = file.chunks[chunk]
      const content = hash && (await readChunk(shelf, keys, change.stream, hash))
      if (!content) return true
      const query = new URLSearchParams({ stream: change.stream, n: String(n), chunk: String(chunk) })
      const answer = await server.bring(`/api/sync/chunk?${query}`, content, ChunkTaken)
      // The server does not know the change (any more), or does not take what it says: the other files go on.
      if (!answer.ok) return answer.failure.code === 'not-found' || answer.failure.code === 'bad-request'
      // Said of another file, twice or late: this one is asked about again.
      if (answer.value.file !== file.sha256) return false
      const [next] = answer.value.missing
      await db.uploads.put({ n, next: next ?? 0, sent: next === undefined ? 1 : 0 })
      chunk = next
    }
    arrived()
    return true
  }

  return {
    async go(isFree) {
      if (going) return
      going = true
      try {
        for (const n of await filesWaiting(shelf)) if (!(await carry(n, isFree))) return
      } finally {
        going = false
      }
    },
  }
}
