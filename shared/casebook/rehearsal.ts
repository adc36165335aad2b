import { hashOf } from '../canonical-json'
import { type SignatureMeaning, refOf } from '../change/change'
import { decisionsOf, gives, stands } from '../dose-release/release'
import { casebookReading } from '../eligibility/casebook-reading'
import { type Answer, eligibilityOf } from '../eligibility/engine'
import { judgementsOf } from '../eligibility/judgements'
import type { StudyVersionId } from '../ids'
import { PartialDate } from '../partial-date'
import { armOf } from '../randomisation/allocation'
import type { CompiledStudy } from '../study/compile'
import type { FormDef } from '../study/definition'
import type { Casebook, FormState } from './casebook'
import { findingsOf, isOpen } from './findings'
import { standingForms } from './fold'
import { holdsSomething } from './holds-something'
import { layoutOf } from './layout'
import { type EventPath, type FormPath, type ItemPath, formOid, itemOf } from './path'
import { type PlannedEvent, scheduleOf } from './schedule'
import { verificationsOf } from './verified'
import { studyAt, studyOf } from './versions'

/** What an amendment asks otherwise of one form. Items and checks by their names. */
export interface FormDifference {
  readonly form: string
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly changed: readonly string[]
  /** Checks that are new, gone or worded otherwise. */
  readonly checks: readonly string[]
}

export interface Raised {
  readonly form: FormPath
  readonly check: string
}

/** What would become of one participant if they moved to another version of the study. Nothing is written. */
export interface Rehearsal {
  readonly added: readonly EventPath[]
  /** Visits no longer planned; what was entered there stays. */
  readonly removed: readonly EventPath[]
  readonly moved: readonly { readonly event: EventPath; readonly before: PlannedEvent; readonly after: PlannedEvent }[]
  /** Visits that were done and would not be: the other version asks more of them. */
  readonly reopened: readonly EventPath[]
  /** Forms of this participant that would be asked otherwise. */
  readonly forms: readonly FormDifference[]
  /** Instances of those forms that were entered: they stay as they are unless they are taken along. */
  readonly entered: readonly FormPath[]
  /** Of those, the ones with values that the other version has no place for: they cannot be taken along. */
  readonly withoutPlace: readonly ItemPath[]
  /** Intact signatures over forms that are taken along. */
  readonly signatures: readonly { readonly form: FormPath; readonly meaning: SignatureMeaning }[]
  /** Verified items of forms that are taken along. */
  readonly verifications: readonly ItemPath[]
  /** Calculated values that would come to something else. */
  readonly derived: readonly {
    readonly path: ItemPath
    readonly before: string | undefined
    readonly after: string | undefined
  }[]
  /** Findings that would open, and those that would no longer be raised. */
  readonly opens: readonly Raised[]
  readonly closes: readonly Raised[]
  /** Dose releases that stand and would fall. */
  readonly releases: readonly { readonly event: EventPath; readonly agent: string }[]
  /** Criteria that would be answered otherwise; no answer where a version does not have the criterion. */
  readonly criteria: readonly {
    readonly id: string
    readonly before: Answer | undefined
    readonly after: Answer | undefined
  }[]
}

/** A move that is only played: where to, and which forms are taken along. */
export interface PlayedMove {
  readonly to: StudyVersionId
  readonly forms: readonly FormPath[]
}

/**
 * Plays a move of a participant to another version of the study, of those joined in `study`. Pure: the same casebook,
 * move and day give the same.
 */
