import type { PartialDate } from '../../partial-date'
import type { Truth } from '../../truth'
import { folded } from '../ctcae/spelling'
import type { Figure } from '../trace'
import type { AgentCode, GateEvent } from './history'

/** What a gate asks of an adverse event, whatever its agent. */

/** The term without capitals, in American spelling, so that `Anaemia` and `Anemia` are one. */
export function termOf(event: GateEvent): string {
  const known = terms.get(event) ?? folded(event.term)
  terms.set(event, known)
  return known
}

/** Several conditions ask of the same event. */
const terms = new WeakMap<GateEvent, string>()

/** An event that began before the first dose, or begins after the day planned, says nothing about the agent. */
export const mayComeFrom = ({ start }: GateEvent, firstDose: PartialDate | undefined, planned: PartialDate): boolean =>
  firstDose !== undefined && (start === undefined || (start.last >= firstDose.first && start.first <= planned.first))

const UNRELATED = new Set(['NOT_RELATED', 'UNLIKELY'])

/** Whether the event reaches a grade and, where its cause matters, is possibly related to the agent. */
export function reachesGrade({ grade, related, start }: GateEvent, least: number, agent: AgentCode | undefined): Truth {
  const cause = agent && related[agent]
  if (cause !== undefined && UNRELATED.has(cause)) return 'no'
  if (grade === undefined) return 'unknown'
  if (grade < least) return 'no'
  return start === undefined || (agent !== undefined && cause === undefined) ? 'unknown' : 'yes'
}

/** What to look at when the above cannot be told. */
export const itemLacking = ({ grade, start }: GateEvent, agent: AgentCode): string =>
  grade === undefined ? 'AE.AETOXGR' : start === undefined ? 'AE.AESTDAT' : `AE.AEREL_${agent}`

/** The last day it may have ended; undefined while it goes on, as far as anybody has said. */
export function endOf({ ongoing, start, end }: GateEvent, planned: PartialDate): number | undefined {
  const begin = Math.min(start?.last ?? planned.first, planned.first)
  if (ongoing || !end || end.last < begin || end.first > planned.first) return undefined
  return end.exact ? end.first : end.last <= planned.first ? end.last : undefined
}

export const eventFigures = ({ term, grade, start, end }: GateEvent): readonly Figure[] => [
  { name: 'AETERM', value: term },
  ...(grade === undefined ? [] : [{ name: 'AETOXGR', value: String(grade) }]),
  ...(start ? [{ name: 'AESTDAT', value: start.toString() }] : []),
  ...(end ? [{ name: 'AEENDAT', value: end.toString() }] : []),
]
