import { nelmas } from '#forms/nelmas/study'
import { type Script, type Visit, day } from './script'
import { after, allocated, dosed, inOrder, logged, man, woman } from './trial'

/** NELMAS. `on` is the day of the operation. */

const upToArm = (on: string, arm: string): readonly Visit[] => [
  { event: 'PREOP', on: day(on, -14), unlike: { 'IMG-DFS': { NED: 'N' } } },
  { event: 'SURG', on, entered: day(on, 11) },
  { event: 'SCR2', on: day(on, 14) },
  allocated(day(on, 21), arm, 'R0', 'G2'),
]

/** Two doses after surgery, then scans and samples to the end of the study. */
export function nelmasTreated(on: string): Script {
  const [first, second] = [day(on, 42), day(on, 98)]
  const allocatedOn = day(on, 21)
  return {
    study: nelmas,
    person: woman,
    visits: inOrder([
      ...upToArm(on, 'NL-B'),
      dosed('C1', first, 'MAIN', 1),
      ...after(first, { 'C1-W2': 14, 'C1-W4': 28, 'C1-W6': 42 }),
      dosed('C2', second, 'MAIN', 2),
      ...after(second, { 'C2-W2': 14, 'C2-W4': 28, 'C2-W6': 42, 'C2-W8': 56 }),
      dosed('EOT', day(second, 56), 'MAIN', 2),
      ...after(second, { 'C2-W12': 84, 'C2-W24': 168 }),
      ...later(allocatedOn),
    ]),
  }
}

/** Follow-up alone, recurrence after the first year. */
export function nelmasFollowed(on: string): Script {
  const allocatedOn = day(on, 21)
  const recurrence = day(allocatedOn, 400)
  return {
    study: nelmas,
    person: man,
    visits: inOrder([
      ...upToArm(on, 'NL-A'),
      ...after(allocatedOn, { A3: 91, A6: 182, A9: 273, A12: 365 }),
      ...after(allocatedOn, { 'MRI-3': 91, 'MRI-6': 182, 'MRI-9': 273, 'MRI-12': 365 }),
      ...after(allocatedOn, { 'BIO-6': 182, 'BIO-12': 365, 'PET-12': 365, 'PRO-12': 365 }),
      {
        event: 'PD',
        on: recurrence,
        unlike: {
          PD: { PDTYPE: 'RECUR_LIVER', PDBASIS: 'MRI', PDRSLINK: 'PD/IMG-DFS' },
          'IMG-DFS': { NED: 'N', NEWLESYN: 'Y', NEWSITE: 'LIVER', NEWSIZE: '14', DETECTBY: 'MRI' },
        },
      },
      logged('SUBTX', day(recurrence, 30)),
      ...after(allocatedOn, { 'SURV-18': 548 }, { unlike: { FU: { PDSINCE: 'Y' } } }),
    ]),
  }
}

const later = (on: string): readonly Visit[] => [
  ...after(on, { 'MRI-3': 91, 'MRI-6': 182, 'MRI-9': 273, 'MRI-12': 365, 'MRI-18': 548, 'MRI-24': 730 }),
  ...after(on, { 'MRI-30': 913, 'MRI-36': 1_096 }),
  ...after(on, { 'PET-12': 365, 'PET-24': 730, 'PET-36': 1_096, 'PRO-12': 365, 'PRO-24': 730, 'PRO-36': 1_096 }),
  ...after(on, { 'BIO-6': 182, 'BIO-12': 365, 'BIO-36': 1_096 }),
  ...after(on, { EOS: 1_096, 'SURV-42': 1_278, 'SURV-48': 1_461 }),
]
