import type { TermGraded } from '../clinical/ctcae/analytes'
import type { Grade } from '../clinical/ctcae/criteria'
import { type OngoingEvent, type Suggestion, suggest } from '../clinical/ctcae/suggestion'
import { PartialDate } from '../partial-date'
import { adverseEvents } from '../review/ae-queue'
import type { CompiledStudy } from '../study/compile'
import type { Casebook, FormState } from './casebook'
import { itemOf, formOid } from './path'

/** The adverse events that may still have been going on at a day, each by its CTCAE term or else by the nurse's words. */
export function ongoingAt(study: CompiledStudy, casebook: Casebook, day: string | undefined): readonly OngoingEvent[] {
  const sampled = day === undefined ? undefined : PartialDate.parse(day)
  return adverseEvents(study.version, casebook).flatMap((event) => {
    const end = event.end === undefined ? undefined : PartialDate.parse(event.end)
    if (end && sampled ? end.isBefore(sampled) === 'yes' : !event.ongoing) return []
    const term = chosenTerm(study, event.state) ?? event.term
    if (term === undefined) return []
    const grade = event.grades.at(-1)?.grade ?? event.grade
    return [{ id: event.form, term, ...(grade !== undefined && { grade }) }]
  })
}

function chosenTerm(study: CompiledStudy, form: FormState): string | undefined {
  for (const { path, value } of form.items.values()) {
    const def = study.item(formOid(form.path), itemOf(path))?.def
    if (def?.type === 'text' && def.dictionary !== undefined && value?.state === 'value') return value.text
  }
  return undefined
}

/** A suggestion with what it rests on. */
export interface Proposal {
  readonly suggestion: Suggestion
  /** The grade that the baseline gave the term; undefined where there was none to grade. */
  readonly baseline: Grade | undefined
}

/** What a graded result suggests: a new event, or another grade for one. It never writes anything by itself. */
export const proposalsOf = (
  grades: readonly TermGraded[],
  atBaseline: readonly TermGraded[],
  ongoing: readonly OngoingEvent[],
): readonly Proposal[] =>
  grades.flatMap(({ term, graded }) => {
    if (!graded.ok || graded.value === 0) return []
    const before = atBaseline.find((other) => other.term === term)?.graded
    const baseline = before?.ok && before.value > 0 ? before.value : undefined
    const suggestion = suggest(
      { term, grade: graded.value, ...(baseline !== undefined && { baselineGrade: baseline }) },
      ongoing,
    )
    return suggestion ? [{ suggestion, baseline }] : []
  })
