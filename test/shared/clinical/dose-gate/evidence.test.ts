import { trialGates } from '#forms/dose-gates'
import type { Row } from '#shared/clinical/dose-gate/case-rows'
import type { Condition } from '#shared/clinical/dose-gate/condition'
import { historyOf } from '#shared/clinical/dose-gate/gate-case'
import { lutetiumGate } from '#shared/clinical/dose-gate/lutetium'
import { gatesOf } from '#shared/study/gates'
import { describe, expect, test } from 'vitest'
import { type Told, dose, dosimetry, event, netter2, participant } from './participant'
import { ae, capecitabineOf, everolimusOf, inOneLine, octreotideOf, platelets, results, row } from './told'

/** What a gate counts as evidence, where several things that were seen bear on one another. */

function gate(told: Told) {
  const parameters = gatesOf(trialGates(told.study ?? netter2), told.arm ?? 'N2-L').lutetium
  if (!parameters) throw new Error('no such study')
  return lutetiumGate(participant(told), parameters)
}
const lutetium = (told: Told): string => {
  const { decision, activityMbq, reasons, earliest } = gate(told)
  return [decision, activityMbq, ...reasons, earliest && `from ${earliest}`].filter(Boolean).join(' ')
}
/** What was seen for a line of the checklist, and what was made of it. */
const proofOf = (conditions: readonly Condition[], code: string): readonly string[] =>
  conditions
    .filter((line) => line.code === code)
    .map(({ verdict, items, earliest, trace }) => {
      const figures = [...trace.inputs, { name: '|', value: '' }, ...trace.steps]
      const shown = figures.map(({ name, value, unit = '' }) => `${name} ${value} ${unit}`.trim()).join(', ')
      return [verdict, `[${items.join(' ')}]`, earliest && `from ${earliest}`, shown].filter(Boolean).join(' ')
    })

const [first, second] = ['2025-01-06', '2025-03-03']

describe('177Lu: how long ago an analogue was injected', () => {
  const injected = (ECTRT: string, at: string): Row => ({ form: 'EXOCT', items: { ECTRT, ECSTDTM: at } })
  const proofs = (planned: string, code: string, ...rows: readonly Row[]) =>
    proofOf(
      gate({ planned: second, rows: [dose(first), ...rows], anchors: { planned_dose: planned } }).conditions,
      code,
    )

  test('of the very day on which it is enough nothing later is said', () =>
    expect(proofs(second, 'LONG_ACTING_SSA', injected('OCTREOTIDE_LAR', '2025-01-20T09:00+01:00'))).toEqual([
      'met [EXOCT.ECSTDTM] OCTREOTIDE_LAR 2025-01-20, planned 2025-03-03, |, elapsed 42 d',
    ]))
  test('hours are counted where both are known, days else', () => {
    const given = injected('OCTREOTIDE_SC', '2025-03-02T20:30+01:00')
    expect(proofs(`${second}T10:00+01:00`, 'SHORT_ACTING_SSA', given)).toEqual([
      'failed [EXOCT.ECSTDTM] from 2025-03-03 OCTREOTIDE_SC 2025-03-02, planned 2025-03-03, |, elapsed 13.5 h',
    ])
    expect(proofs(second, 'SHORT_ACTING_SSA', given)).toEqual([
      'met [EXOCT.ECSTDTM] OCTREOTIDE_SC 2025-03-02, planned 2025-03-03, |, elapsed 1 d',
    ])
  })
  test('of two on a day the later hour counts, whichever was entered first', () => {
    const two = [
      injected('OCTREOTIDE_SC', '2025-03-02T08:00+01:00'),
      injected('OCTREOTIDE_SC', '2025-03-02T20:30+01:00'),
    ]
    for (const rows of [two, two.toReversed()])
      expect(proofs(`${second}T10:00+01:00`, 'SHORT_ACTING_SSA', ...rows)[0]).toContain('elapsed 13.5 h')
  })
  test('one without its hour does not hide that of the day that has one', () => {
    const two = [injected('OCTREOTIDE_SC', '2025-03-02'), injected('OCTREOTIDE_SC', '2025-03-02T20:30+01:00')]
    for (const rows of [two, two.toReversed()])
      expect(proofs(`${second}T10:00+01:00`, 'SHORT_ACTING_SSA', ...rows)[0]).toContain('elapsed 13.5 h')
  })
})

