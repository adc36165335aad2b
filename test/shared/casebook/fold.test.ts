import { expect, test } from 'vitest'
import { emptyCasebook, fold, standingForms } from '#shared/casebook/fold'
import { FormPath, GroupPath, ItemPath } from '#shared/casebook/path'
import { contestedQueryId } from '#shared/casebook/queries'
import { type ChangeBody, type Entry, QueryId } from '#shared/change/change'
import { type ChangeRef, SubjectCode } from '#shared/ids'
import { compileStudy } from '#shared/study/compile'
import { ruleStudy } from '../../support/rule-study'
import { Story, investigator, monitor, nurse, secondNurse } from '../../support/story'

const study = compileStudy(ruleStudy)
const form = FormPath.parse('SCR/VS')
const height = ItemPath.parse('SCR/VS/MAIN/HEIGHT')
const at = '2026-01-01T10:00:00Z'

const begin = () => new Story(study.id, ruleStudy.study.id)
const state = (story: Story) => story.casebook().forms.get(form)
const item = (story: Story) => state(story)?.items.get(height)
const texts = (entries: readonly { readonly value: Entry }[] = []) =>
  entries.map(({ value }) => (value.state === 'value' ? value.text : value.state))

const disputed = () => {
  const story = begin()
  const first = story.enters(nurse, at, form, { 'MAIN/HEIGHT': '170' })
  const second = story.enters(secondNurse, at, form, { 'MAIN/HEIGHT': '171' }, { blind: true })
  return { story, heads: [first, second] }
}
const resolve = (bases: ChangeRef[], text: string): ChangeBody => ({
  kind: 'resolve',
  path: height,
  bases,
  entry: { state: 'value', text },
  reason: 'as in source',
})

test('law 3: two people on one item leave two heads, no value and one open query of the same name everywhere', () => {
  const { story, heads } = disputed()
  expect(item(story)).toMatchObject({ contested: true, value: undefined })
  expect(texts(item(story)?.heads)).toEqual(['170', '171'])
  expect(state(story)?.queries).toEqual([
    { id: contestedQueryId(height), scope: height, origin: 'contested', status: 'open', thread: [], heads: [] },
  ])
  const elsewhere = fold([...story.log()].reverse(), emptyCasebook(story.subject))
  expect(elsewhere).toEqual(story.casebook())
  expect(item(story)?.heads.map(({ ref }) => ref)).toEqual(heads)
})

test('the same value twice is no dispute, and both stay in the history', () => {
  const story = begin()
  story.enters(nurse, at, form, { 'MAIN/HEIGHT': '170' })
  story.enters(secondNurse, at, form, { 'MAIN/HEIGHT': '170' }, { blind: true })
  expect(item(story)).toMatchObject({ contested: false, value: { state: 'value', text: '170' } })
  expect(texts(item(story)?.history)).toEqual(['170', '170'])
  expect(state(story)?.queries).toEqual([])
})

test('a decision closes the query, and everything ever entered stays', () => {
  const { story, heads } = disputed()
  story.says(nurse, at, {
    kind: 'query',
    query: QueryId.parse(contestedQueryId(height)),
    scope: height,
    bases: [],
    move: 'answer',
    text: 'The second scale was off.',
  })
  expect(state(story)?.queries).toMatchObject([{ status: 'answered' }])
  story.says(investigator, at, resolve(heads, '170'))
  expect(item(story)).toMatchObject({ contested: false, value: { state: 'value', text: '170' } })
  expect(texts(item(story)?.history)).toEqual(['170', '171', '170'])
  expect(state(story)?.queries).toMatchObject([{ status: 'closed', thread: [{ text: 'The second scale was off.' }] }])
})

test('a dispute decided by an ordinary entry that saw both keeps its closed query', () => {
  const { story } = disputed()
  story.enters(nurse, at, form, { 'MAIN/HEIGHT': '172' }, { reason: 'measured again' })
  expect(texts(item(story)?.heads)).toEqual(['172'])
  expect(state(story)?.queries).toMatchObject([{ origin: 'contested', status: 'closed' }])
})

test('two people who decide apart contest it again, in the same query', () => {
  const { story, heads } = disputed()
  story.says(nurse, at, resolve(heads, '170'))
  story.says(investigator, at, resolve(heads, '171'))
  expect(texts(item(story)?.heads)).toEqual(['170', '171'])
  expect(state(story)?.queries).toMatchObject([{ id: contestedQueryId(height), status: 'open' }])
})

test('a withdrawn form is gone, one that was edited beside it is not', () => {
  const story = begin()
  const seen = story.enters(nurse, at, form, { 'MAIN/HEIGHT': '170' })
  story.says(nurse, at, { kind: 'withdraw', scope: form, bases: [seen], reason: 'wrong participant' })
  expect(state(story)?.withdrawn).toEqual([form])
  expect(standingForms(story.casebook())).toEqual([])
  story.enters(secondNurse, at, form, { 'MAIN/WEIGHT': '70' })
  expect(state(story)?.withdrawn).toEqual([])
  expect(texts(item(story)?.history)).toEqual(['170'])
})

