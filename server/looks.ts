import type { Context } from './context'

/** A look that is repeated until it is stopped. */
export interface Looks {
  readonly stopped: boolean
  /** Ends when the look that is under way has ended; there is none after it. */
  stop(): Promise<void>
}

/**
 * Looks for what is due, so many seconds after the last look ended. What one could not do, because the database is away, the
 * next finds again; that it could not is noted under a name.
 */
export function lookAgain(
  look: () => Promise<void>,
  { every, log, name }: { readonly every: number; readonly log: Context['log']; readonly name: string },
): Looks {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> = Promise.resolve()
  const later = () => {
    timer = setTimeout(() => {
      looking = look()
        .catch((error: unknown) => log.error({ name: error instanceof Error ? error.name : '' }, name))
        .then(() => (stopped ? undefined : later()))
    }, every * 1000)
  }
  later()
  return {
    get stopped() {
      return stopped
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await looking
    },
  }
}
