import { z } from 'zod'

/** Wrong passwords of one person on one device since the last right one, sign-in and signing together. */
export interface Attempts {
  readonly failed: number
  /** When the last one was made. */
  readonly last: number
}

export const NO_ATTEMPTS: Attempts = { failed: 0, last: 0 }

/** Wrong passwords until this device locks a person out for a while. */
export const TRIES = 5

const LOCK_SECONDS = 15 * 60
const LONGEST_SECONDS = 24 * 60 * 60

/** Seconds that must pass after so many wrong ones: 1, 2, 4, 8, then locked for a quarter of an hour and doubling. */
const pause = (failed: number): number => {
  if (failed === 0) return 0
  return failed < TRIES ? 2 ** (failed - 1) : Math.min(LOCK_SECONDS * 2 ** (failed - TRIES), LONGEST_SECONDS)
}

export const triesLeft = ({ failed }: Attempts): number => Math.max(0, TRIES - failed)

/** Seconds until the next try may be made. A clock set back does not shorten it. */
export function waitSeconds({ failed, last }: Attempts, now: number): number {
  const elapsed = Math.max(0, now - last) / 1000
  return Math.max(0, Math.ceil(pause(failed) - elapsed))
}

/** Of two counts of the same tries, the one that lets in later. */
export const worse = (a: Attempts, b: Attempts): Attempts =>
  a.failed > b.failed || (a.failed === b.failed && a.last > b.last) ? a : b

const Kept = z.strictObject({ failed: z.int().nonnegative(), last: z.number() })

/** A count as it is kept outside the profile; what is none counts as none. */
export const attemptsText = (attempts: Attempts): string => JSON.stringify(attempts)
export function readAttempts(text: string | undefined): Attempts {
  if (text === undefined) return NO_ATTEMPTS
  try {
    return Kept.safeParse(JSON.parse(text)).data ?? NO_ATTEMPTS
  } catch {
    return NO_ATTEMPTS
  }
}

/** Whether so many wrong ones are a lockout and no longer a pause between tries. */
export const isLockout = ({ failed }: Attempts): boolean => failed >= TRIES

/** One more try begins: counted before the password is looked at, so that ending the app does not undo it. */
export const begun = ({ failed }: Attempts, now: number): Attempts => ({ failed: failed + 1, last: now })
