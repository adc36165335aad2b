import { type FormPath, formOf, itemOf, steps } from '../../casebook/path'
import { valueSource } from '../../casebook/value-source'
import type { Entry } from '../../change/change'
import { textIn } from '../../study/definition'
import { type AuditLine, linesOf } from '../audit'
import { type Naming, sayAct } from '../audit-words'
import { sayClock } from '../clock-words'
import { rawText } from '../entry-text'
import { nameOf } from '../source'
import { showStamp, stampOf } from '../stamp'
import type { Page } from './casebook'
import type { Cell, Words } from './paper'
import { placeName, shown } from './says'

/** The audit trail, form by form: every entry ever made, with who, when by which clock, from what to what, and why. */
export function writeAudit(page: Page): void {
  const { paper, words } = page
  const sections = new Map<FormPath | undefined, AuditLine[]>()
  for (const line of linesOf(page.subject)) {
    const form = formOf(line.scope)
    const section = sections.get(form)
    if (section) section.push(line)
    else sections.set(form, [line])
  }
  paper.turn()
  paper.section(words.auditTrail)
  const bookmark = paper.bookmark(paper.outline, words.auditTrail)
  paper.heading(2, { text: words.auditTrail, size: 16, face: 'bold' })
  // In the order of the document: every form that has a change was written, so every section has its title.
  for (const form of [undefined, ...page.titles.keys()]) {
    const lines = sections.get(form) ?? []
    if (lines.length === 0) continue
    const title = form === undefined ? words.aboutParticipant : titleOf(page, form)
    paper.space(14)
    paper.need(100)
    paper.section(`${words.auditTrail} · ${title}`)
    paper.bookmark(bookmark, title)
    if (form !== undefined) paper.mark(`audit:${form}`)
    paper.row(
      [
        { share: 7, words: [{ text: title, size: 11, face: 'bold' }] },
        {
          share: 3,
          words: form === undefined ? [] : [{ text: words.backToForm, ink: 'accent', to: `form:${form}`, size: 8 }],
          end: true,
        },
      ],
      { heading: 3 },
    )
    paper.space(3)
    const heads = [words.when, words.what, words.from, words.to, words.reason, words.received]
    row(
      page,
      heads.map((text) => [quiet(text)]),
      { heads: 'Column' },
    )
    for (const run of runsOf(page, lines)) writeRun(page, run)
  }
}

function titleOf({ source, titles }: Page, form: FormPath): string {
  const [event] = steps(form)
  const visit = event && source.study.event(event.oid)
  return [visit ? textIn(visit.title, source.language) : event?.oid, titles.get(form)].join(' · ')
}

/** What one person did in one go: the same kind of thing on the same day, counting in the same way. */
interface Run {
  readonly day: string
  readonly who: Words
  readonly what: string
  readonly pending: string | undefined
  readonly lines: AuditLine[]
}

function runsOf({ source, words }: Page, lines: readonly AuditLine[]): readonly Run[] {
  const runs: Run[] = []
  for (const line of lines) {
    const { change, receipt } = line.logged
    const { day } = stampOf(change.claimedAt, source.language)
    const who = { text: nameOf(source, change.author), tail: words.role[change.role] }
    const what = [
      line.kind === 'value' && line.from.length > 0 ? words.changed : words.kind[line.kind],
      ...(line.item === undefined ? [] : [words.source[valueSource(source.study, change, line.item)]]),
    ].join(' · ')
    const counts = line.reception === 'applied' || line.reception === 'on-device'
    const why = receipt?.reason && words.held[receipt.reason]
    const pending = counts ? undefined : [words.reception[line.reception], why].filter(Boolean).join(words.colon)
    const last = runs.at(-1)
    const goesOn =
      last?.day === day &&
      last.who.text === who.text &&
      last.who.tail === who.tail &&
      last.what === what &&
      last.pending === pending
    if (goesOn) last.lines.push(line)
    else runs.push({ day, who, what, pending, lines: [line] })
  }
  return runs
}

