import { dimensions } from '#shared/clinical/quality-of-life/eq5d'
import type { Instrument, Scale } from '#shared/clinical/quality-of-life/instruments'
import { textIn } from '#shared/study/names'
import type { Item, Text } from '../define'

/** Scores that staff see below the answers: calculated items, each with its proof. */

const names: Readonly<Record<string, Text>> = {
  QL: { en: 'Global health', fr: 'Santé globale', sv: 'Global hälsa' },
  PF: { en: 'Physical functioning', fr: 'Fonction physique', sv: 'Fysisk funktion' },
  RF: { en: 'Role functioning', fr: 'Activités habituelles', sv: 'Rollfunktion' },
  EF: { en: 'Emotional functioning', fr: 'Fonction émotionnelle', sv: 'Emotionell funktion' },
  CF: { en: 'Cognitive functioning', fr: 'Fonction cognitive', sv: 'Kognitiv funktion' },
  SF: { en: 'Social functioning', fr: 'Fonction sociale', sv: 'Social funktion' },
  FA: { en: 'Fatigue', fr: 'Fatigue', sv: 'Trötthet' },
  NV: { en: 'Nausea and vomiting', fr: 'Nausées et vomissements', sv: 'Illamående och kräkning' },
  PA: { en: 'Pain', fr: 'Douleur', sv: 'Smärta' },
  DY: { en: 'Dyspnoea', fr: 'Dyspnée', sv: 'Andnöd' },
  SL: { en: 'Insomnia', fr: 'Insomnie', sv: 'Sömnlöshet' },
  AP: { en: 'Appetite loss', fr: 'Perte d’appétit', sv: 'Aptitlöshet' },
  CO: { en: 'Constipation', fr: 'Constipation', sv: 'Förstoppning' },
  DI: { en: 'Diarrhoea', fr: 'Diarrhée', sv: 'Diarré' },
  FI: { en: 'Financial difficulties', fr: 'Difficultés financières', sv: 'Ekonomiska svårigheter' },
  ED: { en: 'Endocrine symptoms', fr: 'Symptômes endocriniens', sv: 'Endokrina symtom' },
  GI: { en: 'Gastrointestinal symptoms', fr: 'Symptômes digestifs', sv: 'Magtarmsymtom' },
  TR: { en: 'Treatment-related symptoms', fr: 'Symptômes liés au traitement', sv: 'Behandlingsrelaterade symtom' },
  SF21: { en: 'Social function', fr: 'Fonction sociale', sv: 'Social funktion' },
  DRW: { en: 'Disease-related worries', fr: 'Soucis liés à la maladie', sv: 'Sjukdomsrelaterad oro' },
  MBP: { en: 'Muscle and bone pain', fr: 'Douleurs musculaires et osseuses', sv: 'Smärta i muskler och skelett' },
  SX: { en: 'Sexual function', fr: 'Fonction sexuelle', sv: 'Sexuell funktion' },
  INF: { en: 'Information', fr: 'Information', sv: 'Information' },
  BI: { en: 'Body image', fr: 'Image corporelle', sv: 'Kroppsuppfattning' },
  TR_without_item46: {
    en: 'Treatment, without question 46',
    fr: 'Traitement, sans la question 46',
    sv: 'Behandling, utan fråga 46',
  },
  WG_item46: { en: 'Weight gain, question 46', fr: 'Prise de poids, question 46', sv: 'Viktökning, fråga 46' },
}

/** What a score says: on which side it is better. */
const direction: Readonly<Record<Scale['kind'], Text>> = {
  functional: {
    en: '0 to 100, high is better.',
    fr: 'De 0 à 100, plus c’est haut, mieux c’est.',
    sv: '0 till 100, högt är bättre.',
  },
  global: {
    en: '0 to 100, high is better.',
    fr: 'De 0 à 100, plus c’est haut, mieux c’est.',
    sv: '0 till 100, högt är bättre.',
  },
  symptom: {
    en: '0 to 100, high is worse.',
    fr: 'De 0 à 100, plus c’est haut, pire c’est.',
    sv: '0 till 100, högt är sämre.',
  },
}

interface Scores {
  readonly instrument: Instrument
  /** `C30` makes items such as `C30_PF`. */
  readonly prefix: string
  /** The item of a question. */
  readonly itemOf: (question: number) => string
  /** What is only recalled about the scales. */
  readonly note?: Text
}

/** One item a scale, and the summary where the instrument has one. Which question belongs to which scale is said here. */
export function scoreItems({ instrument, prefix, itemOf, note }: Scores): Readonly<Record<string, Item>> {
  const highestOf = (question: number) =>
    instrument.items.find(({ from, to }) => from <= question && question <= to)?.highest ?? 0
  const itemOfScale = (code: string) => `${prefix}_${code.toUpperCase()}`
  const scales = instrument.scales.map((scale): [string, Item] => [
    itemOfScale(scale.code),
    score(
      names[scale.code] ?? { en: scale.code, fr: scale.code, sv: scale.code },
      withNote(direction[scale.kind], note),
      {
        formula: scale.kind === 'functional' ? 'eortc_functional' : 'eortc_linear',
        given: {
          ...Object.fromEntries(scale.items.map((question, i) => [`a${i + 1}`, itemOf(question)])),
          questions: `${scale.items.length}`,
          highest: `${highestOf(scale.items[0] ?? 0)}`,
        },
      },
    ),
  ])
  const { summary } = instrument
  if (!summary) return Object.fromEntries(scales)
  const kindOf = (code: string) => instrument.scales.find((scale) => scale.code === code)?.kind
  const functional = summary.scales.filter((code) => kindOf(code) !== 'symptom')
  const symptoms = summary.scales.filter((code) => kindOf(code) === 'symptom')
  const whole = score({ en: 'Summary score', fr: 'Score global', sv: 'Sammanfattande poäng' }, direction.functional, {
    formula: 'eortc_summary',
    given: Object.fromEntries([
      ...functional.map((code, i) => [`f${i + 1}`, itemOfScale(code)] as const),
      ...symptoms.map((code, i) => [`s${i + 1}`, itemOfScale(code)] as const),
    ]),
  })
  return Object.fromEntries([...scales, [itemOfScale(summary.code), whole]])
}

const withNote = (text: Text, note: Text | undefined): Text =>
  note
    ? { en: `${text.en} ${note.en}`, fr: `${text.fr} ${note.fr}`, sv: `${textIn(text, 'sv')} ${textIn(note, 'sv')}` }
    : text

const score = (
  label: Text,
  help: Text,
  expression: { readonly formula: string; readonly given: Readonly<Record<string, string>> },
): Item => ({
  type: 'calculated',
  label,
  help,
  expression: { formula: expression.formula, given: { ...expression.given } },
  result: 'decimal',
  decimals: 1,
})

/** The five levels of the EQ-5D as one number. Its index needs the value set of a country, which a licence brings. */
export const profileItem: Item = {
  type: 'calculated',
  label: { en: 'Profile', fr: 'Profil', sv: 'Profil' },
  help: {
    en: 'The five levels, 9 for one that was not answered.',
    fr: 'Les cinq niveaux, 9 pour une question sans réponse.',
    sv: 'De fem nivåerna, 9 för den som inte besvarats.',
  },
  expression: {
    formula: 'eq5d_profile',
    given: Object.fromEntries(dimensions.map((name) => [name.toLowerCase(), `EQ_${name}`])),
  },
  result: 'decimal',
  decimals: 0,
}
