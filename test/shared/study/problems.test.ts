import { expect, test } from 'vitest'
import { problemsOf } from '#shared/study/compile'
import { type CheckDef, type StudyVersion, StudyVersion as Schema } from '#shared/study/definition'
import { check, items } from '../../support/rule-study'

const good = {
  holds: { SYSBP: '120', DIABP: '80' },
  boundary: { SYSBP: '120', DIABP: '119' },
  fails: { SYSBP: '80', DIABP: '80' },
}

function study(given: {
  readonly items?: Readonly<Record<string, object>>
  readonly checks?: readonly CheckDef[]
  readonly change?: object
}): StudyVersion {
  const vitals = {
    SYSBP: { type: 'integer' },
    DIABP: { type: 'integer' },
    SEX: { type: 'code', codeList: 'SEX' },
    ...given.items,
  }
  return Schema.parse({
    format: 1,
    study: { id: 'NCT00000010', name: 'PROBLEMS', title: { en: 'A study with a problem' } },
    name: '1.0',
    arms: [],
    anchors: [],
    events: [{ oid: 'SCR', title: { en: 'Screening' }, kind: 'scheduled', forms: ['SV', 'VS'] }],
    forms: [
      {
        oid: 'SV',
        title: { en: 'Visit' },
        groups: [{ oid: 'VISIT', items: items({ SVSTDTC: { type: 'date' } }) }],
        checks: [],
      },
      {
        oid: 'VS',
        title: { en: 'Vital signs' },
        groups: [
          { oid: 'MAIN', items: items(vitals) },
          { oid: 'ROWS', repeating: true, items: items({ PULSE: { type: 'integer' } }) },
          { oid: 'OTHERS', repeating: true, items: items({ RESP: { type: 'integer' } }) },
        ],
        checks: given.checks ?? [],
      },
    ],
    codeLists: [{ oid: 'SEX', codes: [{ code: 'M', text: { en: 'M' } }] }],
    visitDate: { form: 'SV', item: 'SVSTDTC' },
    signing: [],
    ...given.change,
  })
}

test('a sound study has none', () => {
  const sound = study({
    items: {
      MAP: { type: 'calculated', expression: '(SYSBP + DIABP * 2) / 3', result: 'decimal' },
      WHEN: { type: 'text', when: 'SV.SVSTDTC <= date("2026-01-01") && SEX == "M"' },
    },
    checks: [
      check('VS-01', ['DIABP', 'SYSBP'], 'DIABP < SYSBP', good),
      check('VS-02', ['PULSE'], 'PULSE < SYSBP', {
        holds: { PULSE: '60', SYSBP: '120' },
        boundary: { PULSE: '119', SYSBP: '120' },
        fails: { PULSE: '120', SYSBP: '120' },
      }),
      check('VS-03', ['SYSBP'], 'size(ROWS) <= 2', { holds: {}, boundary: { ROWS: '2' }, fails: { ROWS: '3' } }),
      check('VS-04', ['SYSBP'], 'SV.SVSTDTC <= today', {
        holds: { 'SV.SVSTDTC': '2026-01-01', today: '2026-01-02' },
        boundary: { 'SV.SVSTDTC': '2026-01-02', today: '2026-01-02' },
        fails: { 'SV.SVSTDTC': '2026-01-03', today: '2026-01-02' },
      }),
    ],
  })
  expect(problemsOf(sound)).toEqual([])
})

test.each([
  ['an unknown name', 'DIABP < SYS', 'Unknown variable: SYS'],
  ['an unknown item of another form', 'given(SV.NOPE)', 'No such key: NOPE'],
  ['mixed types', 'DIABP < SEX', 'no such overload: decimal < string'],
  ['a binary fraction', 'DIABP < 1.5', 'no such overload: decimal < double'],
  ['a binary fraction among its own', 'DIABP < SYSBP && 0.1 + 0.2 > 0.3', 'binary fraction'],
  ['a way out of the types', 'dyn(DIABP) == 1', 'leaves the types'],
  ['a quotient of whole numbers', 'DIABP < SYSBP * (20 / 100)', 'drops the remainder'],
  ['something that is no question', 'DIABP + SYSBP', 'is decimal, not bool'],
  ['no expression', 'DIABP <', 'Unexpected'],
  ['a null', 'DIABP == null', 'no such overload'],
])('a check with %s: %s', (_, holds, said) => {
  const problems = problemsOf(study({ checks: [check('VS-01', ['DIABP'], holds, good)] }))
  expect(problems.join('\n')).toContain(said)
  expect(problems).toHaveLength(1)
})

