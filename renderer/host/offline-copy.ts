/**
 * The copy of the app that a browser keeps, so that it opens when neither network nor server is there, as the desktop
 * shell opens from its own files. Built as a service worker of its own; `keepOfflineCopy` puts it to work. It holds the
 * files of one build and nothing else: calls to the server pass by it.
 */

/** What is used of a service worker's world: the types of a page do not have it. */
interface LifeEvent extends Event {
  waitUntil(work: Promise<unknown>): void
}
interface AskedEvent extends LifeEvent {
  readonly request: Request
  respondWith(answer: Promise<Response>): void
}
declare const self: {
  addEventListener(kind: 'install' | 'activate', hear: (event: LifeEvent) => void): void
  addEventListener(kind: 'fetch', hear: (event: AskedEvent) => void): void
  skipWaiting(): Promise<void>
  readonly clients: { claim(): Promise<void> }
}
declare const __TRACER_BUILD__: string

const COPY = `tracer-${__TRACER_BUILD__}`
const PAGE = '/'
/** A network that does not answer is no network: nobody waits longer than this for a page that lies here already. */
const PATIENCE = 4_000

/**
 * All files of the build or none: a copy with holes would open and then stop. What came before a line broke stays, so that
 * the next try goes on from there.
 */
async function fill(): Promise<void> {
  const list: unknown = await (await fetch('/offline-files.json', { cache: 'no-store' })).json()
  if (!Array.isArray(list)) throw new Error('the list of files is not one')
  const copy = await caches.open(COPY)
  const here = new Set((await copy.keys()).map(({ url }) => new URL(url).pathname))
  const missing = list.map((file) => `/${String(file)}`).filter((path) => !here.has(path))
  await Promise.all([PAGE, ...missing].map((path) => copy.add(path)))
}

async function dropOthers(): Promise<void> {
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name !== COPY).map((name) => caches.delete(name)))
}

const kept = async (path: string): Promise<Response | undefined> => (await caches.open(COPY)).match(path)

/** The page of the server where there is one, since it may be newer than the copy. */
async function page(): Promise<Response> {
  try {
    const answer = await fetch(PAGE, { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE) })
    if (answer.ok) return answer
  } catch {
    // No server: the copy answers.
  }
  return (await kept(PAGE)) ?? Response.error()
}

self.addEventListener('install', (event) => event.waitUntil(fill().then(() => self.skipWaiting())))
self.addEventListener('activate', (event) => event.waitUntil(dropOthers().then(() => self.clients.claim())))
self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin || pathname.startsWith('/api/')) return
  if (request.mode === 'navigate' && pathname === PAGE) event.respondWith(page())
  // A name carries the hash of its content: what is here is what the server has.
  else event.respondWith(kept(pathname).then((file) => file ?? fetch(request)))
})
