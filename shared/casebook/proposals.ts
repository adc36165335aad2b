import type { TermGraded } from '../clinical/ctcae/analytes'
import type { Grade } from '../clinical/ctcae/criteria'
import { type OngoingEvent, type Suggestion, suggest } from '../clinical/ctcae/suggestion'
import { PartialDate } from '../partial-date'
import { adverseEvents } from '../review/ae-queue'
import type { CompiledStudy } from '../study/compile'
import type { GroupDef } from '../study/definition'
import { baselineOf, courseBegan } from './baseline'
import type { Casebook, FormState, ItemState } from './casebook'
import { takenOn } from './earlier'
import type { Finding } from './findings'
import { gradesOf } from './graded'
import { limitsOf } from './limits'
import { type FormPath, type ItemPath, groupPath, itemOf, itemPath, formOid } from './path'
import { visitsOf } from './visits'

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

/** The name under which an answer to a suggestion is kept. */
export const suggestionFinding = (
  { suggestion }: Proposal,
  path: ItemPath,
  state: ItemState | undefined,
): Pick<Finding, 'check' | 'evidence'> => ({
  check: `SUGGESTED:${itemOf(path)}:${suggestion.term}:${suggestion.kind === 'new-event' ? suggestion.grade : suggestion.to}`,
  evidence: (state?.heads.map(({ ref }) => ref) ?? []).toSorted(),
})

/** A suggestion is answered like a finding: as long as the value is the one it rests on. */
export const isAnswered = (proposal: Proposal, path: ItemPath, form: FormState | undefined): boolean => {
  const { check, evidence } = suggestionFinding(proposal, path, form?.items.get(path))
  return form?.confirmations.some((one) => one.check === check && one.evidence.join() === evidence.join()) ?? false
}

/** A suggestion that nobody has answered, with the result that it comes from. */
export interface OpenSuggestion extends Proposal {
  readonly form: FormPath
  readonly result: ItemPath
  /** ISO, as far as it is known. */
  readonly taken: string | undefined
}

/** What the laboratory results of a casebook suggest and nobody has answered, the worst grade first. */
export const openSuggestions = (study: CompiledStudy, casebook: Casebook): readonly OpenSuggestion[] =>
  [...eachSuggestion(study, casebook)].flat().sort(byGrade)

/** The order of a list of suggestions. */
export const byGrade = (a: OpenSuggestion, b: OpenSuggestion): number =>
  gradeOf(b) - gradeOf(a) || (a.result < b.result ? -1 : 1)

/** The same sample by sample, unsorted: for who has other things to do meanwhile. */
export function* eachSuggestion(study: CompiledStudy, casebook: Casebook): Generator<readonly OpenSuggestion[]> {
  const visits = visitsOf(study, casebook)
  for (const form of study.version.forms)
    for (const group of form.groups)
      if (group.layout === 'laboratory' && !group.repeating)
        for (const state of visits.of(form.oid)) yield suggestedBy(study, casebook, state, group)
}

function suggestedBy(
  study: CompiledStudy,
  casebook: Casebook,
  state: FormState,
  group: GroupDef,
): readonly OpenSuggestion[] {
  if (study.version.baselines && courseBegan(study, casebook, state.path, group) === undefined) return []
  const taken = takenOn(study, casebook, state.path)
  return group.items.flatMap((def) => {
    const result = itemPath(groupPath(state.path, { oid: group.oid }), def.oid)
    const entry = state.items.get(result)?.value
    if (entry?.state !== 'value') return []
    const graded = { def, entry, calculation: undefined }
    const baseline = baselineOf(study, casebook, result, entry.unit)
    const grades = gradesOf(graded, limitsOf(study, casebook, result), baseline)
    if (!grades.some((one) => one.graded.ok && one.graded.value > 0)) return []
    const before = baseline ? gradesOf({ ...graded, entry: baseline.entry }, baseline.limits) : []
    return proposalsOf(grades, before, ongoingAt(study, casebook, taken))
      .filter((proposal) => !isAnswered(proposal, result, state))
      .map((proposal) => ({ ...proposal, form: state.path, result, taken }))
  })
}

const gradeOf = ({ suggestion }: Proposal): number =>
  suggestion.kind === 'new-event' ? suggestion.grade : suggestion.to
