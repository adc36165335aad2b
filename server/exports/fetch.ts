import { and, eq } from 'drizzle-orm'
import { can } from '#shared/roles'
import { placesOf, streamOf } from '../auth/grants'
import { type SignedIn, sightOf } from '../auth/session'
import type { Context } from '../context'
import { type Refused, refuse } from '../refused'
import { note } from '../security-log'
import { exportArchive, exportChunk, exportJob } from '../store/schema'
import { archiveContext } from './queue'
import { openPiece } from './sealed-pieces'

export interface FetchedArchive {
  readonly name: string
  readonly bytes: number
  /** Throws where somebody stops being allowed to have it on the way. */
  readonly pieces: AsyncIterable<Buffer>
}

/**
 * An archive that is whole, for who asked for it and still exports every site that may be in it. The database shows its
 * pieces to nobody else: it asks for each of them again.
 */
export async function archiveOf(context: Context, who: SignedIn, id: string): Promise<FetchedArchive | Refused> {
  const { store, secrets, now } = context
  const [found] = await store.db
    .select({ archive: exportArchive })
    .from(exportArchive)
    .innerJoin(exportJob, eq(exportJob.id, exportArchive.job))
    .where(and(eq(exportJob.id, id), eq(exportJob.userId, who.user), eq(exportJob.state, 'ready')))
  const { streams = [], sealedKey, name, bytes } = found?.archive ?? {}
  if (sealedKey === undefined || name === undefined || name === null || !bytes)
    return refuse('not-found', 'There is no such export of yours.')
  const { user, device } = who
  const places = await placesOf(store.db, who.grants)
  const exporting = new Set(
    places.filter(({ grants }) => grants.some(({ role }) => can(role, 'export'))).map((place) => streamOf(place)),
  )
  if (!streams.every((stream) => exporting.has(stream))) {
    await note(store.db, now(), 'stream-refused', { user, device, detail: `export ${id}` })
    return refuse('not-allowed', 'Your role no longer exports everything that is in it.')
  }
  await note(store.db, now(), 'export-fetched', { user, device, detail: id })
  const key = secrets.open(sealedKey, archiveContext(id))
  async function* pieces(): AsyncGenerator<Buffer> {
    let given = 0
    for (let place = 0; given < (bytes ?? 0); place++) {
      const [row] = await store.within(
        sightOf(context, who),
        streams,
        (tx) =>
          tx
            .select({ content: exportChunk.content })
            .from(exportChunk)
            .where(and(eq(exportChunk.job, id), eq(exportChunk.place, place))),
        'read',
      )
      if (!row) throw new Error('a piece of an export is not there for who fetches it')
      const piece = openPiece(row.content, key, id, place)
      given += piece.length
      yield piece
    }
  }
  return { name, bytes, pieces: pieces() }
}
