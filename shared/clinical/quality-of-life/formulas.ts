import { Decimal } from '../../quantity/decimal'
import { type Given, formula } from '../formula'
import { linearScore } from './eortc'

/**
 * Scores of questionnaires as formulas of a study: which questions belong to a scale is what the study gives them, so that
 * a scoring manual that says otherwise is another study version.
 */

/** As many questions as one scale may have. */
const ANSWERS = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7', 'a8', 'a9', 'a10', 'a11', 'a12'] as const
type Answer = (typeof ANSWERS)[number]

const MOST_STEPS = 20
const step = { from: 1, to: MOST_STEPS }

function scale(given: Given<Answer | 'questions' | 'highest'>, functional: boolean): { value: Decimal; unit: string } {
  const questions = given.count('questions', { from: 1, to: ANSWERS.length })
  const highest = given.count('highest', { from: 2, to: MOST_STEPS })
  const answers = ANSWERS.flatMap((name) => given.answer(name, { ...step, to: highest }) ?? [])
  if (answers.length * 2 < questions) given.refuse('too-few-answers')
  given.step('answered', new Decimal(answers.length))
  const { mean, score } = linearScore({ functional, highest }, answers)
  given.step('raw_score', mean)
  return { value: score, unit: '' }
}

const source = 'Fayers PM et al. EORTC QLQ-C30 Scoring Manual, 3rd edition, 2001'
const inputs = [...ANSWERS, 'questions', 'highest'] as const

/** A scale on which high is better: of functioning. At least half of its questions have to be answered. */
export const eortcFunctional = formula(
  {
    ...{ key: 'eortc_functional', inputs, optional: ANSWERS, source },
    expression: '(1 − (RS − 1) ÷ (highest − 1)) × 100',
  },
  (given) => scale(given, true),
)

/** A scale or single question of symptoms, on which high is worse; and the global scale, on which it is better. */
export const eortcLinear = formula(
  { ...{ key: 'eortc_linear', inputs, optional: ANSWERS, source }, expression: '(RS − 1) ÷ (highest − 1) × 100' },
  (given) => scale(given, false),
)

const FUNCTIONAL = ['f1', 'f2', 'f3', 'f4', 'f5'] as const
const SYMPTOMS = ['s1', 's2', 's3', 's4', 's5', 's6', 's7', 's8'] as const
const percent = { from: 0, to: 100 }

/** The mean of thirteen scales, symptoms reversed, where there are all of them. */
export const eortcSummary = formula(
  {
    key: 'eortc_summary',
    inputs: [...FUNCTIONAL, ...SYMPTOMS],
    expression: '(Σ functioning + Σ (100 − symptoms)) ÷ 13',
    source: 'Giesinger JM et al. J Clin Epidemiol 2016;69:79-88',
  },
  (given) => {
    const functioning = FUNCTIONAL.map((name) => given.number(name, percent))
    const symptoms = SYMPTOMS.map((name) => new Decimal(100).minus(given.number(name, percent)))
    const sum = given.step('sum', Decimal.sum(...functioning, ...symptoms))
    return { value: sum.dividedBy(FUNCTIONAL.length + SYMPTOMS.length), unit: '' }
  },
)

const DIMENSIONS = ['mo', 'sc', 'ua', 'pd', 'ad'] as const
const NOT_ANSWERED = 9

/** The five levels of the EQ-5D one after another, 9 for one that was not answered; none while nothing is. */
export const eq5dProfile = formula(
  {
    key: 'eq5d_profile',
    inputs: DIMENSIONS,
    optional: DIMENSIONS,
    expression: 'MO SC UA PD AD',
    source: 'EuroQol EQ-5D-5L User Guide, 2019',
  },
  (given) => {
    const levels = DIMENSIONS.map((name) => given.answer(name, { from: 1, to: 5 }))
    if (levels.every((level) => level === undefined)) given.refuse('missing')
    return { value: new Decimal(levels.map((level) => level ?? NOT_ANSWERED).join('')), unit: '' }
  },
)
