import { Decimal } from '../../quantity/decimal'
import { wholeNumber } from '../read'
import type { Computed, Figure, Refusal } from '../trace'
import type { Instrument, Scale } from './instruments'

/** A score from 0 to 100, never rounded; fewer than half of its items answered, and there is none. */
export type Score = Computed<Decimal, 'too-few-answers' | 'scale-missing'>

export type Scored =
  | { readonly ok: true; readonly scores: ReadonlyMap<string, Score> }
  | { readonly ok: false; readonly refusal: Refusal<'impossible-answer'> }

interface Answered {
  readonly value: number
  readonly highest: number
}

/**
 * Scores a questionnaire. `answers` gives what was answered by item number, as a form or a file holds it; an item not
 * answered, or answered "not applicable", is missing. One answer that cannot be given refuses them all: the paper and the
 * screen then say different things.
 */
export function scoreEortc(instrument: Instrument, answers: (item: number) => unknown): Scored {
  const given = new Map<number, Answered>()
  for (const { from, to, highest } of instrument.items) {
    for (let item = from; item <= to; item += 1) {
      const raw = answers(item)
      const value = raw === 'NA' ? 'missing' : wholeNumber(raw, 1, highest)
      if (typeof value === 'number') given.set(item, { value, highest })
      else if (value !== 'missing') return { ok: false, refusal: { reason: 'impossible-answer', input: `q${item}` } }
    }
  }
  const scores = new Map<string, Score>()
  for (const scale of instrument.scales) scores.set(scale.code, scoreOf(scale, given, instrument.source))
  const { summary } = instrument
  if (summary) scores.set(summary.code, summaryOf(summary, instrument.scales, scores))
  return { ok: true, scores }
}

function scoreOf(scale: Scale, given: ReadonlyMap<number, Answered>, source: string): Score {
  const answered = scale.items.flatMap((item) => {
    const answer = given.get(item)
    return answer ? [{ item, ...answer }] : []
  })
  const [first] = answered
  if (!first || answered.length * 2 < scale.items.length)
    return { ok: false, refusal: { reason: 'too-few-answers', input: scale.code } }
  const range = first.highest - 1
  const functional = scale.kind === 'functional'
  const { mean, score } = linearScore(
    { functional, highest: first.highest },
    answered.map(({ value }) => value),
  )
  return {
    ok: true,
    value: score,
    trace: {
      formula: `eortc:${scale.code}`,
      expression: functional ? `(1 − (RS − 1) ÷ ${range}) × 100` : `(RS − 1) ÷ ${range} × 100`,
      source,
      inputs: answered.map(({ item, value }) => ({ name: `q${item}`, value: String(value) })),
      steps: [
        { name: 'answered', value: `${answered.length}/${scale.items.length}` },
        { name: 'RS', value: mean.toFixed() },
      ],
      rule: scale.kind,
    },
  }
}

/** The linear transformation of answers from 1 to `highest` to 0 to 100, and their mean, the raw score. At least one answer. */
export function linearScore(
  { functional, highest }: { readonly functional: boolean; readonly highest: number },
  answers: readonly number[],
): { readonly mean: Decimal; readonly score: Decimal } {
  const above = answers.reduce((sum, value) => sum + value - 1, 0)
  const share = new Decimal(above * 100).dividedBy((highest - 1) * answers.length)
  return {
    mean: new Decimal(above).dividedBy(answers.length).plus(1),
    score: functional ? new Decimal(100).minus(share) : share,
  }
}

function summaryOf(
  { code, scales, source }: NonNullable<Instrument['summary']>,
  defined: readonly Scale[],
  scores: ReadonlyMap<string, Score>,
): Score {
  const inputs: Figure[] = []
  let sum = new Decimal(0)
  for (const name of scales) {
    const score = scores.get(name)
    if (!score?.ok) return { ok: false, refusal: { reason: 'scale-missing', input: name } }
    const symptom = defined.find((scale) => scale.code === name)?.kind === 'symptom'
    const part = symptom ? new Decimal(100).minus(score.value) : score.value
    inputs.push({ name: symptom ? `100 − ${name}` : name, value: part.toFixed() })
    sum = sum.plus(part)
  }
  const expression = `Σ ÷ ${scales.length}`
  return {
    ok: true,
    value: sum.dividedBy(scales.length),
    trace: { formula: `eortc:${code}`, expression, source, inputs, steps: [{ name: 'Σ', value: sum.toFixed() }] },
  }
}
