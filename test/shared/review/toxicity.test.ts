import { expect, test } from 'vitest'
import { wholeNetter2 } from '#forms/netter-2/whole-study'
import { termNamed } from '#shared/clinical/ctcae/dictionary'
import { countedPerson, mayKnowArms, toxicityTable, worstByPerson } from '#shared/review/toxicity'
import { compileStudy } from '#shared/study/compile'
import { type Told, storyOf } from '../../support/told-casebook'
import { nurse } from '../../support/story'
import { SubjectCode } from '#shared/ids'

const study = compileStudy(wholeNetter2)
const classOf = (term: string) => termNamed(term)?.systemOrganClass
const path = (n: number) => `LOG/AE:0198c0de-0000-7000-8000-00000000000${n}`

function person(code: string, arm: 'N2-L' | 'N2-C', told: Told) {
  const visits: Told = {
    'RAND/RAND': { RANDDAT: '2026-01-12', ARMCD: arm },
    'W0/SV': { SVOCCUR: 'Y', SVSTDTC: '2026-01-20' },
  }
  const story = storyOf(study, { ...visits, ...told })
  story.says(nurse, '2026-01-01T08:00:00Z', { kind: 'enrol', code: SubjectCode.parse(code) })
  const counted = countedPerson(study, story.casebook(), classOf)
  if (!counted) throw new Error('nobody is enrolled')
  return counted
}

const nausea = (AETOXGR: string, more: Readonly<Record<string, string>> = {}) => ({
  ...{ AETERM: 'Sick', AECTC: 'Nausea', AETOXGR, AESTDAT: '2026-02-01', AESER: 'N' },
  ...more,
})
const people = [
  person('NL01-001', 'N2-L', {
    [path(1)]: nausea('1'),
    [path(2)]: nausea('3', { AEREL_LU: 'POSSIBLE', AESER: 'Y' }),
    [path(3)]: { AETERM: 'Tired', AECTC: 'Fatigue', AETOXGR: '2', AESTDAT: '2026-01-01', AEREL_LU: 'UNLIKELY' },
  }),
  person('NL01-002', 'N2-C', { [path(1)]: nausea('2') }),
  person('NL01-003', 'N2-C', {}),
]

test('each participant is counted once, with the worst grade of a term', () => {
  const { groups, rows } = toxicityTable(study, people, 'none')
  expect(groups.map(({ participants }) => participants)).toEqual([3])
  const row = rows.find(({ term }) => term === 'Nausea')
  expect(row?.counts).toEqual([{ any: 2, worst: [0, 1, 1, 0, 0], severe: 1, serious: 1, related: 1 }])
  expect(rows[0]).toMatchObject({ kind: 'all', counts: [{ any: 2, worst: [0, 1, 1, 0, 0] }] })
  expect(rows.map(({ kind, systemOrganClass, term }) => [kind, term ?? systemOrganClass])).toEqual([
    ['all', undefined],
    ['class', 'Gastrointestinal disorders'],
    ['term', 'Nausea'],
    ['class', 'General disorders and administration site conditions'],
    ['term', 'Fatigue'],
  ])
})

test('an arm counts its own, and unlikely is not related', () => {
  const { groups, rows } = toxicityTable(study, people, 'arm')
  expect(groups.map(({ name, participants }) => [name, participants])).toEqual([
    ['N2-L', 1],
    ['N2-C', 2],
  ])
  expect(rows.find(({ term }) => term === 'Fatigue')?.counts.map(({ any, related }) => [any, related])).toEqual([
    [1, 0],
    [0, 0],
  ])
})

test('a cycle counts what began in it, of those who came to it', () => {
  const { groups, rows } = toxicityTable(study, people, 'cycle')
  const at = groups.findIndex(({ participants }) => participants === 3)
  expect(rows.find(({ term }) => term === 'Nausea')?.counts[at]?.any).toBe(2)
  // It began before the first cycle.
  expect(rows.find(({ term }) => term === 'Fatigue')?.counts[at]?.any).toBe(0)
})

test('participant by participant the worst of each term comes first', () => {
  expect(worstByPerson(people).map(({ code, term, grade, events }) => [code, term, grade, events])).toEqual([
    ['NL01-001', 'Nausea', 3, 2],
    ['NL01-001', 'Fatigue', 2, 1],
    ['NL01-002', 'Nausea', 2, 1],
  ])
})

test.each([
  ['nurse', 'open', true],
  ['monitor', 'open', true],
  ['administrator', 'open', false],
  ['nurse', 'blind', false],
  ['data-manager', 'blind', false],
] as const)('a %s of an %s study may know arms: %s (GCP-19)', (role, masking, may) => {
  const { randomisation } = wholeNetter2
  if (!randomisation) throw new Error('it is randomised')
  const masked = { ...randomisation, masking: { ...randomisation.masking, value: masking } }
  expect(mayKnowArms(compileStudy({ ...wholeNetter2, randomisation: masked }), [role])).toBe(may)
})
