import { trialGates } from '#forms/dose-gates'
import type { Case } from '#shared/clinical/case'
import { GateCase } from '#shared/clinical/dose-gate/case-rows'
import { historyOf } from '#shared/clinical/dose-gate/gate-case'
import { Agent, gateFor } from '#shared/dose-release/agents'
import { gatesOf } from '#shared/study/gates'

/**
 * Answers one `dose-gate` line: the decision, the amount it releases (177Lu in MBq, the others in mg), the codes that led
 * to it, the first day on which it can change and the items it lacks; `error` for a line that is no history, or a study
 * that does not give the agent.
 */
export function doseGateCase(line: Case): object {
  const agent = Agent.safeParse(line['agent'] ?? 'LU177')
  if (!agent.success) return { error: 'no-gate-for-agent: agent' }
  const read = GateCase.safeParse(line)
  if (!read.success) return { error: `not-a-history: ${read.error.issues[0]?.path.join('.') ?? ''}` }
  const { study } = read.data
  const arm = read.data.arm?.trim() || undefined
  const asked = trialGates(study)
  if (!asked) return { error: 'unknown-study: study' }
  const gate = gateFor(agent.data, gatesOf(asked, arm))
  if (!gate) return { error: 'no-gate-for-agent: agent' }
  const history = historyOf(read.data)
  if (history === 'planned_dose') return held('MISSING_planned_dose', 'anchors.planned_dose')
  const { decision, activityMbq, doseMg, reasons, earliest, missing } = gate(history)
  return {
    decision,
    ...(activityMbq !== undefined && { activity_mbq: Number(activityMbq) }),
    ...(doseMg !== undefined && { dose_mg: Number(doseMg) }),
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
