import { wholeNetter2 } from '#forms/netter-2/whole-study'
import { type Dose, type Script, type Visit, day } from './script'
import { after, allocated, dosed, grown, inOrder, logged, man, stable, woman } from './trial'

/** NETTER-2. `on` is the day of the allocation. */

const screened = (on: string): Visit => ({
  event: 'SCR',
  on: day(on, -12),
  scan: { mm: [42, 27] },
  // Diagnosed within half a year, never treated for it.
  unlike: { NET: { NETDXDAT: day(on, -80), KI67DAT: day(on, -78), PRIMRESEC: 'N', PRIMRESDAT: undefined } },
})

/** Octreotide LAR 30 mg on the day after each Lutathera. */
const course = (letters: string, first: string, name: Dose['course'], cycles: number): readonly Visit[] =>
  Array.from({ length: cycles }, (_, n) => n).flatMap((n): readonly Visit[] => {
    const given = day(first, n * 56)
    const event = letters === 'W' ? `W${n * 8}` : `${letters}${n + 1}`
    return [
      dosed(event, given, name, n + 1),
      { event: `${event}-D2`, on: day(given, 1) },
      logged('EXOCT', day(given, 1)),
      ...(letters === 'W' ? [] : after(given, { [`${event}-W4`]: 28 })),
    ]
  })

const injections = (first: string, weeks: readonly number[], mg: '30' | '60'): readonly Visit[] =>
  weeks.flatMap((week) => {
    const on = day(first, week * 7)
    return [
      { event: `LAR-${week}`, on },
      logged('EXOCT', on, { EXOCT: { ECDOSE: mg, ECNINJ: mg === '60' ? '2' : '1' } }),
    ]
  })

/** Control arm, crossover at progression, re-treatment at the next: every course with its own baseline and counter. */
export function netter2Control(on: string): Script {
  const first = day(on, 2)
  const progression = day(on, 208)
  const crossed = day(progression, 22)
  const again = day(crossed, 420)
  const second = day(again, -14)
  return {
    study: wholeNetter2,
    person: woman,
    visits: inOrder([
      screened(on),
      allocated(on, 'N2-C', 'G2', 'OTHER'),
      { event: 'D1', on: first },
      logged('EXOCT', first, { EXOCT: { ECDOSE: '60', ECNINJ: '2' } }),
      ...after(first, { W4: 28, W6: 42 }),
      ...injections(first, [8, 12, 16, 20, 24, 28], '60'),
      ...after(on, { 'IMG-16': 112, 'IMG-24': 168 }, { scan: stable() }),
      logged('AE', day(on, 120), { AE: { AETERM: 'Diarrhoea', AECTC: 'Diarrhea', AETOXGR: '2' } }),
      { event: 'PD', on: progression, scan: grown() },
      { event: 'EOT', on: day(progression, 4), unlike: { EOT: { EOTAGENT: 'OCT', DSDECOD: 'PROGRESSION' } } },
      {
        event: 'XSCR',
        on: crossed,
        scan: { mm: [53, 38], course: 'XO' },
        unlike: { XOVR: { XOVPDLINK: 'PD/PD', XOVLAST: day(first, 196), XOVPLAN: '4' } },
      },
      ...course('X', day(crossed, 14), 'CROSSOVER', 4),
      { ...dosed('XEOT', day(second, 3), 'CROSSOVER', 4), unlike: { EOT: { DSDECOD: 'PROGRESSION' } } },
      { event: 'XPD', on: second, scan: { mm: [66, 47], response: 'PD', course: 'XO' } },
      {
        event: 'RSCR',
        on: again,
        scan: { mm: [66, 47], course: 'RETX' },
        unlike: { RETX: { XOVPDLINK: 'XPD/PD', XOVLAST: day(crossed, 14 + 3 * 56), XOVPLAN: '2' } },
      },
      ...course('RR', day(again, 14), 'RETREAT_AFTER_XO', 2),
      dosed('REOT', day(again, 11 + 2 * 56), 'RETREAT_AFTER_XO', 2),
      ...after(on, { 'FU-30': 913, 'FU-36': 1_096 }),
      { event: 'OUT', on: day(on, 1_130), only: ['DTH'] },
    ]),
  }
}

/** Lutathera four times, progression a year and a half later, re-treatment. */
export function netter2Lutathera(on: string): Script {
  const first = day(on, 14)
  const progression = day(on, 390)
  const again = day(progression, 22)
  return {
    study: wholeNetter2,
    person: man,
    visits: inOrder([
      screened(on),
      allocated(on, 'N2-L', 'G2', 'OTHER'),
      ...course('W', first, 'MAIN', 1),
      ...after(first, { W4: 28, W6: 42 }),
      ...course('W', first, 'MAIN', 4).filter(({ on: given }) => given > day(first, 2)),
      ...after(first, { W12: 84, W20: 140 }),
      ...injections(first, [28, 32, 36, 40, 44, 48, 52], '30'),
      ...after(on, { 'IMG-16': 112, 'IMG-24': 168, 'IMG-36': 252, 'IMG-48': 336 }, { scan: stable() }),
      { event: 'PD', on: progression, scan: grown() },
      { event: 'EOT', on: day(progression, 3), unlike: { EOT: { DSDECOD: 'PROGRESSION' } } },
      {
        event: 'RSCR',
        on: again,
        scan: { mm: [53, 38], course: 'RETX' },
        unlike: { RETX: { XOVPDLINK: 'PD/PD', XOVLAST: day(first, 168), XOVPLAN: '2' } },
      },
      ...course('RR', day(again, 14), 'RETREAT', 2),
      dosed('REOT', day(again, 11 + 2 * 56), 'RETREAT', 2),
      ...after(on, { 'FU-24': 731 }),
    ]),
  }
}
