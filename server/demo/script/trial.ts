import { type Dose, type Person, type Scan, type Visit, day } from './script'

/** What the scripts of several studies say in the same words. */

export const woman: Person = { sex: 'F', born: '1961-05', height: 166, weight: 68.4 }
export const man: Person = { sex: 'M', born: '1957-11', height: 178, weight: 82.6 }

/** In the order of the days; of one day as they stand. */
export const inOrder = (visits: readonly Visit[]): readonly Visit[] =>
  visits.toSorted((a, b) =>
    (a.entered ?? a.on) < (b.entered ?? b.on) ? -1 : (a.entered ?? a.on) > (b.entered ?? b.on) ? 1 : 0,
  )

/** Allocated on a day, to an arm, in strata given in their order. */
export const allocated = (on: string, arm: string, ...strata: readonly string[]): Visit => ({
  event: 'RAND',
  on,
  unlike: {
    RAND: {
      ...Object.fromEntries(strata.map((level, i) => [`STRAT${i + 1}`, level])),
      RANDDAT: on,
      RANDTIM: '14:05',
      RANDNO: 'R-0001',
      ARMCD: arm,
      RANDSRC: 'CENTRAL_ONLINE',
    },
  },
})

/** Visits of the same kind, each so many days after a first day. */
export const after = (
  on: string,
  days: Readonly<Record<string, number>>,
  more: Partial<Omit<Visit, 'event' | 'on'>> = {},
): readonly Visit[] => Object.entries(days).map(([event, later]) => ({ event, on: day(on, later), ...more }))

/** Scans that show neither growth nor shrinkage. */
export const stable = (course: Scan['course'] = 'MAIN'): Scan => ({ mm: [42, 27], response: 'SD', course })

/** Scans that show growth of the targets by more than a fifth. */
export const grown = (course: Scan['course'] = 'MAIN'): Scan => ({ mm: [53, 38], response: 'PD', course })

export const dosed = (event: string, on: string, course: Dose['course'], cycle: number): Visit => ({
  event,
  on,
  dose: { course, cycle },
})

/** Something that happened between visits. */
export const logged = (form: string, on: string, unlike: Visit['unlike'] = {}): Visit => ({
  event: 'LOG',
  on,
  only: [form],
  unlike,
})
