import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { AccessClaims } from './auth/signer'
import { type Refused, refuse } from './refused'

/**
 * Kinds of calls that are counted apart, so that nobody's reading stops what they have entered from being sent:
 * `exchange` says hello and pushes; `reading` pulls, fetches parts, files and documents; `exports` takes data away;
 * everything else, administration and search among it, is `office`.
 */
export type Work = 'exchange' | 'reading' | 'office' | 'exports'

/** Calls a minute of one device. */
export type Rates = Readonly<Record<Work, number>>

/**
 * Above what the app does by itself, as counted on loopback. It has one push on its way at a time: somebody who enters a
 * value every half second makes 120 calls of exchange a minute, a file of results that is written in without a pause some
 * 340. What is read comes as fast as line and server allow, three parts at a time: some 80 parts a second, 4,800 a minute.
 * A device that gets ahead waits for what is left of its minute, and goes on.
 */
export const RATES: Rates = { exchange: 600, reading: 6_000, office: 300, exports: 30 }

/** A person may call so many times as often as a device: they may be signed in on two. */
const DEVICES_EACH = 2

/** Devices and people that are counted at a time; who has not called for longest goes first. */
const MOST_COUNTED = 100_000

declare module 'fastify' {
  interface FastifyContextConfig {
    /** `office` where nothing is said. */
    work?: Work
  }
  interface FastifyInstance {
    rateOf: (request: FastifyRequest, by: AccessClaims) => Promise<Refused | undefined>
  }
}

/**
 * Counts the calls of each device and each person in the memory of this server, and refuses those above the rate until
 * its time is over. Servers that share a database count for themselves: of several, each takes so many.
 */
export function countCalls(app: FastifyInstance, rates: Rates, seconds: number): void {
  const callers = new WeakMap<FastifyRequest, AccessClaims>()
  const counting = (max: number, keyOf: (by: AccessClaims) => string) =>
    app.createRateLimit({
      ...{ max, timeWindow: seconds * 1_000, cache: MOST_COUNTED },
      keyGenerator: (request) => {
        const by = callers.get(request)
        return by ? keyOf(by) : ''
      },
    })
  const limits = (work: Work) => [
    counting(rates[work], ({ device }) => device),
    counting(rates[work] * DEVICES_EACH, ({ sub }) => sub),
  ]
  const of = {
    exchange: limits('exchange'),
    reading: limits('reading'),
    office: limits('office'),
    exports: limits('exports'),
  } satisfies Record<Work, unknown>
  app.decorate('rateOf', async (request, by) => {
    callers.set(request, by)
    for (const count of of[request.routeOptions.config.work ?? 'office']) {
      const found = await count(request)
      if (!found.isAllowed && found.isExceeded)
        return refuse('too-many', 'Too many calls.', { retryAfter: found.ttlInSeconds })
    }
    return undefined
  })
}
