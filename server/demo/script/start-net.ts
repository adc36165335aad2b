import { startNet } from '#forms/start-net/study'
import { type Script, type Visit, day } from './script'
import { after, allocated, dosed, inOrder, logged, man, stable, woman } from './trial'

/** START-NET. `on` is the day of the allocation. */

const screened = (on: string, fdg: 'Y' | 'N'): Visit => ({
  event: 'SCR',
  on: day(on, -14),
  scan: { mm: [42, 27] },
  unlike: { PETF: { FDGPOS: fdg, ...(fdg === 'Y' && { FDGMAX: '7.8' }) } },
})
const blood = (cycle: string, given: string, weeks: readonly number[]): readonly Visit[] =>
  weeks.flatMap((week) => after(given, { [`${cycle}-W${week}`]: week * 7 }))

/** Four cycles every eight weeks, and what follows each. */
export function startNetFixed(on: string): Script {
  const first = day(on, 14)
  const cycles = [0, 1, 2, 3].flatMap((n): readonly Visit[] => {
    const [given, cycle] = [day(first, n * 56), `C${n + 1}`]
    return [dosed(cycle, given, 'MAIN', n + 1), ...blood(cycle, given, [2, 4, 6])]
  })
  return {
    study: startNet,
    person: man,
    visits: inOrder([
      screened(on, 'N'),
      allocated(on, 'SN-C', 'N', 'G12', 'NL01'),
      ...cycles,
      logged('AE', day(first, 3)),
      ...after(on, { 'IMG-12': 84, 'IMG-24': 168 }, { scan: stable() }),
      dosed('EOT', day(first, 3 * 56 + 70), 'MAIN', 4),
      ...after(day(first, 3 * 56 + 70), { 'FU-3': 92, 'FU-6': 183 }),
    ]),
  }
}

/**
 * Cycles every ten weeks until the next would bring the kidneys above 30 Gy, which is the end; with capecitabine where the
 * FDG-PET was positive. `gy`: what the kidneys received from each cycle.
 */
export function startNetPersonalised(on: string, fdg: 'Y' | 'N', gy: readonly string[]): Script {
  const first = day(on, 14)
  const last = day(first, (gy.length - 1) * 70)
  const cycles = gy.flatMap((dose, n): readonly Visit[] => {
    const [given, cycle] = [day(first, n * 70), `C${n + 1}`]
    return [
      dosed(cycle, given, 'MAIN', n + 1),
      ...(fdg === 'Y' && n < 4 ? [{ event: `${cycle}-CAP`, on: given, entered: day(given, 14) }] : []),
      ...after(given, { [`${cycle}-H24`]: 1, [`${cycle}-H96`]: 4, [`${cycle}-H168`]: 7 }),
      ...(fdg === 'Y' && n < 4 ? after(given, { [`${cycle}-D8`]: 7, [`${cycle}-D15`]: 14, [`${cycle}-D22`]: 21 }) : []),
      ...blood(cycle, given, [2, 4, 6, 8]),
      {
        event: `${cycle}-DEC`,
        on: day(given, 28),
        dose: { course: 'MAIN', cycle: n + 1 },
        unlike: { DOSIM: { KIDGYL: dose, KIDGYR: dose } },
        ...(n === gy.length - 1 && { confirms: { DOSIM: { X014: 'The limit is reached; treatment ends here.' } } }),
      },
    ]
  })
  return {
    study: startNet,
    person: woman,
    visits: inOrder([
      screened(on, fdg),
      allocated(on, fdg === 'Y' ? 'SN-P2' : 'SN-P1', fdg, 'G12', 'NL01'),
      ...cycles,
      ...after(on, { 'IMG-12': 84, 'IMG-24': 168, 'IMG-36': 252 }, { scan: stable() }),
      {
        ...dosed('EOT', day(last, 70), 'MAIN', gy.length),
        unlike: { EOT: { DSDECOD: 'RENAL_DOSE_LIMIT' } },
      },
      ...after(day(last, 70), { 'FU-3': 92 }),
    ]),
  }
}
