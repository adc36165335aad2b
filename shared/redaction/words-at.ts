import type { Scope } from '../casebook/path'
import type { Change, Entry, RedactionPlace } from '../change/change'
import { placesOf } from './black-out'

/** What stands at one place of a change, and what of the casebook it is about. */
export interface WordsAt {
  readonly place: RedactionPlace
  readonly scope: Scope
  readonly said: Entry | string
}

/** What stands at each place of a change where something could be blacked out, in their order. */
export const wordsIn = (change: Pick<Change, 'body'>): readonly WordsAt[] =>
  placesOf(change).flatMap((place) => {
    const found = wordsAt(change, place)
    return found ? [{ place, ...found }] : []
  })

function wordsAt({ body }: Pick<Change, 'body'>, place: RedactionPlace): Omit<WordsAt, 'place'> | undefined {
  switch (body.kind) {
    case 'value': {
      const [, at = '', part] = place.split('/')
      const item = body.items[Number(at)]
      const said = part === 'entry' ? item?.entry : item?.reason
      return item && said !== undefined ? { scope: item.path, said } : undefined
    }
    case 'resolve':
      return { scope: body.path, said: place === 'entry' ? body.entry : body.reason }
    case 'query':
      return { scope: body.scope, said: body.text }
    case 'verify':
      return body.note === undefined ? undefined : { scope: body.scope, said: body.note }
    case 'attach':
      return { scope: body.form, said: body.file.title }
    case 'amend':
      return body.reason === undefined ? undefined : { scope: '', said: body.reason }
    case 'lock':
      return body.reason === undefined ? undefined : { scope: body.scope, said: body.reason }
    case 'status':
      return body.reason === undefined ? undefined : { scope: body.form, said: body.reason }
    case 'confirm':
    case 'detach':
      return { scope: body.form, said: body.reason }
    case 'unverify':
    case 'withdraw':
      return { scope: body.scope, said: body.reason }
    case 'release':
    case 'redaction-request':
    case 'redaction-decision':
      return { scope: body.scopes[0] ?? '', said: body.reason }
    case 'enrol':
    case 'export':
    case 'review':
    case 'sign':
    case 'dose-release':
    case 'eligibility':
    case 'request':
    case 'refuse':
    case 'randomise':
    case 'void':
      return undefined
  }
}
