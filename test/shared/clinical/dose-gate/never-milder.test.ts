import { trialGates } from '#forms/dose-gates'
import type { Decision } from '#shared/clinical/dose-gate/condition'
import { lutetiumGate } from '#shared/clinical/dose-gate/lutetium'
import { gatesOf } from '#shared/study/gates'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Told, dose, healthy, netter2, participant, results } from './participant'

const parameters = gatesOf(trialGates(netter2), 'N2-L').lutetium
const decide = (told: Told): Decision => {
  if (!parameters) throw new Error('no such study')
  return lutetiumGate(participant(told), parameters).decision
}
const harshness: readonly Decision[] = ['RELEASED', 'REDUCED', 'HOLD', 'STOP']
const harsher = (decision: Decision): number => harshness.indexOf(decision)

/** From good to bad, in the unit of the forms, across every threshold. */
const ladders = {
  HGB: ['140', '100', '80', '79.9', '60'],
  ANC: ['3.0', '1.0', '0.99', '0.4'],
  PLT: ['200', '75', '74.9', '50', '20'],
  CREAT: ['80', '111', '112', '160', '300'],
  BILI: ['10', '20', '60', '60.1', '200'],
  ALB: ['40', '30', '29.9', '20'],
} as const
const units = { HGB: 'g/L', ANC: '10^9/L', PLT: '10^9/L', CREAT: 'umol/L', BILI: 'umol/L', ALB: 'g/L' } as const
type Analyte = keyof typeof ladders
const analytes: readonly Analyte[] = ['HGB', 'ANC', 'PLT', 'CREAT', 'BILI', 'ALB']

const doses = ['2025-01-06', '2025-03-03', '2025-04-28']
const planned = '2025-06-23'
/** Days between the doses, never a day of one. */
const day = fc
  .integer({ min: 1, max: 160 })
  .map((days) => new Date(Date.parse('2025-01-07') + days * 86_400_000).toISOString().slice(0, 10))
const sample = fc.record({ analyte: fc.constantFrom(...analytes), rung: fc.nat(4), date: day })
type Sample = { readonly analyte: Analyte; readonly rung: number; readonly date: string }

const rowsOf = (samples: readonly Sample[]) => [
  ...doses.map((date) => dose(date)),
  ...samples.flatMap(({ analyte, rung, date }) => {
    const value = ladders[analyte][Math.min(rung, ladders[analyte].length - 1)] ?? ''
    return results(date, { [analyte]: { value, unit: units[analyte], ...(analyte === 'BILI' && { uln: '20' }) } })
  }),
]

test('a worse value never makes the decision milder', () => {
  fc.assert(
    fc.property(fc.array(sample, { maxLength: 8 }), fc.nat(7), (samples, which) => {
      const at = which % Math.max(1, samples.length)
      const worse = samples.map((one, i) => (i === at ? { ...one, rung: one.rung + 1 } : one))
      const before = decide({ planned, rows: rowsOf(samples) })
      const after = decide({ planned, rows: rowsOf(worse) })
      expect(harsher(after), `${before} became ${after}`).toBeGreaterThanOrEqual(harsher(before))
    }),
    { numRuns: 200, seed: 20261121 },
  )
})

test('with anything it needs missing, unreadable or contested it never releases', () => {
  const needed = Object.keys(healthy)
  fc.assert(
    fc.property(
      fc.constantFrom(...needed),
      fc.constantFrom<'absent' | 'garbage' | 'no unit' | 'qualified'>('absent', 'garbage', 'no unit', 'qualified'),
      (analyte, how) => {
        const good = healthy[analyte]!
        const bad = {
          absent: undefined,
          garbage: { ...good, value: 'about 12' },
          'no unit': { ...good, unit: 'furlong' },
          qualified: { ...good, value: analyte === 'K' || analyte === 'BILI' || analyte === 'CREAT' ? '>0.1' : '<900' },
        }[how]
        expect(decide({ planned: '2025-03-03', rows: [dose('2025-01-06')], onTheDay: { [analyte]: bad } })).toBe('HOLD')
      },
    ),
    { numRuns: 200, seed: 20261121 },
  )
})

test('the same history in other units gives the same decision', () => {
  const other = {
    PLT: (value: string) => ({ value: String(Number(value) * 1000), unit: '/uL' }),
    ALB: (value: string) => ({ value: (Number(value) / 10).toFixed(3), unit: 'g/dL' }),
    ANC: (value: string) => ({ value: String(Math.round(Number(value) * 1000)), unit: '/uL' }),
  }
  for (const [analyte, inOther] of Object.entries(other) as [keyof typeof other, (typeof other)['PLT']][])
    for (const value of ladders[analyte]) {
      const told = (item: { value: string; unit: string }) => ({
        planned: '2025-03-03',
        rows: [dose('2025-01-06'), ...results('2025-02-03', { [analyte]: item })],
      })
      expect(decide(told(inOther(value))), `${analyte} ${value}`).toBe(decide(told({ value, unit: units[analyte] })))
    }
})
