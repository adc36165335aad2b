import { trialGates } from '#forms/dose-gates'
import { lutetiumGate } from '#shared/clinical/dose-gate/lutetium'
import type { Row } from '#shared/clinical/dose-gate/case-rows'
import { gatesOf } from '#shared/study/gates'
import { describe, expect, test } from 'vitest'
import { dose, event, netter2, participant, platelets, results as bloodOf } from './participant'
import { ae, everolimusOf, inOneLine, results, row } from './told'

/** A gate that is looked at again decides by what there was on the day planned: that day counts, the day after does not. */

const planned = '2025-03-03'
const after = '2025-03-04'

const lutetium = gatesOf(trialGates(netter2), 'N2-L').lutetium
const decided = (...rows: readonly Row[]) => {
  if (!lutetium) throw new Error('no such study')
  const { decision, reasons } = lutetiumGate(participant({ planned, rows: [dose('2025-01-06'), ...rows] }), lutetium)
  return [decision, ...reasons].join(' ')
}

describe('177Lu', () => {
  const alone = decided()

  test.each<[string, (date: string) => readonly Row[]]>([
    ['few platelets', (date) => platelets(date, '20')],
    ['a kidney that fails', (date) => bloodOf(date, { CREAT: { value: '400', unit: 'umol/L', uln: '104' } })],
    ['a liver that fails', (date) => bloodOf(date, { BILI: { value: '200', unit: 'umol/L', uln: '20' } })],
    ['little albumin', (date) => bloodOf(date, { ALB: { value: '20', unit: 'g/L' } })],
    ['a grade 4', (date) => [event('Platelet count decreased', '4', date)]],
  ])('%s', (_, rows) => {
    expect(decided(...rows(after))).toBe(alone)
    expect(decided(...rows(planned))).not.toBe(alone)
  })
})

describe('everolimus', () => {
  const begun = row('EXEV', '2026-01-05', {
    ECTRT: 'EVEROLIMUS',
    ECDOSE: { value: '10', unit: 'mg' },
    ECSTDAT: '2026-01-05',
  })
  const of = (...rows: readonly Row[]) => inOneLine(everolimusOf({ rows: [begun, ...results('2026-02-27'), ...rows] }))

  test.each<[string, (date: string) => readonly Row[]]>([
    ['a dose of 177Lu', (date) => [dose(date)]],
    ['a pneumonitis', (date) => [ae('Pneumonitis', '4', date)]],
  ])('%s', (_, rows) => {
    expect(of(...rows('2026-03-03'))).toBe(of())
    expect(of(...rows('2026-03-02'))).not.toBe(of())
  })
})
