import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cockcroftGaultUmol } from '#shared/clinical/renal/clearance'
import { capecitabineIntake } from '#shared/clinical/capecitabine/intake'
import { lu177Decay } from '#shared/clinical/lutetium/decay'
import { Decimal, decimalText } from '#shared/quantity/decimal'

test('every dose of a grown-up lies within a tenth of the calculated one', () => {
  const bodies = fc.record({
    height_cm: fc.integer({ min: 140, max: 205 }),
    weight_kg: fc.integer({ min: 35, max: 180 }),
    level_pct: fc.constantFrom(100, 75, 50),
  })
  fc.assert(
    fc.property(bodies, (inputs) => {
      const result = capecitabineIntake.compute(inputs)
      if (!result.ok) return false
      const target = 825 * Math.sqrt((inputs.height_cm * inputs.weight_kg) / 3600) * (inputs.level_pct / 100)
      return Math.abs(result.value.value.toNumber() - target) <= target * 0.1
    }),
    { numRuns: 200 },
  )
})

test('a figure does not depend on how its inputs were written', () => {
  const body = fc.record({
    age: fc.integer({ min: 18, max: 100 }),
    tenthsOfWeight: fc.integer({ min: 350, max: 1800 }),
    creatinine: fc.integer({ min: 20, max: 900 }),
  })
  fc.assert(
    fc.property(body, ({ age, tenthsOfWeight, creatinine }) => {
      const weight = (tenthsOfWeight / 10).toFixed(1)
      const point = cockcroftGaultUmol.compute({
        sex: 'F',
        age_years: age,
        weight_kg: weight,
        creatinine_umol_l: creatinine,
      })
      const comma = cockcroftGaultUmol.compute({
        sex: 'F', age_years: String(age), weight_kg: weight.replace('.', ','), creatinine_umol_l: `${creatinine}.00`,
      }) // prettier-ignore
      expect(point.ok && point.value.value.toFixed()).toBe(comma.ok && comma.value.value.toFixed())
    }),
    { numRuns: 100 },
  )
})

test('an activity at another instant is its power of two to the last of twenty digits', () => {
  const measured = Date.UTC(2026, 2, 4, 12)
  const exact = Decimal.clone({ precision: 60 })
  const time = (seconds: number) => new Date(measured + seconds * 1_000).toISOString()
  fc.assert(
    fc.property(fc.integer({ min: -5_000_000, max: 5_000_000 }), (seconds) => {
      const result = lu177Decay.compute({ activity_mbq: 7_400, reference_time: time(0), target_time: time(seconds) })
      const power = new exact(2).pow(new exact(-seconds).dividedBy('574300.8')).times(7_400)
      expect(result.ok && decimalText(result.value.value)).toBe(power.toSignificantDigits(20).toFixed())
    }),
    { numRuns: 200 },
  )
})
