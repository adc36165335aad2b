import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BrowserContext, type Page, chromium } from 'playwright-core'
import { z } from 'zod'
import { findBrowser } from '../../scripts/ensure.mjs'
import { note } from './figures'
import { LARGE, SMALL, type Ward, type WardServer, sendParticipants } from './server'
import { signIn } from './screens'

/** A browser on a profile that holds both wards, each under an address of its own: two devices beside each other. */
export interface Browser {
  readonly context: BrowserContext
  readonly version: string
  open(ward: Ward): Promise<Page>
  close(): Promise<void>
}

/** What decides what a device stores, and with it whether a profile can be measured again. */
const STORED_BY = [
  'renderer/data/keys',
  'renderer/data/store',
  'shared',
  'forms',
  'test/support/participants.ts',
  'test/bench/server.ts',
  'test/bench/typed.ts',
]

/**
 * Where the filled profile lies between runs: another place as soon as the app would store something else, unless
 * `TRACER_BENCH_PROFILE` names one.
 */
function profileDir(): string {
  const named = process.env['TRACER_BENCH_PROFILE']
  if (named) return named
  const root = fileURLToPath(new URL('../../', import.meta.url))
  const hash = createHash('sha256')
  for (const source of STORED_BY) {
    const files = source.endsWith('.ts')
      ? [join(root, source)]
      : readdirSync(join(root, source), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .sort()
    for (const file of files) hash.update(file.slice(root.length)).update(readFileSync(file))
  }
  return join(tmpdir(), `tracer-bench-${hash.digest('hex').slice(0, 12)}`)
}

/** Opens the profile that holds both wards, filling it the first time by the app itself: signed in, pulled, summarised. */
export async function openProfile(server: WardServer): Promise<Browser> {
  const dir = profileDir()
  const filled = join(dir, 'filled')
  if (!existsSync(filled)) {
    rmSync(dir, { recursive: true, force: true })
    note(`Filling ${dir}: a few minutes, once for each version of what the app stores.`)
    const browser = await launch(dir, server)
    for (const ward of [SMALL, LARGE]) {
      await sendParticipants(server, ward)
      await fill(browser, ward)
    }
    await browser.close()
    writeFileSync(filled, '')
  }
  return launch(dir, server)
}

const addressOf = (ward: Ward): string => `${ward.name}.tracer.localhost`

async function launch(dir: string, server: WardServer): Promise<Browser> {
  const executablePath = findBrowser()
  const context = await chromium.launchPersistentContext(dir, {
    ...(executablePath !== undefined && { executablePath }),
    chromiumSandbox: process.getuid?.() !== 0,
    viewport: { width: 1440, height: 900 },
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      // The database belongs to the address: it stays the same whichever port this server got.
      `--host-resolver-rules=${[SMALL, LARGE].map((ward) => `MAP ${addressOf(ward)}:80 ${new URL(server.address).host}`).join(',')}`,
    ],
  })
  // What tsx leaves in functions that are sent into the page.
  await context.addInitScript('globalThis.__name ??= (made) => made')
  const version = context.browser()?.version() ?? 'of unknown version'
  const [blank] = context.pages()
  return {
    context,
    version: `${executablePath ?? 'Chromium'} ${version}`,
    async open(ward) {
      const page = await context.newPage()
      await page.goto(`http://${addressOf(ward)}/`)
      await blank?.close().catch(() => undefined)
      return page
    },
    close: () => context.close(),
  }
}

const Cursors = z.array(z.object({ seq: z.number(), folded: z.number(), completeAt: z.string().optional() }))

/** Signs in for the first time and waits until everything is pulled, folded and summarised. */
async function fill(browser: Browser, ward: Ward): Promise<void> {
  const begun = performance.now()
  const page = await browser.open(ward)
  await signIn(page, ward)
  let told = 0
  for (;;) {
    const { cursors, stale, subjects } = await page.evaluate(standing)
    const known = Cursors.parse(cursors)
    const whole = known.length > 0 && known.every(({ seq, folded, completeAt }) => folded === seq && completeAt)
    if (whole && stale === 0 && subjects === ward.participants) break
    const seconds = Math.round((performance.now() - begun) / 1_000)
    if (seconds >= told + 15) {
      told = seconds
      const pulled = known.reduce((sum, { seq }) => sum + seq, 0)
      note(`${ward.name}: ${pulled} changes pulled, ${subjects - stale} participants summarised after ${seconds} s`)
    }
    await page.waitForTimeout(500)
  }
  note(`${ward.name}: filled in ${Math.round((performance.now() - begun) / 1_000)} s`)
  await page.close()
}

/** Runs in the page: what the database on this address holds. */
async function standing(): Promise<{ readonly cursors: unknown; readonly stale: number; readonly subjects: number }> {
  const answered = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error ?? new Error('refused'))
    })
  const db = await answered(indexedDB.open('tracer'))
  const store = (name: string) => db.transaction(name).objectStore(name)
  const cursors: unknown = await answered(store('cursors').getAll())
  const stale = await answered(store('subjects').index('stale').count(1))
  const subjects = await answered(store('subjects').count())
  db.close()
  return { cursors, stale, subjects }
}
