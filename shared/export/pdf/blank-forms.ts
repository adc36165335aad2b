import type { Outline } from 'pdfkit'
import type { CompiledStudy } from '../../study/compile'
import { type FormDef, type GroupDef, type ItemDef, type Language, textIn } from '../../study/definition'
import { showUnit } from '../../study/show-entry'
import { type SourceDef, plannedSource } from '../../study/source-definition'
import type { ExportHead } from '../source'
import { showStamp } from '../stamp'
import type { Tabulation } from '../tabular/tabulation'
import { type Words as CasebookWords, wordsIn as casebookWordsIn } from '../words'
import { type Annotations, annotationsOf } from './annotations'
import { type Cell, type Fonts, Paper, type Words } from './paper'

interface Sheet {
  readonly paper: Paper
  readonly study: CompiledStudy
  readonly language: Language
  readonly words: BlankWords
  readonly common: CasebookWords
  /** Where everything goes in the data sets; left out, the forms are blank. */
  readonly tabulation: Tabulation | undefined
}

/**
 * The forms of a study version as nobody has filled them yet: a cover, which visit asks for which forms, and every form
 * once with every item of it. With a tabulation each item has beside it where it goes in data sets of SDTM's shape.
 * Bookmarks lead to the forms by themselves and by visit. Same version and instant, same bytes.
 */
export async function blankFormsPdf(
  source: Pick<ExportHead, 'asOf' | 'exporter' | 'app' | 'language'>,
  study: CompiledStudy,
  tabulation: Tabulation | undefined,
  fonts: Fonts,
): Promise<Uint8Array> {
  const { language, asOf, exporter, app } = source
  const { version } = study
  const words = wordsIn[language]
  const title = tabulation ? words.annotated : words.blank
  const paper = new Paper({
    title: `${title} · ${version.study.name} ${version.name}`,
    subject: `${version.study.name} (${version.study.id})`,
    author: exporter.name,
    language,
    producer: app,
    created: new Date(asOf),
    fonts,
    header: { left: version.study.name, right: `${casebookWordsIn(language).version} ${version.name}` },
    footer: `${title} · ${showStamp(asOf, language)}`,
    pageOf: casebookWordsIn(language).pageOf,
  })
  const sheet: Sheet = { paper, study, language, words, common: casebookWordsIn(language), tabulation }
  writeCover(sheet, title, source)
  writeVisits(sheet)
  const forms = paper.bookmark(paper.outline, words.forms)
  for (const form of version.forms) writeForm(sheet, forms, form)
  const visits = paper.bookmark(paper.outline, words.visits)
  for (const event of study.events) {
    const visit = paper.bookmark(visits, textIn(event.title, language))
    for (const oid of event.forms) {
      const form = study.form(oid)
      if (form) paper.bookmarkTo(visit, textIn(form.title, language), placeOf(oid))
    }
  }
  return paper.finish()
}

const placeOf = (form: string): string => `form:${form}`

function writeCover(
  { paper, study, language, words, common, tabulation }: Sheet,
  title: string,
  { asOf, exporter, app }: Pick<ExportHead, 'asOf' | 'exporter' | 'app'>,
): void {
  const { version } = study
  const fact = (label: string, ...lines: readonly string[]) =>
    paper.row(
      [
        { share: 3, words: [{ text: label, ink: 'quiet', size: 10 }], heads: 'Row' },
        { share: 7, words: lines.map((text, i) => ({ text, size: 10, ink: i === 0 ? 'text' : 'quiet' })) },
      ],
      { ruled: true },
    )
  paper.bookmark(paper.outline, title)
  paper.space(90, true)
  paper.paragraph({ text: title, size: 12, ink: 'accent', face: 'bold' })
  paper.heading(1, { text: version.study.name, size: 30, face: 'bold' })
  paper.paragraph({ text: textIn(version.study.title, language), size: 12 })
  paper.space(36)
  fact(common.study, version.study.id)
  fact(common.version, version.name, study.id.slice(0, 16))
  fact(words.forms, String(version.forms.length))
  fact(common.asOf, showStamp(asOf, language))
  fact(common.madeBy, exporter.name, `${common.role[exporter.role]} · ${app}`)
  paper.space(24)
  for (const line of tabulation ? words.howAnnotated : words.howBlank) paper.paragraph({ text: line, ink: 'quiet' })
}

/** Which forms each visit asks for. */
function writeVisits({ paper, study, language, words }: Sheet): void {
  paper.turn()
  paper.section(words.visits)
  paper.heading(2, { text: words.visits, size: 16, face: 'bold' })
  paper.space(6)
  for (const { title, forms } of study.events) {
    const named = forms.flatMap((oid) => study.form(oid)?.title ?? []).map((text) => textIn(text, language))
    paper.row(
      [
        { share: 3, words: [{ text: textIn(title, language), face: 'bold' }], heads: 'Row' },
        { share: 7, words: [{ text: named.join(' · '), ink: 'quiet' }] },
      ],
      { ruled: true },
    )
  }
}

