import { reLuth } from '#forms/re-luth/study'
import { type Script, type Visit, day } from './script'
import { after, allocated, dosed, grown, inOrder, man, stable, woman } from './trial'

/** ReLUTH. `on` is the day of the registration. */

const runIn = (on: string): readonly Visit[] => [
  { event: 'INC', on: day(on, -12), scan: { mm: [42, 27] } },
  { event: 'REG', on },
  dosed('R1', day(on, 14), 'RUNIN', 1),
  ...after(day(on, 14), { 'R1-W4': 28, 'R1-W6': 42 }),
  dosed('R2', day(on, 70), 'RUNIN', 2),
  ...after(day(on, 70), { 'R2-W4': 28 }),
]
const evaluated = (on: string): Visit => ({ event: 'EVR', on: day(on, 105), scan: stable() })
const allocatedTo = (on: string, arm: string): Visit => allocated(day(on, 112), arm, 'FR01', 'STABLE')

/** Progression after the run-in: nobody is randomised, and the participant stays registered. */
export function reLuthProgressed(on: string): Script {
  return {
    study: reLuth,
    person: man,
    visits: inOrder([
      ...runIn(on),
      { event: 'EVR', on: day(on, 105), scan: grown() },
      {
        ...dosed('RUNPD', day(on, 108), 'RUNIN', 2),
        scan: grown(),
        unlike: { PD: { PDDAT: day(on, 105), PDRSLINK: 'EVR/RSOV' }, EOT: { DSDECOD: 'PROGRESSION' } },
      },
    ]),
  }
}

/** Two more cycles, progression in the second year. */
export function reLuthTreated(on: string): Script {
  const from = day(on, 112)
  const progression = day(from, 500)
  return {
    study: reLuth,
    person: woman,
    visits: inOrder([
      ...runIn(on),
      evaluated(on),
      allocatedTo(on, 'RL-EXP'),
      dosed('R3', day(on, 126), 'EXTRA', 3),
      ...after(day(on, 126), { 'R3-W4': 28 }),
      ...after(from, { M2: 61 }, { scan: stable() }),
      dosed('R4', day(on, 182), 'EXTRA', 4),
      ...after(day(on, 182), { 'R4-W4': 28 }),
      ...after(from, { M4: 122 }, { scan: stable() }),
      dosed('EOT', day(on, 238), 'EXTRA', 4),
      ...after(from, { M6: 183, M9: 274, M12: 365, M15: 457 }, { scan: stable() }),
      { ...dosed('PD', progression, 'EXTRA', 4), scan: grown(), unlike: { EOT: { DSDECOD: 'PROGRESSION' } } },
      ...after(from, { 'SURV-18': 548 }, { unlike: { FU: { PDSINCE: 'Y' } } }),
    ]),
  }
}

/** Surveillance on the same calendar. */
export function reLuthWatched(on: string): Script {
  const from = day(on, 112)
  const progression = day(from, 160)
  return {
    study: reLuth,
    person: man,
    visits: inOrder([
      ...runIn(on),
      evaluated(on),
      allocatedTo(on, 'RL-CTL'),
      ...after(from, { M2: 61, M4: 122 }, { scan: stable() }),
      { ...dosed('PD', progression, 'RUNIN', 2), scan: grown(), unlike: { EOT: { DSDECOD: 'PROGRESSION' } } },
      ...after(from, { 'SURV-6': 183, 'SURV-12': 365 }, { unlike: { FU: { PDSINCE: 'Y' } } }),
    ]),
  }
}
