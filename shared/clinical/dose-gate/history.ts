import type { PartialDate } from '../../partial-date'
import type { Decimal } from '../../quantity/decimal'
import type { Instant } from '../time/instant'
import type { Measure, Measures } from './measure'

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
  /** The hour as well, where it was said. */
  readonly plannedAt: Instant | undefined
  readonly randomised: PartialDate | undefined
  readonly registered: PartialDate | undefined
  readonly surgery: PartialDate | undefined
  readonly measures: Measures
  /** 177Lu given in the trial, first one first. */
  readonly doses: readonly Dose[]
  readonly everolimus: readonly EverolimusPeriod[]
  readonly capecitabine: readonly CapecitabineCourse[]
  /** Results of tests of dihydropyrimidine dehydrogenase, as entered. */
  readonly dpd: readonly string[]
  readonly events: readonly GateEvent[]
  readonly somatostatinAnalogues: readonly SsaInjection[]
  readonly medicines: readonly Medicine[]
  /** Ends of earlier treatments of the tumour other than somatostatin analogues; undefined where it is not known. */
  readonly otherTreatmentEnds: readonly (PartialDate | undefined)[]
  readonly pregnancyTests: readonly PregnancyTest[]
  readonly dosimetry: readonly CycleDosimetry[]
  /** Child-Pugh classes that were entered, and whether a disease of the liver goes on. */
  readonly childPugh: readonly string[]
  readonly liverDisease: boolean
  /** Whether tumour took up FDG, as entered each time. */
  readonly fdgPositive: readonly string[]
  readonly functioning: boolean
  /** Days on which progression was found, by imaging or histology. */
  readonly progressions: readonly PartialDate[]
  /** What the investigator judged, by code of the question. */
  readonly judgements: Readonly<Record<string, string>>
  /** What was there and could not be read, or is contested, by form and item: never quietly left out. */
  readonly unreadable: readonly string[]
}

export interface Dose {
  readonly course: string
  readonly day: PartialDate
  /** Net activity, MBq. */
  readonly activity: Measure | undefined
  /** When the infusion ended. */
  readonly end?: Instant | undefined
}

/** From one day on a dose a day; 0 while it is interrupted. */
export interface EverolimusPeriod {
  readonly start: PartialDate
  readonly mg: Decimal
  /** Why it differs from the one before, one of the ECADJ codes. */
  readonly adjusted: string | undefined
}

export interface CapecitabineCourse {
  readonly start: PartialDate
  /** Dose level in percent. */
  readonly level: Decimal
}

export interface GateEvent {
  /** Its CTCAE term. */
  readonly term: string
  readonly grade: number | undefined
  /** Possibly to the day only. */
  readonly start: PartialDate | undefined
  readonly end: PartialDate | undefined
  /** Said to go on. */
  readonly ongoing: boolean
  /** Relationship (AEREL codes) and action taken (AEACN codes) for each agent by its code in the items. */
  readonly related: ByAgent
  readonly action: ByAgent
  /** Codes of special interest. */
  readonly interest: readonly string[]
}

/** Agents as the items of adverse events name them: `AEREL_LU`. */
export type AgentCode = 'LU' | 'OCT' | 'EVE' | 'CAP'
type ByAgent = Readonly<Record<AgentCode, string | undefined>>

export interface SsaInjection {
  readonly drug: string
  readonly day: PartialDate
  /** The hour as well, where it was said. */
  readonly at: Instant | undefined
}

export interface Medicine {
  readonly name: string
  /** CMFLAG codes that were entered or derived. */
  readonly flags: readonly string[]
  readonly start: PartialDate | undefined
  /** Undefined while it is taken or nobody knows. */
  readonly end: PartialDate | undefined
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
