import type { PartialDate } from '../../partial-date'
import { type Condition, condition } from './condition'
import { eventFigures, mayComeFrom } from './events'
import type { AgentCode, GateHistory } from './history'

/** Whether the participant's arm is one of those that get the agent. */
export const assignedTo = (arm: string | undefined, arms: readonly string[], source: string): Condition =>
  condition({
    code: 'ARM',
    verdict: arm === undefined ? 'missing' : arms.includes(arm) ? 'met' : 'failed',
    asks: arms.join(', '),
    source,
    seen: arm === undefined ? [] : [{ name: 'ARMCD', value: arm }],
    items: ['RAND.ARMCD'],
  })

/** What was entered and cannot be read, or is contested, holds a dose that needs it: nobody knows what it would have said. */
export function unreadable({ unreadable }: GateHistory, needed: readonly string[]): readonly Condition[] {
  const items = unreadable.filter((item) => needed.some((beginning) => item.startsWith(beginning)))
  const line = { code: 'UNREADABLE', asks: 'what was entered can be read', source: 'rule of the gate' }
  return items.length === 0 ? [] : [condition({ ...line, verdict: 'missing', items })]
}

/** Progression since treatment began ends it. */
export function progression(
  { progressions, planned }: GateHistory,
  begin: PartialDate | undefined,
): readonly Condition[] {
  const found = progressions.find(
    ({ first }) => first <= planned.first && (begin === undefined || first >= begin.first),
  )
  if (!found) return []
  const seen = [{ name: 'PDDAT', value: found.toString() }]
  const asks = 'until progression'
  return [condition({ code: 'PROGRESSION', verdict: 'stops', asks, source: 'record', seen, items: ['PD.PDDAT'] })]
}

/** An event because of which the agent was withdrawn ends it. */
export const withdrawn = (
  { events, planned }: GateHistory,
  agent: AgentCode,
  begin: PartialDate | undefined,
): readonly Condition[] =>
  events
    .filter((event) => event.action[agent] === 'DRUG_WITHDRAWN' && mayComeFrom(event, begin, planned))
    .map((event) =>
      condition({
        code: 'WITHDRAWN',
        verdict: 'stops',
        asks: 'not withdrawn because of an event',
        source: 'record',
        seen: eventFigures(event),
        items: [`AE.AEACN_${agent}`],
      }),
    )