describe('177Lu: what the history says', () => {
  const after = (row: Row, more: Partial<Told> = {}) => lutetium({ planned: second, rows: [dose(first), row], ...more })
  const coded = (items: Row['items']): Row => event('', '3', '2025-02-10', { AECTC: null, ...items })
  test.each<[string, Row['items'], string]>([
    ['a term of MedDRA', { AEDECOD: 'Anaphylaxis' }, 'STOP DMT_STOP_HYPERSENSITIVITY'],
    ['only the words of the nurse', { AETERM: 'Anaphylaxis' }, 'STOP DMT_STOP_HYPERSENSITIVITY'],
    ['the CTCAE term before MedDRA', { AECTC: 'Nausea', AEDECOD: 'Anaphylaxis' }, 'HOLD HELD_OTHER'],
    ['MedDRA before the words', { AEDECOD: 'Nausea', AETERM: 'Anaphylaxis' }, 'HOLD HELD_OTHER'],
    ['no word at all', {}, 'HOLD HELD_OTHER'],
  ])('an event with %s', (_, items, expected) => expect(after(coded(items))).toBe(expected))

  test('hypersensitivity ends treatment for good, also in a new course', () =>
    expect(
      after(event('Anaphylaxis', '3', '2025-02-10', { AEONGO: 'N', AEENDAT: '2025-02-11' }), {
        planned: '2026-01-12',
        phase: 'RETREAT',
      }),
    ).toBe('STOP DMT_STOP_HYPERSENSITIVITY'))

  test('a test of pregnancy without its day is none, without its result it has to be made again', () => {
    const woman = { person: { SEX: 'F', CHILDPOT: 'Y' } }
    expect(after(row('PREG', '2025-02-27', { RPDAT: 'UNK', RPORRES: 'NEG' }), woman)).toBe(
      'HOLD MISSING_PREG.RPORRES MISSING_PREG.RPDAT',
    )
    expect(after(row('PREG', '2025-02-27', { RPDAT: '2025-02-27' }), woman)).toBe('HOLD MISSING_PREG.RPORRES')
  })

  test('without a day there is nothing to decide', () =>
    expect(
      historyOf({
        study: netter2,
        arm: null,
        phase: 'TRT',
        anchors: { planned_dose: 'spring' },
        judgements: {},
        rows: [],
      }),
    ).toBe('planned_dose'))
})

describe('177Lu: a cycle without dosimetry is estimated from the nearest that has one', () => {
  const days = ['2024-08-05', '2024-10-14', '2024-12-23']
  const proof = (...rows: readonly Row[]) =>
    proofOf(
      gate({
        ...{ study: 'NCT05387603', arm: 'P', planned: second },
        rows: [...days.map((day) => dose(day, 'MAIN', '7500')), ...rows],
      }).conditions,
      'RENAL_DOSE_LIMIT',
    )
  const made = (cycle: number, gy: string) => dosimetry(days[cycle] ?? '', gy)
  const notMade = (cycle: number) => dosimetry(days[cycle] ?? '', '', 'NOT_DONE')
  test.each([
    ['of two as near the higher, earlier', [made(0, '6'), notMade(1), made(2, '4')], 'cycle 1 6 Gy, cycle 2 6 Gy, cycle 3 4 Gy, |, sum 16 Gy, next 4 Gy, projected 20 Gy'],
    ['of two as near the higher, later', [made(0, '4'), notMade(1), made(2, '6')], 'cycle 1 4 Gy, cycle 2 6 Gy, cycle 3 6 Gy, |, sum 16 Gy, next 6 Gy, projected 22 Gy'],
    ['the nearer, though lower', [notMade(0), made(1, '4'), made(2, '6')], 'cycle 1 4 Gy, cycle 2 4 Gy, cycle 3 6 Gy, |, sum 14 Gy, next 6 Gy, projected 20 Gy'],
    ['the nearer, though higher', [made(0, '4'), made(1, '6'), notMade(2)], 'cycle 1 4 Gy, cycle 2 6 Gy, cycle 3 6 Gy, |, sum 16 Gy, next 6 Gy, projected 22 Gy'],
  ])('%s', (_, rows, expected) => expect(proof(...rows)).toEqual([`met [DOSIM.DOSSTAT] ${expected}`])) // prettier-ignore

  test('before the first cycle there is no dose to limit', () =>
    expect(
      proofOf(gate({ study: 'NCT05387603', arm: 'P', planned: first, rows: [] }).conditions, 'RENAL_DOSE_LIMIT'),
    ).toEqual([]))
})

