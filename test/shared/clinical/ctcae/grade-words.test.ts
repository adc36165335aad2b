import { expect, test } from 'vitest'
import { besideTheValue, clinicalTerms } from '#shared/clinical/ctcae/clinical-terms'
import { criterionWords } from '#shared/clinical/ctcae/criterion-words'
import { dictionary, termNamed } from '#shared/clinical/ctcae/dictionary'
import { generalMeaning, gradeWords } from '#shared/clinical/ctcae/grade-words'
import { measuredTerms } from '#shared/clinical/ctcae/measured-terms'
import { hasReference, referenceText } from '../reference'

const rows = (table: string) =>
  table
    .trim()
    .split('\n')
    .map((line) => {
      const [term = '', cells = ''] = line.split(': ')
      return { term, grades: cells.split(' | ').map((cell) => cell.split(' ').filter((code) => code !== '-')) }
    })

const clinical = rows(clinicalTerms)
const beside = rows(besideTheValue)
const words = rows(criterionWords)

test('a criterion reads as short phrases in three languages', () => {
  expect(gradeWords('Fatigue', 2, 'en')).toEqual(['not better after rest', 'limits household, shopping, errands'])
  expect(gradeWords('fatigue', 3, 'fr')).toEqual([
    'non soulagé par le repos',
    "limite la toilette, l'habillage, les repas",
  ])
  expect(gradeWords('Vomiting', 4, 'sv')).toEqual(['livshotande'])
  expect(gradeWords('Vomiting', 5, 'sv')).toEqual(['död'])
})

test('the numbers of a measured term come from the criteria that grade it', () => {
  expect(gradeWords('Anemia', 2, 'fr')).toEqual(['< 10,0 g/dL ou < 6,2 mmol/L ou < 100 g/L'])
  expect(gradeWords('Anemia', 4, 'en')).toEqual(['life at risk', 'urgent treatment'])
  expect(gradeWords('Creatinine increased', 3, 'en')).toEqual(['> 3.0 × ULN', '> 3.0 × baseline'])
  expect(gradeWords('Hypercalcemia', 1, 'sv')).toEqual(['> ÖRG', '> ÖRG (joniserat)'])
  expect(gradeWords('Alanine aminotransferase increased', 1, 'en')).toEqual([
    'not: baseline abnormal + > ULN',
    'baseline abnormal + ≥ 1.5 × baseline',
  ])
})

/** One of each kind of criterion: what is measured, what it is compared with, what is asked besides. */
test.each<[term: string, grade: 1 | 2 | 3 | 4, language: 'en' | 'fr' | 'sv', phrases: readonly string[]]>([
  ['Hemoglobin increased', 2, 'sv', ['över ÖRG med > 2 g/dL eller > 20 g/L eller > 1,2412 mmol/L']],
  ['Fever', 4, 'fr', ['> 40,0 °C ou > 104,0 °F + heures > 24']],
  [
    'Carbon monoxide diffusing capacity decreased',
    3,
    'en',
    [
      'decrease > 8',
      'symptoms + decrease > 5',
      'not: baseline known + below LLN by > 8',
      'not: baseline known + symptoms + below LLN by > 5',
      'needs treatment',
    ],
  ],
  [
    'Carbon monoxide diffusing capacity decreased',
    1,
    'fr',
    [
      'diminution ≥ 3',
      'non : valeur initiale connue + au-dessous de la LIN de ≥ 3',
      'aucun symptôme',
      'ne demande pas de traitement',
    ],
  ],
  ['Ejection fraction decreased', 2, 'fr', ['≤ 50', 'diminution ≥ 10']],
  ['Weight loss', 2, 'sv', ['minskning i % ≥ 10', 'näringsstöd']],
  ['Weight gain', 1, 'en', ['increase in % ≥ 5']],
  ['Hypertension', 2, 'sv', ['> 139 mmHg', 'diastoliskt > 89 mmHg', 'ett läkemedel']],
  [
    'Hypercalcemia',
    2,
    'en',
    [
      '> 11.5 mg/dL or > 2.9 mmol/L',
      'symptoms + > ULN',
      '> 1.5 mmol/L (ionized)',
      'symptoms + > ULN (ionized)',
      'symptoms',
    ],
  ],
  ['Hypercalcemia', 1, 'fr', ['> LSN', '> LSN (ionisé)']],
  [
    'INR increased',
    2,
    'sv',
    ['> 1,5', 'med blodförtunnande + > 1,5 × utgångsvärde', 'justerad dos av blodförtunnande'],
  ],
  ['Fibrinogen decreased', 2, 'fr', ['< 0,75 × LIN', '< LIN + diminution en % ≥ 25']],
  ['Urine output decreased', 4, 'en', ['< 240 mL + hours ≥ 24']],
  ['Thyroid stimulating hormone increased', 1, 'sv', ['> ÖRG + ej: behandling påbörjad']],
  ['Hypoxia', 3, 'en', ['at rest + < 88 %', '≤ 55 mmHg']],
  ['Hyperuricemia', 3, 'fr', ["conséquences sur l'organisme + > LSN"]],
  ['Proteinuria', 1, 'en', ['≥ 1 dipstick', '> 0 g/24 h + ≥ ULN']],
  [
    'Diarrhea',
    2,
    'fr',
    ['augmentation ≥ 4', 'stomie nettement plus productive', 'limite le ménage, les courses, les démarches'],
  ],
  ['Obesity', 4, 'sv', ['≥ 40']],
  ['Fever', 1, 'en', ['≥ 38.0 °C or ≥ 100.4 °F']],
  ['Hyponatremia', 3, 'en', ['< 125 mmol/L', 'symptoms + < 130 mmol/L']],
])('%s %i in %s', (term, grade, language, phrases) => expect(gradeWords(term, grade, language)).toEqual(phrases))

