import type { ChangeBody, ItemChange } from '../change/change'
import type { CompiledStudy } from '../study/compile'
import type { Casebook, Confirmation } from './casebook'
import { type ProposedDeviation, deviationsProposed } from './deviations'
import { onceIn } from './basis'
import { standingForms } from './fold'
import { type EventPath, type FormPath, formOid, formPath, steps } from './path'
import { textAt } from './visits'

/** What became of the deviations that a casebook shows. */
export interface DeviationLog {
  /** To be noted or dismissed by a person. */
  readonly open: readonly ProposedDeviation[]
  /** Dismissed with a reason, and nothing it rests on has changed since. */
  readonly dismissed: readonly { readonly proposal: ProposedDeviation; readonly by: Confirmation }[]
  /** Records that came from a proposal. `stands`: the casebook still shows what it is about. */
  readonly noted: readonly { readonly form: FormPath; readonly from: string; readonly stands: boolean }[]
}

/** Pure: the same casebook and day give the same. */
export function deviationLogOf(study: CompiledStudy, casebook: Casebook, today: string): DeviationLog {
  const proposed = deviationsProposed(study, casebook, today)
  const ids = new Set(proposed.map(({ id }) => id))
  const noted = notedIn(study, casebook).map(({ form, from }) => ({ form, from, stands: ids.has(from) }))
  const known = new Set(noted.map(({ from }) => from))
  const waiting = proposed.filter(({ id }) => !known.has(id))
  const judged = waiting.map((proposal) => ({ proposal, by: dismissalOf(study, casebook, proposal) }))
  return {
    open: judged.flatMap(({ proposal, by }) => (by ? [] : [proposal])),
    dismissed: judged.flatMap(({ proposal, by }) => (by ? [{ proposal, by }] : [])),
    noted,
  }
}

/** Where a study notes deviations: the log form of that domain. Undefined where it keeps none. */
export function deviationPlace(study: CompiledStudy): { readonly event: string; readonly form: string } | undefined {
  for (const { oid, kind, forms } of study.version.events)
    for (const form of kind === 'log' ? forms : []) {
      const def = study.form(form)
      if (def?.domain === 'DV' && def.repeating) return { event: oid, form }
    }
  return undefined
}

function notedIn(study: CompiledStudy, casebook: Casebook): readonly { form: FormPath; from: string }[] {
  const place = deviationPlace(study)
  if (!place) return []
  return standingForms(casebook)
    .filter(({ path }) => formOid(path) === place.form)
    .flatMap(({ path }) => {
      const from = textAt(study, casebook, path, 'DVCHECK')
      return from !== undefined && textAt(study, casebook, path, 'DVSRC') === 'AUTO' ? [{ form: path, from }] : []
    })
}

/** Where it is said that a proposal is none: on the form it was found in, else on the one that dates its visit. */
const judgedOn = (study: CompiledStudy, { why, form, event }: ProposedDeviation): FormPath =>
  form !== undefined && why !== 'stale' ? form : formOfVisit(event, study.version.visitDate.form)

const formOfVisit = (event: EventPath, form: string): FormPath => {
  const [oid = '', repeat] = event.split(':')
  return formPath({ oid, ...(repeat !== undefined && { repeat }) }, { oid: form })
}

const nameOf = ({ id }: ProposedDeviation): string => `DEVIATION:${id}`.slice(0, 200)

function dismissalOf(study: CompiledStudy, casebook: Casebook, proposal: ProposedDeviation): Confirmation | undefined {
  const said = casebook.forms.get(judgedOn(study, proposal))?.confirmations ?? []
  return said.findLast(
    ({ check, evidence }) =>
      check === nameOf(proposal) && [...evidence].sort().join() === [...proposal.evidence].sort().join(),
  )
}

/** What is asserted when a person says that a proposal is no deviation. It counts as long as its evidence is the same. */
export const dismissal = (study: CompiledStudy, proposal: ProposedDeviation, reason: string): ChangeBody => ({
  kind: 'confirm',
  form: judgedOn(study, proposal),
  check: nameOf(proposal),
  evidence: proposal.evidence.slice(0, 200),
  reason,
})

/** What the record refers to: the visit, or in a log the very record. */
const aboutOf = (study: CompiledStudy, { event, form }: ProposedDeviation): string =>
  study.event(steps(event)[0]?.oid ?? '')?.kind === 'log' ? (form ?? '') : event

/** What a person says of a deviation they note. Codes are those of the study's deviation form. */
export interface Noted {
  readonly term: string
  readonly day: string
  readonly category: string
  readonly severity: string
  readonly action: string
}

/**
 * What is asserted when a person notes a proposal: one record, with the name of the proposal and what it is about.
 * Undefined where the study keeps no such log. `repeat` is the UUID of the new record.
 */
export function notedDeviation(
  study: CompiledStudy,
  proposal: ProposedDeviation,
  { term, day, category, severity, action }: Noted,
  repeat: string,
): ChangeBody | undefined {
  const place = deviationPlace(study)
  if (!place) return undefined
  const form = formPath({ oid: place.event }, { oid: place.form, repeat })
  const said = {
    ...{ DVTERM: term, DVSTDAT: day, DVCAT: category, DVSEV: severity, DVACT: action },
    ...{ DVSRC: 'AUTO', DVCHECK: proposal.id, DVLINK: aboutOf(study, proposal) },
  }
  const items = Object.entries(said).flatMap(([item, text]): readonly ItemChange[] => {
    const path = onceIn(study, place.form, form, item)
    return path === undefined || text === '' ? [] : [{ path, bases: [], entry: { state: 'value', text } }]
  })
  return { kind: 'value', items: [...items] }
}
