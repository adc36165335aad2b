import type { ChangeRef } from '../ids'
import { type Change, type Logged, refOf } from './change'

/**
 * What shows that a device's clock cannot be believed, from what its changes say and nothing else. It decides nothing:
 * the order of a device's changes is that of their numbers, of a stream that of the server. People are told.
 */

/** What a change says of the clock it was written by. */
export type ClockReading = Pick<Change, 'claimedAt' | 'boot' | 'mono'>

/**
 * `set-back`: an entry before it says a later time. `ahead`: it arrived before the time at which it says it was written.
 * Either way by so many milliseconds. A clock that is put forward cannot be told from a computer that slept.
 */
export interface ClockFault {
  readonly fault: 'set-back' | 'ahead'
  readonly by: number
}

/** Clocks are corrected by the network, and those of two tabs or two computers never quite agree: in milliseconds. */
export const CLOCK_TOLERANCE = 5 * 60_000

/** Reads a change by the clock of its device, as far as that had got before, and says how far it has got now. */
export function readClock(
  furthest: ClockReading | undefined,
  { claimedAt, boot, mono }: ClockReading,
  committedAt: string | undefined,
): { readonly fault: ClockFault | undefined; readonly furthest: ClockReading | undefined } {
  const clock = new Clock(furthest)
  const fault = clock.read({ claimedAt, boot, mono }, committedAt)
  return { fault, furthest: clock.furthest }
}

/** The clock of a device, read change by change; an instant is made of each text once. */
class Clock {
  #furthest: ClockReading | undefined
  /** What the furthest reading says. */
  #said: number

  constructor(furthest: ClockReading | undefined) {
    this.#furthest = furthest
    this.#said = furthest ? Date.parse(furthest.claimedAt) : 0
  }

  get furthest(): ClockReading | undefined {
    return this.#furthest
  }

  read(reading: ClockReading, committedAt: string | undefined): ClockFault | undefined {
    const said = Date.parse(reading.claimedAt)
    const ahead = committedAt === undefined ? 0 : said - Date.parse(committedAt)
    // A time that cannot be is no measure of those after it.
    if (ahead > CLOCK_TOLERANCE) return { fault: 'ahead', by: ahead }
    const behind = this.#furthest ? this.leastAt(this.#furthest, reading) - said : 0
    if (behind > CLOCK_TOLERANCE) return { fault: 'set-back', by: behind }
    if (this.#furthest && said < this.#said) return undefined
    this.#furthest = reading
    this.#said = said
    return undefined
  }

  /** The earliest that a clock which nobody sets can say: within one running of the app, time that passed is counted besides. */
  private leastAt(furthest: ClockReading, { boot, mono }: ClockReading): number {
    const passed = furthest.boot === boot ? Math.max(0, mono - furthest.mono) : 0
    return this.#said + passed
  }
}

/** Every change of a log whose clock cannot be believed, each device's read in the order of its numbers. */
export function clockFaultsIn(log: readonly Logged[]): ReadonlyMap<ChangeRef, ClockFault> {
  const faults = new Map<ChangeRef, ClockFault>()
  const clocks = new Map<string, Clock>()
  for (const { change, receipt } of log.toSorted((a, b) => a.change.n - b.change.n)) {
    const clock = clocks.get(change.device) ?? new Clock(undefined)
    clocks.set(change.device, clock)
    const fault = clock.read(change, receipt?.committedAt)
    if (fault) faults.set(refOf(change), fault)
  }
  return faults
}
