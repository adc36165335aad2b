import type { Threshold } from './measure'

/**
 * A value that a protocol sets, with where it is from. What is only recalled or assumed waits for the sponsor's word: its
 * note says what was taken for granted.
 */
export type Parameter<Value> =
  | { readonly value: Value; readonly from: 'record' | 'label'; readonly note?: never }
  | { readonly value: Value; readonly from: 'recalled' | 'assumed'; readonly note: string }

/** Where a value is from in one line, for proofs. */
export const sourceOf = ({ from, note }: Parameter<unknown>): string => (note === undefined ? from : `${from}: ${note}`)

/** What one trial asks before a dose of 177Lu; data of the study, never written into the engine. */
export interface LutetiumParameters {
  readonly standardMbq: Parameter<string>
  readonly reducedMbq: Parameter<string>
  readonly mostCycles: Parameter<number>
  /** The cap stops the course, or only warns where dosimetry decides. */
  readonly pastMostCycles: Parameter<'stop' | 'alert'>
  /** Courses that count as one. */
  readonly oneCourse: Parameter<readonly string[]>
  /** Days between doses of one course: never fewer than the floor; outside the window is a deviation. */
  readonly leastInterval: Parameter<number>
  readonly window: Parameter<{ readonly from: number; readonly to: number }>
  readonly mostInterval: Parameter<number>
  readonly pastMostInterval: Parameter<'stop' | 'alert'>
  /** When the first dose may be given; too late is a deviation, or holds where `late` says so. */
  readonly firstDose: Parameter<{
    readonly from: 'randomisation' | 'registration' | 'surgery'
    readonly least: number
    readonly most: number
    readonly late: 'alert' | 'failed'
  }>
  /** Days since other treatment of the tumour before the first dose. */
  readonly sinceOtherTreatment?: Parameter<number>
  /** Oldest age in days of what is measured before the dose. */
  readonly labAge: Parameter<number>
  readonly weightAge: Parameter<number>
  readonly pregnancyTestAge: Parameter<number>
  /** Values that may not lie below these on the day. */
  readonly thresholds: Parameter<readonly Threshold[]>
  /** Times the upper limit of normal. */
  readonly mostBilirubin: Parameter<number>
  readonly albumin: Parameter<AlbuminLimits>
  readonly mostPotassium: Parameter<Threshold>
  /** mL/min, and per 1.73 m² where a filtration rate was measured and `leastFiltration` asks for none. */
  readonly leastClearance: Parameter<number>
  /** mL/min/1.73 m², where no dose is given without a filtration rate: measured, or the mean of LMR18 and CAPA. */
  readonly leastFiltration?: Parameter<number>
  readonly toxicities: Parameter<ToxicityTriggers>
  /** Without somatostatin analogue before the dose: days of a long-acting one, hours of a short-acting one. */
  readonly longActingGap: Parameter<number>
  readonly shortActingHours: Parameter<number>
  /** Arms of each course in which the agent is given; in other courses nobody is treated. */
  readonly arms: Parameter<Readonly<Record<string, readonly string[]>>>
  /** Doses of a course that are given before there are arms. */
  readonly dosesBeforeArms: Parameter<number>
  /** Arms whose number of cycles is limited by the dose to the kidneys, Gy. */
  readonly kidneyDose?: Parameter<{
    readonly arms: readonly string[]
    readonly limitGy: string
    readonly alertGy: string
  }>
}

/** Albumin below the limit counts unless the prothrombin time is normal, by ratio or by INR. */
export interface AlbuminLimits {
  readonly least: Threshold
  readonly leastRatio: Threshold
  readonly mostInr: string
}

/** Where the rows of the table of dose modifications begin. */
export interface ToxicityTriggers {
  readonly platelets: Threshold
  readonly haemoglobin: Threshold
  readonly neutrophils: Threshold
  /** Rise of creatinine, or fall of clearance, in percent of the baseline. */
  readonly kidneyChangePct: number
}

export type Graded = 2 | 3 | 4

/**
 * A row of a table of dose modifications: what each grade of a toxicity does the first time, the second … The last one
 * stands for all that follow. Below the lowest grade named nothing is done, and treatment goes on once it is back there.
 */
export interface ToxicityRule<Does extends string> {
  readonly code: string
  /** CTCAE terms in small letters; a rule without is for every event that no other rule is for, each term by itself. */
  readonly terms?: readonly string[]
  /** The code of special interest that stands for the terms as well. */
  readonly interest?: string
  /** Laboratory results that reach a grade. */
  readonly results?: {
    readonly side: 'below' | 'above'
    readonly grades: Readonly<Partial<Record<Graded, readonly Threshold[]>>>
  }
  /** Counts whatever the event is put down to. */
  readonly whateverTheCause?: true
  readonly grades: Readonly<Partial<Record<Graded, readonly [Does, ...Does[]]>>>
  /** Grade 2 does something only where the dose was changed for it. */
  readonly grade2WhenIntolerable?: true
  /** Days after which treatment stops when it has not gone back. */
  readonly mostDays?: number
}

/** Names of medicines that have an effect on the agent, by CMFLAG code. */
export type MedicineNames = Readonly<Record<string, readonly string[]>>

