export const SHORTEST_PASSWORD = 12

/** What is not good enough about a new password; nothing asks for capitals, digits or a change after so many days. */
export type Weakness = 'short' | 'holds-name' | 'monotonous' | 'common'

/** Words that open most lists of broken passwords; one of them with a few characters around it is as weak. */
const common = ['password', 'passwort', 'motdepasse', 'qwerty', 'azerty', '1234567', 'iloveyou', 'letmein', 'tracer']

/** Why a new password is not good enough for this user name, or undefined (ASVS 6.2). */
export function weaknessOf(password: string, userName: string): Weakness | undefined {
  if (password.length < SHORTEST_PASSWORD) return 'short'
  const lower = password.toLowerCase()
  if (userName !== '' && lower.includes(userName.toLowerCase())) return 'holds-name'
  if (new Set(password).size < 5) return 'monotonous'
  return common.some((word) => lower.includes(word) && password.length < word.length + 8) ? 'common' : undefined
}
