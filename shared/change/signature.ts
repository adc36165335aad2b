import { canonicalJson } from '../canonical-json'
import type { Change, ChangeBody } from './change'

/** The text that a person's signature is over: who signs what about whom, meaning what, and when as they say. */
export const signedText = (
  { subject, author, claimedAt }: Pick<Change, 'subject' | 'author' | 'claimedAt'>,
  { meaning, scopes }: Pick<Extract<ChangeBody, { kind: 'sign' }>, 'meaning' | 'scopes'>,
): string => canonicalJson({ subject, author, meaning, scopes, claimedAt })

/** The same of a released dose: everything that was released, and on what. */
export const releaseText = (
  { subject, author, claimedAt }: Pick<Change, 'subject' | 'author' | 'claimedAt'>,
  { event, agent, planned, decision, amount, conditions, evidence }: Unsigned<'dose-release'>,
): string =>
  canonicalJson({
    ...{ subject, author, claimedAt, meaning: 'dose-release', event, agent, planned, decision, conditions, evidence },
    ...(amount && { amount }),
  })

/** What is signed, before it is. */
export type Unsigned<Kind extends ChangeBody['kind']> = Omit<
  Extract<ChangeBody, { kind: Kind }>,
  'kind' | 'key' | 'signature'
>