export function rehearse(
  study: CompiledStudy,
  casebook: Casebook,
  { to, forms: along }: PlayedMove,
  today: string,
): Rehearsal {
  const [before, after] = [studyOf(study, casebook), study.as(to)]
  const moved = takenAlong(casebook, to, along)
  const forms = standingForms(casebook)
  const next = after.under(to)
  const differs = ({ path }: FormState): FormDifference | undefined =>
    formDifference(studyAt(before, casebook, path), next, formOid(path))
  const differing = forms.filter((form) => differs(form) !== undefined)
  const taken = forms.filter(({ path }) => along.includes(path))
  const raisedBefore = findings(before, casebook, today)
  const raisedAfter = findings(after, moved, today)
  const [was, is] = [scheduleOf(before, casebook), scheduleOf(after, moved)]
  return {
    ...visits(was, is),
    reopened: was.flatMap(({ event, state }) =>
      state === 'done' && is.some((one) => one.event === event && one.state !== 'done') ? [event] : [],
    ),
    forms: [...new Map(differing.flatMap((form) => differs(form) ?? []).map((one) => [one.form, one])).values()],
    entered: differing.map(({ path }) => path),
    withoutPlace: differing.flatMap((form) =>
      [...form.items.values()]
        .filter((item) => holdsSomething(item) && !next.item(formOid(form.path), itemOf(item.path)))
        .map(({ path }) => path),
    ),
    signatures: taken.flatMap(({ path, signatures }) =>
      signatures.filter(({ intact }) => intact).map(({ meaning }) => ({ form: path, meaning })),
    ),
    verifications: taken.flatMap((form) => {
      const verified = verificationsOf(form)
      return [...form.items.values()].filter((item) => verified(item) !== undefined).map(({ path }) => path)
    }),
    derived: derivedOtherwise(derived(before, casebook), derived(after, moved)),
    opens: without(raisedAfter, raisedBefore),
    closes: without(raisedBefore, raisedAfter),
    releases: fallenReleases(before, after, casebook, moved),
    criteria: answeredOtherwise(answers(before, casebook, today), answers(after, moved, today)),
  }
}

/** The casebook as it would be: forms that are taken along stand under the other version, and no signature holds. */
function takenAlong(casebook: Casebook, to: StudyVersionId, along: readonly FormPath[]): Casebook {
  if (along.length === 0) return { ...casebook }
  const forms = new Map(casebook.forms)
  for (const path of along) {
    const form = forms.get(path)
    if (form)
      forms.set(path, {
        ...form,
        version: to,
        signatures: form.signatures.map((signature) => ({ ...signature, intact: false })),
      })
  }
  return { ...casebook, forms }
}

/** What another version asks otherwise of a form; undefined where it asks the same. A form that it does not have loses all. */
export function formDifference(before: CompiledStudy, after: CompiledStudy, oid: string): FormDifference | undefined {
  const [was, is] = [before.form(oid), after.form(oid)]
  const [itemsBefore, itemsAfter] = [meaningsOf(before, was), meaningsOf(after, is)]
  const [checksBefore, checksAfter] = [checksOf(was), checksOf(is)]
  const one = {
    form: oid,
    added: [...itemsAfter.keys()].filter((item) => !itemsBefore.has(item)),
    removed: [...itemsBefore.keys()].filter((item) => !itemsAfter.has(item)),
    changed: [...itemsAfter].flatMap(([item, meaning]) =>
      itemsBefore.has(item) && itemsBefore.get(item) !== meaning ? [item] : [],
    ),
    checks: [...new Set([...checksBefore.keys(), ...checksAfter.keys()])].filter(
      (check) => checksBefore.get(check) !== checksAfter.get(check),
    ),
  }
  return one.added.length + one.removed.length + one.changed.length + one.checks.length > 0 ? one : undefined
}

/** What each item of a form means: its definition with its codes, and whether it stands in rows. */
const meaningsOf = (study: CompiledStudy, form: FormDef | undefined): ReadonlyMap<string, string> =>
  new Map(
    (form?.groups ?? []).flatMap((group) =>
      group.items.map((item) => [
        item.oid,
        hashOf({ item, codes: study.codeListOf(item)?.codes ?? [], group: group.oid, rows: group.repeating ?? false }),
      ]),
    ),
  )

const checksOf = (form: FormDef | undefined): ReadonlyMap<string, string> =>
  new Map((form?.checks ?? []).map((check) => [check.id, hashOf(check)]))

