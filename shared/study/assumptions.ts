import type { StudyVersion } from './definition'
import { targetsOf } from './occurrences'
import type { Source, StudyNote } from './schedule-definition'

/**
 * What a study version takes for granted about its arms, phases and visits until the sponsor has said: everything that is
 * recalled or assumed, with what it is about, in the order of the study. Visits that repeat are in it once.
 */
export function assumptionsOf({
  arms,
  phases = [],
  moves = [],
  anchors,
  events,
  notes = [],
}: StudyVersion): readonly StudyNote[] {
  const of = (about: string, ...sources: readonly (Source | undefined)[]): readonly StudyNote[] =>
    sources.flatMap((source) => (source?.from === 'recalled' || source?.from === 'assumed' ? [{ about, source }] : []))
  return [
    ...arms.flatMap(({ oid, source }) => of(oid, source)),
    ...phases.flatMap(({ oid, source, course }) => of(oid, source, course?.source)),
    ...moves.flatMap(({ to, source }) => of(to, source)),
    ...anchors.flatMap(({ oid, source }) => of(oid, source)),
    ...events.flatMap((event) => of(event.oid, event.source, ...targetsOf(event).map(({ source }) => source))),
    ...notes.flatMap(({ about, source }) => of(about, source)),
  ]
}
