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

test('one role with a training is enough, and who enters nothing anyway is told nothing (P11-09)', () => {
  const both = placeOf(['nurse', 'untrained'], ['investigator', 'trained'])
  expect([lacksTraining(both), mayHere(both, 'value')]).toEqual([false, true])
  const monitor = placeOf(['monitor', 'untrained'])
  expect([lacksTraining(monitor), mayHere(monitor, 'verify')]).toEqual([false, true])
})
