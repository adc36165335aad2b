import { isUnsettled } from '../../casebook/queries'
import type { Outline } from 'pdfkit'
import type { FormState } from '../../casebook/casebook'
import { type EventPath, type FormPath, eventOf, steps, formOid } from '../../casebook/path'
import { scheduleOf } from '../../casebook/schedule'
import { studyOf } from '../../casebook/versions'
import { type LocalText, textIn } from '../../study/definition'
import type { StudyEventDef } from '../../study/schedule-definition'
import { showDate } from '../../study/show-entry'
import { linesOf } from '../audit'
import { queriesOf, signaturesOf } from '../record-tables'
import { isChosen } from '../selection'
import { dictionariesOf } from '../dictionaries'
import { type ExportHead, type ExportSubject, codeOf, logOf, statusOf } from '../source'
import { showStamp } from '../stamp'
import { type Words, wordsIn } from '../words'
import { writeAudit } from './audit'
import { writeForm } from './form'
import { type Fonts, Paper } from './paper'

/** What is written where and about whom, handed down to every part of the document. */
export interface Page {
  readonly paper: Paper
  readonly source: ExportHead
  readonly subject: ExportSubject
  readonly words: Words
  /** What each form instance was headed, for the audit trail to call it the same. */
  readonly titles: Map<FormPath, string>
}

/**
 * One participant's casebook as a PDF: a cover, every visit with every form of it, entered or not, the queries and
 * signatures of each, and the audit trail. Bookmarks go visit, form, repeat. Same source, same bytes.
 */
export async function casebookPdf(of: ExportHead, subject: ExportSubject, fonts: Fonts): Promise<Uint8Array> {
  // Of participants on different versions each is read under their own.
  const source = { ...of, study: studyOf(of.study, subject.casebook) }
  const words = wordsIn(source.language)
  const { version } = source.study
  const code = codeOf(subject.casebook)
  const paper = new Paper({
    title: `${words.casebook} ${code}`,
    subject: `${version.study.name} (${version.study.id})`,
    author: source.exporter.name,
    language: source.language,
    producer: source.app,
    created: new Date(source.asOf),
    fonts,
    header: { left: code, right: `${version.study.name} · ${subject.siteName}` },
    footer: `${words.casebookStatus[statusOf(source.study, subject.casebook, subject.siteBook)]} · ${showStamp(source.asOf, source.language)}`,
    pageOf: words.pageOf,
  })
  const page: Page = { paper, source, subject, words, titles: new Map() }
  writeCover(page)
  for (const visit of visitsOf(source, subject)) writeVisit(page, visit)
  writeAudit(page)
  return paper.finish()
}

function writeCover({ paper, source, subject, words }: Page): void {
  const { casebook } = subject
  const { version } = source.study
  const say = (text: Parameters<typeof textIn>[0]) => textIn(text, source.language)
  const forms = [...casebook.forms.values()].filter(({ path }) => isChosen(subject.only, path))
  const items = forms.flatMap((form) => [...form.items.values()])
  const queries = queriesOf(subject)
  const signatures = signaturesOf(subject)
  const log = subject.only ? [...new Set(linesOf(subject).map(({ logged }) => logged))] : logOf(casebook)
  const fact = (label: string, ...lines: readonly string[]) =>
    paper.row(
      [
        { share: 3, words: [{ text: label, ink: 'quiet', size: 10 }], heads: 'Row' },
        { share: 7, words: lines.map((text, i) => ({ text, size: 10, ink: i === 0 ? 'text' : 'quiet' })) },
      ],
      { ruled: true },
    )
  paper.bookmark(paper.outline, words.casebook)
  paper.space(90, true)
  paper.paragraph({ text: words.casebook, size: 12, ink: 'accent', face: 'bold' })
  paper.heading(1, { text: codeOf(casebook), size: 30, face: 'bold' })
  paper.paragraph({ text: say(version.study.title), size: 12 })
  paper.space(36)
  fact(words.study, version.study.name, version.study.id)
  fact(words.participant, codeOf(casebook))
  fact(words.site, subject.siteName, subject.site)
  fact(words.version, version.name, source.study.id.slice(0, 16))
  fact(words.status, words.casebookStatus[statusOf(source.study, casebook, subject.siteBook)])
  fact(words.asOf, showStamp(source.asOf, source.language))
  if (source.heardAt !== undefined) fact(words.heardAt, showStamp(source.heardAt, source.language))
  const part = partOf(source, subject)
  if (part.length > 0) fact(words.onlyPart, ...part)
  const versions = new Set([source.study.id, ...logOf(casebook).map(({ change }) => change.version)])
  const under = [...versions].map((id) => source.study.under(id))
  const dictionaries = dictionariesOf([...new Set(under)], source)
  if (dictionaries.length > 0)
    fact(words.dictionaries, ...dictionaries.map(({ name, version }) => [name, version].join(' ')))
  fact(words.madeBy, source.exporter.name, `${words.role[source.exporter.role]} · ${source.app}`)
  paper.space(24)
  paper.heading(2, { text: words.contents, face: 'bold', size: 11 })
  paper.space(4)
  fact(words.forms, String(forms.length))
  fact(words.values, String(items.filter(({ heads }) => heads.some(({ value }) => value.state === 'value')).length))
  fact(words.openQueries, String(queries.filter(({ status }) => isUnsettled(status)).length))
  fact(words.signatures, String(signatures.filter(({ intact }) => intact).length))
  fact(words.changes, String(log.length))
  fact(words.notReceived, String(log.filter(({ receipt }) => !receipt).length))
}

