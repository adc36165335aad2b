import type { Threshold } from './measure'

/** What one trial asks before a dose of 177Lu; data of the study, never written into the engine. */
export interface LutetiumParameters {
  readonly standardMbq: string
  readonly reducedMbq: string
  /** Doses of each course; courses that are named together in `oneCourse` count together. */
  readonly mostCycles: number
  /** The cap stops the course, or only warns where dosimetry decides. */
  readonly pastMostCycles: 'stop' | 'alert'
  readonly oneCourse: readonly string[]
  /** Days between doses of one course: never fewer than `floor`; outside `from`–`to` is a deviation; above `most` see below. */
  readonly interval: { readonly floor: number; readonly from: number; readonly to: number; readonly most: number }
  readonly pastMostInterval: 'stop' | 'alert'
  /** When the first dose may be given, counted from randomisation or from surgery. */
  readonly firstDose:
    | { readonly from: 'randomisation'; readonly most: number }
    | { readonly from: 'surgery'; readonly least: number; readonly most: number }
    | undefined
  /** Oldest age of what is measured before the dose, days. */
  readonly labAge: number
  readonly weightAge: number
  readonly pregnancyTestAge: number
  /** Values that may not lie below these on the day. */
  readonly thresholds: readonly Threshold[]
  /** Days without long-acting somatostatin analogue before the dose. */
  readonly longActingGap: number
  /** Arms of each course in which the agent is given; a course that is not named is open to all. */
  readonly arms: Readonly<Record<string, readonly string[]>>
  /** Doses of a course that are given before there are arms. */
  readonly armsFromCycle?: number
  /** Arms whose number of cycles is limited by the dose to the kidneys, Gy. */
  readonly kidneyDose:
    { readonly arms: readonly string[]; readonly limitGy: string; readonly alertGy: string } | undefined
}