function writeForm(sheet: Sheet, parent: Outline, form: FormDef): void {
  const { paper, study, language, words, common, tabulation } = sheet
  const title = textIn(form.title, language)
  const annotations = tabulation && annotationsOf(study, tabulation, form)
  paper.turn()
  paper.section(title)
  paper.bookmark(parent, title)
  paper.mark(placeOf(form.oid))
  paper.row(
    [
      { share: 7, words: [{ text: title, size: 16, face: 'bold' }] },
      { share: 3, words: form.repeating ? [{ text: words.repeats, ink: 'quiet' }] : [], end: true },
    ],
    { heading: 2, ruled: true },
  )
  if (annotations) writeDomains(paper, annotations)
  paper.space(2)
  paper.paragraph(comesFrom(common, sourceOfForm(form)))
  for (const group of form.groups) writeGroup(sheet, form, group, annotations)
}

/** Said once for a form, and beside the items of which it is not so. */
const sourceOfForm = ({ source }: FormDef): SourceDef => source ?? 'direct'

const comesFrom = ({ sourceHead, colon, source }: CasebookWords, from: SourceDef): Words => ({
  text: `${sourceHead}${colon}${source[from]}`,
  ink: 'quiet',
  size: 8.5,
})

/** The data sets of a form, and what is said in them of the form as a whole. */
function writeDomains(paper: Paper, { form }: Annotations): void {
  paper.space(2)
  for (const text of form) paper.paragraph({ text, ink: 'violet', size: text.includes('=') ? 7.5 : 9.5, face: 'bold' })
}

function writeGroup(sheet: Sheet, form: FormDef, group: GroupDef, annotations: Annotations | undefined): void {
  const { paper, language, words } = sheet
  paper.space(10)
  paper.need(60)
  if (group.title) paper.heading(3, { text: textIn(group.title, language), face: 'bold', size: 10.5 })
  if (group.repeating) paper.paragraph({ text: words.rows, ink: 'quiet', size: 7.5 })
  paper.space(4)
  for (const item of group.items) writeItem(sheet, form, item, annotations)
}

function writeItem(sheet: Sheet, form: FormDef, item: ItemDef, annotations: Annotations | undefined): void {
  const { paper, language, words, common } = sheet
  const source = plannedSource(form, item)
  const help: readonly Words[] = [
    ...(item.help === undefined ? [] : [{ text: textIn(item.help, language), ink: 'quiet', size: 7.5 } as const]),
    ...(item.when === undefined ? [] : [{ text: words.sometimes, ink: 'quiet', size: 7.5 } as const]),
    // What is calculated says so where the answer would stand.
    ...(source === 'calculated' || source === sourceOfForm(form) ? [] : [{ ...comesFrom(common, source), size: 7.5 }]),
  ]
  const told = annotations?.items.get(item.oid) ?? [words.nowhere]
  const beside: readonly Cell[] = annotations
    ? [{ share: 33, words: told.map((text) => ({ text, ink: 'violet', size: 7, face: 'bold' })) }]
    : []
  paper.row(
    [
      {
        share: annotations ? 33 : 42,
        words: [{ text: textIn(item.label, language) }, ...help],
        heads: 'Row',
      },
      { share: annotations ? 34 : 58, words: [...askedFor(sheet, item), ...missing(words, item)] },
      ...beside,
    ],
    { ruled: true },
  )
}

/** Why there is no value may be said instead of one. */
const missing = (words: BlankWords, { missing }: ItemDef): readonly Words[] =>
  missing ? [{ text: words.missing, ink: 'quiet', size: 7.5 }] : []

/** Lists longer than this are looked up in the app; on paper the answer is written out. */
const MOST_ANSWERS = 24

