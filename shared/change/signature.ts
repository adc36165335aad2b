import { canonicalJson } from '../canonical-json'
import type { Change, ChangeBody } from './change'

/** The text that a person's signature is over: who signs what about whom, meaning what, and when as they say. */
export const signedText = (
  { subject, author, claimedAt }: Pick<Change, 'subject' | 'author' | 'claimedAt'>,
  { meaning, scopes }: Pick<Extract<ChangeBody, { kind: 'sign' }>, 'meaning' | 'scopes'>,
): string => canonicalJson({ subject, author, meaning, scopes, claimedAt })

/** The same of a decision about a dose: everything that was decided, and on what. */
export const releaseText = (
  { subject, author, claimedAt }: Pick<Change, 'subject' | 'author' | 'claimedAt'>,
  { event, agent, planned, decision, amount, otherwise, conditions, evidence }: Unsigned<'dose-release'>,
): string =>
  canonicalJson({
    ...{ subject, author, claimedAt, meaning: 'dose-release', event, agent, planned, decision, conditions, evidence },
    ...(amount && { amount }),
    ...(otherwise && { otherwise }),
  })

/** The same of eligibility: every criterion, and on what it was answered. */
export const eligibilityText = (
  { subject, author, claimedAt }: Pick<Change, 'subject' | 'author' | 'claimedAt'>,
  { snapshot }: Unsigned<'eligibility'>,
): string => canonicalJson({ subject, author, claimedAt, meaning: 'eligibility', snapshot })

/** A change that its author's own key has signed, with the text that it is over; undefined for every other. */
export function signatureOf(
  change: Change,
): { readonly key: string; readonly by: string; readonly text: string } | undefined {
  const { body } = change
  switch (body.kind) {
    case 'sign':
      return { key: body.key, by: body.signature, text: signedText(change, body) }
    case 'dose-release':
      return { key: body.key, by: body.signature, text: releaseText(change, body) }
    case 'eligibility':
      return { key: body.key, by: body.signature, text: eligibilityText(change, body) }
    default:
      return undefined
  }
}

/** What is signed, before it is. */
export type Unsigned<Kind extends ChangeBody['kind']> = Omit<
  Extract<ChangeBody, { kind: Kind }>,
  'kind' | 'key' | 'signature'
>
