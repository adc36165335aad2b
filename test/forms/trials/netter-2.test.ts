import { expect, test } from 'vitest'
import { netter2Control, netter2Lutathera } from '../../../server/demo/script/netter-2'
import { Participant } from '../../support/trials/played'
import { calculated, daysFrom, inShort, usualNet } from '../../support/trials/short'

test('control: crossover at progression, re-treatment at the next, to the end', { timeout: 300_000 }, () => {
  const one = new Participant(netter2Control('2023-02-01'))
  expect(inShort(one)).toEqual({
    phases: 'SCREEN TREAT FOLLOW CROSS XFOLLOW XRETREAT RFOLLOW',
    given: 'MAIN 0, CROSSOVER 4, RETREAT_AFTER_XO 2',
    gates: ['X1', 'X2', 'X3', 'X4', 'RR1', 'RR2'].map((event) => `${event} RELEASED 7400`),
    findings: [],
    // Month 18 falls into the crossover course, which has visits of its own.
    deviations: [],
  })
  expect([daysFrom(one, 'RAND', 'PD'), daysFrom(one, 'PD', 'X1'), daysFrom(one, 'X1', 'XPD')]).toEqual([208, 36, 392])
  expect(Number(calculated(one, 'RR2', 'EXLU', 'LUCUMTRIAL'))).toBeCloseTo(6 * usualNet(7400), -1)
  expect([calculated(one, 'XEOT', 'EOT', 'NCYC'), calculated(one, 'REOT', 'EOT', 'NCYC')]).toEqual(['4', '2'])
})

test('Lutathera: four cycles, progression, re-treatment', { timeout: 300_000 }, () => {
  const one = new Participant(netter2Lutathera('2023-02-01'))
  expect(inShort(one)).toEqual({
    phases: 'SCREEN TREAT FOLLOW RETREAT RFOLLOW',
    given: 'MAIN 4, RETREAT 2',
    gates: ['W0', 'W8', 'W16', 'W24', 'RR1', 'RR2'].map((event) => `${event} RELEASED 7400`),
    findings: [],
    deviations: ['VISIT-MISSED/FU-12', 'VISIT-MISSED/FU-18'],
  })
  expect(Number(calculated(one, 'EOT', 'EOT', 'CUMACT'))).toBeCloseTo(4 * usualNet(7400), -1)
})
