import { scheduleOf } from '#shared/casebook/schedule'
import { expect, test } from 'vitest'
import { startNetFixed, startNetPersonalised } from '../../../server/demo/script/start-net'
import { Participant } from '../../support/trials/played'
import { calculated, inShort, usualNet } from '../../support/trials/short'

const cycles = (count: number) => Array.from({ length: count }, (_, n) => `C${n + 1} RELEASED 7500`)

test('fixed: four cycles, end of treatment, follow-up', { timeout: 300_000 }, () => {
  const one = new Participant(startNetFixed('2023-02-01'))
  expect(inShort(one)).toEqual({
    phases: 'SCREEN TREAT FOLLOW',
    given: 'MAIN 4',
    gates: cycles(4),
    findings: [],
    deviations: [],
  })
  expect(Number(calculated(one, 'EOT', 'EOT', 'CUMACT'))).toBeCloseTo(4 * usualNet(7500), -1)
})

test.each([
  ['N', ['5.2', '6.1', '5.9', '6.5'], '23.7', false],
  ['Y', ['3.9', '4.2', '4.4', '4.3', '4.6', '4.5'], '25.9', true],
] as const)(
  'personalised, FDG %s: cycles of %o Gy, then the next would pass 30 Gy and treatment ends',
  { timeout: 300_000 },
  (fdg, gy, received, capecitabine) => {
    const one = new Participant(startNetPersonalised('2023-02-01', fdg, gy))
    const decision = `C${gy.length}-DEC`
    expect(inShort(one)).toEqual({
      phases: 'SCREEN TREAT FOLLOW',
      given: `MAIN ${gy.length}`,
      gates: cycles(gy.length),
      // Capecitabine begins on the day of the infusion, by a release of its own: that of the infusion stands.
      findings: [],
      // An investigator let the limit stand, because treatment ends with it: a person notes that or dismisses it.
      deviations: [`X014/${decision}/DOSIM`],
    })
    expect(calculated(one, decision, 'DOSIM', 'KIDCUM')).toBe(received)
    expect(Number(calculated(one, decision, 'DOSIM', 'KIDPROJ'))).toBeGreaterThan(30)
    const planned = scheduleOf(one.study, one.casebook).map(({ event }): string => event)
    expect(planned).not.toContain(`C${gy.length + 1}`)
    expect(planned.includes('C1-CAP')).toBe(capecitabine)
  },
)

test('a tenth of a Gy less, and the next cycle is planned', { timeout: 300_000 }, () => {
  const gy = ['5.2', '6.1', '5.9', '6.3']
  const { visits, ...script } = startNetPersonalised('2023-02-01', 'N', gy)
  const upTo = visits.slice(0, visits.findIndex(({ event }) => event === 'C4-DEC') + 1)
  const one = new Participant({ ...script, visits: upTo.map((visit) => ({ ...visit, confirms: {} })) })
  expect(Number(calculated(one, 'C4-DEC', 'DOSIM', 'KIDPROJ'))).toBeLessThan(30)
  expect(scheduleOf(one.study, one.casebook).map(({ event }): string => event)).toContain('C5')
})
