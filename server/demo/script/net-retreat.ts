import { netRetreat } from '#forms/net-retreat/study'
import { type Dose, type Script, type Visit, day } from './script'
import { after, allocated, dosed, grown, inOrder, logged, man, stable, woman } from './trial'

/** NET RETREAT. `on` is the day of the allocation. */

const screened = (on: string): Visit => ({ event: 'SCR', on: day(on, -14), scan: { mm: [42, 27] } })
const course = (letter: string, first: string, name: Dose['course']): readonly Visit[] =>
  [0, 1].flatMap((n): readonly Visit[] => {
    const [given, event] = [day(first, n * 56), `${letter}${n + 1}`]
    return [dosed(event, given, name, n + 1), ...after(given, { [`${event}-W4`]: 28, [`${event}-W6`]: 42 })]
  })

/** Arm I: two cycles, scans, progression, survival. */
export function netRetreatTreated(on: string): Script {
  const first = day(on, 14)
  return {
    study: netRetreat,
    person: man,
    visits: inOrder([
      screened(on),
      allocated(on, 'NR1', 'GE24'),
      ...course('L', first, 'MAIN'),
      dosed('EOT-L', day(first, 112), 'MAIN', 2),
      ...after(on, { 'IMG-12': 84, 'IMG-24': 168 }, { scan: stable() }),
      ...after(on, { 'SURV-24': 168, 'SURV-36': 252 }),
      ...after(on, { 'IMG-36': 252 }, { scan: stable() }),
      { event: 'PD', on: day(on, 330), scan: grown(), without: ['EOT'] },
      ...after(on, { 'SURV-48': 336, 'SURV-60': 420 }, { unlike: { FU: { PDSINCE: 'Y' } } }),
      { event: 'OUT', on: day(on, 470), only: ['DTH'] },
    ]),
  }
}

/** Arm II: everolimus, held once, crossover at progression, the second progression that PFS2 needs. */
export function netRetreatEverolimus(on: string): Script {
  const first = day(on, 3)
  const progression = day(on, 230)
  const crossed = day(progression, 14)
  const dosedFirst = day(progression, 28)
  const second = day(dosedFirst, 230)
  return {
    study: netRetreat,
    person: woman,
    visits: inOrder([
      screened(on),
      allocated(on, 'NR2', 'GE24'),
      { event: 'E1', on: first },
      {
        ...logged('EXEV', first, {
          EXEV: { ECENDAT: progression, TABLETS: [{ DASTREN: '10', DADISP: '240', DARET: '12' }] },
        }),
        entered: progression,
      },
      ...after(first, { 'E-W2': 14, 'E-W4': 28, 'E-W8': 56, 'E-W12': 84, 'E-W16': 112, 'E-W20': 140 }),
      ...after(first, { 'E-W24': 168, 'E-W28': 196, 'E-W32': 224 }),
      ...after(on, { 'IMG-12': 84, 'IMG-24': 168 }, { scan: stable() }),
      {
        event: 'PD',
        on: progression,
        scan: grown(),
        unlike: { EOT: { EOTAGENT: 'EVE', DSDECOD: 'PROGRESSION' } },
      },
      {
        event: 'XSCR',
        on: crossed,
        scan: { mm: [53, 38], course: 'XO' },
        unlike: { XOVR: { XOVPDLINK: 'PD/PD', XOVLAST: progression, XOVPLAN: '2' } },
      },
      ...course('XL', dosedFirst, 'CROSSOVER'),
      dosed('EOT-XL', day(dosedFirst, 112), 'CROSSOVER', 2),
      ...after(dosedFirst, { 'XIMG-12': 84, 'XIMG-24': 168 }, { scan: { mm: [53, 38], response: 'SD', course: 'XO' } }),
      {
        event: 'XPD',
        on: second,
        scan: { mm: [66, 47], response: 'PD', course: 'XO' },
        without: ['EOT'],
      },
      ...after(on, { 'SURV-60': 420, 'SURV-72': 504 }, { unlike: { FU: { PDSINCE: 'Y' } } }),
    ]),
  }
}
