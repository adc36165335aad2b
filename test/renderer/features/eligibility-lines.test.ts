import { askEligibility, askedNow, signableEligibility } from '#shared/eligibility/ask'
import { phaseOf } from '#shared/eligibility/engine'
import { wasActedOn } from '#shared/eligibility/signed'
import { expect, test } from 'vitest'
import { eligibilityView, isDrawn, signedLines } from '../../../renderer/features/casebook/eligibility-lines'
import { startNetFixed } from '../../../server/demo/script/start-net'
import { Participant } from '../../support/trials/played'

test('once somebody is treated, what was signed is shown as it was, whatever today says', { timeout: 120_000 }, () => {
  const { visits, ...script } = startNetFixed('2023-02-01')
  const one = new Participant({
    ...script,
    visits: visits.slice(
      0,
      visits.findIndex(({ event }) => event === 'C2'),
    ),
  })
  const { study, casebook, today } = one
  const draw = one.visits.findIndex(({ visit }) => visit.event === 'RAND')
  const before = one.visits[draw - 1]?.casebook
  const { eligibility: def, randomisation } = study.version
  const event = randomisation?.signed[0]?.event
  if (!before || !def || event === undefined) throw new Error('nobody signs eligibility')
  const phase = phaseOf(def, event).oid
  const now = askedNow(before, phase, one.visits[draw]?.visit.on ?? '')
  const asked = askEligibility(study, before, now)
  const snapshot = asked && signableEligibility(study.id, before, now, asked)
  if (typeof snapshot !== 'object') throw new Error('nobody can sign')

  expect(wasActedOn(study, before, snapshot)).toBe(false)
  expect(wasActedOn(study, casebook, snapshot)).toBe(true)
  expect(isDrawn({ study, casebook: before, today }, phase)).toBe(false)
  expect(isDrawn({ study, casebook, today }, phase)).toBe(true)
  const lines = signedLines({ study, casebook, today }, snapshot, 'en')
  const deciding = lines.filter(({ answer }) => answer.decides)
  expect(deciding.length).toBeGreaterThan(10)
  expect(deciding.every(({ standing, text }) => standing === 'for' && text !== '')).toBe(true)
  expect(lines.every(({ daysLeft, missing }) => daysLeft === undefined && missing.length === 0)).toBe(true)
  // A year on its samples are too old: asked anew, it is not known any more.
  const later = eligibilityView({ study, casebook, today: '2024-02-01' }, phase, 'en')
  expect(later?.eligibility.eligible).not.toBe(true)
})
