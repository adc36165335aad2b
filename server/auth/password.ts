import { hash, verify } from '@node-rs/argon2'

/** Argon2id (the library's default algorithm) at OWASP's floor or above. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** One text has one form, whichever keyboard typed it: as the device holds it that stretches the same password. */
const formOf = (password: string): string => password.normalize('NFC')

/** What is stored of a password: Argon2id, with its salt and cost. */
export const hashPassword = (password: string): Promise<string> => hash(formOf(password), COST)

/** Whether a hash was made at less than today's cost: then it is made anew while the password is at hand. */
export function isOutdated(stored: string): boolean {
  const [memory = 0, time = 0] = (/^\$argon2id\$v=19\$m=(\d+),t=(\d+),/.exec(stored) ?? []).slice(1).map(Number)
  return memory < COST.memoryCost || time < COST.timeCost
}

/** Takes as long for a name that nobody has as for one that somebody has. */
export async function passwordHolds(stored: string | null | undefined, password: string): Promise<boolean> {
  const held = await verify(stored ?? (await nobody), formOf(password))
  return held && typeof stored === 'string'
}

const nobody = hashPassword('the password of nobody')
