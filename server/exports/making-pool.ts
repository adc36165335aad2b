import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import type { MadeSubject } from '#shared/export/made'
import type { MakingJob, MakingPlace } from './making-place'

/** What comes back is from our own thread. */
const Made = z.custom<MadeSubject>()

/** Each thread has the next participant lying ready when it is done with one. */
const AHEAD = 2
/**
 * Megabytes of a thread: so few that it clears away before it grows, and far more than any participant takes. What is made
 * of one participant mostly passes while it is young: with less room for that, much of it is moved aside first.
 */
const MEMORY = { maxYoungGenerationSizeMb: 24, maxOldGenerationSizeMb: 512 }

/** Makes participants on every core; they come in the order of the jobs, and few of them wait in memory. */
export async function* madeInThreads(place: MakingPlace, jobs: Iterable<MakingJob>): AsyncGenerator<MadeSubject> {
  const hands = Array.from({ length: availableParallelism() }, () => new Hand(place))
  const coming: Promise<MadeSubject>[] = []
  try {
    let n = 0
    for (const job of jobs) {
      const hand = hands[n++ % hands.length]
      if (hand) coming.push(hand.make(job))
      const next = coming.length >= hands.length * AHEAD ? coming.shift() : undefined
      if (next) yield await next
    }
    for (let next = coming.shift(); next; next = coming.shift()) yield await next
  } finally {
    await Promise.all(hands.map((hand) => hand.stop()))
  }
}

/** One thread, which answers in the order in which it was asked. */
class Hand {
  readonly #worker: Worker
  readonly #asked: { readonly resolve: (made: MadeSubject) => void; readonly reject: (why: Error) => void }[] = []
  #fault: Error | undefined

  constructor(place: MakingPlace) {
    this.#worker = new Worker(new URL('./making-worker.js', import.meta.url), {
      workerData: place,
      resourceLimits: MEMORY,
    })
    this.#worker.on('message', (made: unknown) => this.#asked.shift()?.resolve(Made.parse(made)))
    this.#worker.on('error', (error) => this.fail(error instanceof Error ? error : new Error(String(error))))
    this.#worker.on('exit', () => this.fail(new Error('a thread ended before its work was done')))
  }

  make(job: MakingJob): Promise<MadeSubject> {
    const made = new Promise<MadeSubject>((resolve, reject) => {
      if (this.#fault) {
        reject(this.#fault)
        return
      }
      this.#asked.push({ resolve, reject })
      this.#worker.postMessage(job)
    })
    // It is awaited in its turn; until then a failure is nobody's.
    made.catch(() => undefined)
    return made
  }

  async stop(): Promise<void> {
    await this.#worker.terminate()
  }

  private fail(fault: Error): void {
    this.#fault ??= fault
    for (const { reject } of this.#asked.splice(0)) reject(fault)
  }
}
