import type { Figure, Trace } from '../trace'

export type Decision = 'RELEASED' | 'REDUCED' | 'HOLD' | 'STOP'

/** One line of the checklist of a release: what was looked at, what came of it, and the proof. */
export interface Condition {
  /** A stable code; the screens have words for it. */
  readonly code: string
  /** `stops` ends the treatment, `failed` and `missing` hold the dose, `reduces` allows less, `alert` is to be looked at. */
  readonly verdict: (typeof order)[number]
  /** Items that would answer it, by form. */
  readonly items: readonly string[]
  /** The first day on which a condition about time is met. */
  readonly earliest?: string
  readonly trace: Trace
}

/** The hardest first. */
const order = ['stops', 'failed', 'missing', 'reduces', 'alert', 'met'] as const

interface Told extends Omit<Condition, 'trace'> {
  /** What is asked, as `≥ 75 10^9/L`. */
  readonly asks: string
  /** Label, record of the trial or standard that asks it. */
  readonly source: string
  /** What was seen, as it was typed. */
  readonly seen?: readonly Figure[]
  readonly steps?: readonly Figure[]
  /** The branch that decided; the verdict where there is only one way to it. */
  readonly rule?: string
}

export function condition({ code, verdict, items, earliest, asks, source, seen, steps, rule }: Told): Condition {
  const trace = {
    formula: `dose-gate:${code}`,
    expression: asks,
    source,
    inputs: seen ?? [],
    steps: steps ?? [],
    rule: rule ?? verdict,
  }
  return earliest === undefined ? { code, verdict, items, trace } : { code, verdict, items, earliest, trace }
}

/** What every gate answers. The amount released is each agent's own. */
export interface Decided {
  readonly decision: Decision
  /** Codes of everything that decided, the hardest first; with RELEASED what should be looked at all the same. */
  readonly reasons: readonly string[]
  /** The first day on which the conditions about time are met, where one of them holds the dose. */
  readonly earliest?: string
  /** Items without which nobody can decide. */
  readonly missing: readonly string[]
  /** The whole checklist with its proofs, what blocks first. */
  readonly conditions: readonly Condition[]
}

/**
 * One result from many: any stop stops, else anything that fails or is missing holds, else anything that reduces reduces.
 */
export function decisionOf(checklist: readonly Condition[]): Decided {
  const conditions = checklist.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))
  const worst = conditions[0]?.verdict ?? 'missing'
  const missing = conditions.filter(({ verdict }) => verdict === 'missing').flatMap(({ items }) => items)
  const reasons = conditions.flatMap((line) =>
    line.verdict === 'met' ? [] : line.verdict === 'missing' ? line.items.map((item) => `MISSING_${item}`) : line.code,
  )
  const decision = decisions[worst]
  const earliest = conditions
    .flatMap((line) => (line.verdict === 'failed' && line.earliest) || [])
    .sort()
    .at(-1)
  return {
    decision,
    reasons: [...new Set(reasons)],
    ...(decision === 'HOLD' && earliest !== undefined && { earliest }),
    missing: [...new Set(missing)],
    conditions,
  }
}

const decisions: Readonly<Record<Condition['verdict'], Decision>> = {
  stops: 'STOP',
  failed: 'HOLD',
  missing: 'HOLD',
  reduces: 'REDUCED',
  alert: 'RELEASED',
  met: 'RELEASED',
}
