import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { npm } from '../../../scripts/process.mjs'
import { buildStale } from '../../../scripts/build.mjs'
import { note } from '../figures'
import { openWindow } from './browser'
import { type Exchanges, NOTHINGS, ONES, exchanged, repeated } from './measured'
import { openRelay } from './relay'
import { type Program, startProgram } from './programs'

const folder = fileURLToPath(new URL('../peers/', import.meta.url))
const pageDir = fileURLToPath(new URL('../../../out/bench-peers', import.meta.url))

/** Installs the peers of their own lock file, when they are not the ones installed, and builds their page. */
export async function ensurePeers(): Promise<void> {
  const mark = join(folder, 'node_modules/.package-lock.json')
  const wanted = Lock.parse(JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'))).packages
  const found = existsSync(mark) ? Lock.parse(JSON.parse(readFileSync(mark, 'utf8'))).packages : {}
  const isThere = ([name, { version, optional }]: [string, z.output<typeof Package>]) =>
    name === '' || found[name]?.version === version || (optional === true && !found[name])
  if (!Object.entries(wanted).every(isThere)) {
    note('Installing the peers: minutes, once, as one of them is compiled.')
    if (!(await npm(['ci', '--prefix', folder, '--no-audit', '--no-fund', '--loglevel=error'])))
      throw new Error('npm could not install the peers of test/bench/peers/package-lock.json.')
  }
  await buildStale(['bench', 'bench-page', 'bench-peers'])
}

const Package = z.object({ version: z.string().optional(), optional: z.boolean().optional() })
const Lock = z.object({ packages: z.record(z.string(), Package) })

/** What the page of the peers offers (`peers.page.js`). */
interface Peer {
  seed(n: number): Promise<void>
  push(): Promise<number>
  pull(): Promise<number>
  one(n: number, index: number): Promise<number>
  count(): Promise<number>
}

declare global {
  interface Window {
    readonly peers: { pouch(): Peer; rx(): Promise<Peer> }
    peer: Peer
  }
}

type Name = 'pouch' | 'rx'
const Said = z.object({ port: z.number() })

async function withServer<T>(name: Name, work: (server: Program<{ port: number }>) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tracer-bench-peer-'))
  const server = await (name === 'pouch'
    ? startProgram(join(folder, 'pouch-server.cjs'), [dataDir, pageDir], Said)
    : startProgram(join(folder, 'rx-server.mjs'), [pageDir], Said))
  try {
    return await work(server)
  } finally {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function openPeer(name: Name, address: string) {
  const opened = await openWindow(`${address}/page/`)
  await opened.page.evaluate(async (which) => {
    window.peer = await window.peers[which]()
  }, name)
  return opened
}

/** A peer in the same browser: one device pushes `n` documents that it has, another one pulls them. */
export const measurePeer = (name: Name, n: number): Promise<Exchanges> =>
  withServer(name, async (server) => {
    const relay = await openRelay(`http://127.0.0.1:${server.said.port}`)
    try {
      const first = await openPeer(name, relay.address)
      await first.page.evaluate((many) => window.peer.seed(many), n)
      const pushing = { relay, server: server.pid, renderers: first.renderers() }
      const push = await exchanged(pushing, () => first.page.evaluate(() => window.peer.push()))
      const second = await openPeer(name, relay.address)
      const pulling = { relay, server: server.pid, renderers: second.renderers() }
      const pull = await exchanged(pulling, () => second.page.evaluate(() => window.peer.pull()))
      const count = await second.page.evaluate(() => window.peer.count())
      if (count !== n) throw new Error(`${name}: ${count} of ${n} arrived`)
      const small =
        name === 'pouch'
          ? {
              one: await repeated(ONES, relay, (index) =>
                first.page.evaluate(([many, at]) => window.peer.one(many, at), [n, index] as const),
              ),
              nothing: await repeated(NOTHINGS + 1, relay, () => second.page.evaluate(() => window.peer.pull())),
            }
          : {}
      await first.close()
      await second.close()
      return { push, pull, ...small }
    } finally {
      relay.close()
    }
  })
