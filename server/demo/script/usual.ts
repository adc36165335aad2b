import type { CompiledStudy } from '#shared/study/compile'
import { atScans } from './usual-imaging'
import { laboratory } from './usual-laboratory'
import { inLogs } from './usual-log'
import { onLeaving } from './usual-end'
import { atScreening } from './usual-screening'
import { whenTreated } from './usual-treatment'
import type { Answers, Person, Visit } from './script'

/** Where and of whom something is filled in. */
export interface Setting {
  readonly study: CompiledStudy
  readonly person: Person
  readonly visit: Visit
  /** The day of consent, ISO 8601. */
  readonly consent: string
  /** Nothing like it was filled in before. */
  readonly first: boolean
  /** The visit before this one was so many days ago. */
  readonly since: number
  /** Dose after dose, from 0. */
  readonly doses: number
}

/** What a form says of somebody with whom nothing is out of the ordinary; undefined for a form nobody fills in so. */
export function usual(form: string, setting: Setting): Answers | undefined {
  const parts = [atScreening, laboratory, atScans, whenTreated, inLogs, onLeaving]
  for (const part of parts) {
    const write = part[form]
    if (write) return write(setting)
  }
  return undefined
}

/** What is usual of several forms, each by its oid. */
export type Usual = Readonly<Record<string, (setting: Setting) => Answers>>
