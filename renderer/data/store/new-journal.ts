const NAME = 'tracer-journal'
const MEBIBYTE = 1024 * 1024
/** More than Chromium holds in memory before it writes tables and begins another journal. */
const FILLING = 5

/**
 * Makes the browser begin another journal file for everything this origin stores. Chromium goes on writing in the
 * journal that an earlier run left; where that run was killed in the middle of a record, what comes after the torn record
 * makes the whole file unreadable at the next start, and Chromium answers that by throwing all of the origin's databases
 * away. What is written before this ends is carried over. Never rejects: without room for it, the risk is as before.
 */
export async function beginNewJournal(indexedDB: IDBFactory, crypto: Crypto): Promise<void> {
  try {
    const opening = indexedDB.open(NAME, 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore('filling')
    const db = await answerOf(opening)
    const filling = db.transaction('filling', 'readwrite').objectStore('filling')
    const written = Array.from({ length: FILLING }, (_, key) => answerOf(filling.put(noise(crypto), key)))
    await Promise.all(written)
    db.close()
    await answerOf(indexedDB.deleteDatabase(NAME))
  } catch {
    // A full disk; the next start tries again.
  }
}

/** Cannot be compressed, so that it fills what it is meant to fill. */
function noise(crypto: Crypto): Uint8Array {
  const bytes = new Uint8Array(MEBIBYTE)
  for (let at = 0; at < bytes.length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536))
  return bytes
}

const answerOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('refused'))
  })