/** What it was narrowed to, in words: nobody takes a part of a casebook for all of it. */
function partOf({ study, language }: ExportHead, { only }: ExportSubject): readonly string[] {
  const called = (oids: ReadonlySet<string> | undefined, of: (oid: string) => { title: LocalText } | undefined) =>
    oids ? [[...oids].map((oid) => textIn(of(oid)?.title ?? { en: oid }, language)).join(', ')] : []
  return [...called(only?.events, (oid) => study.event(oid)), ...called(only?.forms, (oid) => study.form(oid))]
}

interface Visit {
  readonly path: EventPath
  readonly title: string
  /** The forms that belong to it, and whatever else was entered there. */
  readonly forms: readonly string[]
  readonly actual: string | undefined
}

/**
 * The visits of a casebook in the order of the schedule, entered or not; then those that this study version does not
 * know but somebody entered something at. Nothing that is stored can fall between them.
 */
function visitsOf({ study, language }: ExportHead, { casebook, only }: ExportSubject): readonly Visit[] {
  const entered = [...casebook.forms.keys()].filter((path) => isChosen(only, path)).sort()
  const visit = (path: EventPath, def: StudyEventDef | undefined, actual: string | undefined): Visit => {
    const here = entered.filter((form) => eventOf(form) === path).map(formOid)
    return {
      path,
      title: def ? textIn(def.title, language) : path,
      forms: [...new Set([...(def?.forms ?? []), ...here])].filter((oid) => only?.forms?.has(oid) ?? true),
      actual,
    }
  }
  const planned = scheduleOf(study, casebook).filter(({ event }) => isChosen(only, event))
  const known = new Set(planned.map(({ event }) => event))
  const others = new Set(entered.map((form) => eventOf(form)).filter((event) => !known.has(event)))
  return [
    ...planned.map(({ event, def, actual }) => visit(event, def, actual)),
    ...[...others].map((event) => visit(event, study.event(steps(event)[0]?.oid ?? ''), undefined)),
  ]
}

function writeVisit(page: Page, { path, title, forms, actual }: Visit): void {
  const { paper, source, subject } = page
  const date = actual === undefined ? undefined : showDate(actual, source.language)
  const entered = forms.map((oid) => ({ oid, instances: instancesOf(subject, path, oid) }))
  if (entered.some(({ instances }) => instances.length > 0)) paper.turn()
  paper.need(120)
  paper.section(title)
  const bookmark = paper.bookmark(paper.outline, date === undefined ? title : `${title} · ${date}`)
  paper.space(6)
  paper.row(
    [
      { share: 7, words: [{ text: title, size: 16, face: 'bold' }] },
      { share: 3, words: date === undefined ? [] : [{ text: date, size: 11 }], end: true },
    ],
    { heading: 2 },
  )
  paper.space(4)
  for (const { oid, instances } of entered) {
    if (instances.length === 0) writeBlank(page, bookmark, oid, path)
    else writeInstances(page, bookmark, oid, instances, title)
  }
  paper.space(14)
}

const instancesOf = ({ casebook }: ExportSubject, event: EventPath, oid: string): readonly FormState[] =>
  [...casebook.forms.values()]
    .filter(({ path }) => eventOf(path) === event && formOid(path) === oid)
    .sort((a, b) => (a.path < b.path ? -1 : 1))

const titleOfForm = ({ source }: Page, oid: string): string => {
  const def = source.study.form(oid)
  return def ? textIn(def.title, source.language) : oid
}

/** A form that nobody has opened: it is there, and says so. */
function writeBlank(page: Page, visit: Outline, oid: string, event: EventPath): void {
  const { paper, words } = page
  const title = titleOfForm(page, oid)
  paper.space(8)
  paper.need(30)
  paper.bookmark(visit, title)
  paper.mark(`form:${event}/${oid}`)
  paper.row(
    [
      { share: 7, words: [{ text: title, size: 11, ink: 'quiet' }] },
      { share: 3, words: [{ text: words.notEntered, ink: 'quiet' }], end: true },
    ],
    { ruled: true, heading: 3 },
  )
}

function writeInstances(
  page: Page,
  visit: Outline,
  oid: string,
  instances: readonly FormState[],
  visitTitle: string,
): void {
  const title = titleOfForm(page, oid)
  if (!page.source.study.form(oid)?.repeating) {
    for (const state of instances) writeForm(page, visit, state, title, visitTitle)
    return
  }
  page.paper.need(80)
  const bookmark = page.paper.bookmark(visit, title)
  instances.forEach((state, i) => {
    writeForm(page, bookmark, state, `${title} ${i + 1}`, visitTitle)
  })
}
