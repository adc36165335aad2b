import type { Scope } from '../casebook/path'
import { type Change, type Entry, RedactionPlace } from '../change/change'

/** What stands at one place of a change, and what of the casebook it is about. */
export interface WordsAt {
  readonly place: RedactionPlace
  readonly scope: Scope
  readonly said: Entry | string
}

/**
 * What somebody typed freely in a change, where personal data may stand by mistake, place by place in their order. What is
 * signed with a person's key has none: a signature over a text that is gone could never be verified again.
 */
export function wordsIn({ body }: Pick<Change, 'body'>): readonly WordsAt[] {
  switch (body.kind) {
    case 'value':
      return body.items.flatMap(({ path, entry, reason }, i) => [
        ...entryAt(`items/${i}/entry`, path, entry),
        ...textAt(`items/${i}/reason`, path, reason),
      ])
    case 'resolve':
      return [...entryAt('entry', body.path, body.entry), ...textAt('reason', body.path, body.reason)]
    case 'query':
      return body.text === '' ? [] : textAt('text', body.scope, body.text)
    case 'verify':
      return textAt('note', body.scope, body.note)
    case 'attach':
      return textAt('title', body.form, body.file.title)
    case 'amend':
    case 'transfer':
    case 'unblind':
      return textAt('reason', '', body.reason)
    case 'status':
    case 'confirm':
    case 'detach':
      return textAt('reason', body.form, body.reason)
    case 'lock':
    case 'unverify':
    case 'withdraw':
      return textAt('reason', body.scope, body.reason)
    case 'release':
    case 'redaction-request':
    case 'redaction-decision':
      return textAt('reason', body.scopes[0] ?? '', body.reason)
    case 'enrol':
    case 'export':
    case 'review':
    case 'sign':
    case 'dose-release':
    case 'eligibility':
    case 'request':
    case 'refuse':
    case 'randomise':
    case 'carried':
    case 'void':
      return []
  }
}

/** The places of a change where something can be blacked out. */
export const placesOf = (change: Pick<Change, 'body'>): readonly RedactionPlace[] =>
  wordsIn(change).map(({ place }) => place)

const textAt = (place: string, scope: Scope, said: string | undefined): readonly WordsAt[] =>
  said === undefined ? [] : [{ place: RedactionPlace.parse(place), scope, said }]

const entryAt = (place: string, scope: Scope, said: Entry): readonly WordsAt[] =>
  said.state === 'value' || (said.state === 'missing' && said.reason !== undefined)
    ? [{ place: RedactionPlace.parse(place), scope, said }]
    : []
