import type { Outline } from 'pdfkit'
import type { FormState, ItemEntry, ItemState } from '../../casebook/casebook'
import { holdsSomething } from '../../casebook/holds-something'
import { type FormLayout, type LaidGroup, type LaidItem, layoutOf } from '../../casebook/layout'
import { itemOf, formOid } from '../../casebook/path'
import { studyAt } from '../../casebook/versions'
import { type ItemDef, textIn } from '../../study/definition'
import { rawText } from '../entry-text'
import type { Page } from './casebook'
import type { Cell, Words } from './paper'
import { writeReview } from './review'
import { by, isHeld, read, shown } from './says'

/** One form instance: every item asked for with what stands in it and what stood before, then what people said about it. */
export function writeForm(page: Page, parent: Outline, state: FormState, name: string, visit: string): void {
  const { paper, source, subject, words } = page
  const layout = layoutOf(source.study, subject.casebook, state.path)
  const title = titleOf(page, state, name)
  const withdrawn = state.withdrawn.includes(state.path)
  const { status } = state
  page.titles.set(state.path, title)
  paper.space(14)
  paper.need(90)
  paper.section(`${visit} · ${title}`)
  paper.bookmark(parent, title)
  paper.mark(`form:${state.path}`)
  paper.row(
    [
      { share: 7, words: [{ text: title, size: 12, face: 'bold' }] },
      {
        share: 2,
        words: [
          {
            text: withdrawn ? words.withdrawn : words.formStatus[status?.status ?? 'in-progress'],
            ink: withdrawn ? 'warn' : 'text',
          },
        ],
        end: true,
      },
      { share: 2, words: [{ text: words.auditTrail, ink: 'accent', to: `audit:${state.path}` }], end: true },
    ],
    { ruled: true, heading: 3 },
  )
  if (status?.reason !== undefined && status.status === 'not-done')
    paper.paragraph({ text: status.reason, ink: 'amber' })
  if (!withdrawn) writeItems(page, layout, state)
  writeReview(page, state, withdrawn)
}

/** A repeat is called by what was entered for it, as in the app's lists. */
function titleOf(page: Page, state: FormState, name: string): string {
  const form = formOid(state.path)
  const oid = page.source.study.form(form)?.nameItem
  const placed = oid === undefined ? undefined : page.source.study.item(form, oid)
  const value = [...state.items.values()].find(({ path }) => itemOf(path) === oid)?.value
  return value && placed ? `${name}${page.words.colon}${brief(shown(page, placed.def, value))}` : name
}

/** A heading is no place for a long story; the whole of it stands at the item. */
const brief = (text: string): string => (text.length > 60 ? `${text.slice(0, 60).trimEnd()}…` : text)

function writeItems(page: Page, layout: FormLayout | undefined, state: FormState): void {
  const { paper, source, words } = page
  for (const group of layout?.groups ?? []) writeGroup(page, group, state)
  const form = formOid(state.path)
  const own = studyAt(source.study, page.subject.casebook, state.path)
  const others = [...state.items.values()].filter((item) => holdsSomething(item) && !own.item(form, itemOf(item.path)))
  if (others.length === 0) return
  paper.space(4)
  paper.heading(4, { text: words.otherVersion, face: 'bold', ink: 'quiet' })
  for (const { path, heads } of others.sort((a, b) => (a.path < b.path ? -1 : 1)))
    writeItem(page, itemOf(path), [{ text: heads.map(({ value }) => rawText(value)).join(' | ') }])
}

/** As many columns as a page has room for. */
const WIDEST = 5

function writeGroup(page: Page, { def, rows }: LaidGroup, state: FormState): void {
  const { paper, source, words } = page
  const drawn = rows.map((row) => row.items.filter(({ visible }) => visible))
  if (drawn.every((items) => items.length === 0)) return
  paper.space(4)
  paper.need(40)
  if (def.title) paper.heading(4, { text: textIn(def.title, source.language), face: 'bold', ink: 'quiet' })
  paper.space(3)
  const columns = def.items.filter(({ oid }) => drawn.some((items) => items.some((item) => item.def.oid === oid)))
  if (def.repeating && columns.length <= WIDEST) {
    writeTable(page, columns, drawn, state)
    return
  }
  drawn.forEach((items, i) => {
    if (def.repeating) paper.paragraph({ text: words.row(i + 1), ink: 'quiet', size: 8 })
    for (const item of items) writeItem(page, textIn(item.def.label, source.language), wordsOf(page, state, item))
  })
}

/** A repeating group, a line a row. */
function writeTable(
  { paper, source, ...page }: Page,
  columns: readonly ItemDef[],
  rows: readonly (readonly LaidItem[])[],
  state: FormState,
): void {
  const line = (number: Cell, cells: readonly Omit<Cell, 'share'>[]) =>
    paper.row([number, ...cells.map((cell) => ({ ...cell, share: 96 / columns.length }))], { ruled: true })
  line(
    { share: 4, words: [] },
    columns.map(({ label }) => ({ words: [{ text: textIn(label, source.language), ink: 'quiet' }], heads: 'Column' })),
  )
  rows.forEach((items, i) => {
    const cells = columns.map(({ oid }) => {
      const item = items.find(({ def }) => def.oid === oid)
      return { words: item ? wordsOf({ paper, source, ...page }, state, item) : [] }
    })
    line({ share: 4, words: [{ text: String(i + 1), ink: 'quiet', size: 8 }], heads: 'Row' }, cells)
  })
}

const writeItem = ({ paper }: Page, label: string, value: readonly Words[]): void =>
  paper.row(
    [
      { share: 42, words: [{ text: label, ink: 'quiet' }], heads: 'Row' },
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
          { ...read(page, item.def, head.value), face: 'bold' },
          { text: by(page, head.logged), ink: 'quiet', size: 7.5 },
        ]),
      ]
    : [valueWords(page, item.def, stored)]
  if (!item.expected) lines.push({ text: words.hidden, ink: 'amber', size: 7.5 })
  const before = stored.history.filter((entry) => !stored.heads.includes(entry))
  if (before.length > 0)
    lines.push({
      text: `${words.earlier}${words.colon}${before.map((entry) => earlier(page, state, item.def, entry)).join(' · ')}`,
      ink: 'quiet',
      size: 7.5,
    })
  return lines
}

const valueWords = (page: Page, def: ItemDef, { value }: ItemState): Words => {
  if (!value || value.state === 'blank') return { text: '–', ink: 'quiet' }
  return value.state === 'missing'
    ? { ...read(page, def, value), ink: 'amber' }
    : { ...read(page, def, value), face: 'bold' }
}

function earlier(page: Page, { held }: FormState, def: ItemDef, entry: ItemEntry): string {
  const text = shown(page, def, entry.value)
  if (entry.counts) return text
  return `${text} (${page.words.reception[isHeld(held, entry) ? 'held' : 'declined']})`
}
