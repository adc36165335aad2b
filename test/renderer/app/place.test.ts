import { expect, test } from 'vitest'
import { SiteId, StudyId, StudyVersionId } from '#shared/ids'
import type { Role } from '#shared/roles'
import { lacksTraining, mayHere } from '../../../renderer/app/place'
import { whereIs } from '../../../renderer/app/where'

const study = StudyId.parse('NCT00000001')
const site = SiteId.parse('A1')
const version = StudyVersionId.parse('a'.repeat(64))
const sites = [{ study, site, name: 'First', version }]

function placeOf(...grants: readonly (readonly [Role, 'trained' | 'untrained'])[]) {
  const held = grants.map(([role, training]) => ({ study, site, role, untrained: training === 'untrained' }))
  const where = whereIs({ study, site }, sites, held)
  if (where.kind !== 'place') throw new Error(where.kind)
  return where.place
}

test('without a training on record a nurse reads and asks, enters nothing, and is told why (P11-09)', () => {
  const place = placeOf(['nurse', 'untrained'])
  expect(lacksTraining(place)).toBe(true)
  expect((['enrol', 'value', 'status', 'withdraw'] as const).filter((kind) => mayHere(place, kind))).toEqual([])
  expect(mayHere(place, 'query')).toBe(true)
})

test('a version that asks for a training of its own is not entered by on an older one; the version before is (P11-09)', () => {
  const before = StudyVersionId.parse('b'.repeat(64))
  const info = {
    ...{ study, site, name: 'First', version, trainings: { [version]: '2026-02-01' } },
    approvals: [{ version: before, on: '2026-01-01', recordedAt: '2026-01-01T00:00:00Z' }],
  }
  const placeOn = (trainedOn: string) => {
    const where = whereIs({ study, site }, [info], [{ study, site, role: 'nurse', untrained: false, trainedOn }])
    if (where.kind !== 'place') throw new Error(where.kind)
    return where.place
  }
  const old = placeOn('2026-01-31')
  expect([mayHere(old, 'enrol'), mayHere(old, 'value'), lacksTraining(old)]).toEqual([false, false, true])
  expect([mayHere(old, 'value', before), lacksTraining(old, before)]).toEqual([true, false])
  const anew = placeOn('2026-02-01')
  expect([mayHere(anew, 'enrol'), mayHere(anew, 'value'), lacksTraining(anew)]).toEqual([true, true, false])
})

test('one role with a training is enough, and who enters nothing anyway is told nothing (P11-09)', () => {
  const both = placeOf(['nurse', 'untrained'], ['investigator', 'trained'])
  expect([lacksTraining(both), mayHere(both, 'value')]).toEqual([false, true])
  const monitor = placeOf(['monitor', 'untrained'])
  expect([lacksTraining(monitor), mayHere(monitor, 'verify')]).toEqual([false, true])
})