const size = 7.5
const quiet = (text: string): Words => ({ text, size, ink: 'quiet' })
const plain = (text: string): Words => ({ text, size })

const shares = [8, 24, 13, 20, 12, 23]
const row = (
  { paper }: Page,
  cells: readonly (readonly Words[])[],
  { ruled = true, ...cell }: Pick<Cell, 'heads'> & { readonly ruled?: boolean } = {},
): void =>
  paper.row(
    cells.map((words, i) => ({ ...cell, share: shares[i] ?? 1, words })),
    { ruled },
  )

function writeRun(page: Page, { day, who, what, pending, lines }: Run): void {
  const { paper } = page
  paper.need(34)
  paper.space(3)
  paper.row(
    [
      { share: 32, words: [{ ...plain(day), face: 'bold' }], heads: 'Row', span: 2 },
      { share: 33, words: [{ ...who, size, face: 'bold' }], heads: 'Row', span: 2 },
      {
        share: 35,
        heads: 'Row',
        span: 2,
        words: [
          { ...plain(what), face: 'bold' },
          ...(pending === undefined ? [] : [{ text: pending, size, ink: 'violet' as const }]),
        ],
        end: true,
      },
    ],
    { shaded: true },
  )
  paper.space(4)
  for (const line of lines) writeLine(page, line)
}

/** What is longer than a column is read well in has the width of the page below its line. */
const LONG = 36

function writeLine(page: Page, line: AuditLine): void {
  const { paper, source, words } = page
  const { change } = line.logged
  const from = line.from.map((entry) => say(page, line, entry)).filter((text) => text !== '')
  const to = say(page, line, line.to)
  const below = [
    ...from.filter((text) => text.length > LONG).map((text) => quiet(`${words.from}${words.colon}${text}`)),
    ...(to.length > LONG ? [plain(line.from.length > 0 ? `${words.to}${words.colon}${to}` : to)] : []),
  ]
  row(
    page,
    [
      [plain(stampOf(change.claimedAt, source.language).time)],
      [plain(line.scope === '' ? words.aboutParticipant : placeName(page, line.scope))],
      from.filter((text) => text.length <= LONG).map(quiet),
      to.length > LONG ? [] : [plain(to)],
      line.reason === undefined ? [] : [plain(line.reason)],
      [quiet(receivedText(page, line))],
    ],
    { ruled: below.length === 0 },
  )
  if (below.length === 0) return
  const [time = 0, ...rest] = shares
  paper.row(
    [
      { share: time, words: [] },
      { share: rest.reduce((sum, share) => sum + share, 0), words: below, span: rest.length },
    ],
    { ruled: true },
  )
}

/** When the server received it, and what is to be said of the clock that it was written by. */
function receivedText({ source, words }: Page, { logged: { receipt }, clock }: AuditLine): string {
  const received = receipt ? showStamp(receipt.committedAt, source.language) : words.reception['on-device']
  return clock ? `${received}; ${sayClock(words, clock)}` : received
}

/** A value, or what an act said: a status, a signature's meaning, a question. */
function say(page: Page, { item, logged }: AuditLine, value: Entry | string): string {
  const { source, subject } = page
  if (typeof value !== 'string') {
    const form = item && steps(item)[1]
    const placed = item && form && source.study.item(form.oid, itemOf(item))
    return placed ? shown({ source, subject }, placed.def, value) : rawText(value)
  }
  return sayAct(namingOf(page), { logged }, value)
}

const namingOf = (page: Page): Naming => ({
  words: page.words,
  language: page.source.language,
  study: page.source.study,
  casebook: page.subject.casebook,
  place: (scope) => placeName(page, scope),
  person: (author) => nameOf(page.source, author),
  moment: (claimedAt) => showStamp(claimedAt, page.source.language),
})
