import type { AttachedFile } from '../attachment'
import type { Entry, Logged, QueryMove, SignatureMeaning } from '../change/change'
import type { ChangeRef, StudyVersionId, SubjectCode, SubjectKey, UserId } from '../ids'
import type { FormPath, ItemPath, Scope } from './path'

/** One value someone put into an item, with everything the history shows about it. */
export interface ItemEntry {
  readonly ref: ChangeRef
  readonly bases: readonly ChangeRef[]
  readonly value: Entry
  readonly reason?: string
  readonly logged: Logged
  /** False while the change is held: shown in the history, counts for nothing. */
  readonly counts: boolean
}

export interface ItemState {
  readonly path: ItemPath
  /** Entries that no counting entry has gone past. */
  readonly heads: readonly ItemEntry[]
  /** Every entry that ever touched the item: committed ones by server order, then those only this device has. */
  readonly history: readonly ItemEntry[]
  /** Heads that differ: no value counts until a person decides. */
  readonly contested: boolean
  /** What the item holds, or undefined when it is contested or was never entered. */
  readonly value: Entry | undefined
  /** A head that the server does not have yet. */
  readonly unsent: boolean
  readonly held: boolean
}

export type FormStatus = 'in-progress' | 'complete' | 'not-done'

export interface StatusState {
  readonly status: FormStatus
  readonly heads: readonly ChangeRef[]
  readonly contested: boolean
  readonly reason?: string
}

export interface Confirmation {
  readonly check: string
  readonly evidence: readonly ChangeRef[]
  readonly reason: string
  readonly logged: Logged
}

/** `candidate`: it may be asked, and nobody has to answer yet. `reopened`: asked again after it was answered or closed. */
export type QueryStatus = 'candidate' | 'open' | 'answered' | 'reopened' | 'closed' | 'cancelled'

export interface QueryEntry {
  readonly ref: ChangeRef
  readonly bases: readonly ChangeRef[]
  readonly move: QueryMove
  readonly text: string
  readonly logged: Logged
  /** False for a move that the life cycle does not know from where the thread stood. */
  readonly legal: boolean
}

export interface QueryState {
  readonly id: string
  readonly scope: Scope
  /** Asked by a person; or by itself, for two values or for a finding. */
  readonly origin: 'manual' | 'contested' | 'check'
  readonly status: QueryStatus
  readonly thread: readonly QueryEntry[]
  /** Last entries of the thread: the bases of the next move. */
  readonly heads: readonly ChangeRef[]
}

export interface ReviewState {
  readonly author: UserId
  readonly heads: readonly ChangeRef[]
  readonly logged: Logged
  /** False when a value of the form has changed since. */
  readonly current: boolean
}

export interface SignatureState {
  readonly ref: ChangeRef
  readonly scope: Scope
  readonly meaning: SignatureMeaning
  readonly author: UserId
  readonly logged: Logged
  /** False when the content is no longer what was signed: the signature is broken and stays in the history. */
  readonly intact: boolean
}

/** A file that was added to a form; `removed` once somebody said that it was a mistake. */
export interface Attachment {
  readonly ref: ChangeRef
  readonly form: FormPath
  readonly file: AttachedFile
  readonly logged: Logged
  readonly removed?: { readonly reason: string; readonly logged: Logged }
}

/** One form instance: everything that is folded from the changes that touch it. */
export interface FormState {
  readonly path: FormPath
  /** The study version it was entered under, or was taken along to; undefined while nothing was. */
  readonly version: StudyVersionId | undefined
  readonly log: ReadonlyMap<ChangeRef, Logged>
  /** The log as it counts: committed changes in the server's order, then those that only this device has. */
  readonly ordered: readonly Logged[]
  readonly items: ReadonlyMap<ItemPath, ItemState>
  readonly status: StatusState | undefined
  readonly confirmations: readonly Confirmation[]
  readonly queries: readonly QueryState[]
  readonly reviews: readonly ReviewState[]
  readonly signatures: readonly SignatureState[]
  /** Every file that was ever added and counts, in order. */
  readonly attachments: readonly Attachment[]
  /** Scopes (this form, a group row) that were withdrawn and not touched by anyone who had not seen that. */
  readonly withdrawn: readonly Scope[]
  readonly unsent: number
  readonly held: readonly Logged[]
}

/** One participant: a cache of the fold over their changes, to be thrown away and made again at any time. */
export interface Casebook {
  readonly subject: SubjectKey
  readonly code: SubjectCode | undefined
  readonly enrolled: Logged | undefined
  readonly forms: ReadonlyMap<FormPath, FormState>
  /** Changes about the participant or an event rather than one form. */
  readonly own: FormlessState
}

export interface FormlessState {
  readonly log: ReadonlyMap<ChangeRef, Logged>
  readonly queries: readonly QueryState[]
}
