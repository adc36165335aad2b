import { canonicalJson } from '../canonical-json'
import type { Casebook } from '../casebook/casebook'
import { inOrder, standings } from '../casebook/derive'
import { type FormPath, type ItemPath, formOf, formOid, steps } from '../casebook/path'
import { type ChangeBody, type Logged, refOf } from '../change/change'
import type { Unsigned } from '../change/signature'
import { type Condition, type Decision, condition, decisionOf } from '../clinical/dose-gate/condition'
import type { GateCase } from '../clinical/dose-gate/case-rows'
import { historyOf } from '../clinical/dose-gate/gate-case'
import { parseDecimal } from '../quantity/decimal'
import type { CompiledStudy } from '../study/compile'
import { gatesOf } from '../study/gates'
import { type Agent, type Answer, gateFor } from './agents'
import { type AskedDose, agentOf, dayOf, ownFormOf, sameDose, startOf } from './doses'
import { type GateRows, gateRowsOf } from './gate-rows'

export type DoseRelease = Extract<ChangeBody, { kind: 'dose-release' }>
type Signable = Unsigned<'dose-release'>
type Amount = NonNullable<DoseRelease['amount']>

/** What the gate answers about a dose, and everything it was read from. */
export interface Asked {
  readonly dose: AskedDose
  readonly answer: Answer
  readonly rows: GateRows
}

/** Asks the gate of a casebook. Undefined where the study does not give the agent, or the day planned is none. */
export function askGate(study: CompiledStudy, casebook: Casebook, dose: AskedDose): Asked | undefined {
  const rows = gateRowsOf(study, casebook, dose.planned, ownFormOf(study, casebook, dose))
  const answer = answerOf(study, dose.agent, rows.case)
  if (!answer) return undefined
  const stop = stoppedBefore(study, casebook, dose)
  return { dose, rows, answer: stop ? { ...decisionOf([...answer.conditions, stoppedBy(stop)]) } : answer }
}

function answerOf(study: CompiledStudy, agent: Agent, asked: GateCase): Answer | undefined {
  const gate = gateFor(agent, gatesOf(study.version.gates, asked.arm ?? undefined))
  const history = historyOf(asked)
  return gate && history !== 'planned_dose' ? gate(history) : undefined
}

/** An investigator's stop of the same course, at another dose that was not planned later. */
function stoppedBefore(study: CompiledStudy, casebook: Casebook, dose: AskedDose): SignedDecision | undefined {
  const phasesOf = ({ event }: AskedDose) => study.event(steps(event)[0]?.oid ?? '')?.phases
  const own = phasesOf(dose)
  return decisionsOf(study, casebook).find(({ release, superseded }) => {
    const stops = release.decision === 'STOP' && !superseded && release.agent === dose.agent
    if (!stops || sameDose(study, release, dose) || dayOf(release) > dayOf(dose)) return false
    const phases = phasesOf(release)
    return !own || !phases || phases.some((phase) => own.includes(phase))
  })
}

const stoppedBy = ({ release }: SignedDecision): Condition =>
  condition({
    code: 'STOPPED_BY_INVESTIGATOR',
    verdict: 'stops',
    asks: 'not stopped by an investigator',
    source: 'signed decision',
    seen: [{ name: 'day', value: dayOf(release) }],
    items: [],
  })

/** From the freest to the most careful. */
const byCare: readonly Decision[] = ['RELEASED', 'REDUCED', 'HOLD', 'STOP']

/** What an investigator may decide: what the gate says, or anything more careful. Nobody may be freer than the gate. */
export const mayDecide = (gate: Decision): readonly Decision[] => byCare.slice(byCare.indexOf(gate))

/** What an investigator makes of the answer; left out, what it says. */
export interface Choice {
  readonly decision: Decision
  /** Less than the gate allows, in its unit; left out, all of it. */
  readonly amount?: string | undefined
  readonly reason?: string | undefined
}

/** Why a choice cannot be signed. */
type Unsignable = 'freer-than-gate' | 'amount' | 'reason'

/** What an investigator signs: the decision with everything it rests on, frozen as it stands. */
export function signableOf(asked: Asked, choice?: Choice): Signable | Unsignable {
  const { dose, answer, rows } = asked
  const gate = { decision: answer.decision, ...withAmount(amountOf(answer)) }
  const decision = choice?.decision ?? gate.decision
  if (!mayDecide(gate.decision).includes(decision)) return 'freer-than-gate'
  const amount = gives(decision) ? chosenAmount(gate.amount, choice?.amount) : undefined
  if (amount === 'amount') return amount
  const isOwn = decision !== gate.decision || amount?.value !== gate.amount?.value
  // What is reduced further is less; what is released as it is, is all of it.
  if (isOwn && gives(decision) && (decision !== 'REDUCED' || amount?.value === gate.amount?.value)) return 'amount'
  const reason = choice?.reason?.trim() ?? ''
  if (isOwn && reason === '') return 'reason'
  return {
    ...{ event: dose.event, agent: dose.agent, planned: dose.planned, decision },
    ...withAmount(amount),
    ...(isOwn && { otherwise: { ...gate, reason } }),
    conditions: answer.conditions.map(({ code, verdict, items, earliest, trace: { expression, inputs, steps } }) => ({
      ...{ code, verdict, items: [...items], asks: expression },
      ...(earliest !== undefined && { earliest }),
      seen: [...inputs, ...steps].map(({ name, value, unit }) => ({
        ...{ name, value },
        ...(unit !== undefined && { unit }),
      })),
    })),
    evidence: evidenceOf(rows),
  }
}

/** The dose is given with it. */
export const gives = (decision: Decision): boolean => decision === 'RELEASED' || decision === 'REDUCED'

