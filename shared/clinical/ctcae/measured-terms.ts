/**
 * Every term of CTCAE 5.0 that a laboratory value or another measurement grades.
 *
 * Source: NCI, Common Terminology Criteria for Adverse Events, version 5.0, 27 November 2017. Only facts: which grade
 * begins where, in which unit. Where the table leaves a gap between two printed numbers (sodium 129 and 130, QTc 480
 * and 481) the worse grade begins right after the limit of the milder one. Grades that only a clinician can see
 * (life-threatening consequences, transfusion, hospital) are not here: the value gives the lowest grade it allows.
 */
import type { MeasuredTerm } from './criteria'
import { coagulation, counts } from './terms/blood'
import { measured } from './terms/body'
import { electrolytes, metabolism } from './terms/electrolytes'
import { kidneyAndMuscle, liverAndPancreas } from './terms/organs'

export const measuredTerms: readonly MeasuredTerm[] = [
  ...counts,
  ...coagulation,
  ...liverAndPancreas,
  ...kidneyAndMuscle,
  ...electrolytes,
  ...metabolism,
  ...measured,
]

const byName = new Map<string, MeasuredTerm[]>()
for (const measured of measuredTerms) {
  const name = measured.term.toLowerCase()
  byName.set(name, [...(byName.get(name) ?? []), measured])
}

/** The ways to grade a term by a value: none for most terms, two for calcium. Case does not matter. */
export const measuredTermsNamed = (term: string): readonly MeasuredTerm[] => byName.get(term.toLowerCase()) ?? []
