import { expect, test } from 'vitest'
import { answered, netRetreat, netter2, nelmas, reLuth, startNet } from './participant'

test.each([
  ['NET RETREAT', netRetreat],
  ['ReLUTH', reLuth],
  ['NELMAS', nelmas],
  ['NETTER-2', netter2],
  ['START-NET', startNet],
])('a participant of %s who meets everything is eligible', (_, participant) => {
  const { criteria, eligible } = answered(participant)
  const open = Object.entries(criteria).filter(([id, answer]) => answer !== (/-[IXR]\d/.test(id) ? 'true' : 'false'))
  expect(Object.fromEntries(open)).toEqual(participant === reLuth ? { 'RL-E02': 'unknown' } : {})
  expect(eligible).toBe(true)
})
