import { isWaitedFor, sealAnew } from './store/seal-anew'
import type { Shelf } from './store/shelf'
import type { Clock } from './surroundings'

/** What lies under older keys of a site is sealed anew while somebody is signed in, a little at a time. */
interface Sealing {
  begin(): void
  stop(): void
}

/** Nobody waits for it: whoever has just signed in has the device to themself first. */
const FIRST = 1_000
/** Between two transactions, so that a save goes first. */
const PAUSE = 20
const AGAIN = 60_000
const LONGEST = 60 * 60_000

export function createSealing(shelf: Shelf, clock: Pick<Clock, 'now' | 'after'>): Sealing {
  let callOff = () => {}
  let stopped = false
  const now = () => new Date(clock.now()).toISOString()
  const pause = () =>
    new Promise<boolean>((resolve) => {
      clock.after(PAUSE, () => resolve(!stopped))
    })

  function later(wait: number, rounds: number): void {
    callOff = clock.after(wait, () => {
      // What could not be done now is done at the next sign-in.
      round(rounds).catch(() => undefined)
    })
  }

  async function round(rounds: number): Promise<void> {
    const waits = rounds > 0 && (await isWaitedFor(shelf))
    if (!waits && !(await sealAnew(shelf, now, pause))) return
    if (!stopped) later(waits ? AGAIN : Math.min(AGAIN * 2 ** rounds, LONGEST), rounds + 1)
  }

  return {
    begin: () => later(FIRST, 0),
    stop() {
      stopped = true
      callOff()
    },
  }
}
