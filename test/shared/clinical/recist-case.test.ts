import { describe, expect, test } from 'vitest'
import { recistCase } from '#shared/clinical/recist/recist-case'
import { hasReference, referenceCases } from './reference'

describe('a case that cannot be read gives a reason', () => {
  const baseline = { targets: [{ id: 'T1', organ: 'liver', lymph_node: false, mm: 40 }], non_target_count: 0 }
  const one = (targets_mm: unknown, more: object = {}) => ({
    kind: 'course',
    baseline,
    visits: [{ day: 56, targets_mm, non_target_response: null, new_lesion: false, ...more }],
  })
  const targets = (...list: readonly object[]) => ({ kind: 'course', baseline: { targets: list }, visits: [] })

  test.each([
    ['unknown kind', {}, 'unknown-kind'],
    ['no baseline', { kind: 'course' }, 'missing: baseline'],
    ['no visits', { kind: 'course', baseline }, 'missing: visits'],
    ['no list of visits', { kind: 'course', baseline, visits: {} }, 'not-a-list: visits'],
    ['visits that are null', { kind: 'course', baseline, visits: null }, 'missing: visits'],
    ['more visits than there are days', { kind: 'course', baseline, visits: Array.from({ length: 1001 }, () => ({})) }, 'too-long: visits'],
    ['no targets', { kind: 'course', baseline: {}, visits: [] }, 'missing: targets'],
    ['a number that is none of non-targets', { kind: 'course', baseline: { targets: [], non_target_count: 'many' }, visits: [] }, 'not-a-number: non_target_count'],
    ['half a non-target', { kind: 'course', baseline: { targets: [], non_target_count: 1.5 }, visits: [] }, 'out-of-range: non_target_count'],
    ['no day', { kind: 'course', baseline, visits: [{ day: 'D1' }] }, 'not-a-number: visits[0].day'],
    ['a lesion split into none', one({ T1: [] }), 'missing: visits[0].targets_mm.T1'],
    ['non-targets that nobody had', one({ T1: 1 }, { non_target_response: 'NE' }), 'not-as-at-baseline: visits[0].non_target_response'],
    ['a long name', one({ ['T'.repeat(30)]: 1 }), `not-a-target: visits[0].targets_mm.${'T'.repeat(20)}`],
    ['node or not, null', targets({ id: 'T1', lymph_node: null, mm: 1 }), 'missing: T1.lymph_node'],
    ['node or not, in words', targets({ id: 'T1', lymph_node: 'yes', mm: 1 }), 'not-in-list: T1.lymph_node'],
    ['a name that is no text', targets({ id: {}, lymph_node: false, mm: 1 }), 'not-in-list: targets.id'],
    ['a visit that is none', { kind: 'course', baseline, visits: [1] }, 'missing: visits[0]'],
    ['negative size', one({ T1: -1 }), 'out-of-range: visits[0].targets_mm.T1'],
    ['size of a house', one({ T1: 10_000 }), 'out-of-range: visits[0].targets_mm.T1'],
    ['no number', one({ T1: 'small' }), 'not-a-number: visits[0].targets_mm.T1'],
    ['a megabyte', one({ T1: '1'.repeat(1_000_000) }), 'too-long: visits[0].targets_mm.T1'],
    ['no such target', one({ T2: 1 }), 'not-a-target: visits[0].targets_mm.T2'],
    ['sizes that are no table', one([1]), 'not-a-number: visits[0].targets_mm'],
    ['unknown response', one({ T1: 1 }, { non_target_response: 'iCR' }), 'not-in-list: visits[0].non_target_response'],
    ['a response of what was not there', one({ T1: 1 }, { non_target_response: 'CR' }), 'not-as-at-baseline: visits[0].non_target_response'],
    ['maybe a new lesion', one({ T1: 1 }, { new_lesion: 'maybe' }), 'not-in-list: visits[0].new_lesion'],
    ['a target of nothing', targets({ id: 'T1', lymph_node: false, mm: 0 }), 'out-of-range: T1.mm'],
    ['a target not measured', targets({ id: 'T1', lymph_node: false, mm: null }), 'missing: T1.mm'],
    ['a target without name', targets({ lymph_node: false, mm: 1 }), 'missing: targets.id'],
    ['node or not', targets({ id: 'T1', mm: 1 }), 'missing: T1.lymph_node'],
    ['one name twice', targets({ id: 'T1', lymph_node: false, mm: 1 }, { id: 'T1', lymph_node: false, mm: 1 }), 'id-given-twice: targets'],
    ['visits backwards', { kind: 'course', baseline, visits: [{ day: 2 }, { day: 1 }] }, 'not-in-order: visits[1].day'],
    ['unknown response in a sequence', { kind: 'bor', timepoints: [{ day: 1, overall_response: 'iCR' }] }, 'not-in-list: timepoints[0].overall_response'],
    ['no day', { kind: 'bor', timepoints: [{ overall_response: 'CR' }] }, 'missing: timepoints[0].day'],
    ['a negative interval', { kind: 'bor', timepoints: [], params: { confirmation_min_days: -1 } }, 'out-of-range: params.confirmation_min_days'],
    ['no timepoints', { kind: 'bor' }, 'missing: timepoints'],
    ['no lesions', { kind: 'baseline_selection' }, 'missing: lesions'],
    ['a lesion without name', { kind: 'baseline_selection', lesions: [{ lymph_node: true }] }, 'missing: lesions.id'],
    ['a lesion, node or not', { kind: 'baseline_selection', lesions: [{ id: 'A' }] }, 'missing: A.lymph_node'],
    ['a negative size of a lesion', { kind: 'baseline_selection', lesions: [{ id: 'A', lymph_node: false, longest_mm: -1 }] }, 'out-of-range: A.longest_mm'],
    ['a negative interval for stable disease', { kind: 'bor', timepoints: [], params: { sd_min_days_from_start: -1 } }, 'out-of-range: params.sd_min_days_from_start'],
    ['no longest diameter', { kind: 'baseline_selection', lesions: [{ id: 'A', lymph_node: false, short_axis_mm: 20 }] }, 'missing: A.longest_mm'],
    ['no short axis', { kind: 'baseline_selection', lesions: [{ id: 'A', lymph_node: true, longest_mm: 20 }] }, 'missing: A.short_axis_mm'],
  ])('%s', (_, line, error) => expect(recistCase(line)).toEqual({ error })) // prettier-ignore

  test('what a form writes in place of a size is read', () => {
    const visits = ['TOO_SMALL', 'DISAPPEARED', 'NOT_EVALUABLE', null, [3, 4.5], '12,5'].map((T1) => ({
      targets_mm: { T1 },
    }))
    expect(recistCase({ kind: 'course', baseline, visits })).toMatchObject({
      visits: [{ sum_mm: 5 }, { sum_mm: 0 }, { sum_mm: null }, { sum_mm: null }, { sum_mm: 7.5 }, { sum_mm: 12.5 }],
    })
  })
})

