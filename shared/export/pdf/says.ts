import type { ItemEntry } from '../../casebook/casebook'
import { answersOf } from '../../casebook/links'
import { type Scope, steps } from '../../casebook/path'
import type { Entry, Logged } from '../../change/change'
import { type ItemDef, textIn } from '../../study/definition'
import { showEntry } from '../../study/show-entry'
import { nameOf } from '../source'
import { showStamp } from '../stamp'
import type { Page } from './casebook'
import type { Words } from './paper'

/** How the parts of the document call things: values, places, people. */

/** A value as people read it, with its code behind it where it has one, as that is what is stored. */
export function read(page: Pick<Page, 'source' | 'subject'>, def: ItemDef, entry: Entry): Pick<Words, 'text' | 'tail'> {
  const { source, subject } = page
  const list = answersOf(source.study, subject.casebook, def)
  const text = showEntry(def, entry, list, source.language)
  if (entry.state === 'missing') return { text, tail: `[${entry.code}]` }
  // The path of another record is no code that anybody looks up.
  if (entry.state === 'value' && list && text !== entry.text && def.type !== 'text')
    return { text, tail: `[${entry.text}]` }
  return { text: text === '' ? '–' : text }
}

/** The same in one piece. */
export function shown(page: Pick<Page, 'source' | 'subject'>, def: ItemDef, entry: Entry): string {
  const { text, tail } = read(page, def, entry)
  return tail === undefined ? text : `${text} ${tail}`
}

/** What a place in the casebook is called: an item by its label, a form by its title. */
export function placeName({ source, words }: Pick<Page, 'source' | 'words'>, scope: Scope): string {
  const [event, form, , item] = steps(scope)
  if (!event) return words.aboutParticipant
  const placed = form && item && source.study.item(form.oid, item.oid)
  if (placed) return textIn(placed.def.label, source.language)
  const def = form && source.study.form(form.oid)
  if (def) return textIn(def.title, source.language)
  const visit = form ? undefined : source.study.event(event.oid)
  return visit ? textIn(visit.title, source.language) : scope
}

/** Who, in which role, when. */
export const by = ({ source, words }: Page, { change }: Logged): string =>
  `${nameOf(source, change.author)}, ${words.role[change.role]}, ${showStamp(change.claimedAt, source.language)}`

/** Whether an entry was ever let count, for the entries that stood before. */
export const isHeld = (held: readonly Logged[], entry: ItemEntry): boolean =>
  held.some(({ change }) => change === entry.logged.change)