describe('capecitabine: an event and a count of one course are one appearance', () => {
  const person: Row = { form: 'DM', items: { SEX: 'M', BRTHDAT: '1965-05-01' } }
  const who = [person, row('EXCAP', '2025-12-20', { DPDMETH: 'URACIL', DPDRES: 'NORMAL', DPDDAT: '2025-12-18' })]
  const course = (start: string, CAPLEVEL = '100'): Row =>
    row('EXCAP', start, { CAPCOURSE: '1', CAPLEVEL, ECSTDAT: start })
  const told = (...rows: readonly Row[]) => capecitabineOf({ rows: [...who, ...results('2026-02-27'), ...rows] })
  const low = platelets('2026-01-20', '60')
  const counted = (grade: string, items: Row['items'] = {}) =>
    ae('Platelet count decreased', grade, '2026-01-18', '2026-01-25', items)
  const both = (event: Row) => told(course('2026-01-05'), event, low)

  test.each<[string, Row, string]>([
    ['both over: the first time of grade 2', counted('2'), 'RELEASED 1650'],
    ['the event was worse', counted('3'), 'REDUCED 1250 REDUCED_THROMBOCYTOPENIA'],
    ['the event was fatal', counted('5'), 'STOP FATAL_THROMBOCYTOPENIA STOP_THROMBOCYTOPENIA REDUCED_THROMBOCYTOPENIA'],
    ['the event goes on', counted('2', { AEONGO: 'Y', AEENDAT: null }), 'HOLD HELD_THROMBOCYTOPENIA'],
    ['nobody knows when it ended', counted('2', { AEENDAT: null }), 'HOLD MISSING_AE.AEENDAT'],
    [
      'a mild event that goes on does not hold for a count that is over',
      counted('1', { AEONGO: 'Y', AEENDAT: null }),
      'RELEASED 1650',
    ],
    ['nobody knows its grade', counted(''), 'HOLD MISSING_AE.AETOXGR'],
  ])('%s', (_, event, expected) => expect(inOneLine(both(event))).toBe(expected))

  test('each that leaves something open says what', () => {
    const unclear = platelets('2026-01-20', '60', '')
    expect(inOneLine(told(course('2026-01-05'), counted('2', { AEENDAT: null }), unclear))).toBe(
      'HOLD MISSING_AE.AEENDAT MISSING_LBH.PLT',
    )
  })
  test('both are shown', () =>
    expect(proofOf(both(counted('3')).conditions, 'REDUCED_THROMBOCYTOPENIA')[0]).toBe(
      'reduces [AE.AETOXGR] AETERM Platelet count decreased, AETOXGR 3, AESTDAT 2026-01-18, AEENDAT 2026-01-25, PLT 60 10^9/L, day 2026-01-20, |, at most 75 %',
    ))
  test('what is missing has its line on the checklist', () =>
    expect(proofOf(both(counted('2', { AEENDAT: null })).conditions, 'END_OF_THROMBOCYTOPENIA')).toHaveLength(1))

  test('the lowest level ever taken is not raised again, in whatever order', () => {
    const levels = [
      ['75', '100', '50'],
      ['50', '75', '100'],
      ['100', '50', '75'],
    ]
    for (const [one = '', two = '', three = ''] of levels)
      expect(inOneLine(told(course('2025-11-03', one), course('2025-12-01', two), course('2026-01-05', three)))).toBe(
        'REDUCED 800 LEVEL_TAKEN',
      )
  })

  test('a clearance that reduces shows what it is made of and where that stands', () => {
    const kidneys = told(course('2026-01-05'), row('LBC', '2026-02-28', { CREAT: { value: '160', unit: 'umol/L' } }))
    expect(proofOf(kidneys.conditions, 'CRCL')[0]).toMatch(
      /^reduces \[LBC\.CREAT VS\.WEIGHT\] age_years 60 years, weight_kg 80 kg, sex M, creatinine_umol_l 160 umol\/L, .* mL\/min$/,
    )
  })
})

describe('everolimus', () => {
  const begun = row('EXEV', '2026-01-05', {
    ...{ ECTRT: 'EVEROLIMUS', ECSTDAT: '2026-01-05' },
    ECDOSE: { value: '10', unit: 'mg' },
  })
  const decided = (...rows: readonly Row[]) =>
    inOneLine(everolimusOf({ rows: [begun, ...results('2026-02-27'), ...rows] }))

  test('nobody has to say what was done about an event of another cause', () =>
    expect(
      decided(ae('Rash maculo-papular', '2', '2026-02-03', undefined, { AEREL_EVE: 'UNLIKELY', AEACN_EVE: null })),
    ).toBe('RELEASED 10'))
  test('an event that ends on the day planned is over', () =>
    expect(decided(ae('Fatigue', '3', '2026-02-03', '2026-03-02'))).toBe('REDUCED 5 REDUCED_OTHER'))
  test('pneumonitis of 28 days is over in time, of 29 days is not', () => {
    expect(decided(ae('Pneumonitis', '2', '2026-01-10', '2026-02-07'))).toBe('REDUCED 5 REDUCED_PNEUMONITIS')
    expect(decided(ae('Pneumonitis', '2', '2026-01-10', '2026-02-08'))).toBe(
      'STOP NOT_RECOVERED_PNEUMONITIS REDUCED_PNEUMONITIS',
    )
  })
})

test('octreotide: without the end of the infusion its day is shown', () => {
  const { conditions } = octreotideOf({
    planned: '2026-03-03',
    rows: [row('EXLU', '2026-03-02', { ECSTDTM: '2026-03-02T10:00+01:00' })],
  })
  expect(proofOf(conditions, 'AFTER_177LU')).toEqual([
    'missing [EXLU.ECENDTM] EXLU 2026-03-02, planned 2026-03-03, |, elapsed 1 d',
  ])
})