const withAmount = (amount: Amount | undefined): { amount?: Amount } => (amount ? { amount } : {})

export function amountOf({ activityMbq, doseMg }: Answer): Amount | undefined {
  if (activityMbq !== undefined) return { value: activityMbq, unit: 'MBq' }
  return doseMg === undefined ? undefined : { value: doseMg, unit: 'mg' }
}

/** More than nothing, and never more than the gate allows. */
function chosenAmount(most: Amount | undefined, chosen: string | undefined): Amount | undefined | 'amount' {
  if (chosen === undefined || chosen === most?.value) return most
  const [value, limit] = [parseDecimal(chosen), most && parseDecimal(most.value)]
  const isLess = value && limit && value.greaterThan(0) && value.lessThanOrEqualTo(limit)
  return most && isLess ? { value: value.toFixed(), unit: most.unit } : 'amount'
}

const evidenceOf = ({ evidence }: GateRows): Signable['evidence'] =>
  evidence.map(({ path, heads }) => ({ path, heads: heads.map(({ ref }) => ref).sort() }))

/**
 * Whether a decision says what the casebook says: the same answer of the same gate on the same heads, and nothing freer
 * made of it.
 */
export function followsFrom(study: CompiledStudy, casebook: Casebook, said: DoseRelease): boolean {
  const asked = askGate(study, casebook, said)
  if (!asked) return false
  const { decision, amount, otherwise } = said
  const now = signableOf(asked, otherwise && { decision, amount: amount?.value, reason: otherwise.reason })
  return typeof now === 'object' && canonicalJson(now) === canonicalJson(unsigned(said))
}

function unsigned(said: DoseRelease): Signable {
  const { event, agent, planned, decision, amount, otherwise, conditions, evidence } = said
  return {
    ...{ event, agent, planned, decision, conditions, evidence },
    ...withAmount(amount),
    ...(otherwise && { otherwise }),
  }
}

/** A decision that someone signed. Of several about one dose the last speaks; the others are kept. */
export interface SignedDecision {
  readonly logged: Logged
  readonly release: DoseRelease
  readonly superseded: boolean
}

/** Every decision about doses that counts, the first one first. */
export function decisionsOf(study: CompiledStudy, casebook: Casebook): readonly SignedDecision[] {
  const standing = standings(casebook.own.log)
  const signed = inOrder(casebook.own.log).flatMap((logged) => {
    const { body } = logged.change
    const counts = standing.get(refOf(logged.change)) === 'counts'
    return body.kind === 'dose-release' && counts ? [{ logged, release: body }] : []
  })
  return signed.map((one, i) => ({
    ...one,
    superseded: signed.slice(i + 1).some(({ release }) => sameDose(study, release, one.release)),
  }))
}

/** The decision that speaks for a dose. */
export const decisionFor = (study: CompiledStudy, casebook: Casebook, dose: AskedDose): SignedDecision | undefined =>
  decisionsOf(study, casebook).findLast(({ release }) => sameDose(study, release, dose))

/**
 * Whether a decision stands: its evidence is what it was, nothing was added to the time before the dose, no other speaks
 * for the dose, and nobody has stopped the course.
 */
export const stands = (study: CompiledStudy, casebook: Casebook, { release, superseded }: SignedDecision): boolean =>
  !superseded &&
  changedSince(study, casebook, release).length === 0 &&
  (!gives(release.decision) || stoppedBefore(study, casebook, release) === undefined)

/**
 * The items that a decision rested on and that are no longer what they were, and those that have come since. Another
 * drug begun on the very day has a release of its own: it is a change only where the gate says something else with it.
 */
export function changedSince(
  study: CompiledStudy,
  casebook: Casebook,
  release: DoseRelease,
): readonly DoseRelease['evidence'][number]['path'][] {
  const rows = gateRowsOf(study, casebook, release.planned, ownFormOf(study, casebook, release))
  const now = new Map(evidenceOf(rows).map(({ path, heads }) => [path, heads.join(' ')]))
  const signed = new Map(release.evidence.map(({ path, heads }) => [path, [...heads].sort().join(' ')]))
  const all = [...new Set([...signed.keys(), ...now.keys()])]
  const changed = all.filter((path) => signed.get(path) !== now.get(path)).sort()
  const isAbout = (path: ItemPath, form: FormPath): boolean => formOf(path) === form
  const beside = rows.sources.filter(
    ({ path }) =>
      isBegunBeside(study, casebook, release, path) && ![...signed.keys()].some((item) => isAbout(item, path)),
  )
  if (beside.length === 0 || isAnsweredOtherwise(study, release, rows, beside)) return changed
  return changed.filter((item) => !beside.some(({ path }) => isAbout(item, path)))
}

/** A form that records a dose of another agent, begun on the day of this one. */
function isBegunBeside(study: CompiledStudy, casebook: Casebook, release: DoseRelease, form: FormPath): boolean {
  const agent = agentOf(study, formOid(form))
  if (agent === undefined || agent === release.agent) return false
  return startOf(study, casebook, form)?.slice(0, 10) === dayOf(release)
}

/** Whether the gate says something else with these rows than without them, of the time up to the dose. */
function isAnsweredOtherwise(
  study: CompiledStudy,
  dose: AskedDose,
  rows: GateRows,
  beside: readonly GateRows['sources'][number][],
): boolean {
  const sources = rows.sources.filter(({ isLater }) => !isLater)
  const [withThem, without] = [sources, sources.filter((source) => !beside.includes(source))].map((read) => {
    const answer = answerOf(study, dose.agent, { ...rows.case, rows: read.map(({ row }) => row) })
    return answer && canonicalJson({ decision: answer.decision, ...withAmount(amountOf(answer)) })
  })
  return withThem !== without
}
