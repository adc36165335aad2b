import { expect, test } from 'vitest'
import { type ParticipantCase, answered, netRetreat, netter2, nelmas, reLuth, startNet } from './participant'

/** Every way to leave out one value of one row. */
const poorer = (one: ParticipantCase): readonly ParticipantCase[] =>
  one.rows.flatMap((row, at) =>
    Object.keys(row.items).map((item) => ({
      ...one,
      rows: one.rows.map((other, i) => (i === at ? { ...row, items: { ...row.items, [item]: null } } : other)),
    })),
  )

test.each([
  ['NET RETREAT', netRetreat],
  ['ReLUTH', reLuth],
  ['NELMAS', nelmas],
  ['NETTER-2', netter2],
  ['START-NET', startNet],
])('%s: without one value an answer is the same or unknown, never another', (_, participant) => {
  const { criteria } = answered(participant)
  const others = poorer(participant).flatMap((one) =>
    Object.entries(answered(one).criteria).filter(([id, answer]) => answer !== criteria[id] && answer !== 'unknown'),
  )
  expect(others).toEqual([])
})