test.each([
  ['holds', { ...good, holds: good.fails }, 'VS VS-01: case holds is false, not true'],
  ['boundary', { ...good, boundary: good.fails }, 'VS VS-01: case boundary is false, not true'],
  ['fails', { ...good, fails: good.holds }, 'VS VS-01: case fails is true, not false'],
  ['a missing input', { ...good, holds: { SYSBP: '120' } }, 'VS VS-01: case holds is missing, not true'],
  ['an unreadable value', { ...good, holds: { SYSBP: 'x', DIABP: '80' } }, 'VS VS-01: case holds: cannot read SYSBP'],
  ['an unknown item', { ...good, holds: { NOPE: '1' } }, 'VS VS-01: case holds: cannot read NOPE'],
])('a check whose case is wrong in %s', (_, cases, said) => {
  expect(problemsOf(study({ checks: [check('VS-01', ['DIABP'], 'DIABP < SYSBP', cases)] }))).toEqual([said])
})

const body = { height_cm: 'SYSBP', weight_kg: 'DIABP' }
const inUnits = (...units: readonly string[]) => ({
  type: 'decimal',
  units: units.map((unit, index) => ({ unit, factor: index === 0 ? '1' : '2' })),
})
const byFormula = (given: object, formula = 'bsa_mosteller') => ({
  ...{ type: 'calculated', result: 'decimal' },
  expression: { formula, given },
})

test.each([
  ['a condition that is no question', { X: { type: 'text', when: 'SYSBP' } }, 'is decimal, not bool'],
  ['a condition that asks the day', { X: { type: 'text', when: 'SV.SVSTDTC < today' } }, 'Unknown variable: today'],
  ['a formula of another type', { X: { type: 'calculated', expression: 'SEX', result: 'decimal' } }, 'not decimal'],
  ['a code of no term', { X: { type: 'text', codeOf: 'PULSE' } }, 'PULSE is no term of a dictionary'],
  ['a grade of no term', { X: { type: 'code', codeList: 'SEX', gradeOf: 'Y' } }, 'Y is no term of a dictionary'],
  ['an unknown code list', { X: { type: 'code', codeList: 'NOPE' } }, 'unknown code list NOPE'],
  ['the name of a form', { SV: { type: 'text' } }, 'item SV has the name of a form'],
  ['the name of a group', { ROWS: { type: 'text' } }, 'item ROWS has the name of a group'],
  ['the name of the day', { today: { type: 'text' } }, 'no item can be called today'],
  ['a name twice', { PULSE: { type: 'text' } }, 'item PULSE is there twice'],
  ['an empty range', { X: { type: 'integer', soft: { low: '5', high: '4' } } }, 'the soft range is empty'],
  ['a first unit that converts', { X: { type: 'decimal', units: [{ unit: 'a', factor: '2' }] } }, 'factor 1 alone'],
  [
    'a unit that turns more into less',
    {
      X: {
        type: 'decimal',
        units: [
          { unit: 'a', factor: '1' },
          { unit: 'b', factor: '-1' },
        ],
      },
    },
    'above zero',
  ],
  [
    'a value calculated from itself',
    {
      X: { type: 'calculated', expression: 'Y + 1', result: 'decimal' },
      Y: { type: 'calculated', expression: 'VS.X * 2', result: 'decimal' },
    },
    'VS.X: is calculated from itself',
  ],
  [
    'a value calculated from itself over all visits',
    { X: { type: 'calculated', expression: 'sum(every.VS.map(v, v.X))', result: 'decimal' } },
    'VS.X: is calculated from itself',
  ],
  ['a name that expressions know', { every: { type: 'date' } }, 'VS: no item can be called every'],
  ['a formula that nobody published', { X: byFormula({}, 'phlogiston') }, 'unknown formula phlogiston'],
  ['a formula given too little', { X: byFormula({ height_cm: 'SYSBP' }) }, 'bsa_mosteller needs weight_kg'],
  ['a formula given too much', { X: byFormula({ ...body, hair: 'SEX' }) }, 'bsa_mosteller has no hair'],
  ['a formula given rows', { X: byFormula({ ...body, weight_kg: 'ROWS' }) }, 'weight_kg ROWS is list'],
  ['a formula given what is not there', { X: byFormula({ ...body, weight_kg: 'NOPE' }) }, 'Unknown variable: NOPE'],
  ['a formula with a unit of another', { X: { ...byFormula(body), unit: 'kg' } }, 'has its own unit'],
  ['a formula as a text', { X: { ...byFormula(body), result: 'text' } }, 'gives a decimal, not text'],
  [
    'a formula given a measurement in units of something else',
    { KG: inUnits('mmol/L', 'mg/dL'), X: byFormula({ ...body, weight_kg: 'KG' }) },
    'VS.X: weight_kg: KG is in mmol/L or mg/dL, which cannot be converted to kg',
  ],
  [
    'a formula given the latest in units of something else',
    { KG: inUnits('cm'), X: byFormula({ ...body, weight_kg: { latest: 'VS.KG', dated: 'SYSBP', on: 'SEX' } }) },
    'weight_kg: VS.KG is in cm, which cannot be converted to kg',
  ],
  [
    'a formula given a calculated value in another unit',
    {
      G: { type: 'calculated', expression: 'SYSBP * 2', result: 'decimal', unit: 'g' },
      X: byFormula({ ...body, weight_kg: 'G' }),
    },
    'weight_kg: G is in g, which cannot be converted to kg',
  ],
  [
    'a formula given an activity in another unit, asked after an instant',
    {
      AT: { type: 'datetime' },
      GBQ: inUnits('GBq'),
      X: byFormula(
        {
          full_syringe_mbq: 'SYSBP',
          full_measured_at: 'AT',
          residual_mbq: 'GBQ',
          residual_measured_at: 'AT',
          injection_time: 'AT',
        },
        'lu177_net_injected',
      ),
    },
    'residual_mbq: GBQ is in GBq, which cannot be converted to MBq',
  ],
  [
    'the latest of what there are rows of',
    { X: byFormula({ ...body, weight_kg: { latest: 'VS.PULSE', dated: 'SYSBP', on: 'SEX' } }) },
    'weight_kg: VS.PULSE is no single item',
  ],
  [
    'a formula given itself',
    { X: byFormula({ ...body, weight_kg: { latest: 'VS.X', dated: 'SYSBP', on: 'SEX' } }) },
    'VS.X: is calculated from itself',
  ],
])('an item with %s', (_, defs, said) => expect(problemsOf(study({ items: defs })).join('\n')).toContain(said))

