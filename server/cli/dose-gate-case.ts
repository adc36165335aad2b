import { trialGates } from '#forms/dose-gates'
import type { Case } from '#shared/clinical/case'
import { capecitabineGate } from '#shared/clinical/dose-gate/capecitabine'
import { GateCase } from '#shared/clinical/dose-gate/case-rows'
import { everolimusGate } from '#shared/clinical/dose-gate/everolimus'
import { historyOf } from '#shared/clinical/dose-gate/gate-case'
import type { GateHistory } from '#shared/clinical/dose-gate/history'
import { lutetiumGate } from '#shared/clinical/dose-gate/lutetium'
import { octreotideGate } from '#shared/clinical/dose-gate/octreotide'
import { type Gates, gatesOf } from '#shared/study/gates'

/**
 * Answers one `dose-gate` line: the decision, the amount it releases (177Lu in MBq, the others in mg), the codes that led
 * to it, the first day on which it can change and the items it lacks; `error` for a line that is no history, or a study
 * that does not give the agent.
 */
export function doseGateCase(line: Case): object {
  const agent = line['agent'] ?? 'LU177'
  if (!isAgent(agent)) return { error: 'no-gate-for-agent: agent' }
  const read = GateCase.safeParse(line)
  if (!read.success) return { error: `not-a-history: ${read.error.issues[0]?.path.join('.') ?? ''}` }
  const { study } = read.data
  const arm = read.data.arm?.trim() || undefined
  const asked = trialGates(study)
  if (!asked) return { error: 'unknown-study: study' }
  const gate = gateFor[agent](gatesOf(asked, arm))
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

type Answer = Omit<ReturnType<typeof lutetiumGate>, 'toxicities'> & { readonly doseMg?: string }

/** The gate of each agent in a study; undefined where the study does not give the agent. */
const gateFor: Readonly<Record<Agent, (gates: Gates) => ((history: GateHistory) => Answer) | undefined>> = {
  LU177: ({ lutetium }) => asking(lutetiumGate, lutetium),
  EVEROLIMUS: ({ everolimus }) => asking(everolimusGate, everolimus),
  CAPECITABINE: ({ capecitabine }) => asking(capecitabineGate, capecitabine),
  OCTREOTIDE: ({ octreotide }) => asking(octreotideGate, octreotide),
}

const asking = <Parameters>(
  gate: (history: GateHistory, parameters: Parameters) => Answer,
  parameters: Parameters | undefined,
) => parameters && ((history: GateHistory) => gate(history, parameters))

type Agent = 'LU177' | 'EVEROLIMUS' | 'CAPECITABINE' | 'OCTREOTIDE'
const isAgent = (agent: unknown): agent is Agent =>
  agent === 'LU177' || agent === 'EVEROLIMUS' || agent === 'CAPECITABINE' || agent === 'OCTREOTIDE'

const held = (reason: string, item: string) => ({
  decision: 'HOLD',
  reasons: [reason],
  earliest: null,
  missing: [item],
})
