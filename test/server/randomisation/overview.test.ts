import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StudyVersionId } from '#shared/ids'
import { RandomisationOverviews } from '#shared/randomisation/protocol'
import type { Role } from '#shared/roles'
import { RANDOMISED, randomisedStudy } from '../../support/randomised-study'
import { PASSWORD, type TestServer, startTestServer } from '../../support/server'
import { type Ward, outcome, ward } from './ward'

let server: TestServer
let version: StudyVersionId
let ida: Ward
let token: string

const call = (path: string, body?: object, as = token) =>
  server.call(body ? 'POST' : 'GET', `/api/randomisation/${path}`, body, as)
const overview = async () => {
  const { studies } = RandomisationOverviews.parse((await call('overview')).body)
  const [only] = studies
  if (!only || studies.length > 1) throw new Error('not the one study')
  return only
}

beforeAll(async () => {
  server = await startTestServer()
  version = await server.addStudy(randomisedStudy(), ['A1', 'B1'])
  await server.addPerson('ida', RANDOMISED, 'investigator@A1', 'investigator@B1')
  await server.addPerson('mona', RANDOMISED, 'monitor@*')
  await server.addPerson('dora', RANDOMISED, 'data-manager@*')
  await server.addPerson('root', RANDOMISED, 'administrator@*')
  token = (await server.device().signIn('root', PASSWORD, 'administrator')).token
  ida = await ward(server, RANDOMISED, version, 'ida')
}, 300_000)
afterAll(() => server.stop())

test('before anything is set up no site is open, nothing is sealed, and the study says how it would randomise', async () => {
  expect(await overview()).toMatchObject({
    ...{ study: RANDOMISED, version, versionName: '1.0', strata: [], lists: [] },
    definition: { method: { value: 'blocks' } },
    places: [
      { site: '*', open: true, randomised: 0 },
      { site: 'A1', name: 'Site A1', open: false, randomised: 0 },
      { site: 'B1', open: false },
    ],
  })
})

test('sites, limits and strata are counted as participants come, and the requester reads why not', async () => {
  await call('places', { study: RANDOMISED, site: 'A1', open: true, most: 2 })
  await call('lists', { version, plan: { method: 'blocks', sizes: [2, 4], length: 10 } })
  const people = [ida.candidate({ grade: 'G2' }), ida.candidate({ grade: 'G3' }), ida.candidate({ grade: 'G3' })]
  const [first, second, third] = people
  if (!first || !second || !third) throw new Error('three are needed')
  await ida.asks(first, 'G2')
  await ida.asks(second, 'G3')
  await ida.asks(third, 'G3')
  expect(outcome(await ida.standing(third))).toBe('site-full')
  const now = await overview()
  expect(now.places[1]).toMatchObject({ site: 'A1', open: true, most: 2, randomised: 2, setBy: 'Name of root' })
  expect(now.places[0]).toMatchObject({ site: '*', randomised: 2 })
  const levels = (grade: string, site: string) => [
    { stratum: 'GRADE', level: grade },
    { stratum: 'SITE', level: site },
  ]
  expect(now.strata).toEqual([
    { levels: levels('G2', 'A1'), randomised: 1, planned: 10 },
    { levels: levels('G2', 'B1'), randomised: 0, planned: 10 },
    { levels: levels('G3', 'A1'), randomised: 1, planned: 10 },
    { levels: levels('G3', 'B1'), randomised: 0, planned: 10 },
  ])
  expect(now.lists).toMatchObject([{ method: 'blocks', madeBy: 'Name of root', holds: true }])
})

test('nothing in it tells what anybody was given, what comes next, or how blocks are made', async () => {
  // The ratio and the arms that there are stand in the study version, which everyone has.
  const { places, strata, lists } = await overview()
  const text = JSON.stringify([places, strata, lists])
  for (const secret of ['CTL', 'PERS', 'seed', 'sizes', 'sealed', 'length']) expect(text).not.toContain(secret)
})

test('who enters or reviews does not see it, not even the counts', async () => {
  for (const [name, role] of [
    ['ida', 'investigator'],
    ['mona', 'monitor'],
    ['dora', 'data-manager'],
  ] as const satisfies readonly (readonly [string, Role])[]) {
    const { token: theirs } = await server.device().signIn(name, PASSWORD, role)
    expect((await call('overview', undefined, theirs)).status).toBe(403)
  }
})
