import { type FormPath, formOf, itemOf, steps } from '../../casebook/path'
import type { Entry } from '../../change/change'
import { textIn } from '../../study/definition'
import { type AuditLine, auditOf } from '../audit'
import { rawText } from '../entry-text'
import { nameOf } from '../source'
import { showStamp } from '../stamp'
import type { Page } from './casebook'
import { placeName, shown } from './form'
import type { Cell, Words } from './paper'

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
  const bookmark = paper.bookmark(paper.outline, words.auditTrail)
  paper.space(6)
  paper.paragraph({ text: words.auditTrail, size: 16, face: 'bold' })
  // In the order of the document: every form that has a change was written, so every section has its title.
  for (const form of [undefined, ...page.titles.keys()]) {
    const lines = sections.get(form) ?? []
    if (lines.length === 0) continue
    const title = form === undefined ? words.aboutParticipant : titleOf(page, form)
    paper.space(12)
    paper.need(80)
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
      {},
    )
    paper.space(3)
    paper.row(columns(words.when, words.who, words.what, words.from, words.to, words.reason), { ruled: true })
    for (const line of lines) writeLine(page, line)
  }
}

function titleOf({ source, titles }: Page, form: FormPath): string {
  const [event] = steps(form)
  const visit = event && source.study.event(event.oid)
  return [visit ? textIn(visit.title, source.language) : event?.oid, titles.get(form)].join(' · ')
}

const size = 7.5
const quiet = (text: string): Words => ({ text, size, ink: 'quiet' })
const plain = (text: string): Words => ({ text, size })

const columns = (...texts: readonly string[]): readonly Cell[] =>
  texts.map((text, i) => ({ share: shares[i] ?? 1, words: [quiet(text)] }))
const shares = [31, 14, 17, 13, 14, 11]

function writeLine(page: Page, line: AuditLine): void {
  const { source, words } = page
  const { change, receipt } = line.logged
  const cells: readonly (readonly Words[])[] = [
    [
      plain(showStamp(change.claimedAt, source.language)),
      quiet(
        receipt ? `${words.received} ${showStamp(receipt.committedAt, source.language)}` : words.reception['on-device'],
      ),
    ],
    [plain(nameOf(source, change.author)), quiet(words.role[change.role])],
    [
      plain(
        line.item === undefined && formOf(line.scope) === line.scope
          ? words.kind[line.kind]
          : placeName(page, line.scope),
      ),
      ...(line.item === undefined && formOf(line.scope) === line.scope ? [] : [quiet(words.kind[line.kind])]),
      ...(line.reception !== 'applied' && line.reception !== 'on-device'
        ? [
            {
              text: `${words.reception[line.reception]}${receipt?.reason ? `: ${words.held[receipt.reason]}` : ''}`,
              size,
              ink: 'violet' as const,
            },
          ]
        : []),
    ],
    line.from.map((entry) => quiet(read(page, line, entry))),
    [plain(read(page, line, line.to))],
    line.reason === undefined ? [] : [plain(line.reason)],
  ]
  page.paper.row(
    cells.map((words, i) => ({ share: shares[i] ?? 1, words })),
    { ruled: true },
  )
}

/** A value, or what an act said: a status, a signature's meaning, a question. */
function read({ source, words }: Page, { item, kind, logged }: AuditLine, value: Entry | string): string {
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
