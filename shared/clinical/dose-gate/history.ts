import type { PartialDate } from '../../partial-date'
import type { Measure } from './measure'

/** What a dose gate knows of a participant. Days are known to the day unless said otherwise. */
export interface GateHistory {
  readonly sex: 'F' | 'M' | undefined
  /** As exact as the country allows. */
  readonly birth: PartialDate | undefined
  /** Whether the participant can become pregnant, as entered: Y, N, U. */
  readonly childbearing: string | undefined
  readonly arm: string | undefined
  /** The course that the planned dose belongs to. */
  readonly course: string
  readonly planned: PartialDate
  readonly randomised: PartialDate | undefined
  readonly surgery: PartialDate | undefined
  readonly measures: readonly Measure[]
  /** Everything given of the agent in the trial, first one first. */
  readonly doses: readonly Dose[]
  readonly events: readonly GateEvent[]
  readonly somatostatinAnalogues: readonly SsaInjection[]
  readonly pregnancyTests: readonly PregnancyTest[]
  readonly dosimetry: readonly CycleDosimetry[]
  /** What was there and could not be read, by form and item: never quietly left out. */
  readonly unreadable: readonly string[]
}

export interface Dose {
  readonly course: string
  readonly day: PartialDate
  /** Net activity, MBq. */
  readonly activity: Measure | undefined
}

export interface GateEvent {
  /** Its CTCAE term. */
  readonly term: string
  readonly grade: number | undefined
  /** Possibly to the day only. */
  readonly start: PartialDate | undefined
  readonly end: PartialDate | undefined
  readonly ongoing: boolean
  /** Relationship to the agent, one of the AEREL codes. */
  readonly related: string | undefined
  /** Codes of special interest. */
  readonly interest: readonly string[]
}

export interface SsaInjection {
  readonly drug: string
  readonly day: PartialDate
}

export interface PregnancyTest {
  readonly day: PartialDate
  readonly result: string
}

export interface CycleDosimetry {
  readonly day: PartialDate
  readonly status: string
  /** Gy to each kidney. */
  readonly left: Measure | undefined
  readonly right: Measure | undefined
  readonly singleKidney: boolean
}
