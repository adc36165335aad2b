import { besideTheValue, clinicalTerms } from './clinical-terms'
import type { Condition, Criterion, Fact, Grade, Limit, Measure } from './criteria'
import { criterionWords } from './criterion-words'
import { termNamed, type WordLanguage } from './dictionary'
import { measuredTermsNamed } from './measured-terms'

type InLanguages = Readonly<Record<WordLanguage, string>>

/** The lines of a table `name: a | b | c`. */
const lines = (table: string): readonly (readonly [name: string, cells: readonly string[]])[] =>
  table
    .trim()
    .split('\n')
    .map((line) => {
      const [, name = '', cells = ''] = /^([^:]+): (.*)$/.exec(line) ?? []
      return [name, cells.split('|').map((cell) => cell.trim())]
    })

const wordsOfCode: ReadonlyMap<string, InLanguages> = new Map(
  lines(criterionWords).map(([code, [en = '', fr = '', sv = '']]) => [code, { en, fr, sv }]),
)

/** For each term the codes of its grades 1 to 4. */
const codesOfTerm: ReadonlyMap<string, readonly (readonly string[])[]> = new Map(
  [...lines(clinicalTerms), ...lines(besideTheValue)].map(([term, cells]) => [
    term,
    cells.map((cell) => cell.split(' ').filter((code) => code !== '-')),
  ]),
)

const death: InLanguages = { en: 'death', fr: 'décès', sv: 'död' }

/**
 * What a grade of a term asks, each condition a phrase of ours, of which one may be enough. Undefined for the terms of
 * which only NCI's table says more than `generalMeaning`, and for a grade that the term does not have.
 */
export function gradeWords(
  name: string,
  grade: Exclude<Grade, 0>,
  language: WordLanguage,
): readonly string[] | undefined {
  const term = termNamed(name)
  if (!term?.grades.includes(grade)) return undefined
  const ways = measuredTermsNamed(term.term)
  const codes = codesOfTerm.get(term.term)
  if (ways.length === 0 && codes === undefined) return undefined
  if (grade === 5) return [death[language]]
  const numbers = ways.flatMap(({ analyte, criteria }) =>
    criteria
      .filter((criterion) => criterion.grade === grade)
      .map((criterion) => inWords(criterion, language) + (analyte === 'ionized calcium' ? ionized[language] : '')),
  )
  return [...numbers, ...(codes?.[grade - 1] ?? []).map((code) => wordsOfCode.get(code)?.[language] ?? code)]
}

/** What the grades mean for any term, until the published table is loaded. */
export const generalMeaning = (grade: Exclude<Grade, 0>, language: WordLanguage): string => meanings[grade][language]

const meanings: Readonly<Record<Exclude<Grade, 0>, InLanguages>> = {
  1: {
    en: 'Mild: no symptoms or mild ones, no treatment needed',
    fr: 'Léger : symptômes absents ou légers, pas de traitement',
    sv: 'Lindrig: inga eller lindriga symtom, ingen behandling behövs',
  },
  2: {
    en: 'Moderate: minor treatment, or limits household, shopping, errands',
    fr: 'Modéré : traitement mineur, ou limite le ménage, les courses, les démarches',
    sv: 'Måttlig: enkel behandling, eller begränsar hushåll, inköp och ärenden',
  },
  3: {
    en: 'Severe: hospital care, or limits washing, dressing, eating; life not at risk yet',
    fr: "Sévère : hospitalisation, ou limite la toilette, l'habillage, les repas ; sans danger vital immédiat",
    sv: 'Svår: sjukhusvård, eller begränsar hygien, påklädning och måltider; ännu inte livshotande',
  },
  4: {
    en: 'Life at risk: urgent treatment',
    fr: 'Danger vital : traitement urgent',
    sv: 'Livshotande: akut behandling',
  },
  5: { en: 'Death', fr: 'Décès', sv: 'Död' },
}

const ionized: InLanguages = { en: ' (ionized)', fr: ' (ionisé)', sv: ' (joniserat)' }

const measures: Readonly<Record<Measure, InLanguages>> = {
  value: { en: '', fr: '', sv: '' },
  diastolic: { en: 'diastolic ', fr: 'diastolique ', sv: 'diastoliskt ' },
  duration: { en: 'hours ', fr: 'heures ', sv: 'timmar ' },
  excess: { en: 'above ULN by ', fr: 'au-dessus de la LSN de ', sv: 'över ÖRG med ' },
  shortfall: { en: 'below LLN by ', fr: 'au-dessous de la LIN de ', sv: 'under NRG med ' },
  rise: { en: 'increase ', fr: 'augmentation ', sv: 'ökning ' },
  fall: { en: 'decrease ', fr: 'diminution ', sv: 'minskning ' },
  'rise-percent': { en: 'increase in % ', fr: 'augmentation en % ', sv: 'ökning i % ' },
  'fall-percent': { en: 'decrease in % ', fr: 'diminution en % ', sv: 'minskning i % ' },
}

const facts: Readonly<Record<Fact, InLanguages>> = {
  symptomatic: { en: 'symptoms', fr: 'symptômes', sv: 'symtom' },
  on_anticoagulation: { en: 'on anticoagulation', fr: 'sous anticoagulant', sv: 'med blodförtunnande' },
  physiologic_consequences: {
    en: 'consequences for the body',
    fr: "conséquences sur l'organisme",
    sv: 'följder för kroppen',
  },
  intervention_initiated: { en: 'treatment begun', fr: 'traitement débuté', sv: 'behandling påbörjad' },
  at_rest: { en: 'at rest', fr: 'au repos', sv: 'i vila' },
  baseline_abnormal: { en: 'baseline abnormal', fr: 'valeur initiale anormale', sv: 'onormalt utgångsvärde' },
  baseline_known: { en: 'baseline known', fr: 'valeur initiale connue', sv: 'känt utgångsvärde' },
}

const not: InLanguages = { en: 'not: ', fr: 'non : ', sv: 'ej: ' }
const or: InLanguages = { en: ' or ', fr: ' ou ', sv: ' eller ' }

const limits: Readonly<Record<'uln' | 'lln' | 'baseline', InLanguages>> = {
  uln: { en: 'ULN', fr: 'LSN', sv: 'ÖRG' },
  lln: { en: 'LLN', fr: 'LIN', sv: 'NRG' },
  baseline: { en: 'baseline', fr: 'valeur initiale', sv: 'utgångsvärde' },
}

const inWords = ({ all }: Criterion, language: WordLanguage): string =>
  all.map((condition) => conditionWords(condition, language)).join(' + ')

function conditionWords(condition: Condition, language: WordLanguage): string {
  if ('fact' in condition) return (condition.holds ? '' : not[language]) + facts[condition.fact][language]
  const sign = { '<': '<', '>': '>', '<=': '≤', '>=': '≥' }[condition.is]
  const options = limitWords(condition.limit, language).map((limit) => `${sign} ${limit}`)
  return measures[condition.measure][language] + options.join(or[language])
}

function limitWords(limit: Limit, language: WordLanguage): readonly string[] {
  switch (limit.of) {
    case 'number':
      return [decimal(limit.is, language)]
    case 'fixed':
      return Object.entries(limit.by).map(([unit, value]) => `${decimal(value, language)} ${unit}`)
    case 'uln':
    case 'lln':
    case 'baseline': {
      const name = limits[limit.of][language]
      return [limit.times === '1' ? name : `${decimal(limit.times, language)} × ${name}`]
    }
  }
}

const decimal = (text: string, language: WordLanguage): string => (language === 'en' ? text : text.replace('.', ','))
