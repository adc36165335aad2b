import Dexie from 'dexie'

/** The least that a save could do: one record of 1 KB into three stores in one strict transaction, without any keys. */
const database = new Dexie('raw', { chromeTransactionDurability: 'strict' })
database.version(1).stores({ outbox: 'n', log: 'n', current: 'id' })
const [outbox, log, current] = [database.table('outbox'), database.table('log'), database.table('current')]

let n = 0
addEventListener('message', ({ data }: MessageEvent<{ readonly id: string }>) => {
  n++
  const save = database.transaction('rw', outbox, log, current, () =>
    Promise.all([outbox.put({ n }), log.put({ n, data }), current.put(data)]),
  )
  void save.then(() => postMessage('saved'))
})
