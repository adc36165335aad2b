import type { Casebook } from '../casebook/casebook'
import { inOrder, standings } from '../casebook/derive'
import type { Limits } from '../casebook/graded'
import { type EventPath, type FormPath, formPath, steps } from '../casebook/path'
import { type ChangeBody, type Logged, refOf } from '../change/change'
import type { Unsigned } from '../change/signature'
import { historyOf } from '../clinical/dose-gate/gate-case'
import type { CompiledStudy } from '../study/compile'
import { type Gates, gatesOf } from '../study/gates'
import { type Agent, Agent as Agents, type Answer, gateFor, gateNames } from './agents'
import { gateRowsOf } from './gate-rows'

export type DoseRelease = Extract<ChangeBody, { kind: 'dose-release' }>
type Signable = Unsigned<'dose-release'>

/** A dose to ask about: at a visit, of an agent, on a day or at an instant. */
export interface AskedDose {
  readonly event: EventPath
  readonly agent: Agent
  readonly planned: string
}

/** What the gate answers, and what an investigator would sign; nothing to sign while the dose is held or stopped. */
export interface Asked {
  readonly answer: Answer
  readonly signable: Signable | undefined
}

/** Asks the gate of a casebook. Undefined where the study does not give the agent, or the day planned is none. */
export function askGate(
  study: CompiledStudy,
  casebook: Casebook,
  asked: AskedDose,
  limitsOf?: (form: FormPath, item: string) => Limits,
): Asked | undefined {
  const rows = gateRowsOf(study, casebook, { ...asked, own: formOfDose(study, asked) }, limitsOf)
  const gate = gateFor(asked.agent, gatesFor(study, rows.case.arm ?? undefined))
  const history = historyOf(rows.case)
  if (!gate || history === 'planned_dose') return undefined
  const answer = gate(history)
  return { answer, signable: signableOf(asked, answer, evidenceOf(rows)) }
}

const gatesFor = (study: CompiledStudy, arm: string | undefined): Gates => gatesOf(study.version.gates, arm)

const evidenceOf = ({ evidence }: ReturnType<typeof gateRowsOf>): Signable['evidence'] =>
  evidence.map(({ path, heads }) => ({ path, heads: heads.map(({ ref }) => ref).sort() }))

function signableOf(
  { event, agent, planned }: AskedDose,
  { decision, conditions, activityMbq, doseMg }: Answer,
  evidence: Signable['evidence'],
): Signable | undefined {
  if (decision !== 'RELEASED' && decision !== 'REDUCED') return undefined
  const said = conditions.flatMap(({ code, verdict }) =>
    verdict === 'reduces' || verdict === 'alert' || verdict === 'met' ? [{ code, verdict }] : [],
  )
  const amount =
    activityMbq !== undefined
      ? ({ value: activityMbq, unit: 'MBq' } as const)
      : doseMg !== undefined
        ? ({ value: doseMg, unit: 'mg' } as const)
        : undefined
  return { event, agent, planned, decision, ...(amount && { amount }), conditions: said, evidence }
}

/** Whether a release says what the casebook says: the same answer of the same gate on the same heads. */
export function followsFrom(
  study: CompiledStudy,
  casebook: Casebook,
  said: DoseRelease,
  limitsOf?: (form: FormPath, item: string) => Limits,
): boolean {
  const now = askGate(study, casebook, said, limitsOf)?.signable
  if (!now) return false
  return (
    now.decision === said.decision &&
    now.amount?.value === said.amount?.value &&
    now.amount?.unit === said.amount?.unit &&
    now.conditions.map(({ code, verdict }) => `${code} ${verdict}`).join() ===
      said.conditions.map(({ code, verdict }) => `${code} ${verdict}`).join() &&
    sameEvidence(now.evidence, said.evidence)
  )
}

const sameEvidence = (a: Signable['evidence'], b: Signable['evidence']): boolean => textOf(a) === textOf(b)

const textOf = (evidence: Signable['evidence']): string =>
  evidence
    .map(({ path, heads }) => `${path} ${[...heads].sort().join(' ')}`)
    .sort()
    .join('\n')

/** A release that someone signed. It stands while its evidence is what it was, and nothing was added to that time. */
export interface SignedRelease {
  readonly logged: Logged
  readonly release: DoseRelease
  readonly stands: boolean
}

/** Every release of doses at a visit that counts, the first one first. */
export function releasesOf(study: CompiledStudy, casebook: Casebook, event: EventPath): readonly SignedRelease[] {
  const standing = standings(casebook.own.log)
  return inOrder(casebook.own.log).flatMap((logged) => {
    const { body } = logged.change
    if (body.kind !== 'dose-release' || body.event !== event) return []
    if (standing.get(refOf(logged.change)) !== 'counts') return []
    const rows = gateRowsOf(study, casebook, { planned: body.planned, own: formOfDose(study, body) })
    return [{ logged, release: body, stands: sameEvidence(evidenceOf(rows), body.evidence) }]
  })
}

const agents = new WeakMap<CompiledStudy, Map<string, Agent | undefined>>()

/** The agent whose doses a form records, by the gates of the study; undefined for every other form. */
export function agentOf(study: CompiledStudy, form: string): Agent | undefined {
  const known = agents.get(study) ?? new Map<string, Agent | undefined>()
  if (!known.has(form))
    known.set(
      form,
      Agents.options.find((agent) => study.version.gates?.[gateNames[agent]]?.some((gate) => gate.form === form)),
    )
  agents.set(study, known)
  return known.get(form)
}

function formOfDose(study: CompiledStudy, { event, agent }: Pick<AskedDose, 'event' | 'agent'>): FormPath | undefined {
  const form = study.version.gates?.[gateNames[agent]]?.find((gate) => gate.form !== undefined)?.form
  const [step] = steps(event)
  return form !== undefined && step ? formPath(step, { oid: form }) : undefined
}
