import { trialGates } from '#forms/dose-gates'
import { existsSync, readFileSync } from 'node:fs'
import { GateCase } from '#shared/clinical/dose-gate/case-rows'
import { historyOf } from '#shared/clinical/dose-gate/gate-case'
import { lutetiumGate } from '#shared/clinical/dose-gate/lutetium'
import { gatesOf } from '#shared/study/gates'
import { expect, test } from 'vitest'
import { z } from 'zod'

const samples = new URL('../../../../../shared/reference/dose-gate-sample.jsonl', import.meta.url)
const Sample = GateCase.extend({
  case_id: z.string(),
  note: z.string(),
  expected: z.object({ decision: z.string(), activity_mbq: z.number().optional() }),
})

test.runIf(existsSync(samples))('every sample history gets the decision it should (reference data)', () => {
  for (const line of readFileSync(samples, 'utf8').trim().split('\n')) {
    const { expected, ...sample } = Sample.parse(JSON.parse(line))
    const history = historyOf(sample)
    const parameters = gatesOf(trialGates(sample.study), sample.arm ?? undefined).lutetium
    if (history === 'planned_dose' || !parameters) throw new Error(`${sample.case_id} cannot be read`)
    const { decision, activityMbq, reasons } = lutetiumGate(history, parameters)
    expect(
      { decision, activity: activityMbq && Number(activityMbq) },
      `${sample.case_id} ${reasons.join(' ')}`,
    ).toEqual({
      decision: expected.decision,
      activity: expected.activity_mbq,
    })
  }
})
