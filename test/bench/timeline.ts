import { randomUUID } from 'node:crypto'
import { type Browser, type Page, chromium } from 'playwright-core'
import { netter2 } from '#forms/netter-2/study'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import type { ChangeBody } from '#shared/change/change'
import { SiteId, type StudyId, type StudyVersionId, SubjectCode, SubjectKey } from '#shared/ids'
import { analytesOf, laneOf } from '#shared/review/laboratory-lane'
import { timelineOf } from '#shared/review/timeline'
import { hrefTo } from '../../renderer/app/paths'
import { findBrowser } from '../../scripts/ensure.mjs'
import { Chance } from '../support/chance'
import { participant } from '../support/participants'
import { PASSWORD } from '../support/server'
import { crowded, crowdedStudy, loggedFor } from './crowded'
import { note, quantile, tell, tellTimes } from './figures'
import { type KeyWork, watchMainThread } from './main-thread'
import { measured, putLink, untilDrawn } from './screens'
import type { WardServer } from './server'

const SITE = SiteId.parse('SE01')
const QUEUE_SITE = SiteId.parse('NL09')
const PARTICIPANTS = 300
const TODAY = '2026-06-01'
const ROUNDS = 12
const STEPS = 60

/**
 * The investigator's timeline of one crowded participant: drawn from a click on another participant's event, scrolled,
 * moved and zoomed; and the queue of 300 participants, from a click on its link to a screenful of lines.
 */
export async function timeline(server: WardServer): Promise<void> {
  model()
  const { id } = crowdedStudy.version.study
  const version = await server.addStudy(crowdedStudy.version, [SITE])
  const queueVersion = await server.addStudy(netter2, [QUEUE_SITE])
  await server.addPerson('bench.nurse', id, `nurse@${SITE}`)
  await server.addPerson('bench.doctor', id, `investigator@${SITE}`)
  await server.addPerson('queue.nurse', netter2.study.id, `nurse@${QUEUE_SITE}`)
  await server.addPerson('queue.doctor', netter2.study.id, `investigator@${QUEUE_SITE}`)
  const two = [1, 2].map((seed) => ({
    subject: SubjectKey.parse(new Chance(seed).uuid()),
    bodies: [{ kind: 'enrol', code: SubjectCode.parse(`${SITE}-00${seed}`) } as const, ...crowded(seed)],
  }))
  await send(server, { nurse: 'bench.nurse', study: id, site: SITE, version }, two)
  const many = Array.from({ length: PARTICIPANTS }, (_, i) => {
    const { subject, said } = participant(i + 1, QUEUE_SITE)
    return { subject, bodies: said.map(({ body }) => body) }
  })
  const ward = { nurse: 'queue.nurse', study: netter2.study.id, site: QUEUE_SITE, version: queueVersion }
  await send(server, ward, many)
  const executablePath = findBrowser()
  const browser = await chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--disable-gpu', '--disable-background-networking'],
  })
  try {
    await drawing(await desk(browser, server.address, 'bench.doctor'))
    await queue(await desk(browser, server.address, 'queue.doctor'))
  } finally {
    await browser.close()
  }
}

/** What the model takes by itself, from nothing: the axis, and the lanes that a window shows. */
function model(): void {
  const samples = Array.from({ length: ROUNDS }, (_, seed) => {
    const subject = SubjectKey.parse(new Chance(seed).uuid())
    const casebook = fold(loggedFor(subject, crowded(seed + 10)), emptyCasebook(subject))
    const begin = performance.now()
    const used = process.cpuUsage()
    timelineOf(crowdedStudy, casebook, TODAY)
    for (const analyte of analytesOf(crowdedStudy, casebook).slice(0, 5)) laneOf(crowdedStudy, casebook, analyte)
    const { user, system } = process.cpuUsage(used)
    return { wall: performance.now() - begin, cpu: (user + system) / 1_000 }
  })
  tellBoth(samples.slice(2), 'model of a crowded casebook with five lanes, from nothing')
}

/** By the clock, and by the processor: a loaded machine changes the second least. */
function tellBoth(samples: readonly KeyWork[], what: string, isWorstToo = false): void {
  for (const [name, values] of [
    ['', samples.map(({ wall }) => wall)],
    [' without waiting for other programs', samples.map(({ cpu }) => cpu)],
  ] as const) {
    tellTimes('timeline', values, `${what}${name}`)
    if (isWorstToo)
      tell({
        bench: 'timeline',
        metric: `${what}, worst${name}`,
        value: quantile(values, 1),
        unit: 'ms',
        n: values.length,
      })
  }
}

interface Sender {
  readonly nurse: string
  readonly study: StudyId
  readonly site: SiteId
  readonly version: StudyVersionId
}
interface Sent {
  readonly subject: SubjectKey
  readonly bodies: readonly ChangeBody[]
}

