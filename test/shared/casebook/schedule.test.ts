import { expect, test } from 'vitest'
import { FormPath } from '#shared/casebook/path'
import { type PlannedEvent, dueState, scheduleOf } from '#shared/casebook/schedule'
import { summarise } from '#shared/casebook/summary'
import { SiteId, SubjectCode } from '#shared/ids'
import { compileStudy } from '#shared/study/compile'
import { ruleStudy } from '../../support/rule-study'
import { Story, investigator, monitor, nurse, secondNurse } from '../../support/story'

const study = compileStudy(ruleStudy)
const at = '2026-01-01T10:00:00Z'
const begin = () => new Story(study.id, ruleStudy.study.id)
const path = (text: string) => FormPath.parse(text)
const UNS = 'UNS:0198c0de-0000-7000-8000-000000000005'

const planned = (story: Story, event: string): PlannedEvent | undefined =>
  scheduleOf(study, story.casebook()).find((one) => one.event === event)

test('a window is counted from its anchor, once that is known to the day', () => {
  const story = begin()
  expect(planned(story, 'W4')).toEqual({ event: 'W4', def: study.event('W4'), state: 'ahead' })
  story.enters(nurse, at, path('SCR/DM'), { 'MAIN/ICFDAT': '2026-02-01' })
  expect(planned(story, 'W4')).toMatchObject({ target: '2026-03-01', from: '2026-02-26', to: '2026-03-04' })
})

test('a contested anchor plans nothing', () => {
  const story = begin()
  story.enters(nurse, at, path('SCR/DM'), { 'MAIN/ICFDAT': '2026-02-01' })
  story.enters(secondNurse, at, path('SCR/DM'), { 'MAIN/ICFDAT': '2026-02-02' }, { blind: true })
  expect(planned(story, 'W4')?.target).toBeUndefined()
})

test('a visit is ahead, then begun, then done when all its forms are finished', () => {
  const story = begin()
  story.enters(nurse, at, path('W4/SV'), { 'VISIT/SVSTDTC': '2026-03-01' })
  expect(planned(story, 'W4')).toMatchObject({ state: 'begun', actual: '2026-03-01' })
  story.says(nurse, at, { kind: 'status', form: path('W4/VS'), bases: [], status: 'complete' })
  expect(planned(story, 'W4')?.state).toBe('done')
})

test('a visit that did not take place is done', () => {
  const story = begin()
  story.enters(nurse, at, path('W4/SV'), { 'VISIT/SVOCCUR': 'N' })
  expect(planned(story, 'W4')).toMatchObject({ state: 'done' })
})

test('an unscheduled visit stands once for each time it happened, and goes when it is withdrawn', () => {
  const story = begin()
  expect(planned(story, UNS)).toBeUndefined()
  const ref = story.enters(nurse, at, path(`${UNS}/SV`), { 'VISIT/SVSTDTC': '2026-03-09' })
  expect(planned(story, UNS)).toMatchObject({ state: 'begun', actual: '2026-03-09' })
  story.says(nurse, at, { kind: 'withdraw', scope: path(`${UNS}/SV`), bases: [ref], reason: 'wrong participant' })
  expect(planned(story, UNS)).toBeUndefined()
})

const window = { from: '2026-02-26', to: '2026-03-04' }
test.each([
  ['2026-02-25', { state: 'ahead', ...window }, 'ahead'],
  ['2026-02-26', { state: 'ahead', ...window }, 'due'],
  ['2026-03-04', { state: 'ahead', ...window }, 'due'],
  ['2026-03-05', { state: 'ahead', ...window }, 'overdue'],
  ['2026-03-05', { state: 'begun', ...window }, 'overdue'],
  ['2026-03-05', { state: 'begun', actual: '2026-03-01', ...window }, 'due'],
  ['2026-03-09', { state: 'begun', actual: '2026-03-05', ...window }, 'out-of-window'],
  ['2026-03-09', { state: 'done', actual: '2026-02-25', ...window }, 'out-of-window'],
  ['2026-03-09', { state: 'done', actual: '2026-02-26', ...window }, 'done'],
  ['2026-03-09', { state: 'done' }, 'done'],
  ['2026-03-09', { state: 'ahead' }, 'ahead'],
  ['2026-03-09', { state: 'begun' }, 'due'],
] as const)('on %s %o is %s', (today, one, due) => {
  const def = study.version.events[1]
  const event = scheduleOf(study, begin().casebook())[1]?.event
  if (!def || !event) throw new Error('no such event')
  expect(dueState({ event, def, ...one }, today)).toBe(due)
})

const place = { study: ruleStudy.study.id, site: SiteId.parse('NL01') }
const summary = (story: Story, today = '2026-03-01') => summarise(study, story.casebook(), place, today)

test('a participant nobody enrolled has no line', () => expect(summary(begin())).toBeUndefined())

test('a line counts what someone has to look at', () => {
  const story = begin()
  const event = path('LOG/AE:0198c0de-0000-7000-8000-000000000001')
  story.says(nurse, at, { kind: 'enrol', code: SubjectCode.parse('NL01-001') })
  story.enters(nurse, at, path('SCR/SV'), { 'VISIT/SVSTDTC': '2026-02-01' })
  story.enters(nurse, at, path('SCR/DM'), { 'MAIN/ICFDAT': '2026-02-01' })
  story.enters(nurse, at, path('SCR/VS'), { 'MAIN/WEIGHT': '19' })
  story.enters(secondNurse, at, path('SCR/VS'), { 'MAIN/CRP': '3' }, { offline: true })
  story.enters(nurse, at, path('SCR/VS'), { 'MAIN/HEIGHT': '170' })
  story.enters(secondNurse, at, path('SCR/VS'), { 'MAIN/HEIGHT': '171' }, { blind: true })
  story.enters(monitor, at, path('SCR/VS'), { 'MAIN/CRP': '4' }, { held: 'wrong-role' })
  const term = story.enters(nurse, at, event, { 'EVENT/AETERM': 'Nausea', 'EVENT/AESER': 'Y' })
  expect(summary(story)).toEqual({
    subject: story.subject,
    ...place,
    code: 'NL01-001',
    arm: undefined,
    next: [{ event: 'W4', oid: 'W4', target: '2026-03-01', from: '2026-02-26', to: '2026-03-04', begun: false }],
    expiring: [],
    stages: ['begun', 'ahead'],
    lastContact: '2026-02-01',
    lastReceived: '2026-01-01T10:00:02.000Z',
    findings: 1,
    openQueries: 1,
    contested: 1,
    unsent: 1,
    held: 1,
    serious: 1,
    toReview: 1,
    toSign: 0,
  })
  story.says(investigator, at, { kind: 'review', form: event, heads: [term] })
  expect(summary(story)).toMatchObject({ toReview: 0, toSign: 1 })
})

test('what is missing counts once the form is said to be complete', () => {
  const story = begin()
  story.says(nurse, at, { kind: 'enrol', code: SubjectCode.parse('NL01-001') })
  story.enters(nurse, at, path('SCR/DM'), { 'MAIN/ICFDAT': '2026-02-01' })
  expect(summary(story)?.findings).toBe(0)
  story.says(nurse, at, { kind: 'status', form: path('SCR/DM'), bases: [], status: 'complete' })
  expect(summary(story)?.findings).toBe(1)
})
