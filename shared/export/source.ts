import type { Casebook, FormState } from '../casebook/casebook'
import { emptyCasebook, fold, standingForms } from '../casebook/fold'
import { formOid } from '../casebook/path'
import type { Eq5dValueSet } from '../clinical/quality-of-life/value-set-document'
import type { Change, Logged } from '../change/change'
import type { ChangeRef, DocumentId, SiteId, SubjectKey, UserId } from '../ids'
import { closedAt } from '../review/closing'
import type { Role } from '../roles'
import type { CompiledStudy } from '../study/compile'
import type { Language } from '../study/definition'
import { type Selection, isChosen } from './selection'

/** Everything an export is made from. The same source gives the same bytes on every device and on the server. */
export interface ExportSource extends ExportHead {
  /** In the order in which they are written. */
  readonly subjects: readonly ExportSubject[]
}

/** The same without the casebooks: what is known before the first of them is read. */
export interface ExportHead {
  readonly study: CompiledStudy
  /** Printed names of everyone who may have written something. */
  readonly people: ReadonlyMap<UserId, string>
  /** The instant the export speaks of, ISO 8601 with its offset. */
  readonly asOf: string
  /** When this device last had everything the server had, ISO 8601. Left out where the maker is the server itself. */
  readonly heardAt?: string
  readonly exporter: { readonly name: string; readonly role: Role }
  /** Name and version of the app that writes it. */
  readonly app: string
  readonly language: Language
  /** NCI's table that counted then, where one was loaded. */
  readonly ctcaeTable?: DocumentId
  /** Sets of values for the EQ-5D that the study names and somebody had loaded then. */
  readonly eq5dSets?: readonly LoadedSet[]
}

/** A set of values with the name of the document it was loaded as. */
export interface LoadedSet {
  readonly document: DocumentId
  readonly set: Eq5dValueSet
}

export interface ExportSubject {
  readonly site: SiteId
  readonly siteName: string
  /** As it stood at `asOf`: see `standingAt`. */
  readonly casebook: Casebook
  /** The book of the site, where something was said of all its participants. */
  readonly siteBook?: Casebook | undefined
  /** What of it goes; all of it where nothing is said. */
  readonly only?: Selection | undefined
}

/** The forms that go: those that stand and are chosen, in the order of their paths. */
export const formsOf = ({ casebook, only }: ExportSubject): readonly FormState[] =>
  standingForms(casebook).filter(({ path }) => isChosen(only, path))

/**
 * A casebook as it stood at an instant: what the server had received by then, and what this device had written by then
 * and the server does not have yet. What came later is not in it, and so changes nothing in an export of that instant.
 */
export function standingAt(subject: SubjectKey, changes: Iterable<Logged>, asOf: string): Casebook {
  const limit = Date.parse(asOf)
  const then = [...changes].filter(
    ({ change, receipt }) => Date.parse(receipt?.committedAt ?? change.claimedAt) <= limit,
  )
  return fold(then, emptyCasebook(subject))
}

/** What people call a participant: the code, or the key while no enrolment is known. */
export const codeOf = (casebook: Casebook): string => casebook.code ?? casebook.subject

export const nameOf = (source: Pick<ExportHead, 'people'>, author: UserId): string =>
  source.people.get(author) ?? author

/** Every change of a casebook once: committed ones in the server's order, then those that only this device has. */
export function logOf(casebook: Casebook): readonly Logged[] {
  const all = new Map<ChangeRef, Logged>(casebook.own.log)
  for (const { log } of casebook.forms.values()) for (const [ref, logged] of log) all.set(ref, logged)
  return [...all.values()].sort(
    (a, b) => compare(a.receipt?.seq ?? Infinity, b.receipt?.seq ?? Infinity) || byDevice(a.change, b.change),
  )
}

const compare = <T extends number | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0)
const byDevice = (a: Change, b: Change): number => compare<string>(a.device, b.device) || a.n - b.n

/** How far something has come: being written, complete but not signed by all who must, signed as it stands, locked. */
export type CasebookStatus = 'draft' | 'unsigned' | 'signed' | 'locked'

/** A casebook is as far as its least finished form: a form in progress, two values or a held change make it a draft. */
export function statusOf(study: CompiledStudy, casebook: Casebook, siteBook?: Casebook): CasebookStatus {
  if (closedAt(casebook, '', siteBook)?.closing === 'locked') return 'locked'
  const forms = standingForms(casebook)
  const all = forms.map((form) => formStatusOf(study, casebook, form, siteBook))
  if (all.length === 0 || all.includes('draft')) return 'draft'
  if (all.every((status) => status === 'locked')) return 'locked'
  const asked = forms.flatMap((form, i) => (isToSign(study, form) ? [all[i]] : []))
  // Nobody signed where nothing was to be signed: that is no signed casebook.
  return asked.length > 0 && asked.every((status) => status !== 'unsigned') ? 'signed' : 'unsigned'
}

/** The same of one form. One that nobody has to sign is never signed. */
export function formStatusOf(
  study: CompiledStudy,
  casebook: Casebook,
  form: FormState,
  siteBook?: Casebook,
): CasebookStatus {
  const { path, status, items, held, signatures } = form
  if (closedAt(casebook, path, siteBook)?.closing === 'locked') return 'locked'
  const isFinished = status?.status === 'complete' || status?.status === 'not-done'
  if (!isFinished || held.length > 0 || [...items.values()].some(({ contested }) => contested)) return 'draft'
  const given = (meaning: string) => signatures.some((one) => one.meaning === meaning && one.intact)
  return isToSign(study, form) && meaningsOf(study, form).every(given) ? 'signed' : 'unsigned'
}

const meaningsOf = (study: CompiledStudy, { path }: FormState): readonly string[] =>
  study.version.signing.flatMap(({ form, meaning }) => (formOid(path) === form ? [meaning] : []))

const isToSign = (study: CompiledStudy, form: FormState): boolean => meaningsOf(study, form).length > 0
