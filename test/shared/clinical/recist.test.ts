import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Decimal } from '#shared/quantity/decimal'
import { measurabilityOf, targetProblems } from '#shared/clinical/recist/baseline'
import { bestResponse, usualIntervals } from '#shared/clinical/recist/best-response'
import { assessCourse, type Finding, type Visit } from '#shared/clinical/recist/course'
import { recistCase } from '#shared/clinical/recist/recist-case'
import {
  type NonTargetResponse,
  type OverallResponse,
  overallResponse,
  type TargetResponse,
} from '#shared/clinical/recist/response'
import { hasReference, referenceCases } from './reference'

const visit = (findings: Readonly<Record<string, number | string | null>>, more: Partial<Visit> = {}): Visit => ({
  findings: new Map(Object.entries(findings).map(([id, found]) => [id, findingOf(found)])),
  nonTarget: 'NA',
  newLesion: false,
  ...more,
})

function findingOf(found: number | string | null): Finding {
  if (found === null) return 'not-evaluable'
  if (typeof found === 'number') return { mm: new Decimal(found) }
  return found === 'too-small' || found === 'disappeared' || found === 'merged' ? found : { mm: new Decimal(found) }
}

const liver = (mm: number, id = 'T1') => ({ id, nodal: false, mm: new Decimal(mm) })
const node = (mm: number, id = 'N1') => ({ id, nodal: true, mm: new Decimal(mm) })

/** Target responses of one liver lesion measured again and again, the first time at baseline. */
const course = (baseline: number, ...sizes: readonly (number | string | null)[]): string =>
  assessCourse([liver(baseline)], sizes.map((size) => visit({ T1: size })))
    .map(({ target }) => target)
    .join(' ') // prettier-ignore

describe('target lesions', () => {
  test.each([
    ['exactly 30 % less', 100, [70], 'PR'],
    ['a tenth of a millimetre short of it', 100, [70.1], 'SD'],
    ['exactly 20 % and 5 mm more', 25, [30], 'PD'],
    ['20 % more, but less than 5 mm', 18, [22], 'SD'],
    ['5 mm more, but less than 20 %', 100, [105], 'SD'],
    ['20 % less a tenth of a millimetre', 100, [119.9], 'SD'],
    ['5 mm less a tenth', 20, [24.9], 'SD'],
    ['against the nadir, not the baseline', 100, [60, 70], 'PR PR'],
    ['against the nadir, not the visit before', 80, [50, 56, 61], 'PR PR PD'],
    ['progression is said before response', 100, [40, 50], 'PR PD'],
    ['baseline counts as nadir', 50, [60], 'PD'],
    ['gone', 50, [0], 'CR'],
    ['gone and back, however small', 50, [0, 1], 'CR PD'],
    ['back, and gone again', 50, [0, 3, 0], 'CR PD CR'],
    ['back, and still there', 50, [0, 1, 1], 'CR PD PD'],
    ['back after a visit that was missed', 50, [0, null, 1], 'CR NE PD'],
    ['too small to measure is 5 mm', 50, ['too-small'], 'PR'],
    ['disappeared is 0 mm', 50, ['disappeared'], 'CR'],
    ['not assessed', 50, [null], 'NE'],
    ['not assessed, then assessed', 50, [null, 61], 'NE PD'],
    ['decimals are exact', 0.3, [5.3], 'PD'],
  ])('%s', (_, baseline, sizes, expected) => expect(course(baseline, ...sizes)).toBe(expected))

  test.each([
    ['node of 9 mm, the rest gone', { T1: 0, N1: 9 }, 'CR'],
    ['node of 9.9 mm', { T1: 0, N1: 9.9 }, 'CR'],
    ['node of 10 mm', { T1: 0, N1: 10 }, 'PR'],
    ['node of 9 mm, the rest not gone', { T1: 1, N1: 9 }, 'PR'],
    ['one not assessed', { T1: 10, N1: null }, 'NE'],
    ['one not in the table', { T1: 10 }, 'NE'],
    ['none assessed', {}, 'NE'],
    ['one not assessed, and the other enough for progression', { T1: 72, N1: null }, 'PD'],
    ['one not assessed, and the other not enough', { T1: 71.9, N1: null }, 'NE'],
    ['merged with the other', { T1: 60, N1: 'merged' }, 'SD'],
  ])('liver 40 mm and node 20 mm: %s', (_, findings, expected) => {
    const [found] = assessCourse([liver(40), node(20)], [visit(findings)])
    expect(found?.target).toBe(expected)
  })

  test('a node that grows below 10 mm is no progression, one that grows beyond by too little neither', () => {
    const sizes = [4, 9.5, 8.9, 10, 9].map((mm) => visit({ N1: mm }))
    expect(assessCourse([node(20)], sizes).map(({ target }) => target)).toEqual(['CR', 'CR', 'CR', 'PD', 'CR'])
  })

  test('only what is no node can come back: a node that grows again is judged by its size', () => {
    const visits = [visit({ T1: 0, N1: 9 }), visit({ T1: 0, N1: 12 })]
    expect(assessCourse([liver(40), node(20)], visits).map(({ target }) => target)).toEqual(['CR', 'PR'])
  })

  test('sums, nadir and changes; an incomplete sum is no nadir and has no changes', () => {
    const found = assessCourse(
      [liver(27), liver(51, 'T2')],
      [visit({ T1: 15, T2: 23 }), visit({ T1: 14 }), visit({ T1: 14, T2: 19 })],
    ).map(({ sums }) => ({
      sum: sums?.sum?.toNumber(),
      complete: sums?.complete,
      nadir: sums?.nadir.toNumber(),
      fromNadir: sums?.fromNadir?.toFixed(2),
      aboveNadir: sums?.aboveNadir?.toNumber(),
    }))
    expect(found).toEqual([
      { sum: 38, complete: true, nadir: 78, fromNadir: '-51.28', aboveNadir: -40 },
      { sum: 14, complete: false, nadir: 38, fromNadir: undefined, aboveNadir: undefined },
      { sum: 33, complete: true, nadir: 38, fromNadir: '-13.16', aboveNadir: -5 },
    ])
  })

  test('the proof names the rule that decided', () => {
    const [found] = assessCourse([liver(25)], [visit({ T1: 30 })])
    expect(found?.trace).toMatchObject({
      rule: 'at-least-20-percent-and-5-mm-above-nadir',
      inputs: [{ name: 'T1', value: '30', unit: 'mm' }, {}, {}],
      steps: [{ name: 'sum', value: '30' }, { name: 'baseline_sum' }, { name: 'nadir_before', value: '25' }, {}, { value: '20', unit: '%' }, { value: '5', unit: 'mm' }],
    }) // prettier-ignore
  })

  const tenths = fc.integer({ min: 1, max: 6000 })

  test('the thresholds are where the paper puts them, for every sum in tenths of a millimetre', () => {
    fc.assert(
      fc.property(tenths, tenths, (before, now) => {
        const progressed = 5 * (now - before) >= before && now - before >= 50
        const responded = 10 * now <= 7 * before
        const expected = progressed ? 'PD' : responded ? 'PR' : 'SD'
        expect(course(before / 10, now / 10)).toBe(expected)
      }),
      { numRuns: 500 },
    )
  })

  test('a larger lesion never makes a better response', () => {
    const rank = ['CR', 'PR', 'SD', 'PD']
    const history = fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 4 })
    fc.assert(
      fc.property(tenths, history, fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 100 }), (base, before, now, more) => {
        const last = (mm: number) => course(base / 10, ...before, mm).split(' ').at(-1)!
        expect(rank.indexOf(last(now + more))).toBeGreaterThanOrEqual(rank.indexOf(last(now)))
      }),
      { numRuns: 300 },
    ) // prettier-ignore
  })
})

