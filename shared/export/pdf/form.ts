import type { Outline } from 'pdfkit'
import type { FormState, ItemEntry, ItemState, QueryState } from '../../casebook/casebook'
import { formOid } from '../../casebook/inputs'
import { type FormLayout, type LaidItem, holdsSomething, layoutOf } from '../../casebook/layout'
import { type Scope, itemOf, steps } from '../../casebook/path'
import { type Entry, type Logged, refOf } from '../../change/change'
import { type ItemDef, textIn } from '../../study/definition'
import { showEntry } from '../../study/show-entry'
import { rawText } from '../entry-text'
import { nameOf } from '../source'
import { showStamp } from '../stamp'
import type { Page } from './casebook'
import type { Words } from './paper'

/** One form instance: every item asked for with what stands in it and what stood before, then queries and signatures. */
export function writeForm(page: Page, parent: Outline, state: FormState, name: string): void {
  const { paper, source, subject, words } = page
  const layout = layoutOf(source.study, subject.casebook, state.path)
  const title = titleOf(page, state, name)
  const withdrawn = state.withdrawn.includes(state.path)
  page.titles.set(state.path, title)
  paper.space(14)
  paper.need(90)
  paper.bookmark(parent, title)
  paper.mark(`form:${state.path}`)
  paper.row(
    [
      { share: 7, words: [{ text: title, size: 12, face: 'bold' }] },
      {
        share: 2,
        words: [
          {
            text: withdrawn ? words.withdrawn : words.formStatus[state.status?.status ?? 'in-progress'],
            ink: withdrawn ? 'warn' : 'text',
          },
        ],
        end: true,
      },
      { share: 2, words: [{ text: words.auditTrail, ink: 'accent', to: `audit:${state.path}` }], end: true },
    ],
    { ruled: true },
  )
  if (!withdrawn) writeItems(page, layout, state)
  writeQueries(page, state)
  writeSignatures(page, state, withdrawn)
}

/** A repeat is called by what was entered for it, as in the app's lists. */
function titleOf(page: Page, state: FormState, name: string): string {
  const form = formOid(state.path)
  const oid = page.source.study.form(form)?.nameItem
  const placed = oid === undefined ? undefined : page.source.study.item(form, oid)
  const value = [...state.items.values()].find(({ path }) => itemOf(path) === oid)?.value
  return value && placed ? `${name}: ${brief(shown(page, placed.def, value))}` : name
}

/** A heading is no place for a long story; the whole of it stands at the item. */
const brief = (text: string): string => (text.length > 60 ? `${text.slice(0, 60).trimEnd()}…` : text)

function writeItems(page: Page, layout: FormLayout | undefined, state: FormState): void {
  const { paper, source, words } = page
  for (const { def, rows } of layout?.groups ?? []) {
    const drawn = rows.map((row) => row.items.filter(({ visible }) => visible))
    if (drawn.every((items) => items.length === 0)) continue
    paper.space(4)
    paper.need(40)
    if (def.title) paper.paragraph({ text: textIn(def.title, source.language), face: 'bold', ink: 'quiet' })
    paper.space(3)
    drawn.forEach((items, i) => {
      if (def.repeating) paper.paragraph({ text: words.row(i + 1), ink: 'quiet', size: 8 })
      for (const item of items) writeItem(page, textIn(item.def.label, source.language), wordsOf(page, state, item))
    })
  }
  const form = formOid(state.path)
  const others = [...state.items.values()].filter(
    (item) => holdsSomething(item) && !source.study.item(form, itemOf(item.path)),
  )
  if (others.length === 0) return
  paper.space(4)
  paper.paragraph({ text: words.otherVersion, face: 'bold', ink: 'quiet' })
  for (const { path, heads } of others.sort((a, b) => (a.path < b.path ? -1 : 1)))
    writeItem(page, itemOf(path), [{ text: heads.map(({ value }) => rawText(value)).join(' | ') }])
}

const writeItem = ({ paper }: Page, label: string, value: readonly Words[]): void =>
  paper.row(
    [
      { share: 42, words: [{ text: label, ink: 'quiet' }] },
      { share: 58, words: value },
    ],
    { ruled: true },
  )

