import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recistCase } from '#shared/clinical/recist/recist-case'
import { doseGateCase } from '../../server/cli/dose-gate-case'
import { decide } from '../support/second-model/lutetium'
import { caseOf, histories } from '../support/second-model/lutetium-histories'
import { type Lesion, type Look, best, responses } from '../support/second-model/recist'

/**
 * The figures a dose depends on, worked out twice: by the engines, and by models written from the protocols' text alone.
 * MODEL_CASES asks for more cases, as the qualification of an installation does.
 */
const cases = Number(process.env['MODEL_CASES'] ?? 200)
const runs = { numRuns: cases, seed: 20261122 }

test('177Lu: decision and activity, around every threshold, gap and age', () => {
  fc.assert(
    fc.property(histories, (history) => {
      const { decision, mbq, because } = decide(history)
      const expected = { decision, ...(mbq !== undefined && { activity_mbq: mbq }) }
      const found = doseGateCase(caseOf(history))
      expect({ ...found, because }).toEqual({ ...found, activity_mbq: mbq, ...expected, because })
    }),
    runs,
  )
})

const size = fc.oneof(fc.constantFrom(0, 50, 90, 99, 100, 101, 140, 150), fc.integer({ min: 0, max: 900 }))
const lesion: fc.Arbitrary<Lesion> = fc.record({ nodal: fc.boolean(), tenths: fc.integer({ min: 100, max: 900 }) })
/** Exactly 20 %, exactly 5 mm, exactly 70 %, and a tenth beside each. */
const near = fc.record({ of: fc.constantFrom(12, 13, 7, 10), add: fc.constantFrom(-1, 0, 1, 49, 50, 51) })
const look = (lesions: readonly Lesion[]): fc.Arbitrary<Look> =>
  fc.record({
    tenths: fc.tuple(
      ...lesions.map(({ tenths }) =>
        fc.option(
          fc.oneof(
            size,
            near.map(({ of, add }) => Math.max(0, Math.round((tenths * of) / 10) + add)),
          ),
          { freq: 12 },
        ),
      ),
    ),
    nonTarget: fc.constantFrom<Look['nonTarget']>('NON-CR/NON-PD', 'NON-CR/NON-PD', 'CR', 'NE', 'PD'),
    newLesion: fc.constantFrom(false, false, false, false, true),
  })
const course = fc
  .array(lesion, { minLength: 1, maxLength: 3 })
  .chain((lesions) => fc.record({ lesions: fc.constant(lesions), looks: fc.array(look(lesions), { maxLength: 5 }), others: fc.boolean() })) // prettier-ignore

test('RECIST: target and overall response of every visit', () => {
  fc.assert(
    fc.property(course, ({ lesions, looks, others }) => {
      const told = looks.map((one) => (others ? one : { ...one, nonTarget: null }))
      const answer = recistCase({
        kind: 'course',
        baseline: {
          targets: lesions.map(({ nodal, tenths }, i) => ({ id: `T${i}`, organ: 'liver', lymph_node: nodal, mm: tenths / 10 })),
          non_target_count: others ? 2 : 0,
        },
        visits: told.map(({ tenths, nonTarget, newLesion }, i) => ({
          visit: i + 1,
          day: 56 * (i + 1),
          targets_mm: Object.fromEntries(tenths.map((one, at) => [`T${at}`, one === null ? null : one / 10])),
          non_target_response: nonTarget,
          new_lesion: newLesion,
        })),
      }) // prettier-ignore
      const expected = responses(lesions, told).map((both) => both.split(' '))
      expect(answer).toMatchObject({
        visits: expected.map(([target_response, overall_response]) => ({ target_response, overall_response })),
      })
    }),
    runs,
  )
})

const timepoint = fc.record({
  gap: fc.constantFrom(13, 14, 27, 28, 29, 41, 42, 43),
  overall_response: fc.constantFrom('CR', 'CR', 'PR', 'PR', 'SD', 'NE', 'PD', 'NON-CR/NON-PD'),
})

test('RECIST: best overall response, confirmed and not', () => {
  fc.assert(
    fc.property(fc.array(timepoint, { maxLength: 6 }), (told) => {
      let day = 0
      const timepoints = told.map(({ gap, overall_response }) => ({ day: (day += gap), overall_response }))
      const { confirmed, unconfirmed } = best(timepoints.map(({ day, overall_response }) => ({ day, response: overall_response }))) // prettier-ignore
      const params = { confirmation_min_days: 28, sd_min_days_from_start: 42 }
      expect(recistCase({ kind: 'bor', params, timepoints })).toEqual({
        best_confirmed: confirmed,
        best_unconfirmed: unconfirmed,
      })
    }),
    runs,
  )
})
