import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Decimal } from '#shared/quantity/decimal'
import { bestResponse, usualIntervals } from '#shared/clinical/recist/best-response'
import { assessCourse } from '#shared/clinical/recist/course'
import type { OverallResponse } from '#shared/clinical/recist/response'

/** Target responses of one liver lesion measured again and again, the first time at baseline. */
const course = (baseline: number, ...sizes: readonly number[]) =>
  assessCourse(
    [{ id: 'T1', nodal: false, mm: new Decimal(baseline) }],
    sizes.map((mm) => ({
      findings: new Map([['T1', { mm: new Decimal(mm) }]]),
      nonTarget: 'NA' as const,
      newLesion: false,
    })),
  ).map(({ target }) => target)

const tenths = fc.integer({ min: 1, max: 6000 })

test('the thresholds are where the paper puts them, for every sum in tenths of a millimetre', () => {
  fc.assert(
    fc.property(tenths, tenths, (before, now) => {
      const progressed = 5 * (now - before) >= before && now - before >= 50
      const responded = 10 * now <= 7 * before
      const expected = progressed ? 'PD' : responded ? 'PR' : 'SD'
      expect(course(before / 10, now / 10)).toEqual([expected])
    }),
    { numRuns: 500 },
  )
})

test('a larger lesion never makes a better response', () => {
  const rank = ['CR', 'PR', 'SD', 'PD']
  const history = fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 4 })
  const size = fc.integer({ min: 0, max: 600 })
  fc.assert(
    fc.property(tenths, history, size, fc.integer({ min: 0, max: 100 }), (base, before, now, more) => {
      const last = (mm: number) => rank.indexOf(course(base / 10, ...before, mm).at(-1) ?? '')
      expect(last(now + more)).toBeGreaterThanOrEqual(last(now))
    }),
    { numRuns: 300 },
  )
})

test('a confirmed response is never better than an unconfirmed one, and the order of the rows does not matter', () => {
  const rank: readonly OverallResponse[] = ['CR', 'PR', 'SD', 'NON-CR/NON-PD', 'PD', 'NE']
  const timepoints = fc.uniqueArray(
    fc.record({ day: fc.integer({ min: 0, max: 400 }), response: fc.constantFrom(...rank) }),
    { selector: ({ day }) => day, maxLength: 8 },
  )
  fc.assert(
    fc.property(timepoints, (sequence) => {
      const found = bestResponse(sequence, usualIntervals)
      expect(rank.indexOf(found.confirmed)).toBeGreaterThanOrEqual(rank.indexOf(found.unconfirmed))
      expect(bestResponse(sequence.toReversed(), usualIntervals)).toEqual(found)
    }),
    { numRuns: 500 },
  )
})