describe('overall response', () => {
  const targets: readonly (TargetResponse | null)[] = ['CR', 'PR', 'SD', 'PD', 'NE', null]
  const nonTargets: readonly NonTargetResponse[] = ['CR', 'NON-CR/NON-PD', 'PD', 'NE', 'NA']

  test('without a new lesion', () => {
    const table = targets.map((target) => nonTargets.map((nonTarget) => overallResponse(target, nonTarget, false)))
    expect(table).toEqual([
      ['CR', 'PR', 'PD', 'PR', 'CR'],
      ['PR', 'PR', 'PD', 'PR', 'PR'],
      ['SD', 'SD', 'PD', 'SD', 'SD'],
      ['PD', 'PD', 'PD', 'PD', 'PD'],
      ['NE', 'NE', 'PD', 'NE', 'NE'],
      ['CR', 'NON-CR/NON-PD', 'PD', 'NE', 'NE'],
    ])
  })

  test('a new lesion is always progression', () => {
    for (const target of targets)
      for (const nonTarget of nonTargets) expect(overallResponse(target, nonTarget, true)).toBe('PD')
  })
})

describe('best overall response', () => {
  /** `PR 56, NE 84` */
  const best = (sequence: string, intervals = usualIntervals): string => {
    const timepoints = sequence.split(', ').map((timepoint) => {
      const [response, day] = timepoint.split(' ')
      const known = (['CR', 'PR', 'SD', 'PD', 'NE', 'NON-CR/NON-PD'] as const).find((one) => one === response)
      return { response: known!, day: Number(day) }
    })
    const { confirmed, unconfirmed } = bestResponse(timepoints, intervals)
    return `${confirmed} ${unconfirmed}`
  }

  test.each([
    ['CR 56, CR 84', 'CR CR'],
    ['CR 56, CR 83', 'SD CR'],
    ['CR 56, SD 84', 'SD CR'],
    ['CR 56, PD 84', 'SD CR'],
    ['CR 41, PD 84', 'PD CR'],
    ['CR 42, PD 84', 'SD CR'],
    ['CR 56, NE 84', 'SD CR'],
    ['CR 41, NE 84', 'NE CR'],
    ['PR 56, CR 84', 'PR CR'],
    ['PR 56, PR 84', 'PR PR'],
    ['PR 56, PR 83', 'SD PR'],
    ['PR 56, PR 70, PR 84', 'PR PR'],
    ['PR 56, SD 84', 'SD PR'],
    ['PR 41, PD 84', 'PD PR'],
    ['PR 56, NE 84', 'SD PR'],
    ['PR 41, NE 84', 'NE PR'],
    ['PR 56, NE 70, PR 84', 'PR PR'],
    ['PR 56, NE 70, NE 77, PR 84', 'SD PR'],
    ['PR 56, SD 70, PR 84', 'SD PR'],
    ['PR 56, PD 70, PR 84', 'SD PR'],
    ['CR 56, NE 70, CR 84', 'CR CR'],
    ['CR 56, PR 84, PR 112', 'PR CR'],
    ['SD 41', 'NE NE'],
    ['SD 42', 'SD SD'],
    ['SD 28, PD 56', 'PD PD'],
    ['SD 42, PD 56', 'SD SD'],
    ['PD 56, CR 84, CR 112', 'PD PD'],
    ['NE 56, NE 84', 'NE NE'],
    ['NE 56, PD 84', 'PD PD'],
    ['NON-CR/NON-PD 56', 'NON-CR/NON-PD NON-CR/NON-PD'],
    ['NON-CR/NON-PD 41', 'NE NE'],
    ['PR 84, PR 56', 'PR PR'],
  ])('%s: %s', (sequence, expected) => expect(best(sequence)).toBe(expected))

  test.each([
    ['CR 0, CR 31, NE 46, CR 60, SD 91', 'CR CR'],
    ['SD 20, PR 51, SD 80, CR 92', 'SD CR'],
    ['CR 1, CR 21, SD 51', 'SD CR'],
    ['PR 0, SD 9, PR 19, NON-CR/NON-PD 134', 'NON-CR/NON-PD PR'],
    ['PR 4, CR 14, PR 57', 'SD CR'],
    ['PR 4, CR 14, NE 59', 'NE CR'],
  ])('with 28 days for both: %s: %s', (sequence, expected) =>
    expect(best(sequence, { confirmationDays: 28, stableDays: 28 })).toBe(expected),
  )

  test('nothing assessed is not evaluable', () => {
    expect(bestResponse([], usualIntervals)).toEqual({ confirmed: 'NE', unconfirmed: 'NE' })
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
})

describe('lesions at baseline', () => {
  const mm = (value: number | undefined) => (value === undefined ? undefined : new Decimal(value))
  const measured = (nodal: boolean, longest?: number, shortAxis?: number, slice?: number) => {
    const sizes = { longest: mm(longest), shortAxis: mm(shortAxis), slice: mm(slice) }
    return measurabilityOf({ nodal, ...Object.fromEntries(Object.entries(sizes).filter(([, size]) => size)) })
  }

  test.each([
    ['10 mm through 5 mm slices', measured(false, 10, 4, 5), 'measurable'],
    ['just less', measured(false, 9.9, 9.9, 5), 'non-measurable'],
    ['10 mm through thicker slices', measured(false, 10, 4, 5.1), 'non-measurable'],
    ['twice the thickness', measured(false, 15, 4, 7.5), 'measurable'],
    ['nearly twice the thickness', measured(false, 14.9, 4, 7.5), 'non-measurable'],
    ['slices not told', measured(false, 10), 'measurable'],
    ['node of 15 mm', measured(true, 25, 15, 5), 'measurable'],
    ['node just below', measured(true, 25, 14.9, 5), 'non-measurable'],
    ['node of 10 mm', measured(true, 25, 10, 5), 'non-measurable'],
    ['node just below 10 mm', measured(true, 25, 9.9, 5), 'non-pathological'],
    ['node without its short axis', measured(true, 25), undefined],
    ['lesion without its longest diameter', measured(false, undefined, 25), undefined],
  ])('%s', (_, found, expected) => expect(found).toBe(expected))

  test.each([
    [['liver', 'liver', 'lung', 'lung', 'node'], []],
    [['liver', 'liver', 'liver'], ['more-than-two-of-an-organ']],
    [['liver', 'lung', 'node', 'bone', 'skin', 'spleen'], ['more-than-five']],
  ])('targets in %o', (organs, problems) =>
    expect(targetProblems(organs.map((organ) => ({ organ })))).toEqual(problems),
  )
})

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

describe.skipIf(!hasReference('recist-sample.jsonl'))('worked cases kept beside the project', () => {
  test.each(referenceCases('recist-sample.jsonl').map((one) => [one['case_id'], one] as const))('%s', (_, line) => {
    const { visits } = line
    const expected = Array.isArray(visits)
      ? { visits: visits.map((one: { expected: unknown }) => one.expected) }
      : line['expected']
    expect(recistCase(line)).toEqual(expected)
  })
})
