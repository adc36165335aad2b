import { streamId } from '#shared/ids'
import { SnapshotAnswer } from '#shared/snapshot'
import { Device } from '../../../server/demo/device'
import { PASSWORD, callTo } from '../../support/server'
import { type Window, openWindow } from './browser'
import { participantsOf } from './documents.mjs'
import { type Exchanges, NOTHINGS, ONES, exchanged, repeated } from './measured'
import { type Relay, openRelay } from './relay'
import { type OurServer, startOurs } from './server'
import { SITE, STUDY } from './study'

export interface OurExchanges extends Exchanges {
  readonly one: NonNullable<Exchanges['one']>
  readonly nothing: NonNullable<Exchanges['nothing']>
  /** From the moment at which the person is let in until everybody is in the list and a casebook opens. */
  readonly usable: number
  /** Until they are let in: two hard hashes of the password, and the keys. */
  readonly lettingIn: number
  readonly saves: Saves
}

/** How long saves took, ours and the least that could be done, out of reach of the server. */
interface Saves {
  readonly ours: readonly number[]
  readonly raw: readonly number[]
}
/** So many of each in turn, and how often. */
const SAVES = { first: 10, each: 30, turns: 3 }

/** The product: one device enters `n` documents out of reach and sends them, another one begins. */
export async function measureOurs(n: number): Promise<OurExchanges> {
  const server = await startOurs()
  const relay = await openRelay(server.said.address)
  try {
    const first = await openWindow(relay.address)
    const enter = (page: Window['page'], nurse: string) =>
      page.evaluate(([name, password, version]) => window.ours.signIn(name, password, version), [
        nurse,
        PASSWORD,
        server.said.version,
      ] as const)
    await enter(first.page, 'nurse.1')
    await enterAll(first, relay, n)
    const pushing = { relay, server: server.pid, renderers: first.renderers() }
    relay.join()
    const push = await exchanged(pushing, () => first.page.evaluate(() => window.ours.push()))
    await first.page.evaluate(() => window.ours.idle())
    await expectAll(first, n)
    await untilPacked(server, n)

    const second = await openWindow(relay.address)
    const begun = performance.now()
    await enter(second.page, 'nurse.2')
    const lettingIn = performance.now() - begun
    const pulling = { relay, server: server.pid, renderers: second.renderers() }
    const since = performance.now()
    let usable = 0
    const pull = await exchanged(pulling, async () => {
      const idle = second.page.evaluate(() => window.ours.idle())
      await second.page.evaluate((many) => window.ours.usable(many), n)
      usable = performance.now() - since
      await idle
      return performance.now() - since
    })
    await expectAll(second, n)
    const one = await repeated(ONES, relay, (index) =>
      first.page.evaluate(
        async ([many, at]) => {
          const from = performance.now()
          await window.ours.one(many, at)
          return performance.now() - from
        },
        [n, index] as const,
      ),
    )
    await second.page.evaluate(() => window.ours.exchange())
    const nothing = await repeated(NOTHINGS, relay, () => second.page.evaluate(() => window.ours.exchange()))
    const saves = await measureSaves(first, relay, n)
    await first.close()
    await second.close()
    return { push, pull, one, nothing, usable, lettingIn, saves }
  } finally {
    relay.close()
    await server.stop()
  }
}

/** In turn, so that what else the machine does falls on both, after a few of each with the server still in reach. */
async function measureSaves({ page }: Window, relay: Relay, n: number): Promise<Saves> {
  const own = (times: number) => page.evaluate(([many, most]) => window.ours.saves(many, most), [n, times] as const)
  const least = (times: number) =>
    page.evaluate(([many, most]) => window.ours.rawSaves(many, most), [n, times] as const)
  await own(SAVES.first)
  await least(SAVES.first)
  relay.part()
  const ours: number[] = []
  const raw: number[] = []
  for (let turn = 0; turn < SAVES.turns; turn++) {
    ours.push(...(await own(SAVES.each)))
    raw.push(...(await least(SAVES.each)))
  }
  relay.join()
  return { ours, raw }
}

/** Enrols everybody with the server in reach, then enters every document with the line parted. */
async function enterAll({ page }: Window, relay: Relay, n: number): Promise<void> {
  await page.evaluate(() => window.ours.idle())
  await page.evaluate((many) => window.ours.enrol(many), n)
  await page.evaluate(() => window.ours.idle())
  relay.part()
  await page.evaluate((many) => window.ours.record(many), n)
}

/** Throws where something is not here, is held or was refused: then it is something else that was measured. */
async function expectAll({ page }: Window, n: number): Promise<void> {
  const { waiting, held, refused, cursor } = await page.evaluate(() => window.ours.status())
  if (waiting + held + refused > 0 || cursor < n + participantsOf(n))
    throw new Error(`${cursor} of ${n} are here, ${waiting} wait, ${held} held, ${refused} refused`)
}

/** Waits until the server has packed the stream behind its answers, so that it does not work beside what is measured. */
async function untilPacked(server: OurServer, n: number): Promise<void> {
  const call = callTo(server.said.address)
  const device = new Device(call)
  const { token } = await device.signIn('nurse.1', PASSWORD, 'nurse')
  const query = new URLSearchParams({ stream: streamId(STUDY, SITE, 'data') })
  for (;;) {
    await device.hello(token)
    const { status, body } = await call('GET', `/api/sync/snapshot?${query}`, undefined, token)
    // It is packed anew each 2,000 changes; what came after that is pulled.
    if (status === 200 && SnapshotAnswer.parse(body).seq > n - 2_000) return
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}