test.each([
  [
    'an event with an unknown form',
    { events: [{ oid: 'SCR', title: { en: 'S' }, kind: 'scheduled', forms: ['X'] }] },
    'unknown form X',
  ],
  ['a visit date that is none', { visitDate: { form: 'VS', item: 'SYSBP' } }, 'is no single date'],
  [
    'an anchor on an unknown item',
    { anchors: [{ oid: 'A', event: 'SCR', form: 'SV', item: 'X' }] },
    'unknown item SV.X',
  ],
  ['an unknown form to sign', { signing: [{ form: 'X', meaning: 'data-correct' }] }, 'unknown form X'],
  [
    'a window from an unknown anchor',
    {
      events: [
        {
          oid: 'SCR',
          title: { en: 'S' },
          kind: 'scheduled',
          forms: ['VS'],
          target: { anchor: 'A', days: 1, before: 0, after: 0 },
        },
      ],
    },
    'unknown anchor A',
  ],
])('%s', (_, change, said) => expect(problemsOf(study({ change })).join('\n')).toContain(said))

test('a check over rows of two groups has no row to be asked of', () => {
  const both = check('VS-01', ['PULSE', 'RESP'], 'PULSE > RESP', good)
  expect(problemsOf(study({ checks: [both] }))).toEqual(['VS VS-01: its items stand in rows of different groups'])
})

test('a formula takes measurements in any unit that leads to its own, and numbers without one', () => {
  const sound = study({
    items: {
      G: inUnits('g', 'kg'),
      CM: { type: 'integer' },
      X: byFormula({ height_cm: 'CM', weight_kg: 'G' }),
      CREAT: inUnits('umol/L'),
      EGFR: byFormula({ age_years: 'CM', sex: 'SEX', creatinine: 'CREAT', creatinine_unit: '"umol/L"' }, 'mdrd_175'),
    },
  })
  expect(problemsOf(sound)).toEqual([])
})
