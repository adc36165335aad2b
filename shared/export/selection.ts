import { type Scope, steps } from '../casebook/path'

/** What of a casebook goes: visits and forms by their codes. A list that is left out is all of them. */
export interface Selection {
  readonly events?: ReadonlySet<string>
  readonly forms?: ReadonlySet<string>
}

/** Whether what is said of a place goes along. What is said of the participant alone always does. */
export function isChosen(only: Selection | undefined, scope: Scope): boolean {
  if (!only) return true
  const [event, form] = steps(scope)
  if (event && only.events && !only.events.has(event.oid)) return false
  return !form || !only.forms || only.forms.has(form.oid)
}