/** Of the dose that was taken when a toxicity showed itself. */
export type EverolimusDoes = 'same' | 'lower' | 'half' | 'stop'

/** What one trial asks before everolimus is begun, continued or taken again. */
export interface EverolimusParameters {
  readonly arms: Parameter<readonly string[]>
  readonly startMg: Parameter<string>
  /** Doses it can be reduced to, largest first. */
  readonly stepsMg: Parameter<readonly string[]>
  /** More than anyone takes a day: an entry above it is a slip, and nobody knows what was taken. */
  readonly impossibleAboveMg: Parameter<string>
  /** Whether a dose that was lowered may be raised again. */
  readonly raisedAgain: Parameter<boolean>
  readonly toxicities: Parameter<readonly ToxicityRule<EverolimusDoes>[]>
  /** Blood counts that do nothing of their own but are to be looked at from grade 3 on. */
  readonly unlisted: Parameter<readonly string[]>
  readonly counts: Parameter<readonly Threshold[]>
  readonly lipids: Parameter<readonly Threshold[]>
  /** Oldest age in days of counts, and of fasting glucose and lipids. */
  readonly labAge: Parameter<number>
  readonly metabolicAge: Parameter<number>
  /** Most a day for each Child-Pugh class; in those of `liverNeedsBenefit` only where the benefit outweighs the risk. */
  readonly liverMg: Parameter<Readonly<Record<string, string>>>
  readonly liverNeedsBenefit: Parameter<readonly string[]>
  /** Most a day beside a moderate inhibitor of CYP3A4 or P-gp. */
  readonly moderateInhibitorMg: Parameter<string>
  /** CMFLAG codes of medicines beside which it is not taken, and of those to be looked at. */
  readonly notBeside: Parameter<readonly string[]>
  readonly lookAt: Parameter<readonly string[]>
  readonly medicines: Parameter<MedicineNames>
}

/** Percent of the full dose from the next intake on; grade 4 may go on at 50 % where it was judged to be in the interest. */
export type CapecitabineDoes = '100' | '75' | '50' | '50-if-judged' | 'stop'

/** What one trial asks before a course of capecitabine, and while one runs. */
export interface CapecitabineParameters {
  readonly arms: Parameter<readonly string[]>
  /** Arms in which it is given only when tumour takes up FDG. */
  readonly armsWhenFdgPositive: Parameter<readonly string[]>
  readonly mostCourses: Parameter<number>
  /** Days of one course, and how many of them it is taken. */
  readonly courseDays: Parameter<number>
  readonly intakeDays: Parameter<number>
  /** Dose levels there are, percent. */
  readonly levelsPct: Parameter<readonly string[]>
  readonly toxicities: Parameter<readonly ToxicityRule<CapecitabineDoes>[]>
  readonly countsToStart: Parameter<readonly Threshold[]>
  readonly countsToContinue: Parameter<readonly Threshold[]>
  readonly labAge: Parameter<number>
  readonly weightAge: Parameter<number>
  /** A change of weight above this percentage makes the surface area be calculated anew. */
  readonly weightChangePct: Parameter<number>
  /** Creatinine clearance: contraindicated below `least`; up to `full` the dose level is `pct`. */
  readonly clearance: Parameter<{ readonly least: number; readonly full: number; readonly pct: string }>
  /** Most percent with a partial deficiency of DPD; a complete one forbids it. */
  readonly partialDpdPct: Parameter<string>
  readonly liverForbids: Parameter<readonly string[]>
  /** Days that must pass after brivudine or sorivudine. */
  readonly brivudineGap: Parameter<number>
  readonly lookAt: Parameter<readonly string[]>
  readonly medicines: Parameter<MedicineNames>
}

/** When and how much octreotide LAR is given: beside 177Lu, or alone. */
export interface OctreotideParameters {
  /** Arms with 177Lu, and those with octreotide alone until they cross over. */
  readonly arms: Parameter<readonly string[]>
  readonly aloneArms: Parameter<readonly string[]>
  readonly doseMg: Parameter<string>
  readonly aloneMg: Parameter<string>
  /** Doses it can be reduced to, largest first. */
  readonly stepsMg: Parameter<readonly string[]>
  /** Hours after the end of the infusion of 177Lu; with `dayAfter` not before the next day, and on that day. */
  readonly hours: Parameter<{ readonly least: number; readonly most: number }>
  readonly dayAfter: Parameter<boolean>
  /** Days before the next 177Lu within which none is given, and days from one 177Lu to the next. */
  readonly gapBeforeNext: Parameter<number>
  readonly nextDose: Parameter<number>
  /** Doses of a course of 177Lu; longer than `courseOver` days after the last one no other follows. */
  readonly cycles: Parameter<number>
  readonly oneCourse: Parameter<readonly string[]>
  readonly courseOver: Parameter<number>
  /** Days between injections, and how far that may be off. */
  readonly every: Parameter<{ readonly days: number; readonly window: number }>
  /** First injection where it is given alone, days after randomisation. */
  readonly firstAlone: Parameter<number>
  /** Months from the start of treatment after which it ends. */
  readonly months: Parameter<number>
}
