import { describe, expect, test } from 'vitest'
import { Decimal } from '#shared/quantity/decimal'
import { measurabilityOf, targetProblems } from '#shared/clinical/recist/baseline'
import { bestResponse, usualIntervals } from '#shared/clinical/recist/best-response'
import { assessCourse, type Finding, type Visit } from '#shared/clinical/recist/course'
import { type NonTargetResponse, overallResponse, type TargetResponse } from '#shared/clinical/recist/response'

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

  /** Every word of it is read by whoever checks a response. */
  test('the proof has the sizes, the sums and the rule that decided', () => {
    const visits = [
      visit({ T1: 15, N1: 'too-small' }, { nonTarget: 'NE' }),
      visit({ T1: 0, N1: 9 }, { nonTarget: 'CR' }),
      visit({ T1: 1, N1: null }),
      visit({ T1: 20, N1: 12 }, { newLesion: true }),
      visit({ T1: 4, N1: 12 }),
    ]
    const proofs = [
      ...assessCourse([liver(25), node(15)], visits),
      ...assessCourse([liver(25), node(15)], [visit({ T1: 30 }), visit({ T1: 22, N1: 14 })]),
      ...assessCourse([], [visit({}, { nonTarget: 'NON-CR/NON-PD' })]),
    ].map(({ trace, target, overall }) => {
      const figures = [...trace.inputs, ...trace.steps]
      const line = figures.map(({ name, value, unit = '' }) => `${name} ${value.slice(0, 6)} ${unit}`.trim()).join(', ')
      return `${target} ${overall}: ${trace.rule}: ${line}`
    })
    expect(proofs).toMatchInlineSnapshot(`
      [
        "PR PR: at-least-30-percent-below-baseline: T1 15 mm, N1 5 mm, non_target_response NE, new_lesion N, sum 20 mm, baseline_sum 40 mm, nadir_before 40 mm, change_from_baseline -50 %, change_from_nadir -50 %, above_nadir -20 mm",
        "CR CR: all-gone-and-nodes-below-10-mm: T1 0 mm, N1 9 mm, non_target_response CR, new_lesion N, sum 9 mm, baseline_sum 40 mm, nadir_before 20 mm, change_from_baseline -77.5 %, change_from_nadir -55 %, above_nadir -11 mm",
        "PD PD: back-after-complete-response: T1 1 mm, non_target_response NA, new_lesion N, sum 1 mm, baseline_sum 40 mm, nadir_before 9 mm",
        "PD PD: back-after-complete-response: T1 20 mm, N1 12 mm, non_target_response NA, new_lesion Y, sum 32 mm, baseline_sum 40 mm, nadir_before 9 mm, change_from_baseline -20 %, change_from_nadir 255.55 %, above_nadir 23 mm",
        "PD PD: back-after-complete-response: T1 4 mm, N1 12 mm, non_target_response NA, new_lesion N, sum 16 mm, baseline_sum 40 mm, nadir_before 9 mm, change_from_baseline -60 %, change_from_nadir 77.777 %, above_nadir 7 mm",
        "NE NE: not-all-assessed: T1 30 mm, non_target_response NA, new_lesion N, sum 30 mm, baseline_sum 40 mm, nadir_before 40 mm",
        "SD SD: neither-smaller-nor-larger-enough: T1 22 mm, N1 14 mm, non_target_response NA, new_lesion N, sum 36 mm, baseline_sum 40 mm, nadir_before 40 mm, change_from_baseline -10 %, change_from_nadir -10 %, above_nadir -4 mm",
        "null NON-CR/NON-PD: no-targets-at-baseline: non_target_response NON-CR, new_lesion N",
      ]
    `)
    const [grown] = assessCourse([liver(25)], [visit({ T1: 30 })])
    expect(grown?.trace.rule).toBe('at-least-20-percent-and-5-mm-above-nadir')
    const [{ trace } = {}] = assessCourse([], [visit({})])
    expect([trace?.formula, trace?.expression, trace?.source]).toEqual([
      'recist-1.1',
      'Σ longest diameters (nodes: short axis)',
      'Eisenhauer EA et al. Eur J Cancer 2009;45:228-247 (RECIST 1.1)',
    ])
  })

  test('without targets there are no sums, and the rest decides', () => {
    const [found] = assessCourse([], [visit({}, { nonTarget: 'CR' })])
    expect(found).toMatchObject({ sums: null, target: null, overall: 'CR' })
  })

  test('disease without targets: the non-targets decide, and a new lesion is progression', () => {
    const visits = [
      visit({}, { nonTarget: 'NON-CR/NON-PD' }),
      visit({}, { nonTarget: 'CR' }),
      visit({}, { nonTarget: 'NE' }),
      visit({}, { nonTarget: 'CR', newLesion: true }),
      visit({}, { nonTarget: 'PD' }),
    ]
    expect(assessCourse([], visits).map(({ overall }) => overall)).toEqual(['NON-CR/NON-PD', 'CR', 'NE', 'PD', 'PD'])
  })

  test('no disease at all: nothing can respond or be stable, only something new can come', () => {
    const visits = [visit({}), visit({}), visit({}, { newLesion: true })]
    const overall = assessCourse([], visits).map((found) => found.overall)
    expect(overall).toEqual(['NE', 'NE', 'PD'])
    const timepoints = overall.map((response, index) => ({ response, day: 84 * (index + 1) }))
    expect(bestResponse(timepoints.slice(0, 2), usualIntervals)).toEqual({ confirmed: 'NE', unconfirmed: 'NE' })
    expect(bestResponse(timepoints, usualIntervals)).toEqual({ confirmed: 'PD', unconfirmed: 'PD' })
  })

  test('one of two lesions that is back is progression', () => {
    const visits = [visit({ T1: 0, T2: 0 }), visit({ T1: 0, T2: 3 })]
    const found = assessCourse([liver(40), liver(40, 'T2')], visits)
    expect(found.map(({ target }) => target)).toEqual(['CR', 'PD'])
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
    [['lung', 'liver', 'liver', 'liver'], ['more-than-two-of-an-organ']],
    [['liver', 'lung', 'node', 'bone', 'skin', 'spleen'], ['more-than-five']],
  ])('targets in %o', (organs, problems) =>
    expect(targetProblems(organs.map((organ) => ({ organ })))).toEqual(problems),
  )
})
