import { expect, test } from 'vitest'
import { layoutOf } from '#shared/casebook/layout'
import { FormPath } from '#shared/casebook/path'
import { compileStudy } from '#shared/study/compile'
import { ruleStudy } from '../../support/rule-study'
import { Story, nurse } from '../../support/story'

const study = compileStudy(ruleStudy)
const demographics = FormPath.parse('SCR/DM')
const vitals = FormPath.parse('SCR/VS')
const ROW = (n: number) => `READS:0198c0de-0000-7000-8000-00000000000${n}`

const told = (tell: (story: Story) => void) => {
  const story = new Story(study.id, ruleStudy.study.id)
  tell(story)
  return story.casebook()
}

const laid = (casebook: ReturnType<typeof told>, form: FormPath, item: string) =>
  layoutOf(study, casebook, form)
    ?.groups.flatMap(({ rows }) => rows.flatMap(({ items }) => items))
    .find(({ def }) => def.oid === item)

test('a form that nobody began has its groups, and no rows where people make them', () => {
  const layout = layoutOf(
    study,
    told(() => undefined),
    vitals,
  )
  expect(layout?.groups.map(({ def, rows }) => [def.oid, rows.map(({ path }) => path)])).toEqual([
    ['MAIN', ['SCR/VS/MAIN']],
    ['READS', []],
  ])
})

test('a form that the study does not know has no layout', () => {
  expect(
    layoutOf(
      study,
      told(() => undefined),
      FormPath.parse('SCR/NOPE'),
    ),
  ).toBeUndefined()
})

test.each([
  ['not asked yet', {}, { expected: false, visible: false, required: false }],
  ['asked', { 'MAIN/SEX': 'F' }, { expected: true, visible: true, required: true }],
  ['not asked', { 'MAIN/SEX': 'M' }, { expected: false, visible: false, required: false }],
  [
    'answered, then no longer asked',
    { 'MAIN/SEX': 'M', 'MAIN/CHILDPOT': 'N' },
    { expected: false, visible: true, required: false },
  ],
])('a conditional item that is %s', (_, values, marks) => {
  const casebook = told((story) => story.enters(nurse, '2026-01-01T10:00:00Z', demographics, values))
  expect(laid(casebook, demographics, 'CHILDPOT')).toMatchObject(marks)
})

test('rows stand in the order of their making, each with its own conditions and formulas', () => {
  const casebook = told((story) => {
    story.enters(nurse, '2026-01-01T10:00:00Z', vitals, { [`${ROW(2)}/SYSBP`]: '130', [`${ROW(2)}/DIABP`]: '90' })
    story.enters(nurse, '2026-01-01T10:01:00Z', vitals, { [`${ROW(1)}/DIABP`]: '80' })
  })
  const rows = layoutOf(study, casebook, vitals)?.groups[1]?.rows
  expect(rows?.map(({ path, items }) => [path, items.map(({ required }) => required), items[2]?.calculated])).toEqual([
    [`SCR/VS/${ROW(1)}`, [true, false, false], undefined],
    [`SCR/VS/${ROW(2)}`, [true, true, false], { state: 'value', text: '40' }],
  ])
})

test('a withdrawn row is laid out no more', () => {
  const casebook = told((story) => {
    const ref = story.enters(nurse, '2026-01-01T10:00:00Z', vitals, { [`${ROW(1)}/SYSBP`]: '130' })
    story.says(nurse, '2026-01-01T10:01:00Z', {
      kind: 'withdraw',
      scope: layoutOf(study, story.casebook(), vitals)?.groups[1]?.rows[0]?.path ?? '',
      bases: [ref],
      reason: 'typed twice',
    })
  })
  expect(layoutOf(study, casebook, vitals)?.groups[1]?.rows).toEqual([])
})

test('an age is calculated across items, and not from a year alone', () => {
  const age = (birth: string) => {
    const values = { 'MAIN/BRTHDAT': birth, 'MAIN/ICFDAT': '2026-06-01' }
    const casebook = told((story) => story.enters(nurse, '2026-01-01T10:00:00Z', demographics, values))
    return laid(casebook, demographics, 'AGE')?.calculated
  }
  expect(age('1950-06-02')).toEqual({ state: 'value', text: '75', unit: 'years' })
  expect(age('1950')).toBeUndefined()
})
