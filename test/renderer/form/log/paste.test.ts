import { expect, test } from 'vitest'
import { netter2 } from '#forms/netter-2/study'
import { headRefs } from '#shared/casebook/derive'
import { FormPath, type ItemPath, formOf, itemOf } from '#shared/casebook/path'
import { compileStudy } from '#shared/study/compile'
import { logColumns } from '#shared/study/log-definition'
import { DraftShelf } from '../../../../renderer/form/draft-shelf'
import { LogBook } from '../../../../renderer/form/log/log-book'
import { planPaste } from '../../../../renderer/form/log/paste'
import { recordsOf, sorted } from '../../../../renderer/form/log/records'
import { Story, nurse } from '../../../support/story'

const study = compileStudy(netter2)
const BOOT = '0198c0de-0000-7000-8000-0000000000b0'
const at = '2026-03-12T10:00:00.000+01:00'
const recordAt = (n: number) => FormPath.parse(`LOG/CM:0198c0de-0000-7000-8000-000000000e0${n}`)
const def = study.form('CM')
if (!def) throw new Error('the study has no medication')
const columns = logColumns(def)
const columnOf = (oid: string) => {
  const column = columns.find(({ item }) => item.oid === oid)
  if (!column) throw new Error(`no column ${oid}`)
  return column
}

const withdrawal = (story: Story, scope: FormPath) => {
  const bases = [...headRefs(scope, story.casebook().forms.get(scope)?.items ?? new Map())]
  return { kind: 'withdraw' as const, scope, bases, reason: 'Entered twice' }
}

/** One medicine is there; the line behind it is free. */
function table(boot = BOOT) {
  const story = new Story(study.id)
  story.enters(nurse, at, recordAt(1), { 'MEDICINE/CMTRT': 'Ondansetron', 'DOSE/CMDOSE': '8' })
  const world = {
    ...{ study, today: '2026-03-12', language: 'en' as const, zoneOffset: '+01:00' },
    casebook: story.casebook(),
    author: { id: nurse.user, role: 'nurse' as const, boot },
  }
  const book = new LogBook(world, () => Promise.reject(new Error('planning stores nothing')), new DraftShelf())
  let made = 2
  const plan = (cells: readonly (readonly string[])[], row = 1, isClosed: (path: ItemPath) => boolean = () => false) =>
    planPaste(cells, {
      ...{ study, language: 'en', columns, at: { row, column: 0 }, rows: [recordAt(1), recordAt(2)] },
      fresh: () => recordAt(++made),
      sittingOf: (form) => book.sittingOf(form),
      isClosed,
    })
  return { plan, story }
}

test('cells become entries of records that follow each other, those behind the table new ones', () => {
  const { items, cells, records, refused } = table().plan([
    ['Ramipril', 'Hypertension', '5', 'mg', 'Daily', '', '12.3.26', 'Yes'],
    ['', '', ''],
    ['Metformin', 'Diabetes', '850'],
  ])
  expect(refused).toEqual([])
  expect(cells).toBe(10)
  expect(records).toEqual([recordAt(2), recordAt(3)])
  expect(items.map(({ path, entry }) => [itemOf(path), entry.state === 'value' ? entry.text : entry.state])).toEqual([
    ...[
      ['CMTRT', 'Ramipril'],
      ['CMINDC', 'Hypertension'],
      ['CMDOSE', '5'],
      ['CMDOSU', 'mg'],
      ['CMDOSFRQ', 'QD'],
    ],
    ...[
      ['CMSTDAT', '2026-03-12'],
      ['CMONGO', 'Y'],
    ],
    ...[
      ['CMTRT', 'Metformin'],
      ['CMINDC', 'Diabetes'],
      ['CMDOSE', '850'],
    ],
  ])
})

test('what cannot be taken is named with its place, and a code is never guessed', () => {
  const { refused, cells } = table().plan([
    ['Ramipril', 'Hypertension', 'five', 'mg', 'on'],
    [...Array.from({ length: columns.length }, () => ''), 'beyond'],
  ])
  expect(refused.map(({ row, column, text, reason }) => [row, column?.item.oid, text, reason])).toEqual([
    [2, 'CMDOSE', 'five', 'not-a-number'],
    [2, 'CMDOSFRQ', 'on', 'not-in-list'],
    [3, undefined, 'beyond', 'beyond'],
  ])
  expect(cells).toBe(3)
})

test('what stands there already is no change, and a value of an earlier sitting wants a reason', () => {
  const same = table('0198c0de-0000-7000-8000-0000000000b9').plan([['Ondansetron', '', '8']], 0)
  expect([same.cells, same.explains, same.records]).toEqual([0, false, []])
  const other = table('0198c0de-0000-7000-8000-0000000000b9').plan([['Ondansetron', '', '4']], 0)
  expect([other.cells, other.explains]).toEqual([1, true])
  expect(other.items[0]?.bases).toHaveLength(1)
})

test('records are sorted by value, by list and by date; what is not entered stays behind', () => {
  const { story } = table()
  story.enters(nurse, at, recordAt(2), { 'DOSE/CMDOSE': '12.5', 'COURSE/CMSTDAT': '2026-03' })
  story.enters(nurse, at, recordAt(3), { 'MEDICINE/CMTRT': 'Aspirin', 'COURSE/CMSTDAT': '2025-11-30' })
  story.says(nurse, at, withdrawal(story, recordAt(1)))
  const casebook = story.casebook()
  const records = recordsOf(casebook, 'LOG', 'CM')
  expect(records.map(({ number, withdrawn }) => [number, withdrawn])).toEqual([
    [1, true],
    [2, false],
    [3, false],
  ])
  const all = records.map(({ form }) => form)
  const by = (oid: string, down = false) =>
    sorted(all, casebook, { column: columnOf(oid), down }, study.codeListOf(columnOf(oid).item))
  expect(by('CMDOSE')).toEqual([recordAt(1), recordAt(2), recordAt(3)])
  expect(by('CMDOSE', true)).toEqual([recordAt(2), recordAt(1), recordAt(3)])
  expect(by('CMSTDAT')).toEqual([recordAt(3), recordAt(2), recordAt(1)])
  expect(by('CMTRT')).toEqual([recordAt(3), recordAt(1), recordAt(2)])
})

test('what is frozen or locked takes no cell, and says so; the records beside it do', () => {
  const { items, refused } = table().plan([['Ramipril'], ['Metformin']], 1, (item) => formOf(item) === recordAt(2))
  expect(refused.map(({ row, text, reason }) => [row, text, reason])).toEqual([[2, 'Ramipril', 'closed']])
  expect(items.map(({ path }) => formOf(path))).toContain(recordAt(3))
})
