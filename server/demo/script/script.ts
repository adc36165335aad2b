import { isoDayPlus } from '#shared/partial-date'
import type { StudyVersion } from '#shared/study/definition'

/**
 * A participant's way through a study as it is told: data, played in the order in which it was typed.
 * What a visit does not say is as usual (`usual.ts`).
 */
export interface Script {
  readonly study: StudyVersion
  readonly person: Person
  /** In the order in which they were entered. */
  readonly visits: readonly Visit[]
}

export interface Person {
  readonly sex: 'F' | 'M'
  readonly born: string
  /** cm and kg. */
  readonly height: number
  readonly weight: number
}

export interface Visit {
  /** Code of the study event; `LOG` for what belongs to no visit. */
  readonly event: string
  /** The day it took place, ISO 8601. */
  readonly on: string
  /** The day it was entered, where that was later. */
  readonly entered?: string
  /** The forms that are filled in, in this order; left out, all that the event asks. */
  readonly only?: readonly string[]
  /** What differs from the usual, by form. */
  readonly unlike?: Readonly<Record<string, Answers>>
  /** What the investigator says of a finding that gates a form, by form and check. */
  readonly confirms?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Forms that nobody fills in at this visit. */
  readonly without?: readonly string[]
  /** Lu-177 given at this visit, or that it speaks of. */
  readonly dose?: Dose
  /** What the scans of this visit show. */
  readonly scan?: Scan
}

export interface Dose {
  readonly course: 'MAIN' | 'RUNIN' | 'EXTRA' | 'CROSSOVER' | 'RETREAT' | 'RETREAT_AFTER_XO'
  /** Counted as the study counts: within the course, or through both of them. */
  readonly cycle: number
}

export interface Scan {
  /** Diameters of the target lesions in mm. */
  readonly mm: readonly [number, ...number[]]
  /** The investigator's overall response; left out at a baseline. */
  readonly response?: 'CR' | 'PR' | 'SD' | 'PD'
  readonly course?: 'MAIN' | 'XO' | 'RETX'
}

/**
 * What is typed into a form: by item the text, with its unit behind it where it is not the first (`7.8 mmol/L`); by
 * repeating group its rows. An item without a text is left empty.
 */
export type Answers = Readonly<Record<string, string | readonly Row[] | undefined>>
export type Row = Readonly<Record<string, string | undefined>>

/** A day so many days after another one. */
export const day = (from: string, days: number): string => isoDayPlus(from, days)

/** As a nurse types an instant: the day, then the time by the clock on the wall. */
export const clock = (on: string, time: string): string => `${on} ${time}`
