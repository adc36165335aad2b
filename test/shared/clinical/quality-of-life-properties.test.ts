import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scoreEortc } from '#shared/clinical/quality-of-life/eortc'
import { qlqC30 } from '#shared/clinical/quality-of-life/instruments'

test('every score lies between 0 and 100, and a worse answer never makes one better', () => {
  const vector = fc.tuple(
    fc.array(fc.option(fc.integer({ min: 1, max: 4 })), { minLength: 28, maxLength: 28 }),
    fc.array(fc.option(fc.integer({ min: 1, max: 7 })), { minLength: 2, maxLength: 2 }),
  )
  fc.assert(
    fc.property(vector, fc.integer({ min: 1, max: 28 }), ([symptoms, global], worse) => {
      const answers = [null, ...symptoms, ...global]
      const before = scoreEortc(qlqC30, (item) => answers[item])
      const after = scoreEortc(qlqC30, (item) => (item === worse && answers[item] ? 4 : answers[item]))
      if (!before.ok || !after.ok) throw new Error('these answers are possible')
      for (const { code, kind } of qlqC30.scales) {
        const [was, is] = [before.scores.get(code), after.scores.get(code)]
        expect(was?.ok).toBe(is?.ok)
        if (!was?.ok || !is?.ok) continue
        expect(was.value.toNumber()).toBeGreaterThanOrEqual(0)
        expect(was.value.toNumber()).toBeLessThanOrEqual(100)
        const worsened = kind === 'symptom' ? is.value.minus(was.value) : was.value.minus(is.value)
        expect(worsened.toNumber()).toBeGreaterThanOrEqual(0)
      }
    }),
    { numRuns: 200 },
  )
})
