import type { Truth } from '../../truth'
import type { Figure } from '../trace'
import { isoDay } from './days'
import type { Dose } from './history'

/** The rows of the label's table of dose modifications. */
export const TOXICITIES = [
  'THROMBOCYTOPENIA',
  'ANAEMIA_NEUTROPENIA',
  'RENAL',
  'HEPATIC',
  'HYPERSENSITIVITY',
  'OTHER',
] as const
export type Toxicity = (typeof TOXICITIES)[number]

/** Where a class of toxicity stands. `recovered`: the full activity again, but the next time stops treatment. */
export type Standing = 'normal' | 'held' | 'reduced-next' | 'recovered' | 'stopped'

/** One thing that was seen of a class: a laboratory result, the begin or the end of an adverse event. */
export interface Sighting {
  readonly toxicity: Toxicity
  /** What is followed: an analyte, an event. A class has recovered when nothing that is followed is still there. */
  readonly source: string
  /** Told against the baseline of the course, of which a new course has its own. */
  readonly againstBaseline: boolean
  /** Days since 1970-01-01. */
  readonly day: number
  /** On the day of a dose results are from before it, and events from after it. */
  readonly when: 'before-dose' | 'after-dose'
  readonly triggers: Truth
  /** Still there, above what may be for the next dose. */
  readonly present: Truth
  /** What to look at when it cannot be told. */
  readonly item: string
  /** As it was entered, for the proof of those that matter. */
  readonly seen: () => readonly Figure[]
}

export interface Course {
  readonly standing: Standing
  /** Items that leave open where the class stands. */
  readonly unknown: readonly string[]
  /** What triggered, and where it led, in the order of time. */
  readonly seen: readonly Figure[]
  readonly steps: readonly Figure[]
}

/** On the day of a dose. */
const order = { 'before-dose': 0, dose: 1, 'after-dose': 2 } as const

type Step = Sighting | { readonly when: 'dose'; readonly day: number; readonly course: string }

interface Now {
  standing: Standing
  /** A dose was given since the first trigger, whether that was allowed or not: what comes now is a recurrence. */
  dosedSince: boolean
  course: string | undefined
}

/**
 * Walks through everything seen of one class and the doses given, in the order of time. A trigger counts at any time since
 * the previous dose, not only on the day planned; before the first dose of all there is none. Where a new course begins,
 * what was ever triggered starts as `recovered`; what is still there holds it all the same, unless it is told against a
 * baseline, which the new course has anew. Only hypersensitivity ends treatment for good.
 *
 * Source: table of dose modifications of the EU and US labels of Lutathera.
 */
export function walk(
  toxicity: Toxicity,
  sightings: readonly Sighting[],
  doses: readonly Dose[],
  planned: Dose,
): Course {
  const steps: Step[] = doses.map(({ day, course }) => ({ when: 'dose', day: day.first, course }))
  for (const seen of sightings) if (seen.toxicity === toxicity) steps.push(seen)
  steps.sort((a, b) => a.day - b.day || order[a.when] - order[b.when])

  const now: Now = { standing: 'normal', dosedSince: false, course: undefined }
  const present = new Map<string, Sighting>()
  const unknown = new Set<string>()
  const seen: Figure[] = []
  const moves: Figure[] = []

  const enter = (next: string) => {
    const isNew = now.course !== undefined && now.course !== next
    now.course = next
    if (!isNew || now.standing === 'normal' || (toxicity === 'HYPERSENSITIVITY' && now.standing === 'stopped')) return
    for (const [source, { againstBaseline }] of present) if (againstBaseline) present.delete(source)
    const isStillThere = present.size > 0 && (now.standing === 'held' || now.standing === 'stopped')
    now.standing = isStillThere ? 'held' : 'recovered'
    now.dosedSince = true
  }
  const see = (sighting: Sighting) => {
    const { source, triggers, present: still, item, seen: figures } = sighting
    if (still === 'no') present.delete(source)
    else if (still === 'yes') present.set(source, sighting)
    if (now.course === undefined) return
    if (triggers === 'unknown') unknown.add(item)
    if (triggers === 'yes') {
      seen.push(...figures())
      now.standing =
        now.dosedSince || now.standing === 'stopped' || toxicity === 'HYPERSENSITIVITY' ? 'stopped' : 'held'
    }
    if (now.standing === 'held') {
      if (still === 'unknown') unknown.add(item)
      if (present.size === 0 && still === 'no') now.standing = 'reduced-next'
    }
  }
  const give = (course: string) => {
    enter(course)
    now.dosedSince ||= now.standing !== 'normal'
    if (now.standing === 'reduced-next') now.standing = 'recovered'
  }
  for (const step of steps) {
    const { standing } = now
    if (step.when === 'dose') give(step.course)
    else see(step)
    if (now.standing !== standing) moves.push({ name: isoDay(step.day), value: now.standing })
  }
  enter(planned.course)
  return { standing: now.standing, unknown: [...unknown], seen, steps: moves }
}