test('of other terms, and of grades that do not exist, only the published table tells', () => {
  expect(gradeWords('Rectal fistula', 2, 'en')).toBeUndefined()
  expect(gradeWords('Fatigue', 4, 'en')).toBeUndefined()
  expect(gradeWords('Tired blood', 1, 'en')).toBeUndefined()
  expect(generalMeaning(4, 'fr')).toBe('Danger vital : traitement urgent')
})

test('every measured term and more than 150 others have criteria of our own', () => {
  expect(clinical.length).toBeGreaterThanOrEqual(150)
  const told = new Set([...clinical.map(({ term }) => term), ...measuredTerms.map(({ term }) => term)])
  const silent = [...told].filter((term) =>
    termNamed(term)?.grades.some((grade) => (gradeWords(term, grade, 'sv') ?? []).length === 0),
  )
  expect(silent).toEqual([])
})

test('every code has its words, every word its use', () => {
  const used = new Set([...clinical, ...beside].flatMap(({ grades }) => grades.flat()))
  const known = new Set(
    criterionWords
      .trim()
      .split('\n')
      .map((line) => line.split(': ')[0]),
  )
  expect([...used].filter((code) => !known.has(code))).toEqual([])
  expect([...known].filter((code) => code === undefined || !used.has(code))).toEqual([])
  expect(words.every(({ grades }) => grades.length === 3)).toBe(true)
})

test('a criterion stands exactly where the term has the grade', () => {
  const wrong = clinical.filter(
    ({ term, grades }) => grades.length !== 4 || grades.some((codes, i) => codes.length > 0 !== hasGrade(term, i + 1)),
  )
  expect(wrong.map(({ term }) => term)).toEqual([])
})

const hasGrade = (term: string, grade: number) =>
  dictionary.find((entry) => entry.term === term)?.grades.some((g) => g === grade) ?? false

const table = 'ctcae-v5.tsv'

/** A code stands in a grade if and only if the published cell, without its examples, speaks of it. */
const evidence: readonly (readonly [codes: string, speaks: RegExp])[] = [
  ['instrumental', /instrumental ADL/i],
  ['self-care', /self[ -]care ADL/i],
  ['life', /(?<!not immediately )life-threatening/i],
  ['serious', /not immediately life-threatening/i],
  ['urgent urgent-surgery urgent-procedure', /(?<!non-)urgent/i],
  ['hospital', /hospitali[sz]ation(?! not)/i],
  ['transfusion', /transfusion/i],
  ['dialysis', /dialysis/i],
  ['mild-pain', /mild pain/i],
  ['moderate-pain moderate-pain-or-ulcer', /moderate pain/i],
  ['severe-pain', /severe pain/i],
  ['no-symptoms', /asymptomatic(?! or mild)|no signs or symptoms/i],
  ['no-or-mild-symptoms', /asymptomatic or mild/i],
  ['artificial-nutrition', /tube feeding/i],
  ['steroids', /steroid(?!al)/i],
  ['psychosocial', /psychosocial/i],
  ['insulin', /insulin/i],
  ['oxygen', /oxygen indicated/i],
  ['planned-procedure', /elective invasive/i],
  ['surgery planned-surgery urgent-surgery chest-tube-or-surgery', /operative intervention/i],
  ['observation', /diagnostic observations only/i],
  ['local', /(?:local|minimal),? (?:or noninvasive )?(?:intervention|local)|local symptomatic/i],
]

test.skipIf(!hasReference(table)).each(evidence)(
  '%s stands where the published table speaks of it',
  (codes, speaks) => {
    const cells = new Map(
      referenceText(table)
        .split('\n')
        .map((line) => line.split('\t'))
        .map(([, term = '', , ...grades]) => [
          term,
          grades.slice(0, 4).map((cell) => cell.replaceAll(/\(e\.g\.[^)]*\)/g, '')),
        ]),
    )
    const wrong = clinical.flatMap(({ term, grades }) =>
      grades.flatMap((found, i) => {
        const says = speaks.test(cells.get(term)?.[i] ?? '')
        const coded = codes.split(' ').some((code) => found.includes(code))
        return says === coded ? [] : [`${term} ${String(i + 1)}: ${coded ? 'only in ours' : 'missing'}`]
      }),
    )
    expect(wrong).toEqual([])
  },
)