/** What is to be filled in: a line to write on, or the answers to choose from. */
function askedFor({ study, language, words }: Sheet, item: ItemDef): readonly Words[] {
  const short = (text: string): readonly Words[] => [{ text, ink: 'quiet', size: 8, fill: 'short' }]
  switch (item.type) {
    case 'text':
      return Array.from({ length: Math.min(item.lines ?? 1, 4) }, () => ({ text: '', fill: 'line' as const }))
    case 'integer':
    case 'decimal':
      return short((item.units ?? []).map(({ unit }) => showUnit(unit)).join(` ${words.or} `))
    case 'date':
      return short(item.partial ? words.partialDate : words.date)
    case 'time':
      return short(words.time)
    case 'datetime':
      return short(words.datetime)
    case 'calculated':
      return [
        {
          text: item.unit === undefined ? words.calculated : `${words.calculated} (${showUnit(item.unit)})`,
          ink: 'quiet',
        },
      ]
    case 'code':
    case 'multi': {
      const codes = study.codeListOf(item)?.codes ?? []
      if (codes.length > MOST_ANSWERS)
        return [
          { text: '', fill: 'line' },
          { text: words.fromList(codes.length), ink: 'quiet', size: 8 },
        ]
      const fill = item.type === 'code' ? 'circle' : 'box'
      return codes.map(({ code, text }) => ({ text: textIn(text, language), tail: `[${code}]`, fill }))
    }
  }
}

interface BlankWords {
  readonly blank: string
  readonly annotated: string
  readonly forms: string
  readonly visits: string
  readonly repeats: string
  readonly rows: string
  readonly sometimes: string
  readonly missing: string
  readonly nowhere: string
  readonly or: string
  readonly date: string
  readonly partialDate: string
  readonly time: string
  readonly datetime: string
  readonly calculated: string
  readonly fromList: (count: number) => string
  readonly howBlank: readonly string[]
  readonly howAnnotated: readonly string[]
}

const en: BlankWords = {
  blank: 'Blank forms',
  annotated: 'Annotated forms',
  forms: 'Forms',
  visits: 'Visits and their forms',
  repeats: 'As often as needed',
  rows: 'One set of answers a row, as many rows as needed.',
  sometimes: 'Asked only where other answers call for it.',
  missing: 'Or the reason why there is no answer.',
  nowhere: 'In no data set',
  or: 'or',
  date: 'day, month, year',
  partialDate: 'day, month, year, as far as known',
  time: 'hours and minutes',
  datetime: 'day, month, year, time',
  calculated: 'Calculated',
  fromList: (count) => `One of a list of ${count} answers.`,
  howBlank: ['Each form stands here once. A circle stands for one answer, a box for any number of them.'],
  howAnnotated: [
    'Beside each item stands where its answer goes in data sets of the shape of SDTM, as this app makes them.',
    'Under the name of a form stand its data sets, and what every row of them says that nobody enters.',
  ],
}

const fr: BlankWords = {
  blank: 'Formulaires vierges',
  annotated: 'Formulaires annotés',
  forms: 'Formulaires',
  visits: 'Visites et leurs formulaires',
  repeats: 'Autant que nécessaire',
  rows: 'Une série de réponses par ligne, autant de lignes que nécessaire.',
  sometimes: 'Demandé seulement si d’autres réponses l’exigent.',
  missing: 'Ou la raison de l’absence de réponse.',
  nowhere: 'Dans aucun jeu de données',
  or: 'ou',
  date: 'jour, mois, année',
  partialDate: 'jour, mois, année, si connus',
  time: 'heures et minutes',
  datetime: 'jour, mois, année, heure',
  calculated: 'Calculé',
  fromList: (count) => `Une réponse d’une liste de ${count}.`,
  howBlank: [
    'Chaque formulaire figure ici une fois. Un cercle demande une seule réponse, une case en admet plusieurs.',
  ],
  howAnnotated: [
    'À côté de chaque donnée est indiqué où va sa réponse dans les jeux de données selon SDTM, tels que cette application les produit.',
    'Sous le nom d’un formulaire figurent ses jeux de données et ce que chacune de leurs lignes dit sans que personne ne le saisisse.',
  ],
}

const sv: BlankWords = {
  blank: 'Tomma formulär',
  annotated: 'Annoterade formulär',
  forms: 'Formulär',
  visits: 'Besök och deras formulär',
  repeats: 'Så många som behövs',
  rows: 'En uppsättning svar per rad, så många rader som behövs.',
  sometimes: 'Frågas bara när andra svar kräver det.',
  missing: 'Eller skälet till att svar saknas.',
  nowhere: 'I ingen datamängd',
  or: 'eller',
  date: 'dag, månad, år',
  partialDate: 'dag, månad, år, så långt det är känt',
  time: 'timmar och minuter',
  datetime: 'dag, månad, år, klockslag',
  calculated: 'Beräknas',
  fromList: (count) => `Ett svar ur en lista med ${count}.`,
  howBlank: ['Varje formulär står här en gång. En cirkel betyder ett svar, en ruta hur många som helst.'],
  howAnnotated: [
    'Vid varje fråga står var svaret hamnar i datamängder av SDTM-form, så som appen gör dem.',
    'Under formulärets namn står dess datamängder och vad varje rad säger utan att någon matar in det.',
  ],
}

const wordsIn: Readonly<Record<Language, BlankWords>> = { en, fr, sv }
