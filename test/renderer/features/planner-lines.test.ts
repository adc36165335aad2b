import { expect, test } from 'vitest'
import { FormPath } from '#shared/casebook/path'
import { dueState, scheduleOf } from '#shared/casebook/schedule'
import { suppose } from '#shared/casebook/supposition'
import { compileStudy } from '#shared/study/compile'
import { startNet } from '#forms/start-net/study'
import { gridOf } from '../../../renderer/features/casebook/grid'
import { dosesFirst, plannerOf, scaleOf } from '../../../renderer/features/casebook/planner-lines'
import { Story, nurse } from '../../support/story'

const study = compileStudy(startNet)
const at = '2026-01-01T10:00:00Z'
const today = '2025-06-01'

function story(): Story {
  const told = new Story(study.id, startNet.study.id)
  const enter = (path: string, text: string) => {
    const [event = '', form = '', group = '', item = ''] = path.split('/')
    told.enters(nurse, at, FormPath.parse(`${event}/${form}`), { [`${group}/${item}`]: text })
  }
  enter('RAND/RAND/ALLOCATION/RANDDAT', '2025-01-06')
  enter('RAND/RAND/ALLOCATION/ARMCD', 'SN-P1')
  enter('C1/SV/VISIT/SVSTDTC', '2025-01-20')
  enter('C1-W2/SV/VISIT/SVSTDTC', '2025-02-14')
  return told
}

test('of a treatment that goes on for years only what is reached and what is next has a place, until it is unfolded', () => {
  const casebook = story().casebook()
  const view = { study, casebook, today }
  const folded = gridOf(view)
  const whole = gridOf(view, true)
  expect(whole.columns.length).toBeGreaterThan(60)
  expect(whole.later).toEqual([])
  expect(folded.columns.length + folded.later.length).toBe(whole.columns.length)
  expect(folded.columns.length).toBeLessThan(40)
  expect(new Set(folded.later.map((one) => dueState(one, today)))).toEqual(new Set(['ahead']))
  // What has no day is entered when it happens, so it never goes.
  const names = folded.columns.map(({ planned }) => planned.event)
  expect(names).toEqual(expect.arrayContaining(['C1', 'C1-W2', 'PD', 'OUT']))
})

test('lines stand by their day, those without one last', () => {
  const { lines } = plannerOf({ study, casebook: story().casebook(), today }, [], 'en', false)
  const days = lines.map(({ planned: { actual, target } }) => actual ?? target ?? '9999')
  expect(days).toEqual([...days].sort())
  const late = lines.find(({ planned }) => planned.event === 'C1-W2')
  expect([late?.due, late?.part]).toEqual(['out-of-window', 'Cycle 1'])
})

test('a chart spans what is asked about as well, and never leaves its edges', () => {
  const { lines } = plannerOf({ study, casebook: story().casebook(), today }, [], 'en', false)
  const scale = scaleOf(lines, today)
  expect([scale.at('1999-01-01'), scale.at('2099-01-01')]).toEqual([0, 100])
  expect(scale.at(today)).toBeGreaterThan(0)
  expect(scaleOf(lines, today, ['2026-05-01']).to > scale.to).toBe(true)
})

test('of what moves with a late cycle the doses are read first, each by its day', () => {
  const casebook = story().casebook()
  const cycle = scheduleOf(study, casebook).find(({ event }) => event === 'C2')
  if (!cycle) throw new Error('no second cycle')
  const { moves } = suppose(study, casebook, cycle, '2025-07-20', today)
  const told = dosesFirst(study, moves).map(({ after }): string => after.event)
  const doses = told.filter((event) => /^C\d+$/.test(event))
  expect(told.slice(0, doses.length)).toEqual(doses)
  expect(doses.slice(0, 2)).toEqual(['C3', 'C4'])
  expect(new Set(told)).toEqual(new Set(moves.map(({ after }) => after.event)))
})
