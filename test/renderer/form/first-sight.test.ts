import { expect, test } from 'vitest'
import { netter2 } from '#forms/netter-2/study'
import { FormPath, itemOf } from '#shared/casebook/path'
import { compileStudy } from '#shared/study/compile'
import { firstSight } from '../../../renderer/form/first-sight'
import type { GroupView } from '../../../renderer/form/scene'
import { Sitting } from '../../../renderer/form/sitting'
import { Story, nurse } from '../../support/story'

const study = compileStudy(netter2)
const AE = 'LOG/AE:0198c0de-0000-7000-8000-000000000e01'

/** The items of a form that are drawn first in a window of that height, and all that there are. */
function drawn(at: string, height: number, entered: Readonly<Record<string, string>> = {}) {
  const form = FormPath.parse(at)
  const story = new Story(study.id)
  if (Object.keys(entered).length > 0) story.enters(nurse, '2026-03-12T09:00:00.000+01:00', form, entered)
  const sitting = new Sitting(
    form,
    {
      ...{ study, today: '2026-03-12', language: 'en', zoneOffset: '+01:00', casebook: story.casebook() },
      author: { id: nurse.user, role: 'nurse', boot: 'b' },
    },
    () => Promise.reject(new Error('nothing is stored here')),
  )
  const scene = sitting.current()
  const itemsOf = (groups: readonly GroupView[]) =>
    groups.flatMap(({ rows }) => rows.flatMap(({ items }) => items.map(itemOf)))
  return { first: itemsOf(firstSight(scene, height)), all: itemsOf(scene.groups) }
}

/** Every required answer of an event that is not serious. */
const FILLED = {
  'EVENT/AETERM': 'Nausea',
  'EVENT/AECTC': 'Nausea',
  'EVENT/AETOXGR': '1',
  'EVENT/AESTDAT': '2026-03-10',
  'EVENT/AEONGO': 'Y',
  'SERIOUS/AESER': 'N',
  'CAUSE/AEREL_LU': 'POSSIBLE',
  'CAUSE/AEACN_LU': 'DOSE_NOT_CHANGED',
  'CAUSE/AEREL_AA': 'NOT_RELATED',
  'CAUSE/AEREL_OCT': 'NOT_RELATED',
  'CAUSE/AEACN_OCT': 'DOSE_NOT_CHANGED',
  'OUTCOME/AETRT': 'N',
  'OUTCOME/AEOUT': 'NOT_RECOVERED',
}

test('as many items as a window holds, from the top and without a gap', () => {
  const { first, all } = drawn(AE, 500, FILLED)
  expect(first.length).toBeGreaterThanOrEqual(8)
  expect(first.length).toBeLessThan(all.length)
  expect(all.slice(0, first.length)).toEqual(first)
})

test('a window high enough for all of it shows all of it', () => {
  const { first, all } = drawn(AE, 5_000, FILLED)
  expect(first).toEqual(all)
})

test('the first answer that is still to be entered is among them, however far down', () => {
  const withoutOutcome = Object.fromEntries(Object.entries(FILLED).filter(([item]) => item !== 'OUTCOME/AEOUT'))
  expect(drawn(AE, 200, FILLED).first).not.toContain('AEOUT')
  expect(drawn(AE, 200, withoutOutcome).first).toContain('AEOUT')
})

test('a laboratory grid is cut between its lines', () => {
  const { first, all } = drawn('SCR/LBC', 300)
  expect(first.length).toBeGreaterThan(5)
  expect(all.slice(0, first.length)).toEqual(first)
  expect(first.length).toBeLessThan(all.length)
})
