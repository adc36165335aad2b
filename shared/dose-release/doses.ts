import type { Casebook, FormState } from '../casebook/casebook'
import { type EventPath, type FormPath, eventOf, formOid, formPath, steps } from '../casebook/path'
import { scheduleOf } from '../casebook/schedule'
import { textAt } from '../casebook/visits'
import type { CompiledStudy } from '../study/compile'
import { type Agent, Agent as Agents, doseItems, gateNames } from './agents'

/** A dose to decide about: at a visit, or in a log, of an agent, on a day or at an instant. */
export interface AskedDose {
  readonly event: EventPath
  readonly agent: Agent
  readonly planned: string
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

/** The form that records the doses of an agent. */
export const doseForm = (study: CompiledStudy, agent: Agent): string | undefined =>
  study.version.gates?.[gateNames[agent]]?.find((gate) => gate.form !== undefined)?.form

/** Doses in a log are told apart by their day, those of visits by the visit. */
export const isLogged = (study: CompiledStudy, event: EventPath): boolean =>
  study.event(steps(event)[0]?.oid ?? '')?.kind === 'log'

/** When the dose that a form records began, as it was entered. */
export function startOf(study: CompiledStudy, casebook: Casebook, form: FormPath): string | undefined {
  const agent = agentOf(study, formOid(form))
  return agent && textAt(study, casebook, form, doseItems[agent].start)
}

/** Whether two decisions are about the same dose. */
export const sameDose = (study: CompiledStudy, a: AskedDose, b: AskedDose): boolean =>
  a.agent === b.agent && a.event === b.event && (!isLogged(study, a.event) || dayOf(a) === dayOf(b))

export const dayOf = ({ planned }: Pick<AskedDose, 'planned'>): string => planned.slice(0, 10)

/** Tells the form in which this very dose is recorded. */
export function ownFormOf(study: CompiledStudy, casebook: Casebook, dose: AskedDose): (form: FormState) => boolean {
  const own = doseForm(study, dose.agent)
  return ({ path }) =>
    formOid(path) === own &&
    eventOf(path) === dose.event &&
    (!isLogged(study, dose.event) || startOf(study, casebook, path)?.slice(0, 10) === dayOf(dose))
}

/** A dose that a visit is for, or what a log takes doses of. */
export interface PlannedDose {
  readonly event: EventPath
  readonly agent: Agent
  /** The form that records it; undefined for a log, which has one for each dose. */
  readonly form: FormPath | undefined
  /** When it was given, or else the day of its visit: the actual one, or the one aimed at. */
  readonly on: string | undefined
  readonly given: boolean
}

/** Every dose of a participant's calendar that a gate of the study is for, in its order, then the logs. */
export function plannedDoses(study: CompiledStudy, casebook: Casebook): readonly PlannedDose[] {
  const doses = scheduleOf(study, casebook).flatMap(({ event, def, actual, target }) =>
    def.forms.flatMap((oid): readonly PlannedDose[] => {
      const agent = agentOf(study, oid)
      const [step] = steps(event)
      if (agent === undefined || !step) return []
      if (def.kind === 'log') return [{ event, agent, form: undefined, on: undefined, given: false }]
      const form = formPath(step, { oid })
      const start = startOf(study, casebook, form)
      return [{ event, agent, form, on: start ?? actual ?? target, given: start !== undefined }]
    }),
  )
  return [...doses.filter(({ form }) => form !== undefined), ...doses.filter(({ form }) => form === undefined)]
}