async function send(server: WardServer, { nurse, ...place }: Sender, people: readonly Sent[]): Promise<void> {
  const device = server.device()
  const by = await device.signIn(nurse, PASSWORD, 'nurse')
  let waiting = 0
  for (const { subject, bodies } of people) {
    const boot = randomUUID()
    for (const body of bodies) device.assert({ by, at: '2026-05-01T09:00:00.000+02:00', ...place, subject, body, boot })
    waiting += bodies.length
    if (waiting < 400) continue
    await device.push(by)
    waiting = 0
  }
  if (waiting > 0) await device.push(by)
}

/** An investigator at a desk, everything pulled. */
async function desk(browser: Browser, address: string, userName: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.addInitScript('globalThis.__name ??= (made) => made')
  await page.goto(address)
  await page.getByLabel('User name').fill(userName)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Participants', level: 1 }).waitFor()
  await page.waitForLoadState('networkidle')
  return page
}

const LINE = 'nav[aria-label="Adverse events to assess"] li'

async function drawing(page: Page): Promise<void> {
  const { id } = crowdedStudy.version.study
  await page.evaluate(goTo, hrefTo({ screen: 'adverse-events', study: id, site: SITE }))
  await page.locator('canvas[data-drawn]').waitFor({ timeout: 120_000 })
  await page.waitForTimeout(5_000)
  const lineOf = (code: string) => page.locator(LINE).filter({ hasText: code }).first().getByRole('button')
  const thread = await watchMainThread(page)
  const drawn: KeyWork[] = []
  for (let round = 0; round < ROUNDS; round++)
    for (const code of [`${SITE}-001`, `${SITE}-002`]) {
      const line = lineOf(code)
      await line.scrollIntoViewIfNeeded()
      await page.evaluate(watchCanvas)
      let wall = 0
      const { cpu } = await thread.during(async () => {
        await line.click()
        wall = await measured(page, 'painted')
      })
      drawn.push({ wall, cpu })
      await page.waitForTimeout(300)
    }
  tellBoth(drawn.slice(4), 'from a click on an event of another participant to the timeline')

  const box = await page.locator('canvas[data-drawn]').boundingBox()
  if (!box) throw new Error('the timeline is not drawn')
  await page.mouse.move(box.x + 600, box.y + 150)
  const doing = async (what: string, act: (step: number) => Promise<void>) => {
    const samples = []
    for (let step = 0; step < STEPS; step++)
      samples.push(
        await thread.during(async () => {
          await act(step)
          await page.waitForTimeout(60)
        }),
      )
    tellBoth(samples, `${what}, all tasks of a step`, true)
  }
  await doing('scrolled by the wheel', (step) => page.mouse.wheel(0, step % 40 < 20 ? 90 : -90))
  await doing('zoomed', (step) => page.keyboard.press(step % 8 < 4 ? '+' : '-'))
  await doing('moved', (step) => page.keyboard.press(step % 8 < 4 ? 'ArrowLeft' : 'ArrowRight'))
}

async function queue(page: Page): Promise<void> {
  const { id } = netter2.study
  const place = { study: id, site: QUEUE_SITE }
  const thread = await watchMainThread(page)
  const samples: KeyWork[] = []
  for (let round = 0; round < ROUNDS; round++) {
    await page.evaluate(goTo, hrefTo({ screen: 'participants', ...place }))
    await page.getByRole('heading', { name: 'Participants', level: 1 }).waitFor()
    await page.waitForTimeout(1_000)
    const link = await putLink(page, hrefTo({ screen: 'adverse-events', ...place }))
    let wall = 0
    const { cpu } = await thread.during(async () => {
      wall = await untilDrawn(page, { event: 'click', selector: LINE, count: 10 }, () => link.click())
    })
    samples.push({ wall, cpu })
    await page.waitForTimeout(500)
  }
  note(`the first opening took ${Math.round(samples[0]?.wall ?? 0)} ms`)
  tellBoth(samples.slice(2), `review queue of ${PARTICIPANTS} participants, a screenful of lines`)
}

/** Runs in the page. */
function goTo(to: string): void {
  location.hash = to
}

/** Runs in the page: from the next click to the end of the frame in which the canvas says that it shows another event. */
function watchCanvas(): void {
  const drawn = new Promise<number>((resolve) => {
    document.addEventListener(
      'click',
      ({ timeStamp }) => {
        const drawn = () => document.querySelector('canvas[data-drawn]')?.getAttribute('data-drawn')
        const before = drawn()
        const look = () => {
          const now = drawn()
          if (!now || now === before) return
          observer.disconnect()
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel()
            port1.onmessage = () => resolve(performance.now() - timeStamp)
            port2.postMessage(undefined)
          })
        }
        const observer = new MutationObserver(look)
        observer.observe(document, { subtree: true, childList: true, attributeFilter: ['data-drawn'] })
      },
      { capture: true, once: true },
    )
  })
  Reflect.set(window, 'bench-painted', drawn)
}
