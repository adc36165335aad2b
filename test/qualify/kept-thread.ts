import { ThreadsPoolWorker, type PoolOptions, type WorkerRequest } from 'vitest/node'

interface Answer {
  readonly type: string
  readonly __vitest_worker_response__: true
}
type Listener = (message: Answer) => void

/** Runs after which a thread is left all the same, so that nothing piles up in it. */
const MOST_RUNS = 100

/**
 * A thread that stays from one mutant to the next, so that the engines and what they import load once and not thousands of
 * times. Only for mutants that are switched on while tests run; what a module keeps is to be filled before (`settle.ts`).
 */
export class KeptThread extends ThreadsPoolWorker {
  override readonly name = 'kept'
  #runs = 0
  #busy = false
  #listeners = new Set<Listener>()

  static #kept: KeptThread | undefined

  /** The thread that is free, else a new one. */
  static take(options: PoolOptions): KeptThread {
    const kept = KeptThread.#kept ?? new KeptThread(options)
    KeptThread.#kept = undefined
    return kept
  }

  override on(event: string, callback: Listener): void {
    if (event === 'message') this.#listeners.add(callback)
    super.on(event, callback)
  }

  override off(event: string, callback: Listener): void {
    this.#listeners.delete(callback)
    super.off(event, callback)
  }

  override send(message: WorkerRequest): void {
    if (message.type === 'run') {
      this.#busy = true
      this.#runs += 1
      super.on('message', this.#notice)
    }
    // Vitest parts with a thread after each run; this one is told nothing of it.
    if (message.type === 'stop' && !this.#busy)
      for (const listener of [...this.#listeners]) listener({ type: 'stopped', __vitest_worker_response__: true })
    else super.send(message)
  }

  override async stop(): Promise<void> {
    if (this.#busy || this.#runs >= MOST_RUNS) return super.stop()
    KeptThread.#kept = this
  }

  #notice = ({ type }: Answer): void => {
    if (type !== 'testfileFinished') return
    this.#busy = false
    super.off('message', this.#notice)
  }
}
