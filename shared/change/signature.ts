import { canonicalJson } from '../canonical-json'
import type { Change, ChangeBody } from './change'

/** The text that a person's signature is over: who signs what about whom, meaning what, and when as they say. */
export const signedText = (
  { subject, author, claimedAt }: Pick<Change, 'subject' | 'author' | 'claimedAt'>,
  { meaning, scopes }: Pick<Extract<ChangeBody, { kind: 'sign' }>, 'meaning' | 'scopes'>,
): string => canonicalJson({ subject, author, meaning, scopes, claimedAt })
