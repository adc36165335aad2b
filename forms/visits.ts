import type { AnchorDef, DayTarget, Source, StudyEventDef } from '#shared/study/schedule-definition'
import type { Form, Text } from './define'

/** How the visits of a study are written: windows, rhythms, and where a rule is from. */

/** Stated in the trial's registry record, in the label, recalled, or a default chosen here. */
export const stated = { from: 'record' } as const satisfies Source
export const assumption = (note: Text) => ({ from: 'assumed', note }) as const satisfies Source

/** Another course is decided by its gate form: all criteria met, and the investigator's signature over it. */
export const decided = { when: 'XOVCRIT == "Y"', signed: 'data-correct' } as const satisfies Partial<AnchorDef>

/** Visits that no protocol names a window for: a few days either way. */
export const ownWindow = assumption({
  en: 'The record names no window for this visit.',
  fr: 'Le registre ne donne pas de fenêtre pour cette visite.',
  sv: 'Registerposten anger inget fönster för det här besöket.',
})

type More = Omit<DayTarget, 'anchor' | 'event' | 'days' | 'before' | 'after'>

/** Days from when another visit took place, with as many days earlier and later. */
export const sinceVisit = (
  event: string,
  days: number,
  [before, after]: readonly [number, number],
  more: More = {},
): DayTarget => ({ event, days, before, after, ...more })

/** Days from an anchor of the study, with as many days earlier and later. */
export const sinceDate = (
  anchor: string,
  days: number,
  [before, after]: readonly [number, number],
  more: More = {},
): DayTarget => ({ anchor, days, before, after, ...more })

/** Between two doses of a course: the window of the trial, never under 6 weeks, not at all after 16. */
export const doses = {
  rule: 'X004',
  floor: { days: 42, rule: 'X006' },
  limit: { days: 112, rule: 'X005' },
} as const satisfies More

export const eachWeek = { days: 0, each: { days: 7 } } as const
export const eachMonth = { days: 0, each: { months: 1 } } as const

/** Blood counts and chemistry of the last 14 days, as the dose gate asks. */
export const beforeDose: NonNullable<StudyEventDef['fresh']> = ['LBH', 'LBC'].map((form) => ({
  form,
  item: 'LBDAT',
  days: 14,
  rule: 'X008',
}))

/** The forms of a study by their oids: a visit names those that it asks. */
export const asking =
  <Oid extends string>(forms: Readonly<Record<Oid, Form>>) =>
  (...oids: readonly Oid[]): readonly Form[] =>
    oids.map((oid) => forms[oid])

/** Titles that every study uses. */
export const titles = {
  screening: { en: 'Screening', fr: 'Sélection', sv: 'Screening' },
  randomisation: { en: 'Randomisation', fr: 'Randomisation', sv: 'Randomisering' },
  treatment: { en: 'Treatment', fr: 'Traitement', sv: 'Behandling' },
  progression: { en: 'Progression', fr: 'Progression', sv: 'Progress' },
  endOfTreatment: { en: 'End of treatment', fr: 'Fin de traitement', sv: 'Behandlingsslut' },
  imaging: { en: 'Imaging', fr: 'Imagerie', sv: 'Bilddiagnostik' },
  followUp: { en: 'Follow-up', fr: 'Suivi', sv: 'Uppföljning' },
  crossover: { en: 'Crossover', fr: 'Changement de bras', sv: 'Överkorsning' },
  retreatment: { en: 'Re-treatment', fr: 'Retraitement', sv: 'Ny behandling' },
} as const satisfies Readonly<Record<string, Text>>
