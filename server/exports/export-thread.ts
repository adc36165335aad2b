import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { formats } from '#shared/export/formats'
import { MANIFEST_FILE } from '#shared/export/manifest'
import { safeName } from '#shared/export/zip'
import { Hash, type StreamId, streamParts } from '#shared/ids'
import { openStore } from '../store/database'
import { MOST_FILES, archived } from './archive'
import { OutOfSight, fromDatabase } from './database-source'
import { LimitReached } from './limits'
import { makeExport } from './make-export'
import { NotOurs, beginArchive, keepPiece } from './queue'
import { inPieces, sealPiece } from './sealed-pieces'
import type { Progress } from './telling'
import type { ThreadOrder, ThreadWord } from './thread-words'

/**
 * A thread that makes one export and keeps it in the database, piece by piece, sealed. It has a connection of its own, so
 * that it holds up nobody's call, and memory of its own, so that it takes nobody's. Only `runner.ts` speaks with it.
 */
const order = z.custom<ThreadOrder>().parse(workerData)
const say = (word: ThreadWord): void => parentPort?.postMessage(word)

/** Milliseconds between two words of how far it is. */
const WORD = 250

const store = openStore(order.databaseUrl)
const now = () => new Date(Date.now() + order.clockAhead)
say(await make().catch(failed))
await store.close()

async function make(): Promise<ThreadWord> {
  const { job, asker, wish, asOf, folder } = order
  const log = await fromDatabase({ store, now }, asker, wish.study)
  if (!log) return { kind: 'failed', why: 'rights' }
  const streams = log.streams.filter((stream) => wish.site === undefined || streamParts(stream).site === wish.site)
  if (streams.length === 0) return { kind: 'failed', why: 'rights' }
  await beginArchive({ store }, job, { streams, sealedKey: order.sealedKey })
  let progress: Progress = { read: 0, made: 0, rows: 0, bytes: 0 }
  let said = 0
  const path = join(folder, 'files')
  const outcome = await makeExport(
    log,
    { ...wish, asOf, ...(wish.profile === 'deidentified' && { secret: order.secret }) },
    {
      ...{ path, alone: false, temporary: folder, hands: 'this-thread' },
      tell(news) {
        if (news.read > order.rows || news.rows > order.rows) throw new LimitReached('rows')
        if (news.bytes > order.bytes) throw new LimitReached('bytes')
        progress = news
        if (performance.now() - said < WORD) return
        said = performance.now()
        say({ kind: 'progress', progress })
      },
    },
  )
  if ('notMade' in outcome) return { kind: 'failed', why: outcome.notMade }
  const names = [...outcome.files.map(({ name }) => name), MANIFEST_FILE].filter(
    (one, i, all) => all.indexOf(one) === i,
  )
  if (names.length > MOST_FILES) throw new LimitReached('files')
  say({ kind: 'progress', progress })
  const kept = await keep(archived(path, names), streams)
  const [site] = log.people.sites
  const { study } = site ? await log.version(site.version) : { study: { name: wish.study } }
  const what = `${study.name}_${wish.site ?? 'all-sites'}_${formats[wish.format].name}_${asOf.slice(0, 10)}`
  return { kind: 'made', file: { name: `${safeName(what)}.zip`, ...kept }, progress }
}

/** Keeps the archive in pieces as they come; nothing of it lies anywhere unsealed. */
async function keep(archive: AsyncIterable<Uint8Array>, streams: readonly StreamId[]) {
  const { job, asker, key } = order
  const hash = createHash('sha256')
  let [bytes, place] = [0, 0]
  for await (const piece of inPieces(archive)) {
    hash.update(piece)
    bytes += piece.length
    const content = sealPiece(piece, key, job.id, place)
    await keepPiece({ store }, job, { session: asker.session, at: now() }, streams, { place, content })
    place++
  }
  return { bytes, sha256: Hash.parse(hash.digest('hex')) }
}

function failed(error: unknown): ThreadWord {
  if (error instanceof LimitReached) return { kind: 'failed', why: error.why }
  if (error instanceof OutOfSight) return { kind: 'failed', why: 'rights' }
  if (error instanceof NotOurs) return { kind: 'not-ours' }
  throw error
}
