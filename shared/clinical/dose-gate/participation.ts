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

/** What was entered and cannot be read holds every dose: nobody knows what it would have said. */
export const unreadable = ({ unreadable: items }: GateHistory): readonly Condition[] =>
  items.length === 0
    ? []
    : [
        condition({
          code: 'UNREADABLE',
          verdict: 'missing',
          asks: 'dates and numbers that can be read',
          source: '',
          items,
        }),
      ]
