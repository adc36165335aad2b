import { askEligibility, askedNow, signableEligibility } from '#shared/eligibility/ask'
import { phaseOf } from '#shared/eligibility/engine'
import { expect, test } from 'vitest'
import { nelmasTreated } from '../../../server/demo/script/nelmas'
import { netRetreatTreated } from '../../../server/demo/script/net-retreat'
import { netter2Control } from '../../../server/demo/script/netter-2'
import { reLuthTreated } from '../../../server/demo/script/re-luth'
import { startNetFixed } from '../../../server/demo/script/start-net'
import { Participant } from '../../support/trials/played'

/** What the visits before the draw ask is all that an investigator needs to sign. */
test.each([
  ['NET RETREAT', netRetreatTreated],
  ['ReLUTH', reLuthTreated],
  ['NELMAS', nelmasTreated],
  ['NETTER-2', netter2Control],
  ['START-NET', startNetFixed],
])('%s: what its visits ask decides every criterion of randomisation', { timeout: 120_000 }, (_, script) => {
  const { visits, ...whole } = script('2025-03-03')
  const draw = visits.findIndex(({ event }) => event === 'RAND')
  const { study, casebook } = new Participant({ ...whole, visits: visits.slice(0, draw) })
  const { eligibility: def, randomisation } = study.version
  const event = randomisation?.signed[0]?.event
  if (!def || event === undefined) throw new Error('nobody signs eligibility')
  const now = askedNow(casebook, phaseOf(def, event).oid, visits[draw]?.on ?? '')
  const asked = askEligibility(study, casebook, now)
  const against = asked?.criteria
    .filter(({ decides, kind, answer }) => decides && answer !== (kind === 'inclusion' ? 'true' : 'false'))
    .map(({ id, answer, missing }) => [id, answer, ...missing.map(({ item, why }) => `${item} ${why}`)].join(' '))
  expect(against).toEqual([])
  expect(asked && signableEligibility(study.id, casebook, now, asked)).toMatchObject({ eligible: true })
})
