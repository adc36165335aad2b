import { expect, test } from 'vitest'
import { factsOf } from '../../../renderer/features/casebook/facts'
import { startNetPersonalised } from '../../../server/demo/script/start-net'
import { Participant } from '../../support/trials/played'

test('the phase is that of the participant, whatever visit was last', { timeout: 120_000 }, () => {
  const { visits, ...script } = startNetPersonalised('2023-02-01', 'N', ['5.2', '6.1', '5.9', '6.5'])
  const one = new Participant({
    ...script,
    visits: visits.slice(
      0,
      visits.findIndex(({ event }) => event === 'C3'),
    ),
  })
  const phases = one.visits.map(({ visit, casebook }) => {
    const { phase } = factsOf(one.study, casebook, 'en', visit.on)
    return `${visit.event}: ${phase?.title} ${phase?.doses ?? ''}`
  })
  expect(phases).toContain('C1: Treatment 1')
  expect(phases).toContain('IMG-12: Treatment 2')
  expect(phases.filter((said) => said.includes('Imaging'))).toEqual([])
})