test('a row is withdrawn alone', () => {
  const story = begin()
  const row = GroupPath.parse('SCR/VS/READS:0198c0de-0000-7000-8000-00000000000a')
  const seen = story.enters(nurse, at, form, { [`${row.slice(7)}/SYSBP`]: '120', 'MAIN/HEIGHT': '170' })
  story.says(nurse, at, { kind: 'withdraw', scope: row, bases: [seen], reason: 'typed twice' })
  expect(state(story)?.withdrawn).toEqual([row])
  expect(standingForms(story.casebook())).toHaveLength(1)
})

const decide = (target: ChangeRef, decision: 'release' | 'decline'): ChangeBody => ({
  kind: 'release',
  target,
  scopes: [height],
  decision,
  reason: 'checked',
})

test('a held value is in the history and counts only when a person releases it', () => {
  const story = begin()
  story.enters(nurse, at, form, { 'MAIN/HEIGHT': '170' })
  const late = story.enters(secondNurse, at, form, { 'MAIN/HEIGHT': '171' }, { held: 'author-lost-role' })
  expect(item(story)).toMatchObject({ held: true, value: { state: 'value', text: '170' } })
  expect(state(story)?.held).toHaveLength(1)
  story.says(investigator, at, decide(late, 'release'))
  expect(item(story)).toMatchObject({ held: false, value: { state: 'value', text: '171' } })
  expect(state(story)?.held).toEqual([])
})

test('a declined value stays in the history and waits no more', () => {
  const story = begin()
  const late = story.enters(nurse, at, form, { 'MAIN/HEIGHT': '171' }, { held: 'author-lost-role' })
  story.says(investigator, at, decide(late, 'decline'))
  expect(item(story)).toMatchObject({ held: false, heads: [], value: undefined })
  expect(texts(item(story)?.history)).toEqual(['171'])
  expect(state(story)?.held).toEqual([])
})

test('who went on from a held value had seen what it replaced: deciding on it later moves no head', () => {
  const story = begin()
  const first = story.enters(nurse, at, form, { 'MAIN/HEIGHT': '170' })
  const entry = (text: string, bases: ChangeRef[]): ChangeBody => ({
    kind: 'value',
    items: [{ path: height, bases, entry: { state: 'value', text } }],
  })
  const held = story.says(secondNurse, at, entry('171', [first]), { held: 'missing-reason' })
  story.says(secondNurse, at, entry('172', [held]))
  expect(texts(item(story)?.heads)).toEqual(['172'])
  story.says(investigator, at, decide(held, 'release'))
  expect(texts(item(story)?.heads)).toEqual(['172'])
})

test('people who disagree about being finished are not finished', () => {
  const story = begin()
  const status = (status: 'complete' | 'not-done'): ChangeBody => ({
    kind: 'status',
    form,
    bases: [],
    status,
    reason: 'x',
  })
  story.says(nurse, at, status('complete'))
  expect(state(story)?.status).toMatchObject({ status: 'complete', contested: false })
  story.says(secondNurse, at, status('not-done'))
  expect(state(story)?.status).toMatchObject({ status: 'in-progress', contested: true })
})

test('a review is current until a value of its form changes', () => {
  const story = begin()
  const ref = story.enters(nurse, at, form, { 'MAIN/HEIGHT': '170' })
  story.says(investigator, at, { kind: 'review', form, heads: [ref] })
  expect(state(story)?.reviews).toMatchObject([{ current: true }])
  story.enters(nurse, at, form, { 'MAIN/WEIGHT': '70' })
  expect(state(story)?.reviews).toMatchObject([{ current: false }])
})

test('a participant has the code that counts', () => {
  const story = begin()
  const enrol = (code: string): ChangeBody => ({ kind: 'enrol', code: SubjectCode.parse(code) })
  story.says(nurse, at, enrol('NL01-002'), { held: 'author-lost-role' })
  expect(story.casebook().code).toBeUndefined()
  story.says(secondNurse, at, enrol('NL01-001'))
  expect(story.casebook().code).toBe('NL01-001')
})

test('a thread keeps the order of each device, also when its author named no bases', () => {
  const story = begin()
  const move = (move: 'open' | 'answer' | 'close'): ChangeBody => ({
    kind: 'query',
    query: QueryId.parse('0198c0de-0000-7000-8000-0000000000c1'),
    scope: height,
    bases: [],
    move,
    text: move,
  })
  for (let i = 0; i < 8; i++) story.enters(monitor, at, form, {}, { offline: true })
  const moves = ['open', 'answer', 'close'] as const
  for (const one of moves) story.says(monitor, at, move(one))
  expect(state(story)?.queries).toMatchObject([{ status: 'closed', thread: moves.map((text) => ({ text })) }])
})
