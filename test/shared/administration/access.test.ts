import { expect, test } from 'vitest'
import { accessWithin } from '#shared/administration/access'
import { PersonStanding } from '#shared/administration/protocol'

const day = (on: string) => ({ from: Date.parse(`${on}T00:00:00Z`), to: Date.parse(`${on}T00:00:00Z`) + 86_400_000 })
const nurse = { study: 'NCT00000001', site: 'A1', role: 'nurse', from: '2026-04-10T12:00:00Z' }

const person = (part: object) =>
  PersonStanding.parse({
    ...{ id: '00000000-0000-4000-8000-000000000001', userName: 'nina', name: 'Nina', administrator: false },
    ...{ state: 'active', secondFactor: false, signedIn: 0, shutOut: [], delegations: [] },
    ...part,
  })
const held = (part: object) => ({ id: '00000000-0000-4000-8000-000000000002', ...nurse, ...part })

/** What somebody has on a day: their roles, and that they administer. */
const on = (part: object, when: string) =>
  accessWithin([person(part)], day(when)).flatMap(({ roles, administrator }) => [
    ...roles.map(({ role }) => role),
    ...(administrator ? ['administers'] : []),
  ])

test.each([
  ['the day before it began', {}, '2026-04-09', []],
  ['the day it began at noon', {}, '2026-04-10', ['nurse']],
  ['long after', {}, '2026-05-01', ['nurse']],
  ['the day it ended in the morning', { until: '2026-05-01T08:00:00Z' }, '2026-05-01', ['nurse']],
  ['the day after it ended', { until: '2026-05-01T08:00:00Z' }, '2026-05-02', []],
  ['the day of a role that ended as it began', { until: nurse.from }, '2026-04-10', []],
])('access on %s (GCP-17)', (_, part, when, expected) => {
  expect(on({ delegations: [held(part)] }, when)).toEqual(expected)
})

test.each([
  ['disabled for all of it', [{ from: '2026-04-30T09:00:00Z', until: '2026-05-02T09:00:00Z' }], []],
  ['disabled at noon', [{ from: '2026-05-01T12:00:00Z' }], ['nurse']],
  ['let in again at noon', [{ from: '2026-04-20T12:00:00Z', until: '2026-05-01T12:00:00Z' }], ['nurse']],
  ['disabled and not let in again', [{ from: '2026-04-20T12:00:00Z' }], []],
])('a day on which the account was %s (GCP-17)', (_, shutOut, expected) => {
  expect(on({ shutOut, delegations: [held({})] }, '2026-05-01')).toEqual(expected)
})

test('who administers is named from the day they were invited (GCP-17)', () => {
  const administrator = { administrator: true, since: '2026-04-10T12:00:00Z' }
  expect(on(administrator, '2026-04-09')).toEqual([])
  expect(on(administrator, '2026-04-10')).toEqual(['administers'])
  expect(on({ administrator: true }, '2020-01-01')).toEqual(['administers'])
})
