import { expect, test } from 'vitest'
import { netRetreatEverolimus, netRetreatTreated } from '../../../server/demo/script/net-retreat'
import { Participant } from '../../support/trials/played'
import { calculated, daysFrom, inShort, usualNet } from '../../support/trials/short'

test('arm I: two cycles, progression, death', { timeout: 300_000 }, () => {
  const one = new Participant(netRetreatTreated('2023-02-01'))
  expect(inShort(one)).toEqual({
    phases: 'SCREEN TREAT FOLLOW',
    given: 'MAIN 2',
    gates: ['L1 RELEASED 7400', 'L2 RELEASED 7400'],
    findings: [],
    deviations: [],
  })
  expect(Number(calculated(one, 'L2', 'EXLU', 'LUCUMLIFE'))).toBeCloseTo(4 * 7400 + 2 * usualNet(7400), -1)
})

test(
  'arm II: everolimus, crossover, and the dates of PFS, PFS2 and survival after progression',
  { timeout: 300_000 },
  () => {
    const one = new Participant(netRetreatEverolimus('2023-02-01'))
    expect(inShort(one)).toEqual({
      phases: 'SCREEN TREAT FOLLOW CROSS XFOLLOW',
      given: 'MAIN 0, CROSSOVER 2',
      gates: ['XL1 RELEASED 7400', 'XL2 RELEASED 7400'],
      findings: [],
      deviations: [],
    })
    expect([daysFrom(one, 'RAND', 'PD'), daysFrom(one, 'RAND', 'XPD'), daysFrom(one, 'PD', 'XPD')]).toEqual([
      230, 488, 258,
    ])
  },
)

test(
  'it is not said of everybody: a dose too early, a value that forbids it and a form left empty are found',
  { timeout: 300_000 },
  () => {
    const { visits, ...script } = netRetreatTreated('2023-02-01')
    const upTo = visits.slice(0, visits.findIndex(({ event }) => event === 'L2') + 1)
    const early = upTo.map((visit) => (visit.event === 'L2' ? { ...visit, on: '2023-03-20' } : visit))
    expect(inShort(new Participant({ ...script, visits: early })).gates.at(-1)).toMatch(/^L2 HOLD .*INTERVAL/)
    const low = upTo.map((visit) => (visit.event === 'L2' ? { ...visit, unlike: { LBH: { PLT: '62' } } } : visit))
    const held = inShort(new Participant({ ...script, visits: low }))
    expect(held.gates.at(-1)).toMatch(/^L2 HOLD PLT/)
    expect(held.findings).toContain('L2/EXLU H DOSE-RELEASE')
    const empty = upTo.map((visit) =>
      visit.event === 'L2' ? { ...visit, unlike: { EXLU: { ECLOT: undefined } } } : visit,
    )
    expect(inShort(new Participant({ ...script, visits: empty })).findings).toContain('L2/EXLU H REQUIRED:ECLOT')
  },
)
