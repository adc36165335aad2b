import { answersOf } from '#shared/casebook/links'
import { type ItemPath, formOf, formOid, itemOf } from '#shared/casebook/path'
import type { Entry } from '#shared/change/change'
import type { AuditLine } from '#shared/export/audit'
import type { Language } from '#shared/study/definition'
import { showEntry } from '#shared/study/show-entry'
import type { FormAt } from './form-mark'

/** One line as it is shown and searched. */
export interface Shown {
  readonly key: string
  readonly line: AuditLine
  readonly who: string
  readonly what: string
  readonly where: string
  readonly change: string
  readonly reason: string | undefined
  /** Counted, held and why, or not there yet. */
  readonly state: string
  /** What is to be said of the clock that it was written by. */
  readonly clock: string | undefined
}

/** A value as it reads at its item; nothing where the study has no such item. */
export function showAt(
  { study, casebook }: Pick<FormAt, 'study' | 'casebook'>,
  item: ItemPath | undefined,
  value: Entry,
  language: Language,
): string {
  const form = item && formOf(item)
  const def = form && study.item(formOid(form), itemOf(item))?.def
  return def ? showEntry(def, value, answersOf(study, casebook, def), language) : ''
}
