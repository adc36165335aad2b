import type { Casebook } from '#shared/casebook/casebook'
import type { ItemPath } from '#shared/casebook/path'
import type { ChangeBody, ChangeKind, Closing, Entry, ItemChange, Logged } from '#shared/change/change'
import type { UserId } from '#shared/ids'
import { type Role, mayNow, saysData } from '#shared/roles'
import type { SiteRanges } from '#shared/reference/site-ranges'
import type { CompiledStudy } from '#shared/study/compile'
import type { Language } from '#shared/study/definition'
import type { UnreadableReason } from '#shared/study/read-entry'
import type { ItemView } from './item-view'

export interface Author {
  readonly id: UserId
  readonly role: Role
  /** This running of the app: what was entered before it is no longer the same sitting. */
  readonly boot: string
  /** No training is on record: they read, and enter nothing. */
  readonly untrained?: boolean
}

/** Whether an author may say such a thing of what is so far closed. */
export const maySay = (
  { role, untrained = false }: Pick<Author, 'role' | 'untrained'>,
  kind: ChangeKind,
  closing: Closing,
): boolean => !(untrained && saysData(kind)) && mayNow(role, kind, closing)

/** What a sitting looks at; replaced as a whole whenever anything in it changes. */
export interface World {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  /** ISO date on the author's calendar. */
  readonly today: string
  /** Offset of the author's clock, `+01:00`. */
  readonly zoneOffset: string
  readonly language: Language
  readonly author: Author
  /** Left out until it is there; what is chosen from it cannot be taken before. */
  readonly dictionary?: Dictionary | undefined
  /** The reference ranges that the site keeps of its own. */
  readonly ranges?: SiteRanges | undefined
}

/** The dictionary that a form's terms are chosen from. */
export interface Dictionary {
  readonly terms: readonly string[]
  /** Undefined where codes are not loaded. */
  codeOf(term: string): string | undefined
}

export type Entered =
  | { readonly kind: 'same' }
  | { readonly kind: 'stored'; readonly entry: Entry }
  | { readonly kind: 'reason-wanted' }
  | { readonly kind: 'unreadable'; readonly reason: UnreadableReason }

/** What a text would change, were it taken. */
export type Weighed =
  | { readonly kind: 'same' }
  | { readonly kind: 'unreadable'; readonly reason: UnreadableReason }
  /** `explains`: someone relied on what stands there, so that a reason is due. */
  | { readonly kind: 'change'; readonly items: readonly ItemChange[]; readonly explains: boolean }

/** What is known of an item without drawing it. */
export type Answerable = Pick<ItemView, 'path' | 'def' | 'codeList' | 'limitPaths' | 'state'>

/** An entry that goes with another. */
export interface Along {
  readonly path: ItemPath
  readonly entry: Entry
}

/** Stores what someone asserts; resolves when it is durable, rejects with nothing stored. */
export type Recorder = (body: ChangeBody) => Promise<Logged>