describe('answers', () => {
  const targets = [{ id: 'T1', organ: 'liver', lymph_node: false, mm: 30 }, { id: 'N1', organ: 'node', lymph_node: true, mm: 15 }] // prettier-ignore
  const visits = (non_target_count: unknown, ...list: readonly object[]) =>
    recistCase({ kind: 'course', baseline: { targets, non_target_count }, visits: list })

  test('of a course: sums as they are, percentages to two decimals, half up', () => {
    const list = [
      { day: 56, targets_mm: { T1: 20, N1: 10.0 }, non_target_response: 'NON-CR/NON-PD', new_lesion: false },
      { day: 56, targets_mm: { T1: 20 }, non_target_response: 'NONCR_NONPD', new_lesion: 'N' },
      { day: 112, targets_mm: { T1: 21.2005, N1: 'NE' }, non_target_response: 'NE', new_lesion: null },
      { targets_mm: { T1: 29.9265, N1: 15 }, non_target_response: 'NON-CR/NON-PD', new_lesion: true },
    ]
    expect(visits(2, ...list)).toMatchInlineSnapshot(`
      {
        "visits": [
          {
            "abs_change_from_nadir_mm": -15,
            "baseline_sum_mm": 45,
            "nadir_before_mm": 45,
            "overall_response": "PR",
            "pct_change_from_baseline": -33.33,
            "pct_change_from_nadir": -33.33,
            "sum_complete": true,
            "sum_mm": 30,
            "target_response": "PR",
          },
          {
            "abs_change_from_nadir_mm": null,
            "baseline_sum_mm": 45,
            "nadir_before_mm": 30,
            "overall_response": "NE",
            "pct_change_from_baseline": null,
            "pct_change_from_nadir": null,
            "sum_complete": false,
            "sum_mm": 20,
            "target_response": "NE",
          },
          {
            "abs_change_from_nadir_mm": null,
            "baseline_sum_mm": 45,
            "nadir_before_mm": 30,
            "overall_response": "NE",
            "pct_change_from_baseline": null,
            "pct_change_from_nadir": null,
            "sum_complete": false,
            "sum_mm": 21.2005,
            "target_response": "NE",
          },
          {
            "abs_change_from_nadir_mm": 14.9265,
            "baseline_sum_mm": 45,
            "nadir_before_mm": 30,
            "overall_response": "PD",
            "pct_change_from_baseline": -0.16,
            "pct_change_from_nadir": 49.76,
            "sum_complete": true,
            "sum_mm": 44.9265,
            "target_response": "PD",
          },
        ],
      }
    `)
  })

  test('of a course without targets: responses only', () => {
    const line = { kind: 'course', baseline: { targets: [], non_target_count: 2 }, visits: [{ non_target_response: 'CR' }] } // prettier-ignore
    expect(recistCase(line)).toEqual({ visits: [{ target_response: null, overall_response: 'CR' }] })
  })

  const gone = { T1: 0, N1: 9 }
  test.each([
    ['none at baseline', 0, {}, 'CR'],
    ['none at baseline, said', 0, { non_target_response: 'NA' }, 'CR'],
    ['nobody counted them', undefined, {}, 'CR'],
    ['nobody counted them, gone', undefined, { non_target_response: 'CR' }, 'CR'],
    ['nobody counted them, none', undefined, { non_target_response: 'NA' }, 'CR'],
    ['there were some, nothing said', 1, {}, 'PR'],
    ['there were some, null', 1, { non_target_response: null }, 'PR'],
    ['there were some, not seen', 1, { non_target_response: 'NE' }, 'PR'],
    ['there were some, all gone', 1, { non_target_response: 'CR' }, 'CR'],
    ['a new lesion', 1, { non_target_response: 'CR', new_lesion: 'Y' }, 'PD'],
    ['progression of them', 1, { non_target_response: 'PD' }, 'PD'],
  ])('non-targets: %s', (_, count, more, overall_response) =>
    expect(visits(count, { targets_mm: gone, ...more })).toMatchObject({ visits: [{ overall_response }] }),
  )

  test('there were non-targets, and they are said to be none', () =>
    expect(visits(1, { targets_mm: gone, non_target_response: 'NA' })).toEqual({
      error: 'not-as-at-baseline: visits[0].non_target_response',
    }))

  test('as many visits as anybody may have, two on a day, or without their day', () => {
    const many = Array.from({ length: 1000 }, (_, index) => ({ day: Math.floor(index / 2), targets_mm: gone }))
    expect(visits(0, ...many)).toMatchObject({ visits: { length: 1000 } })
    expect(visits(0, { day: null, targets_mm: gone }, { targets_mm: gone })).toMatchObject({ visits: { length: 2 } })
  })

  const timepoints = [
    { day: 30, overall_response: 'PR' },
    { day: 50, overall_response: 'PR' },
  ]
  test.each([
    ['usual intervals', undefined, 'SD'],
    ['intervals not given', { confirmation_min_days: null, sd_min_days_from_start: null }, 'SD'],
    ['20 days confirm', { confirmation_min_days: 20 }, 'PR'],
    ['21 days do not', { confirmation_min_days: 21 }, 'SD'],
    ['stable from day 50', { sd_min_days_from_start: 50 }, 'SD'],
    ['stable from day 51', { sd_min_days_from_start: 51 }, 'NE'],
  ])('best response: %s', (_, params, best_confirmed) =>
    expect(recistCase({ kind: 'bor', timepoints, params })).toEqual({ best_confirmed, best_unconfirmed: 'PR' }),
  )

  test('of lesions at baseline, by their names', () => {
    const lesions = [
      { id: 'A', lymph_node: false, longest_mm: 10, short_axis_mm: null, ct_slice_mm: 5 },
      { id: 'B', lymph_node: false, longest_mm: 14.9, ct_slice_mm: 7.5 },
      { id: 'C', lymph_node: true, longest_mm: 25, short_axis_mm: 15 },
      { id: 'D', lymph_node: true, longest_mm: 25, short_axis_mm: '9,9' },
      { id: 'E', lymph_node: true, short_axis_mm: 10 },
    ]
    expect(recistCase({ kind: 'baseline_selection', lesions })).toEqual({
      A: 'measurable',
      B: 'non-measurable',
      C: 'measurable',
      D: 'non-pathological',
      E: 'non-measurable',
    })
  })
})

describe.skipIf(!hasReference('recist-sample.jsonl'))('worked cases kept beside the project', () => {
  test.each(referenceCases('recist-sample.jsonl').map((one) => [one['case_id'], one] as const))('%s', (_, line) => {
    const { visits } = line
    const expected = Array.isArray(visits)
      ? { visits: visits.map((one: { expected: unknown }) => one.expected) }
      : line['expected']
    expect(recistCase(line)).toEqual(expected)
  })
})
