import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BrowserContext, type Page, chromium } from 'playwright-core'
import { netter2 } from '#forms/netter-2/study'
import { canonicalJson, sha256Hex } from '#shared/canonical-json'
import { linkHash, streamLinkHash } from '#shared/change/chain'
import type { Change, ChangeBody } from '#shared/change/change'
import { SiteId, type StudyVersionId, type SubjectCode, type SubjectKey, streamId } from '#shared/ids'
import { findBrowser } from '../../scripts/ensure.mjs'
import type { Author, Device } from '../../server/demo/device'
import type { LogRow } from '../../server/sync/log'
import { logIn } from '../../server/sync/postgres-log'
import { participant } from '../support/participants'
import { PASSWORD, type TestServer, sessionOf, startTestServer } from '../support/server'
import { median, note, tell } from './figures'
import { find, signIn, untilDrawn } from './screens'
import type { Ward } from './server'

/**
 * A device that was never here, at a site of a large study: every value of its record is a change of its own, as when
 * somebody typed it. Measured from Enter after the password, on loopback, in Chromium with its database on disk.
 */
const PARTICIPANTS = 300
const VALUES = 400_000
const WARD: Ward = { name: 'large', site: SiteId.parse('NL01'), participants: PARTICIPANTS, nurse: 'nurse.new' }
const STREAM = streamId(netter2.study.id, WARD.site, 'data')

const GRID = { event: 'click', selector: 'main td a[href*="/form/"]', count: 12 } as const
/** Casebooks that are opened while the rest fills in: from all over the list. */
const OPENED = [299, 150, 42, 217, 88]

export async function bootstrap(): Promise<void> {
  const server = await startTestServer({
    rendererDir: fileURLToPath(new URL('../../out/renderer', import.meta.url)),
  })
  try {
    const version = await server.addStudy(netter2, [WARD.site])
    for (const name of ['nurse.first', WARD.nurse]) await server.addPerson(name, netter2.study.id, `nurse@${WARD.site}`)
    await fill(server, version)
    await pack(server)
    await begin(server)
    await beginAndKill(server)
  } finally {
    await server.stop()
  }
}

/** What is said of a participant, one value a change, until there are enough: more of what the log forms hold. */
function saidOf(number: number): {
  readonly subject: SubjectKey
  readonly code: SubjectCode
  readonly said: ChangeBody[]
} {
  const { subject, code, said } = participant(number, WARD.site)
  const own = said.flatMap(({ body }) => oneByOne(body))
  for (let more = 1; own.length < VALUES / PARTICIPANTS; more++)
    for (const { body } of participant(number + more * 1_000, WARD.site).said)
      if (body.kind === 'value' && body.items.every(({ path }) => path.startsWith('LOG/'))) own.push(...oneByOne(body))
  return { subject, code, said: own.slice(0, Math.ceil(VALUES / PARTICIPANTS) + 1) }
}

const oneByOne = (body: ChangeBody): readonly ChangeBody[] =>
  body.kind === 'value' ? body.items.map((item) => ({ kind: 'value', items: [item] })) : [body]

/** Writes the record as pushes would have left it: judging 400,000 changes is not what is measured here. */
async function fill(server: TestServer, version: StudyVersionId): Promise<void> {
  const device = server.device()
  const by = await device.signIn('nurse.first', PASSWORD, 'nurse')
  const begun = performance.now()
  for (let number = 1; number <= PARTICIPANTS; number++) {
    const { subject, said } = saidOf(number)
    const boot = randomUUID()
    const at = '2026-03-02T09:00:00.000+01:00'
    const place = { by, at, study: netter2.study.id, site: WARD.site, version, subject, boot }
    await commit(
      server,
      device,
      by,
      said.map((body) => device.assert({ ...place, body })),
    )
    if (number % 50 === 0) note(`${number} participants written`)
  }
  note(`${VALUES} values written in ${((performance.now() - begun) / 1_000).toFixed(0)} s`)
}

async function commit(server: TestServer, device: Device, by: Author, changes: readonly Change[]): Promise<void> {
  const sight = { ...sessionOf(by), at: new Date() }
  await server.context.store.within(sight, [STREAM], async (tx) => {
    const log = logIn(tx)
    const [known, head] = [await log.takeDevice(device.id), await log.takeHead(STREAM)]
    if (!known || !head) throw new Error(`${by.user} has no device, or the stream is not there`)
    let { chain } = known
    let linked = head.chain
    const rows = changes.map((change, i): LogRow => {
      const body = canonicalJson(change)
      const hash = sha256Hex(body)
      const receipt = { seq: head.head + i + 1, committedAt: '2026-03-02T08:00:00.000Z', state: 'applied' as const }
      chain = linkHash(chain, hash)
      linked = streamLinkHash(linked, hash, receipt)
      return { device: change.device, n: change.n, subject: change.subject, body, hash, receipt, chain: linked }
    })
    await log.append(STREAM, rows)
    await log.moveDevice(device.id, { acked: known.acked + rows.length, chain })
  })
}

