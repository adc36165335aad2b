import { expect, test } from 'vitest'
import { wholeNetter2 } from '#forms/netter-2/whole-study'
import { layoutOf } from '#shared/casebook/layout'
import { openSuggestions } from '#shared/casebook/proposals'
import { FormPath } from '#shared/casebook/path'
import { PartialDate } from '#shared/partial-date'
import { evidenceOf } from '#shared/review/event-evidence'
import { marksOf } from '#shared/review/event-marks'
import { analytesOf, laneOf } from '#shared/review/laboratory-lane'
import { timelineOf } from '#shared/review/timeline'
import { compileStudy } from '#shared/study/compile'
import { type Told, casebookOf } from '../../support/told-casebook'

const study = compileStudy(wholeNetter2)
const uuid = (n: number) => `0198c0de-0000-7000-8000-00000000000${n}`
const event = FormPath.parse(`LOG/AE:${uuid(1)}`)
const dayOf = (iso: string) => PartialDate.parse(iso)?.first
const platelets = (date: string, value: string) => ({ LBDAT: date, PLT: `${value} 10^9/L`, PLTNRLO: '150 10^9/L' })

const told: Told = {
  'SCR/SV': { SVOCCUR: 'Y', SVSTDTC: '2026-01-05' },
  'SCR/LBH': platelets('2026-01-05', '210'),
  'RAND/RAND': { RANDDAT: '2026-01-12', ARMCD: 'N2-L' },
  'W0/SV': { SVOCCUR: 'Y', SVSTDTC: '2026-01-20' },
  'W0/LBH': platelets('2026-01-20', '200'),
  'W0/EXLU': { LUPRESC: '7400', ECSTDTM: '2026-01-20T10:00:00+01:00' },
  'W4/SV': { SVOCCUR: 'Y', SVSTDTC: '2026-02-17' },
  'W4/LBH': platelets('2026-02-17', '60'),
  [event]: {
    AETERM: 'Few platelets',
    AECTC: 'Platelet count decreased',
    AETOXGR: '2',
    AESTDAT: '2026-02',
    AEONGO: 'Y',
  },
  [`LOG/CM:${uuid(2)}`]: { CMTRT: 'Ondansetron', CMSTDAT: '2026-01-20', CMONGO: 'N', CMENDAT: '2026-01-22' },
}

test('one axis has visits, doses, events and medicines, each from its first day to the day after its last', () => {
  const timeline = timelineOf(study, casebookOf(study, told), '2026-03-01')
  expect(timeline?.visits).toEqual([
    { label: 'SCR', day: dayOf('2026-01-05') },
    { label: 'W0', day: dayOf('2026-01-20') },
    { label: 'W4', day: dayOf('2026-02-17') },
  ])
  expect(timeline?.doses).toMatchObject([
    { code: 'LU', doses: [{ from: dayOf('2026-01-20'), to: dayOf('2026-01-21'), amount: '7400 MBq', open: false }] },
  ])
  expect(timeline?.events[0]?.bars).toEqual([
    { from: dayOf('2026-02-01'), to: dayOf('2026-03-02'), grade: 2, open: true },
  ])
  expect(timeline?.medicines).toMatchObject([
    { name: 'Ondansetron', from: dayOf('2026-01-20'), to: dayOf('2026-01-23'), open: false },
  ])
})

test('a lane has each result in one unit with its grade and the edges of the grades', () => {
  const casebook = casebookOf(study, told)
  const [first] = analytesOf(study, casebook, 'platelet count decreased')
  expect(first?.def.oid).toBe('PLT')
  const lane = first && laneOf(study, casebook, first)
  expect(lane?.points.map(({ value, grade }) => [value, grade])).toEqual([
    [210, 0],
    [200, 0],
    [60, 2],
  ])
  expect(lane?.points[2]?.bands.map(({ grade, beyond, edge }) => [grade, beyond, edge])).toEqual([
    [4, 'below', 25],
    [3, 'below', 50],
    [2, 'below', 75],
    [1, 'below', 150],
  ])
})

test.each([
  ['1', 'Platelet count decreased', []],
  ['2', 'Platelet count decreased', ['DMT-PLT']],
  ['2', 'Anemia', []],
  ['3', 'Anemia', ['DMT-HGB']],
  ['3', 'Nausea', ['DMT-OTHER']],
  ['1', 'Hyperkalemia', ['HYPERKALAEMIA']],
])('grade %s of %s is marked %j by the rules of the study', (AETOXGR, AECTC, marks) => {
  const casebook = casebookOf(study, { [event]: { AETERM: 'x', AECTC, AETOXGR } })
  expect(marksOf(study, casebook, event).map(({ oid }) => oid)).toEqual(marks)
})

test('a toxicity that is judged not to be of Lu-177 changes no dose', () => {
  const casebook = casebookOf(study, { [event]: { AETERM: 'x', AECTC: 'Nausea', AETOXGR: '3', AEREL_LU: 'UNLIKELY' } })
  expect(marksOf(study, casebook, event)).toEqual([])
})

test('what a result suggests is open until an event says it', () => {
  const without = Object.fromEntries(Object.entries(told).filter(([form]) => form !== event))
  expect(openSuggestions(study, casebookOf(study, without))).toMatchObject([
    { suggestion: { kind: 'new-event', term: 'Platelet count decreased', grade: 2 }, taken: '2026-02-17' },
  ])
  expect(openSuggestions(study, casebookOf(study, told))).toEqual([])
})

test('the grades of an event have their result and the day after the dose before them', () => {
  const medicine = `LOG/CM:${uuid(2)}`
  const casebook = casebookOf(study, {
    ...told,
    [event]: { ...told[event], AESTDAT: '2026-02-17', AELABLINK: 'W4/LBH/RESULTS/PLT' },
    [medicine]: { ...told[medicine], CMAELINK: event },
  })
  const only = timelineOf(study, casebook, '2026-03-01')?.events[0]?.event
  expect(only && evidenceOf(study, casebook, only, '2026-03-01')).toEqual({
    grades: [
      { grade: 2, from: '2026-02-17', to: undefined, result: 'W4/LBH/RESULTS/PLT', dose: { number: 1, day: 29 } },
    ],
    results: [{ path: 'W4/LBH/RESULTS/PLT', taken: '2026-02-17' }],
    medicines: [{ form: medicine, name: 'Ondansetron' }],
  })
})

test('an event asks about the agents that the participant received, and no others', () => {
  const asked = (story: Told) =>
    layoutOf(study, casebookOf(study, story), event)
      ?.groups.flatMap(({ rows }) => rows.flatMap(({ items }) => items))
      .filter(({ def, visible }) => visible && def.oid.startsWith('AEREL_'))
      .map(({ def }) => def.oid)
  const untreated = Object.fromEntries(Object.entries(told).filter(([form]) => form !== 'W0/EXLU'))
  expect(asked(told)).toEqual(['AEREL_LU'])
  expect(asked(untreated)).toEqual([])
  expect(asked({ ...untreated, [event]: { ...told[event], AEREL_OCT: 'UNLIKELY' } })).toEqual(['AEREL_OCT'])
})
