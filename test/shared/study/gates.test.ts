import { describe, expect, test } from 'vitest'
import { trialGates } from '#forms/dose-gates'
import { studies } from '#forms/studies'
import { lutetiumGate } from '#shared/clinical/dose-gate/lutetium'
import { historyOf } from '#shared/clinical/dose-gate/gate-case'
import { problemsOf } from '#shared/study/compile'
import { StudyVersion } from '#shared/study/definition'
import { gatesOf } from '#shared/study/gates'

const [shipped] = studies
if (!shipped) throw new Error('no study ships')

/** The study as it travels: text. */
const asJson = (change: (json: string) => string = (json) => json): StudyVersion =>
  StudyVersion.parse(JSON.parse(change(JSON.stringify(shipped))))

describe('the dose gates of a study are data of its version', () => {
  test('a study that exists only as JSON decides about a dose with its own values', () => {
    const sixth = asJson((json) => json.replace('"standardMbq":{"value":"7400"', '"standardMbq":{"value":"5550"'))
    const asked = gatesOf(sixth.gates, 'N2-L').lutetium
    const history = historyOf({
      study: sixth.study.id,
      arm: 'N2-L',
      anchors: { planned_dose: '2025-01-10' },
      judgements: {},
      rows: [],
    })
    if (!asked || history === 'planned_dose') throw new Error('nothing to decide')
    const { decision, missing } = lutetiumGate(history, asked)
    expect({ decision, lacks: missing.includes('LBH.PLT') }).toEqual({ decision: 'HOLD', lacks: true })
    expect(asked.standardMbq).toEqual({ value: '5550', from: 'label' })
    expect(asked.toxicities.value.platelets.values[0].value.toFixed()).toBe('75')
  })

  test('NETTER-2 carries 177Lu and octreotide, and says where each value is from', () => {
    const gates = gatesOf(shipped.gates, 'N2-L')
    expect(Object.entries(gates).flatMap(([agent, asked]) => (asked ? [agent] : []))).toEqual([
      'lutetium',
      'octreotide',
    ])
    expect(gates.lutetium?.thresholds.from).toBe('recalled')
    expect(gates.lutetium?.thresholds.note).toContain('Entry criterion')
  })

  test('a study without gates asks nothing', () => expect(gatesOf(undefined, 'A')).toEqual({}))

  test.each([
    ['C', 4],
    ['TOC', 4],
    ['CAP_DTOC', 9],
    [undefined, 9],
  ])('in arm %s of START-NET at most %d cycles are given', (arm, most) =>
    expect(gatesOf(trialGates('NCT05387603'), arm).lutetium?.mostCycles.value).toBe(most),
  )

  test('a threshold in a unit that the analyte is not measured in is a problem of the study', () => {
    const wrong = asJson((json) =>
      json.replace('"analyte":"PLT","values":[{"unit":"10^9/L"', '"analyte":"PLT","values":[{"unit":"mmol/L"'),
    )
    expect(problemsOf(wrong)).toEqual([
      expect.stringMatching(/^gates lutetium\.0\.asks\..*: PLT is not measured in mmol\/L$/),
    ])
    const unknown = asJson((json) => json.replace('"analyte":"PLT"', '"analyte":"PHLOGISTON"'))
    expect(problemsOf(unknown).join('\n')).toContain('PHLOGISTON is not measured in 10^9/L')
    expect(problemsOf(asJson())).toEqual([])
  })

  test.each([
    [
      'a value without its source',
      (json: string) => json.replace('"mostCycles":{"value":4,"from":"record"}', '"mostCycles":{"value":4}'),
    ],
    [
      'an assumption without a note',
      (json: string) =>
        json.replace('"mostCycles":{"value":4,"from":"record"}', '"mostCycles":{"value":4,"from":"assumed"}'),
    ],
    ['a parameter that nobody knows', (json: string) => json.replace('"mostCycles":', '"mostCircles":')],
    [
      'a number that is none',
      (json: string) => json.replace('"standardMbq":{"value":"7400"', '"standardMbq":{"value":"a lot"'),
    ],
  ])('a study with %s is no study', (_, change) => {
    expect(change(JSON.stringify(shipped))).not.toBe(JSON.stringify(shipped))
    expect(() => asJson(change)).toThrow()
  })
})
