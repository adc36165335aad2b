import type { Browser } from './profile'
import { tellTimes } from './figures'
import { watchMainThread } from './main-thread'
import { measured } from './screens'

const KEYS = 60
const PUTS = 60

/**
 * What the same browser on the same machine takes for the least that could be done: a key in a page that holds nothing but
 * a line to type on, and one small record made durable by a worker, asked for and answered. Our figures are read against these.
 */
export async function floor({ context }: Browser): Promise<void> {
  const page = await context.newPage()
  await page.route('http://floor.tracer.localhost/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><input aria-label="line">' }),
  )
  await page.goto('http://floor.tracer.localhost/')
  await page.bringToFront()

  await page.getByLabel('line').focus()
  const thread = await watchMainThread(page)
  const work = []
  for (let i = 0; i < KEYS; i++)
    work.push(
      await thread.during(async () => {
        await page.keyboard.press('a')
        await page.waitForTimeout(100)
      }),
    )
  tellTimes(
    'floor',
    work.map(({ wall }) => wall),
    'a key in a page with one line, main thread',
  )
  tellTimes(
    'floor',
    work.map(({ cpu }) => cpu),
    'a key in a page with one line, main thread without waiting for other programs',
  )

  await page.evaluate(startStore)
  const puts: number[] = []
  for (let i = 0; i < PUTS; i++) {
    await page.evaluate(put)
    puts.push(await measured(page, 'stored'))
    await page.waitForTimeout(200)
  }
  tellTimes('floor', puts, 'one record made durable by a worker')
  await page.close()
}

/** Runs in the page: a worker that stores what it is sent, and answers when the transaction is durable. */
function startStore(): void {
  const work = `
    const opening = indexedDB.open('floor', 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore('records', { autoIncrement: true })
    onmessage = () => {
      const transaction = opening.result.transaction('records', 'readwrite', { durability: 'strict' })
      transaction.objectStore('records').add(new Uint8Array(500))
      transaction.oncomplete = () => postMessage('stored')
    }
    opening.onsuccess = () => postMessage('open')`
  const worker = new Worker(URL.createObjectURL(new Blob([work], { type: 'text/javascript' })))
  Reflect.set(window, 'bench-worker', worker)
  Reflect.set(window, 'bench-open', new Promise((resolve) => (worker.onmessage = resolve)))
}

/** Runs in the page. */
async function put(): Promise<void> {
  await Reflect.get(window, 'bench-open')
  const worker: unknown = Reflect.get(window, 'bench-worker')
  if (!(worker instanceof Worker)) throw new Error('the worker is not there')
  const stored = new Promise<number>((resolve) => {
    const from = performance.now()
    worker.onmessage = () => resolve(performance.now() - from)
    worker.postMessage('store')
  })
  Reflect.set(window, 'bench-stored', stored)
}
