import { hash, verify } from '@node-rs/argon2'

/** Argon2id (the library's default algorithm) at OWASP's floor or above. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(password, COST)

/** Takes as long for a name that nobody has as for one that somebody has. */
export async function passwordHolds(stored: string | undefined, password: string): Promise<boolean> {
  const held = await verify(stored ?? (await nobody), password)
  return held && stored !== undefined
}

const nobody = hashPassword('the password of nobody')

export const SHORTEST_PASSWORD = 12

/** Why a new password is not good enough, or undefined. */
export function weakness(password: string, userName: string): string | undefined {
  if (password.length < SHORTEST_PASSWORD) return `A password has at least ${SHORTEST_PASSWORD} characters.`
  if (password.toLowerCase().includes(userName.toLowerCase())) return 'A password does not hold the user name.'
  if (new Set(password).size < 5) return 'A password has at least five different characters.'
  return undefined
}
