import { reportChanges } from '../../review/report-changes'
import { type Language, textIn } from '../../study/definition'
import { type Element, type ReportSource, elementsOf } from '../safety-report/elements'
import { showStamp } from '../stamp'
import { type Fonts, Paper } from './paper'

export interface SafetyPdfOptions {
  readonly fonts: Fonts
  /** Who makes it, and with which app. */
  readonly author: string
  readonly producer: string
}

/** One version of a serious report on paper, in the order of E2B(R3), each element with its id. Same source, same bytes. */
export async function safetyReportPdf(
  source: ReportSource,
  { fonts, author, producer }: SafetyPdfOptions,
): Promise<Uint8Array> {
  const { study, casebook, report, asOf, language } = source
  const words = wordsIn[language]
  const title = `${words.title} · ${words.kinds[report.kind]} · ${words.version} ${report.version}`
  const paper = new Paper({
    title,
    subject: study.version.study.name,
    author,
    language,
    producer,
    created: new Date(asOf),
    fonts,
    header: { left: casebook.code ?? '', right: study.version.study.name },
    footer: `${words.made} ${showStamp(asOf, language)}`,
    pageOf: (page, pages) => `${page} / ${pages}`,
  })
  paper.heading(1, { text: title, size: 15, face: 'bold' })
  paper.space(4)
  for (const [label, instant] of [
    [words.aware, report.aware],
    [words.sent, report.sent],
  ] as const)
    paper.paragraph({ text: `${label}: ${instant === undefined ? '–' : showStamp(instant, language)}` })
  if (report.lacks.length > 0)
    paper.paragraph({
      text: `${words.lacks}: ${report.lacks.map((fact) => words.facts[fact]).join(', ')}`,
      ink: 'warn',
    })
  writeChanges(paper, source, words)
  for (const [part, elements] of partsOf(elementsOf(source))) {
    paper.space(10)
    paper.need(50)
    paper.heading(2, { text: words.parts[part], face: 'bold', size: 11 })
    paper.space(3)
    for (const { id, text, block } of elements)
      paper.row(
        [
          {
            share: 2,
            words: [{ text: block === undefined ? id : `${id} (${block})`, ink: 'quiet', size: 8 }],
            heads: 'Row',
          },
          { share: 8, words: [{ text }] },
        ],
        { ruled: true },
      )
  }
  return paper.finish()
}

/** What it says otherwise than the version before it: earlier, now, side by side. */
function writeChanges(paper: Paper, { study, casebook, report, earlier, language }: ReportSource, words: Words): void {
  if (!earlier) return
  const changes = reportChanges(study, casebook, { earlier, now: report }, language)
  paper.space(10)
  paper.need(60)
  paper.heading(2, { text: `${words.changed} ${earlier.version}`, face: 'bold', size: 11 })
  paper.space(3)
  if (changes.length === 0) {
    paper.paragraph({ text: words.unchanged })
    return
  }
  const head = (text: string, share: number) => ({
    share,
    words: [{ text, ink: 'quiet' as const, size: 8 }],
    heads: 'Column' as const,
  })
  paper.row([head(words.item, 2), head(words.earlier, 4), head(words.now, 4)], { ruled: true })
  for (const { item, row, earlier: was, now } of changes) {
    const label = textIn(item.label, language)
    const name = row === undefined ? label : `${label} (${row})`
    paper.row(
      [
        { share: 2, words: [{ text: name, ink: 'quiet', size: 8 }], heads: 'Row' },
        { share: 4, words: [{ text: was === '' ? '–' : was, ink: 'quiet' }] },
        { share: 4, words: [{ text: now === '' ? '–' : now }] },
      ],
      { ruled: true },
    )
  }
}

type PartName = 'C' | 'D' | 'E' | 'G' | 'H'
const PARTS: readonly PartName[] = ['C', 'D', 'E', 'G', 'H']

const partsOf = (elements: readonly Element[]): readonly (readonly [PartName, readonly Element[]])[] =>
  PARTS.map((part) => [part, elements.filter(({ id }) => id.startsWith(part))] as const).filter(
    ([, own]) => own.length > 0,
  )

const english = {
  title: 'Serious adverse event',
  version: 'version',
  made: 'Made',
  aware: 'The site knew',
  sent: 'Sent',
  lacks: 'Still missing',
  changed: 'What changed since version',
  unchanged: 'Nothing else changed.',
  item: 'Item',
  earlier: 'Earlier',
  now: 'Now',
  kinds: { initial: 'initial report', 'follow-up': 'follow-up', final: 'final report' },
  facts: {
    participant: 'the participant’s code',
    reporter: 'who reports',
    product: 'a product that was given',
    event: 'the event',
  },
  parts: {
    C: 'The report',
    D: 'The participant',
    E: 'The event',
    G: 'Products given',
    H: 'Narrative',
  },
}
const french: typeof english = {
  title: 'Événement indésirable grave',
  version: 'version',
  made: 'Établi le',
  aware: 'Le centre l’a su',
  sent: 'Envoyée',
  lacks: 'Manque encore',
  changed: 'Ce qui a changé depuis la version',
  unchanged: 'Rien d’autre n’a changé.',
  item: 'Donnée',
  earlier: 'Avant',
  now: 'Maintenant',
  kinds: { initial: 'déclaration initiale', 'follow-up': 'suivi', final: 'déclaration finale' },
  facts: {
    participant: 'le code du participant',
    reporter: 'le déclarant',
    product: 'un produit administré',
    event: 'l’événement',
  },
  parts: {
    C: 'La déclaration',
    D: 'Le participant',
    E: 'L’événement',
    G: 'Produits administrés',
    H: 'Narration',
  },
}
const swedish: typeof english = {
  title: 'Allvarlig oönskad händelse',
  version: 'version',
  made: 'Skapad',
  aware: 'Prövningsstället fick veta',
  sent: 'Skickad',
  lacks: 'Saknas ännu',
  changed: 'Vad som ändrats sedan version',
  unchanged: 'Inget annat har ändrats.',
  item: 'Uppgift',
  earlier: 'Tidigare',
  now: 'Nu',
  kinds: { initial: 'första rapport', 'follow-up': 'uppföljning', final: 'slutrapport' },
  facts: {
    participant: 'deltagarens kod',
    reporter: 'vem som rapporterar',
    product: 'ett läkemedel som har getts',
    event: 'händelsen',
  },
  parts: {
    C: 'Rapporten',
    D: 'Deltagaren',
    E: 'Händelsen',
    G: 'Givna läkemedel',
    H: 'Berättelse',
  },
}
type Words = typeof english
const wordsIn: Readonly<Record<Language, typeof english>> = { en: english, fr: french, sv: swedish }
