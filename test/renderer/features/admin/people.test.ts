import { expect, test } from 'vitest'
import { AdministrationOverview } from '#shared/administration/protocol'
import { readCsv } from '#shared/export/csv'
import { accessReview } from '../../../../renderer/features/admin/people/access-review'
import { readDelegation } from '../../../../renderer/features/admin/people/delegation-fields'

const NOW = new Date('2026-03-12T10:00:00Z')
const TODAY = '2026-03-12'
const draft = {
  ...{ study: 'NCT00000001', site: 'A1', role: 'nurse', from: TODAY, until: '', trainedOn: '2026-03-12' },
}

test.each([
  ['trained on the first day', {}, 'given'],
  ['trained the day after', { trainedOn: '2026-03-13' }, 'untrained'],
  ['without a day of training', { trainedOn: '' }, 'incomplete'],
  ['for one day', { until: TODAY }, 'given'],
  ['until the day before', { until: '2026-03-11' }, 'backwards'],
  ['on a day that is none', { from: '2026-02-30' }, 'incomplete'],
  ['without a role', { role: '' }, 'incomplete'],
  ['as what nobody is made', { role: 'system' }, 'incomplete'],
  ['at every site', { site: '*' }, 'given'],
])('a role %s', (_, part, outcome) => {
  const read = readDelegation({ ...draft, ...part }, NOW, TODAY)
  expect(typeof read === 'string' ? read : 'given').toBe(outcome)
})

test('a role that begins today begins now, one with a last day lasts to its end', () => {
  const read = readDelegation({ ...draft, until: '2026-03-20' }, NOW, TODAY)
  if (typeof read === 'string') throw new Error(read)
  expect([read.from, read.until]).toEqual([NOW.toISOString(), new Date('2026-03-21T00:00:00').toISOString()])
})

test('an access review has a line for each role, and one for who has none (P11-18)', () => {
  const person = { name: 'N', administrator: false, secondFactor: false, signedIn: 0, state: 'active', shutOut: [] }
  const overview = AdministrationOverview.parse({
    at: '2026-11-21T09:00:00.000Z',
    studies: [],
    devices: [],
    people: [
      {
        ...person,
        ...{ id: '00000000-0000-4000-8000-000000000001', userName: 'nina', name: '=nina' },
        delegations: [
          {
            ...{ id: '00000000-0000-4000-8000-000000000002', study: 'NCT00000001', site: '*', role: 'monitor' },
            ...{ from: '2026-03-01T00:00:00Z', trainedOn: '2026-02-01', givenBy: 'Root' },
          },
        ],
      },
      { ...person, id: '00000000-0000-4000-8000-000000000003', userName: 'root', administrator: true, delegations: [] },
    ],
  })
  const text = new TextDecoder().decode(accessReview(overview))
  // A name is no formula.
  expect(text).toContain("'=nina")
  const { columns, rows } = readCsv('access-review', text)
  expect(rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i]])))).toMatchObject([
    {
      user_name: 'nina',
      study: 'NCT00000001',
      site: '*',
      role: 'monitor',
      trained_on: '2026-02-01',
      delegated_by: 'Root',
    },
    { user_name: 'root', server_administrator: 'Y', study: '', role: '' },
  ])
})
