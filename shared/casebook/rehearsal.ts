import { hashOf } from '../canonical-json'
import type { SignatureMeaning } from '../change/change'
import type { CompiledStudy } from '../study/compile'
import type { FormDef } from '../study/definition'
import type { Casebook, FormState } from './casebook'
import { findingsOf, isOpen } from './findings'
import { standingForms } from './fold'
import { holdsSomething } from './holds-something'
import { type EventPath, type FormPath, type ItemPath, itemOf, formOid } from './path'
import { type PlannedEvent, scheduleOf } from './schedule'
import { verificationsOf } from './verified'

/** What an amendment asks otherwise of one form. Items and checks by their names. */
export interface FormDifference {
  readonly form: string
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly changed: readonly string[]
  /** Checks that are new, gone or worded otherwise. */
  readonly checks: readonly string[]
}

interface Raised {
  readonly form: FormPath
  readonly check: string
}

/** What would become of one participant if they moved to another version of the study. Nothing is written. */
export interface Rehearsal {
  readonly added: readonly EventPath[]
  /** Visits no longer planned; what was entered there stays. */
  readonly removed: readonly EventPath[]
  readonly moved: readonly { readonly event: EventPath; readonly before: PlannedEvent; readonly after: PlannedEvent }[]
  /** Forms of this participant that would be asked otherwise. */
  readonly forms: readonly FormDifference[]
  /** Values that the other version has no place for: they stay under the version they were entered under. */
  readonly withoutPlace: readonly ItemPath[]
  /** Intact signatures over a form that would no longer be the form that was signed. */
  readonly signatures: readonly { readonly form: FormPath; readonly meaning: SignatureMeaning }[]
  /** Verified items that would be asked otherwise. */
  readonly verifications: readonly ItemPath[]
  /** Findings that would open, and those that would no longer be raised. */
  readonly opens: readonly Raised[]
  readonly closes: readonly Raised[]
}

/** Plays a participant's casebook under another version of the study. Pure: the same three and day give the same. */
export function rehearse(before: CompiledStudy, after: CompiledStudy, casebook: Casebook, today: string): Rehearsal {
  const forms = standingForms(casebook)
  const differences = new Map(
    [...new Set(forms.map(({ path }) => formOid(path)))].flatMap((oid) => {
      const one = formDifference(before, after, oid)
      return one ? [[oid, one] as const] : []
    }),
  )
  const touched = forms.filter(({ path }) => differences.has(formOid(path)))
  const raisedBefore = findings(before, casebook, forms, today)
  const raisedAfter = findings(after, casebook, forms, today)
  return {
    ...visits(scheduleOf(before, casebook), scheduleOf(after, casebook)),
    forms: [...differences.values()],
    withoutPlace: forms.flatMap((form) =>
      [...form.items.values()]
        .filter((item) => holdsSomething(item) && !after.item(formOid(form.path), itemOf(item.path)))
        .map(({ path }) => path),
    ),
    signatures: touched.flatMap(({ path, signatures }) =>
      signatures.filter(({ intact }) => intact).map(({ meaning }) => ({ form: path, meaning })),
    ),
    verifications: touched.flatMap((form) => verifiedAnew(form, differences.get(formOid(form.path)))),
    opens: without(raisedAfter, raisedBefore),
    closes: without(raisedBefore, raisedAfter),
  }
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

function verifiedAnew(form: FormState, difference: FormDifference | undefined): readonly ItemPath[] {
  const otherwise = new Set([...(difference?.changed ?? []), ...(difference?.removed ?? [])])
  const verified = verificationsOf(form)
  return [...form.items.values()]
    .filter((item) => otherwise.has(itemOf(item.path)) && verified(item) !== undefined)
    .map(({ path }) => path)
}

/** What someone would have to look at; what is still missing counts once the form is said to be complete. */
const findings = (
  study: CompiledStudy,
  casebook: Casebook,
  forms: readonly FormState[],
  today: string,
): readonly Raised[] =>
  forms.flatMap(({ path, status }) =>
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