/** The first device that says hello has the stream packed. */
async function pack(server: TestServer): Promise<void> {
  const device = server.device()
  const by = await device.signIn('nurse.first', PASSWORD, 'nurse')
  const begun = performance.now()
  while (!(await device.hello(by.token)).streams.every(({ snapshot }) => snapshot))
    await new Promise((resolve) => setTimeout(resolve, 250))
  tell({ bench: 'bootstrap', metric: 'server packs the stream', value: performance.now() - begun, unit: 'ms', n: 1 })
}

async function launch(profile: string): Promise<BrowserContext> {
  const executablePath = findBrowser()
  const context = await chromium.launchPersistentContext(profile, {
    ...(executablePath !== undefined && { executablePath }),
    chromiumSandbox: process.getuid?.() !== 0,
    viewport: { width: 1440, height: 900 },
    args: ['--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  })
  await context.addInitScript('globalThis.__name ??= (made) => made')
  return context
}

const enter = async (context: BrowserContext, server: TestServer): Promise<Page> => {
  const page = context.pages()[0] ?? (await context.newPage())
  await page.goto(server.address)
  await page.getByLabel('Password').waitFor()
  return page
}

const listed = (page: Page) =>
  page.locator(`[role=grid][aria-rowcount="${PARTICIPANTS + 1}"]`).waitFor({ timeout: 120_000 })
const filling = (page: Page) => page.getByText('casebooks are on this device')
const whole = (page: Page) => filling(page).waitFor({ state: 'hidden', timeout: 600_000 })

async function begin(server: TestServer): Promise<void> {
  const profile = mkdtempSync(join(tmpdir(), 'tracer-bootstrap-'))
  const context = await launch(profile)
  try {
    const page = await enter(context, server)
    const begun = performance.now()
    await signIn(page, WARD)
    await listed(page)
    const since = () => performance.now() - begun
    tell({ bench: 'bootstrap', metric: 'list of everybody', value: since(), unit: 'ms', n: 1 })
    const opened: number[] = []
    for (const number of OPENED) {
      const row = await find(page, WARD, participant(number, WARD.site).code)
      opened.push(await untilDrawn(page, GRID, () => row.click()))
    }
    tell({
      bench: 'bootstrap',
      metric: 'casebook, filling in, p50',
      value: median(opened),
      unit: 'ms',
      n: opened.length,
    })
    tell({
      bench: 'bootstrap',
      metric: 'casebook, filling in, worst',
      value: Math.max(...opened),
      unit: 'ms',
      n: opened.length,
    })
    await whole(page)
    tell({ bench: 'bootstrap', metric: 'everything here and proved', value: since(), unit: 'ms', n: 1 })
  } finally {
    await context.close()
    rmSync(profile, { recursive: true, force: true })
  }
}

/** Ends the browser midway, twice: what it asks for afterwards is what it did not have. */
async function beginAndKill(server: TestServer): Promise<void> {
  const profile = mkdtempSync(join(tmpdir(), 'tracer-bootstrap-'))
  const asked: string[] = []
  try {
    for (const part of [100, 200, undefined]) {
      const context = await launch(profile)
      const ended = new Promise((resolve) => context.once('close', resolve))
      context.on('request', (request) => {
        if (request.url().includes('/api/sync/part')) asked.push(request.url())
      })
      const page = await enter(context, server)
      const before = asked.length
      await signIn(page, WARD)
      await listed(page)
      if (part === undefined) await whole(page)
      else {
        while (asked.length < part) await page.waitForTimeout(50)
        const session = await context.browser()?.newBrowserCDPSession()
        await session?.send('Browser.crash').catch(() => undefined)
        await ended
        note(`killed after ${asked.length - before} parts`)
      }
      await context.close().catch(() => undefined)
    }
    const twice = asked.length - new Set(asked).size
    tell({
      bench: 'bootstrap',
      metric: 'parts asked for again after two kills',
      value: twice,
      unit: 'count',
      n: asked.length,
    })
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 10 })
  }
}