function visits(before: readonly PlannedEvent[], after: readonly PlannedEvent[]) {
  const was = new Map(before.map((one) => [one.event, one]))
  const is = new Map(after.map((one) => [one.event, one]))
  return {
    added: [...is.keys()].filter((event) => !was.has(event)),
    removed: [...was.keys()].filter((event) => !is.has(event)),
    moved: after.flatMap((one) => {
      const old = was.get(one.event)
      return old && !sameWindow(old, one) ? [{ event: one.event, before: old, after: one }] : []
    }),
  }
}

const sameWindow = (a: PlannedEvent, b: PlannedEvent): boolean =>
  a.target === b.target && a.from === b.from && a.to === b.to && a.at?.from === b.at?.from && a.at?.to === b.at?.to

type Derived = ReadonlyMap<ItemPath, string>

/** What the calculated items of every form come to. */
function derived(study: CompiledStudy, casebook: Casebook): Derived {
  return new Map(
    standingForms(casebook).flatMap(({ path }) =>
      (layoutOf(study, casebook, path)?.groups ?? []).flatMap(({ rows }) =>
        rows.flatMap(({ items }) =>
          items.flatMap(({ path, calculated }) =>
            calculated?.state === 'value' ? [[path, calculated.text] as const] : [],
          ),
        ),
      ),
    ),
  )
}

const derivedOtherwise = (was: Derived, is: Derived): Rehearsal['derived'] =>
  [...new Set([...was.keys(), ...is.keys()])]
    .filter((path) => was.get(path) !== is.get(path))
    .sort()
    .map((path) => ({ path, before: was.get(path), after: is.get(path) }))

function fallenReleases(
  before: CompiledStudy,
  after: CompiledStudy,
  casebook: Casebook,
  moved: Casebook,
): Rehearsal['releases'] {
  const standing = (study: CompiledStudy, of: Casebook) =>
    decisionsOf(study, of).filter((decision) => stands(study, of, decision))
  const still = new Set(standing(after, moved).map(({ logged }) => refOf(logged.change)))
  return standing(before, casebook)
    .filter(({ logged, release }) => gives(release.decision) && !still.has(refOf(logged.change)))
    .map(({ release: { event, agent } }) => ({ event, agent }))
}

type Answers = ReadonlyMap<string, Answer>

/** Every criterion of the version in front, in the first phase that has it. */
function answers(study: CompiledStudy, casebook: Casebook, today: string): Answers {
  const def = study.version.eligibility
  const now = PartialDate.parse(today)
  if (!def || !now) return new Map()
  const reading = casebookReading(study, casebook, now)
  const question = { def, reading, anchors: {}, judgements: judgementsOf(study, casebook), arm: armOf(casebook) }
  const [first] = def.phases
  return new Map(
    eligibilityOf({ ...question, phase: first?.oid ?? '', today: now }).criteria.map(({ id, answer }) => [id, answer]),
  )
}

const answeredOtherwise = (was: Answers, is: Answers): Rehearsal['criteria'] =>
  [...new Set([...was.keys(), ...is.keys()])]
    .filter((id) => was.get(id) !== is.get(id))
    .map((id) => ({ id, before: was.get(id), after: is.get(id) }))

/** What someone would have to look at; what is still missing counts once the form is said to be complete. */
const findings = (study: CompiledStudy, casebook: Casebook, today: string): readonly Raised[] =>
  standingForms(casebook).flatMap(({ path, status }) =>
    findingsOf(study, casebook, path, today)
      .filter(
        (finding) =>
          isOpen(finding) &&
          finding.severity !== 'I' &&
          (status?.status === 'complete' || !finding.check.startsWith('REQUIRED:')),
      )
      .map(({ check }) => ({ form: path, check })),
  )

function without(all: readonly Raised[], others: readonly Raised[]): readonly Raised[] {
  const known = new Set(others.map(({ form, check }) => `${form} ${check}`))
  return all.filter(({ form, check }) => !known.has(`${form} ${check}`))
}
