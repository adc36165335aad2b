import { peakOf, resetPeak } from './memory'
import type { Relay, Traffic } from './relay'

/** One exchange in Chromium: how long, what it sent, and the most memory that server and renderer held. */
export interface Exchange extends Traffic {
  readonly ms: number
  readonly server: number | undefined
  readonly renderer: number | undefined
}

/** What one product did in one round. */
export interface Exchanges {
  readonly push: Exchange
  readonly pull: Exchange
  /** One change more, and nothing to say: several times each. */
  readonly one?: readonly (Traffic & { readonly ms: number })[]
  readonly nothing?: readonly (Traffic & { readonly ms: number })[]
}

/** Who is watched while something is exchanged. */
export interface Watched {
  readonly relay: Relay
  readonly server: number
  readonly renderers: readonly number[]
}

/** Measures `work`, which says itself how long what counts of it took. */
export async function exchanged({ relay, server, renderers }: Watched, work: () => Promise<number>): Promise<Exchange> {
  resetPeak([server, ...renderers])
  relay.take()
  const ms = await work()
  return { ms, ...relay.take(), server: peakOf([server]), renderer: peakOf(renderers) }
}

/** Repeats something small. */
export async function repeated(
  times: number,
  relay: Relay,
  work: (index: number) => Promise<number>,
): Promise<readonly (Traffic & { readonly ms: number })[]> {
  const all: (Traffic & { readonly ms: number })[] = []
  for (let i = 0; i < times; i++) {
    relay.take()
    const ms = await work(i)
    all.push({ ms, ...relay.take() })
  }
  return all
}

/** How often a change more is made, and how often nothing is exchanged. */
export const ONES = 15
export const NOTHINGS = 10
