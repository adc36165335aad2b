import { lutetiumGateOf } from '#forms/lutetium-gates'
import type { Case } from '#shared/clinical/case'
import { GateCase } from '#shared/clinical/dose-gate/case-rows'
import { historyOf } from '#shared/clinical/dose-gate/gate-case'
import { lutetiumGate } from '#shared/clinical/dose-gate/lutetium'

/**
 * Answers one `dose-gate` line: the decision, the activity it releases in MBq, the codes that led to it, the first day on
 * which it can change and the items it lacks; `error` for a line that is no history or a study that has no such gate.
 */
export function doseGateCase(line: Case): object {
  const agent = line['agent'] ?? 'LU177'
  if (agent !== 'LU177') return { error: 'no-gate-for-agent: agent' }
  const read = GateCase.safeParse(line)
  if (!read.success) return { error: `not-a-history: ${read.error.issues[0]?.path.join('.') ?? ''}` }
  const { study, arm } = read.data
  const parameters = lutetiumGateOf(study, arm ?? undefined)
  if (!parameters) return { error: 'unknown-study: study' }
  const history = historyOf(read.data)
  if (history === 'planned_dose') return held('MISSING_planned_dose', 'anchors.planned_dose')
  const { decision, activityMbq, reasons, earliest, missing } = lutetiumGate(history, parameters)
  return {
    decision,
    ...(activityMbq !== undefined && { activity_mbq: Number(activityMbq) }),
    reasons,
    earliest: earliest ?? null,
    missing,
  }
}

const held = (reason: string, item: string) => ({
  decision: 'HOLD',
  reasons: [reason],
  earliest: null,
  missing: [item],
})
