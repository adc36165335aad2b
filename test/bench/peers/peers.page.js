/**
 * PouchDB and RxDB in the browser, with the documents that we get too. Both answer to the same calls, with times in
 * milliseconds: `seed` fills the database of this device, `push` and `pull` exchange with the server until nothing is
 * left, `one` makes a document more and pushes it.
 */
import PouchDB from 'pouchdb-browser'
import indexeddb from 'pouchdb-adapter-indexeddb'
import { createRxDatabase } from 'rxdb/plugins/core'
import { replicateRxCollection } from 'rxdb/plugins/replication'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'
import { documents, moreDocuments } from '../sync/documents.mjs'

PouchDB.plugin(indexeddb.default ?? indexeddb)

const SEEDED_AT_ONCE = 1_000
const BATCH = 500

async function timed(work) {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

async function inSlices(all, store) {
  for (let i = 0; i < all.length; i += SEEDED_AT_ONCE) await store(all.slice(i, i + SEEDED_AT_ONCE))
}

function pouch() {
  const here = new PouchDB('bench', { adapter: 'indexeddb' })
  const there = `${location.origin}/bench`
  const options = { batch_size: BATCH, batches_limit: 10 }
  const stored = ({ id, ...document }) => ({ _id: id, ...document })
  return {
    seed: (n) => inSlices(documents(n).map(stored), (slice) => here.bulkDocs(slice)),
    push: () => timed(() => here.replicate.to(there, options)),
    pull: () => timed(() => here.replicate.from(there, options)),
    async one(n, index) {
      await here.put(stored(moreDocuments(n, 'V11')[index]))
      return timed(() => here.replicate.to(there, options))
    },
    count: async () => (await here.info()).doc_count,
  }
}

const text = { type: 'string' }
const number = { type: 'number' }
const schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    ...{ id: { type: 'string', maxLength: 60 }, study: text, site: text, subject: text, event: text, form: text },
    ...{ version: number, n: number, at: text, by: text, items: { type: 'object' }, note: text },
    ...{ updatedAt: number, rev: text },
  },
  required: ['id'],
}

async function rx() {
  const database = await createRxDatabase({ name: 'bench', storage: getRxStorageDexie(), multiInstance: false })
  const conflictHandler = {
    isEqual: (a, b) => a.rev === b.rev && a.n === b.n,
    resolve: ({ realMasterState }) => realMasterState,
  }
  const { kept } = await database.addCollections({ kept: { schema, conflictHandler } })
  const json = async (address, init) => (await fetch(address, init)).json()
  const headers = { 'content-type': 'application/json' }
  const exchange = async (identifier, ways) => {
    const replication = replicateRxCollection({
      collection: kept,
      replicationIdentifier: identifier,
      live: false,
      waitForLeadership: false,
      ...ways,
    })
    const errors = []
    replication.error$.subscribe((error) => errors.push(error))
    await replication.awaitInitialReplication()
    await replication.cancel()
    if (errors.length > 0) throw errors[0]
  }
  return {
    seed: (n) =>
      inSlices(
        documents(n).map((document) => ({ ...document, rev: 'r1', updatedAt: 0 })),
        (slice) => kept.bulkInsert(slice),
      ),
    push: () =>
      timed(() =>
        exchange('push', {
          push: {
            batchSize: BATCH,
            handler: (rows) => json('/push', { method: 'POST', headers, body: JSON.stringify(rows) }),
          },
        }),
      ),
    pull: () =>
      timed(() =>
        exchange('pull', {
          pull: {
            batchSize: BATCH,
            handler: (checkpoint, limit) => json(`/pull?cursor=${checkpoint?.updatedAt ?? 0}&limit=${limit}`),
          },
        }),
      ),
    count: () => kept.count().exec(),
  }
}

window.peers = { pouch, rx }
