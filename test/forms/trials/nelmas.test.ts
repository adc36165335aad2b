import { expect, test } from 'vitest'
import { nelmasFollowed, nelmasTreated } from '../../../server/demo/script/nelmas'
import { Participant } from '../../support/trials/played'
import { calculated, daysFrom, inShort, usualNet } from '../../support/trials/short'

test('arm B: two doses counted from surgery, scans and samples to the end of the study', { timeout: 300_000 }, () => {
  const one = new Participant(nelmasTreated('2021-02-01'))
  expect(inShort(one)).toEqual({
    phases: 'BEFORE OPERATED STUDY LATER',
    given: 'MAIN 2',
    gates: ['C1 RELEASED 7400', 'C2 RELEASED 7400'],
    findings: [],
    deviations: [],
  })
  expect(Number(calculated(one, 'EOT', 'EOT', 'CUMACT'))).toBeCloseTo(2 * usualNet(7400), -1)
  expect(daysFrom(one, 'RAND', 'EOS')).toBe(1_096)
})

test('arm A: followed, recurrence in the second year, survival', { timeout: 300_000 }, () => {
  const one = new Participant(nelmasFollowed('2021-02-01'))
  expect(inShort(one)).toEqual({
    phases: 'BEFORE OPERATED STUDY FOLLOW',
    given: 'MAIN 0',
    gates: [],
    findings: [],
    deviations: [],
  })
  expect(daysFrom(one, 'RAND', 'PD')).toBe(400)
})
