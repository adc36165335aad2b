import { scheduleOf } from '#shared/casebook/schedule'
import { expect, test } from 'vitest'
import { reLuthProgressed, reLuthTreated, reLuthWatched } from '../../../server/demo/script/re-luth'
import { Participant } from '../../support/trials/played'
import { calculated, daysFrom, inShort, usualNet } from '../../support/trials/short'

const runIn = ['R1 RELEASED 7400', 'R2 RELEASED 7400']

test('progression after the run-in: never randomised, still registered', { timeout: 300_000 }, () => {
  const one = new Participant(reLuthProgressed('2023-02-01'))
  expect(inShort(one)).toEqual({
    phases: 'INCLUSION RUNIN NOTRAND',
    given: 'RUNIN 2',
    gates: runIn,
    findings: [],
    deviations: [],
  })
  expect(scheduleOf(one.study, one.casebook).map(({ event }): string => event)).not.toContain('RAND')
})

test('two more cycles, then the calendar to progression and survival', { timeout: 300_000 }, () => {
  const one = new Participant(reLuthTreated('2023-02-01'))
  expect(inShort(one)).toEqual({
    phases: 'INCLUSION RUNIN RANDOMISED FOLLOW',
    given: 'RUNIN 2, EXTRA 2',
    gates: [...runIn, 'R3 RELEASED 7400', 'R4 RELEASED 7400'],
    findings: [],
    deviations: [],
  })
  expect(Number(calculated(one, 'R4', 'EXLU', 'LUCUMLIFE'))).toBeCloseTo(4 * 7400 + 4 * usualNet(7400), -1)
  expect(daysFrom(one, 'RAND', 'PD')).toBe(500)
})

test('surveillance on the same calendar', { timeout: 300_000 }, () => {
  expect(inShort(new Participant(reLuthWatched('2023-02-01')))).toEqual({
    phases: 'INCLUSION RUNIN RANDOMISED FOLLOW',
    given: 'RUNIN 2, EXTRA 0',
    gates: runIn,
    findings: [],
    deviations: [],
  })
})
