import type { FastifyBaseLogger } from 'fastify'
import type { StreamId } from '#shared/ids'
import { isDue } from './packing'
import type { SyncParts } from './push'
import { makeSnapshot } from './snapshot'

/** Packs streams behind the answers to devices, one at a time. */
export interface Packer {
  /** A device was told of this head: the stream is packed where that is due, as far as that session sees it. */
  look(parts: SyncParts, stream: StreamId, head: number): void
  /** Resolves when nothing is being packed any more. */
  stop(): Promise<void>
}

export function createPacker(log: FastifyBaseLogger): Packer {
  const due = new Map<StreamId, SyncParts>()
  /** As it was when this server looked last: the database is not asked with every hello. */
  const packedTo = new Map<StreamId, number>()
  let work: Promise<void> | undefined
  let stopped = false

  async function packAll(): Promise<void> {
    for (const [stream, parts] of due) {
      if (stopped) return
      due.delete(stream)
      const [end, head] = await parts.changes.within(
        [stream],
        async (tx) => [(await tx.snapshot(stream))?.seq ?? 0, (await tx.heads([stream]))[0]?.head ?? 0] as const,
        'read',
      )
      const again = isDue(parts.packing, head, end)
      if (again) await makeSnapshot(parts, stream)
      packedTo.set(stream, again ? head : end)
    }
  }

  return {
    look(parts, stream, head) {
      if (stopped || !isDue(parts.packing, head, packedTo.get(stream) ?? 0)) return
      due.set(stream, parts)
      work ??= packAll()
        // The next device that says hello has it tried again.
        .catch((error: unknown) => log.error({ name: error instanceof Error ? error.name : '' }, 'packing failed'))
        .finally(() => {
          work = undefined
        })
    },
    async stop() {
      stopped = true
      await work
    },
  }
}
