import { type Condition, condition } from './condition'
import type { GateHistory } from './history'

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
