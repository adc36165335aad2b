import { type FormPath, formOf, itemOf, steps } from '../../casebook/path'
import type { Entry } from '../../change/change'
import { textIn } from '../../study/definition'
import { type AuditLine, auditOf } from '../audit'
import { rawText } from '../entry-text'
import { nameOf } from '../source'
import { showStamp } from '../stamp'
import type { Page } from './casebook'
import type { Words } from './paper'
import { placeName, shown } from './says'

/** The audit trail, form by form: every entry ever made, with who, when by which clock, from what to what, and why. */
export function writeAudit(page: Page): void {
  const { paper, words } = page
  const sections = new Map<FormPath | undefined, AuditLine[]>()
  for (const line of auditOf(page.subject.casebook)) {
    const form = formOf(line.scope)
    const section = sections.get(form)
    if (section) section.push(line)
    else sections.set(form, [line])
  }
  paper.turn()
  paper.section(words.auditTrail)
  const bookmark = paper.bookmark(paper.outline, words.auditTrail)
  paper.paragraph({ text: words.auditTrail, size: 16, face: 'bold' })
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
    paper.row([
      { share: 7, words: [{ text: title, size: 11, face: 'bold' }] },
      {
        share: 3,
        words: form === undefined ? [] : [{ text: words.backToForm, ink: 'accent', to: `form:${form}`, size: 8 }],
        end: true,
      },
    ])
    paper.space(3)
    row(
      page,
      [words.what, words.from, words.to, words.reason].map((text) => [quiet(text)]),
    )
    for (const change of byChange(lines)) writeChange(page, change)
  }
}

function titleOf({ source, titles }: Page, form: FormPath): string {
  const [event] = steps(form)
  const visit = event && source.study.event(event.oid)
  return [visit ? textIn(visit.title, source.language) : event?.oid, titles.get(form)].join(' · ')
}

/** The lines of a change stand together: one person, one moment, several items. */
function byChange(lines: readonly AuditLine[]): readonly (readonly AuditLine[])[] {
  const changes: AuditLine[][] = []
  for (const line of lines) {
    const last = changes.at(-1)
    if (last?.[0]?.logged === line.logged) last.push(line)
    else changes.push([line])
  }
  return changes
}

const size = 7.5
const quiet = (text: string): Words => ({ text, size, ink: 'quiet' })
const plain = (text: string): Words => ({ text, size })

const shares = [28, 26, 28, 18]
const row = ({ paper }: Page, cells: readonly (readonly Words[])[]): void =>
  paper.row(
    cells.map((words, i) => ({ share: shares[i] ?? 1, words })),
    { ruled: true },
  )

function writeChange(page: Page, lines: readonly AuditLine[]): void {
  const { paper, source, words } = page
  const [first] = lines
  if (!first) return
  const { change, receipt } = first.logged
  const changed = first.kind === 'value' && lines.every(({ from }) => from.length > 0)
  const pending = first.reception === 'applied' || first.reception === 'on-device' ? undefined : first.reception
  paper.need(34)
  paper.space(3)
  paper.row(
    [
      { share: 28, words: [plain(showStamp(change.claimedAt, source.language))] },
      { share: 26, words: [{ ...plain(nameOf(source, change.author)), tail: words.role[change.role] }] },
      { share: 14, words: [{ ...plain(changed ? words.changed : words.kind[first.kind]), face: 'bold' }] },
      {
        share: 32,
        words: [
          quiet(
            receipt
              ? `${words.received} ${showStamp(receipt.committedAt, source.language)}`
              : words.reception['on-device'],
          ),
          ...(pending ? [{ text: waits(page, words.reception[pending], first), size, ink: 'violet' as const }] : []),
        ],
        end: true,
      },
    ],
    { shaded: true },
  )
  paper.space(4)
  for (const line of lines) writeLine(page, line)
}

const waits = ({ words }: Page, reception: string, { logged: { receipt } }: AuditLine): string =>
  receipt?.reason ? `${reception}: ${words.held[receipt.reason]}` : reception

/** What would make a column of its own run over pages has the whole width below its line. */
const LONG = 240

function writeLine(page: Page, line: AuditLine): void {
  const { words } = page
  const from = line.from.map((entry) => say(page, line, entry)).filter((text) => text !== '')
  const to = say(page, line, line.to)
  const long = to.length > LONG || from.some((text) => text.length > LONG)
  const about = line.item === undefined && formOf(line.scope) === line.scope ? [] : [plain(placeName(page, line.scope))]
  const reason = line.reason === undefined ? [] : [plain(line.reason)]
  // An act on the form as a whole that says nothing more is told by its head.
  if (about.length + reason.length === 0 && from.length === 0 && to === '') return
  row(page, [about, long ? [] : from.map(quiet), long ? [] : [plain(to)], reason])
  if (!long) return
  for (const text of from) page.paper.paragraph(quiet(`${words.from}: ${text}`))
  page.paper.paragraph(plain(`${words.to}: ${to}`))
  page.paper.rule()
  page.paper.space(3)
}

/** A value, or what an act said: a status, a signature's meaning, a question. */
function say({ source, words }: Page, { item, kind, logged }: AuditLine, value: Entry | string): string {
  if (typeof value !== 'string') {
    const form = item && steps(item)[1]
    const placed = item && form && source.study.item(form.oid, itemOf(item))
    return placed ? shown({ source }, placed.def, value) : rawText(value)
  }
  const { body } = logged.change
  if (kind === 'status' && (value === 'in-progress' || value === 'complete' || value === 'not-done'))
    return words.formStatus[value]
  if (body.kind === 'sign') return words.meaning[body.meaning]
  if (body.kind === 'query') return [words.queryMove[body.move], body.text].filter(Boolean).join(': ')
  return value
}
