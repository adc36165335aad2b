import { type Decimal, decimalText } from '../../quantity/decimal'
import type { Truth } from '../../truth'
import type { Figure } from '../trace'
import { type Condition, condition } from './condition'
import type { GateHistory } from './history'
import { clearanceAt } from './kidney'
import { type Measure, type Threshold, isBelow, latestOf } from './measure'

/** What was measured and when, for a proof. */
export const figuresOf = ({ analyte, text, unit, day, uln }: Measure): readonly Figure[] => [
  { name: analyte, value: text, unit },
  ...(uln === undefined ? [] : [{ name: 'uln', value: uln, unit }]),
  { name: 'day', value: day.toString() },
]

interface Asked {
  readonly code: string
  readonly item: string
  /** Results of one day; none when there is nothing recent enough. */
  readonly latest: readonly Measure[]
  readonly fails: (measure: Measure) => Truth
  readonly asks: string
  readonly source: string
}

/** Met when every one of the latest is. A missing, stale, contested or unreadable result is never met. */
export function measured({ code, item, latest, fails, asks, source }: Asked): Condition {
  const answers = latest.map((measure) => ({ measure, fails: fails(measure) }))
  const worst =
    answers.find(({ fails }) => fails === 'yes') ?? answers.find(({ fails }) => fails === 'unknown') ?? answers[0]
  const line = { code, items: [item], asks, source }
  if (!worst) return condition({ ...line, verdict: 'missing' })
  return condition({ ...line, verdict: verdictOf(worst.fails), seen: figuresOf(worst.measure) })
}

const verdictOf = (fails: Truth): Condition['verdict'] =>
  fails === 'yes' ? 'failed' : fails === 'no' ? 'met' : 'missing'

const FORMS: Readonly<Record<string, string>> = {
  HGB: 'LBH',
  WBC: 'LBH',
  ANC: 'LBH',
  PLT: 'LBH',
  CHOL: 'LBE',
  TRIG: 'LBE',
}

/** The form on which an analyte is asked, with its item: `LBH.PLT`. */
export const itemOf = (analyte: string): string => `${FORMS[analyte] ?? 'LBC'}.${analyte}`

/** Results of the last days may not lie below a threshold. */
export function notBelow(history: GateHistory, threshold: Threshold, days: number, source: string): Condition {
  const { analyte } = threshold
  return measured({
    code: analyte,
    item: itemOf(analyte),
    latest: latestOf(history.measures, analyte, history.planned, days),
    fails: (measure) => isBelow(measure, threshold),
    asks: thresholdText('≥', threshold),
    source,
  })
}

export const thresholdText = (sign: '≥' | '≤', { values: [first] }: Threshold): string =>
  `${sign} ${decimalText(first.value)} ${first.unit}`

/** Creatinine clearance of the day, or what is missing to calculate it. */
export type Clearance =
  | {
      readonly known: true
      readonly value: Decimal
      readonly seen: readonly Figure[]
      readonly steps: readonly Figure[]
    }
  | { readonly known: false; readonly items: readonly string[] }

/** Calculated anew, with a weight that is not older than its own limit; the lowest where a day has several results. */
export function clearanceOfTheDay(history: GateHistory, creatinineAge: number, weightAge: number): Clearance {
  const { measures, planned } = history
  const creatinines = latestOf(measures, 'CREAT', planned, creatinineAge)
  const weights = latestOf(measures, 'WEIGHT', planned, weightAge)
  const computed = creatinines.flatMap((creatinine) =>
    weights.map((weight) => clearanceAt(history, creatinine, weight)),
  )
  const lacking = [
    ...(creatinines.length === 0 ? ['LBC.CREAT'] : []),
    ...(weights.length === 0 ? ['VS.WEIGHT'] : []),
    ...(history.sex ? [] : ['DM.SEX']),
    ...(history.birth ? [] : ['DM.BRTHDAT']),
  ]
  const [least] = computed.flatMap((one) => one ?? []).toSorted((a, b) => a.value.value.comparedTo(b.value.value))
  if (!least || computed.includes(undefined))
    return { known: false, items: lacking.length > 0 ? lacking : ['LBC.CREAT', 'VS.WEIGHT'] }
  const { value } = least.value
  const { formula, inputs, steps } = least.trace
  return {
    known: true,
    value,
    seen: [...inputs, ...creatinines.slice(0, 1).map(({ day }) => ({ name: 'day', value: day.toString() }))],
    steps: [...steps, { name: formula, value: decimalText(value), unit: 'mL/min' }],
  }
}
