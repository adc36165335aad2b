import { expect, test } from 'vitest'
import { FormDef } from '#shared/study/definition'
import { logColumns, logProblems } from '#shared/study/log-definition'
import { items } from '../../support/rule-study'

const form = (log?: { columns: string[] }, repeating = true) =>
  FormDef.parse({
    ...{ oid: 'AE', title: { en: 'Adverse event' }, nameItem: 'AETERM', repeating, checks: [] },
    ...(log && { log }),
    groups: [
      {
        oid: 'EVENT',
        items: items({
          AESTDAT: { type: 'date', required: true },
          AENOTE: { type: 'text', lines: 4, required: true },
          AETERM: { type: 'text' },
          AEWHY: { type: 'text', required: true, when: 'AETERM == "x"' },
          AEENDAT: { type: 'date', required: 'given(AESTDAT)' },
        }),
      },
      { oid: 'GRADES', repeating: true, items: items({ AEGRADE: { type: 'text', required: true } }) },
    ],
  })
const columns = (def: FormDef) => logColumns(def).map(({ group, item }) => `${group.oid}/${item.oid}`)

test('a form that says nothing shows its name, then what every record is asked on one line', () => {
  expect(columns(form())).toEqual(['EVENT/AETERM', 'EVENT/AESTDAT', 'EVENT/AEENDAT'])
})

test('a form that says which columns it wants has these, in its order', () => {
  const def = form({ columns: ['AENOTE', 'AETERM'] })
  expect(columns(def)).toEqual(['EVENT/AENOTE', 'EVENT/AETERM'])
  expect(logProblems(def)).toEqual([])
})

test.each([
  ['an item of a repeating group', form({ columns: ['AEGRADE'] }), ['AE: log: no record has AEGRADE once']],
  ['an item twice', form({ columns: ['AETERM', 'AETERM'] }), ['AE: log: column AETERM is there twice']],
  ['one record only', form({ columns: ['AETERM'] }, false), ['AE: log: the form has one record only']],
])('%s is no column', (_, def, problems) => expect(logProblems(def)).toEqual(problems))
