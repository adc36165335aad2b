import type { AuditLine } from './audit'
import type { Words } from './words'

/** What an act said, other than a value, in the words of a language: a status, a lock, a signature's meaning, a question. */
export function sayAct(words: Words, { kind, logged }: Pick<AuditLine, 'kind' | 'logged'>, said: string): string {
  const { body } = logged.change
  if (kind === 'status' && (said === 'in-progress' || said === 'complete' || said === 'not-done'))
    return words.formStatus[said]
  if (body.kind === 'lock') return words.closing[body.closing]
  if (body.kind === 'sign') return words.meaning[body.meaning]
  if (body.kind === 'query') return [words.queryMove[body.move], body.text].filter(Boolean).join(words.colon)
  return said
}
