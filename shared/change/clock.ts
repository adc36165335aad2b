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
  const said = Date.parse(claimedAt)
  const ahead = committedAt === undefined ? 0 : said - Date.parse(committedAt)
  // A time that cannot be is no measure of those after it.
  if (ahead > CLOCK_TOLERANCE) return { fault: { fault: 'ahead', by: ahead }, furthest }
  const behind = furthest ? leastAt(furthest, boot, mono) - said : 0
  if (behind > CLOCK_TOLERANCE) return { fault: { fault: 'set-back', by: behind }, furthest }
  const isFurther = !furthest || said >= Date.parse(furthest.claimedAt)
  return { fault: undefined, furthest: isFurther ? { claimedAt, boot, mono } : furthest }
}

/** The earliest that a clock which nobody sets can say: within one running of the app, time that passed is counted besides. */
function leastAt(furthest: ClockReading, boot: string, mono: number): number {
  const passed = furthest.boot === boot ? Math.max(0, mono - furthest.mono) : 0
  return Date.parse(furthest.claimedAt) + passed
}

/** Every change of a log whose clock cannot be believed, each device's read in the order of its numbers. */
export function clockFaultsIn(log: readonly Logged[]): ReadonlyMap<ChangeRef, ClockFault> {
  const faults = new Map<ChangeRef, ClockFault>()
  const clocks = new Map<string, ClockReading | undefined>()
  for (const { change, receipt } of log.toSorted((a, b) => a.change.n - b.change.n)) {
    const { fault, furthest } = readClock(clocks.get(change.device), change, receipt?.committedAt)
    clocks.set(change.device, furthest)
    if (fault) faults.set(refOf(change), fault)
  }
  return faults
}
