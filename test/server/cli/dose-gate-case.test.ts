import { expect, test } from 'vitest'
import { doseGateCase } from '../../../server/cli/dose-gate-case'

/** Lines of `validate dose-gate`, as JSON holds them. */

const anchors = { randomisation: '2025-12-29', planned_dose: '2026-03-02' }
const counts = {
  form: 'LBH',
  date: '2026-02-27',
  items: { PLT: { value: '180', unit: '10^9/L' }, ANC: { value: 3.1, unit: '10^9/L' } },
}
const lipids = {
  form: 'LBE',
  date: '2026-02-27',
  items: {
    GLUC: { value: '94', unit: 'mg/dL' },
    CHOL: { value: '5', unit: 'mmol/L' },
    TRIG: { value: '1,4', unit: 'mmol/L' },
  },
}
const tablets = { form: 'EXEV', items: { ECSTDAT: '2026-01-05', ECDOSE: { value: '10', unit: 'mg' } } }
const stomatitis = {
  form: 'AE',
  items: { AECTC: 'Mucositis oral', AETOXGR: 3, AESTDAT: '2026-02-01', AEENDAT: '2026-02-08', AEREL_EVE: 'PROBABLE' },
}
const everolimus = {
  agent: 'EVEROLIMUS',
  study: 'NCT05773274',
  arm: 'NR2',
  anchors,
  rows: [counts, lipids, tablets, stomatitis],
}
const person = { form: 'DM', items: { SEX: 'M', BRTHDAT: '1965-05-01' } }
const body = {
  form: 'VS',
  date: '2026-02-27',
  items: { HEIGHT: { value: '175', unit: 'cm' }, WEIGHT: { value: '80', unit: 'kg' } },
}
const creatinine = { form: 'LBC', date: '2026-02-27', items: { CREAT: { value: '80', unit: 'umol/L' } } }
const dpd = { form: 'EXCAP', date: '2025-12-20', items: { DPDRES: 'NORMAL' } }
const capecitabine = {
  agent: 'CAPECITABINE',
  study: 'NCT05387603',
  arm: 'CAP_DTOC',
  anchors,
  rows: [person, counts, creatinine, body, dpd],
}
const infusion = {
  form: 'EXLU',
  course: 'MAIN',
  items: { ECSTDTM: '2026-03-02T10:00+01:00', ECENDTM: '2026-03-02T10:30+01:00' },
}
const octreotide = {
  agent: 'OCTREOTIDE',
  study: 'NCT03972488',
  arm: 'N2-L',
  anchors: { planned_dose: '2026-03-03' },
  rows: [infusion],
}

test('each agent gives what it releases in its own unit', () => {
  expect(doseGateCase(everolimus)).toEqual({
    decision: 'REDUCED',
    dose_mg: 5,
    reasons: ['REDUCED_STOMATITIS'],
    earliest: null,
    missing: [],
  })
  expect(doseGateCase(capecitabine)).toEqual({
    decision: 'RELEASED',
    dose_mg: 1650,
    reasons: [],
    earliest: null,
    missing: [],
  })
  expect(doseGateCase(octreotide)).toEqual({
    decision: 'RELEASED',
    dose_mg: 30,
    reasons: [],
    earliest: null,
    missing: [],
  })
})

test('what holds says from when, and what is missing', () => {
  expect(doseGateCase({ ...octreotide, anchors: { planned_dose: '2026-03-02' } })).toEqual({
    decision: 'HOLD',
    reasons: ['AFTER_177LU'],
    earliest: '2026-03-03',
    missing: [],
  })
  expect(doseGateCase({ ...capecitabine, rows: [person, counts, creatinine, body] })).toEqual({
    decision: 'HOLD',
    reasons: ['MISSING_EXCAP.DPDRES'],
    earliest: null,
    missing: ['EXCAP.DPDRES'],
  })
})

const noDay = {
  decision: 'HOLD',
  reasons: ['MISSING_planned_dose'],
  earliest: null,
  missing: ['anchors.planned_dose'],
}
test.each([
  ['an agent nobody knows', { agent: 'ASPIRIN' }, { error: 'no-gate-for-agent: agent' }],
  ['an agent that is no text', { agent: 5 }, { error: 'no-gate-for-agent: agent' }],
  ['an agent with the name of a property', { agent: 'constructor' }, { error: 'no-gate-for-agent: agent' }],
  ['a study that does not give the agent', { study: 'NCT03972488' }, { error: 'no-gate-for-agent: agent' }],
  ['a study nobody knows', { study: 'NCT00000000' }, { error: 'unknown-study: study' }],
  ['a study with the name of a property', { study: 'constructor' }, { error: 'unknown-study: study' }],
  ['no study', { study: undefined }, { error: 'not-a-history: study' }],
  ['rows that are none', { rows: 'many' }, { error: 'not-a-history: rows' }],
  [
    'a value that is a list',
    { rows: [{ form: 'LBH', items: { PLT: [1] } }] },
    { error: 'not-a-history: rows.0.items.PLT' },
  ],
  ['no day', { anchors: {} }, noDay],
  ['a day no calendar has', { anchors: { planned_dose: '2026-02-30' } }, noDay],
  ['a month for a day', { anchors: { planned_dose: '2026-03' } }, noDay],
  ['a day with something behind it', { anchors: { planned_dose: '2026-03-02 or later' } }, noDay],
  ['a day as long as a book', { anchors: { planned_dose: '2'.repeat(1_000_000) } }, noDay],
])('%s', (_, change, expected) => expect(doseGateCase({ ...everolimus, ...change })).toEqual(expected))

const book = 'x'.repeat(1_000_000)
const number = `1${'0'.repeat(1_000_000)}\nx`
test.each<[string, object, string]>([
  ['everolimus', everolimus, 'REDUCED'],
  ['capecitabine', capecitabine, 'RELEASED'],
  ['octreotide', octreotide, 'RELEASED'],
  ['177Lu', { ...capecitabine, agent: 'LU177' }, 'HOLD'],
])('%s answers quickly where texts are as long as books', (_, line, decision) => {
  const long = (items: object) =>
    Object.fromEntries(Object.entries(items).map(([item, value]: [string, unknown]) => [item, typeof value === 'object' ? { ...value, value: number, lln: book } : book])) // prettier-ignore
  const rows: readonly { items: object }[] = 'rows' in line && Array.isArray(line.rows) ? line.rows : []
  const begin = performance.now()
  expect(doseGateCase({ ...line })).toMatchObject({ decision })
  expect(doseGateCase({ ...line, rows: rows.map((one) => ({ ...one, items: long(one.items) })) })).toMatchObject({
    decision: 'HOLD',
  })
  expect(doseGateCase({ ...line, arm: book, phase: book })).toMatchObject({ decision: 'HOLD' })
  expect(performance.now() - begin).toBeLessThan(2_000)
})