/** What stands in an item, each sentence a line: the value, why it is not asked for, and what stood there before. */
function wordsOf(page: Page, state: FormState, item: LaidItem): readonly Words[] {
  const { words } = page
  const stored = state.items.get(item.path)
  if (item.def.type === 'calculated')
    return [item.calculated ? { text: shown(page, item.def, item.calculated) } : { text: '–', ink: 'quiet' }]
  if (!stored || stored.heads.length === 0) return [{ text: '–', ink: 'quiet' }]
  const lines: Words[] = stored.contested
    ? [
        { text: words.twoValues, ink: 'violet', face: 'bold' },
        ...stored.heads.flatMap((head): readonly Words[] => [
          { text: shown(page, item.def, head.value), face: 'bold' },
          { text: by(page, head.logged), ink: 'quiet', size: 7.5 },
        ]),
      ]
    : [valueWords(page, item.def, stored)]
  if (!item.expected) lines.push({ text: words.hidden, ink: 'amber', size: 7.5 })
  const before = stored.history.filter((entry) => !stored.heads.includes(entry))
  if (before.length > 0)
    lines.push({
      text: `${words.earlier}: ${before.map((entry) => earlier(page, state, item.def, entry)).join(' · ')}`,
      ink: 'quiet',
      size: 7.5,
    })
  return lines
}

const valueWords = (page: Page, def: ItemDef, { value }: ItemState): Words => {
  if (!value || value.state === 'blank') return { text: '–', ink: 'quiet' }
  return value.state === 'missing'
    ? { text: shown(page, def, value), ink: 'amber' }
    : { text: shown(page, def, value), face: 'bold' }
}

function earlier({ source, words }: Page, state: FormState, def: ItemDef, entry: ItemEntry): string {
  const text = shown({ source }, def, entry.value)
  if (entry.counts) return text
  const waits = state.held.some(({ change }) => refOf(change) === entry.ref)
  return `${text} (${waits ? words.reception.held : words.reception.declined})`
}

/** A value as people read it, with its code where it has one, as that is what is stored. */
export function shown({ source }: Pick<Page, 'source'>, def: ItemDef, entry: Entry): string {
  const list = source.study.codeListOf(def)
  const text = showEntry(def, entry, list, source.language)
  if (entry.state === 'missing') return `${text} [${entry.code}]`
  if (entry.state === 'value' && list && text !== entry.text) return `${text} [${entry.text}]`
  return text === '' ? '–' : text
}

const by = ({ source, words }: Page, { change }: Logged): string =>
  `${nameOf(source, change.author)}, ${words.role[change.role]}, ${showStamp(change.claimedAt, source.language)}`

function writeQueries(page: Page, { queries }: FormState): void {
  if (queries.length === 0) return
  const { paper, words } = page
  paper.space(6)
  paper.need(40)
  paper.paragraph({ text: words.queries, face: 'bold', ink: 'quiet' })
  paper.space(3)
  for (const query of queries)
    paper.row(
      [
        {
          share: 42,
          words: [
            { text: placeName(page, query.scope) },
            { text: words.queryStatus[query.status], ink: query.status === 'open' ? 'amber' : 'quiet', face: 'bold' },
          ],
        },
        { share: 58, words: threadWords(page, query) },
      ],
      { ruled: true },
    )
}

const threadWords = (page: Page, { thread, origin }: QueryState): readonly Words[] => [
  ...(origin === 'contested' ? [{ text: page.words.opened, ink: 'quiet' } as const] : []),
  ...thread.flatMap(({ move, text, logged }): readonly Words[] => [
    ...(text === '' ? [] : [{ text }]),
    { text: `${page.words.queryMove[move]} · ${by(page, logged)}`, ink: 'quiet', size: 7.5 },
  ]),
]

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

function writeSignatures(page: Page, { path, signatures }: FormState, withdrawn: boolean): void {
  const { paper, source, words } = page
  const asked = source.study.version.signing.filter(({ form }) => form === formOid(path))
  const missing = asked.filter(({ meaning }) => !withdrawn && !signatures.some((given) => given.meaning === meaning))
  for (const { meaning, author, logged, intact } of signatures) {
    paper.space(8)
    paper.row(
      [
        {
          share: 42,
          words: [
            { text: nameOf(source, author), face: 'bold' },
            { text: words.role[logged.change.role], ink: 'quiet' },
            { text: showStamp(logged.change.claimedAt, source.language) },
          ],
        },
        {
          share: 58,
          words: [
            { text: words.meaning[meaning] },
            { text: intact ? words.intact : words.broken, ink: intact ? 'accent' : 'warn', face: 'bold' },
          ],
        },
      ],
      { shaded: true },
    )
  }
  for (const { meaning } of missing) {
    paper.space(8)
    paper.row(
      [
        { share: 42, words: [{ text: words.nobodySigned, face: 'bold', ink: 'amber' }] },
        { share: 58, words: [{ text: words.meaning[meaning], ink: 'quiet' }] },
      ],
      { shaded: true },
    )
  }
}
