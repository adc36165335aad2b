import type { Casebook, FormState, SignatureState } from '../casebook/casebook'
import { contentOf, inOrder, standings } from '../casebook/derive'
import { standingForms } from '../casebook/fold'
import { type Scope, formOf, within } from '../casebook/path'
import { hashOf } from '../canonical-json'
import { refOf } from '../change/change'
import type { Hash } from '../ids'

/**
 * The hash that a signature of a scope is bound to. A form, a row or an item: every head in it with its value, and what of it was withdrawn. A visit or
 * a casebook: what every form in it holds, its files with it, under which version, what of it was withdrawn, and which forms there are; so
 * that neither a value nor a form can be changed, added or taken away without breaking it.
 */
export function signedContent(casebook: Casebook, scope: Scope): Hash {
  const form = formOf(scope)
  if (form) {
    const state = casebook.forms.get(form)
    return contentOf(scope, state?.items ?? new Map(), state?.withdrawn, state?.attachments)
  }
  const forms = standingForms(casebook)
    .filter(({ path, version }) => within(path, scope) && version !== undefined)
    .map((state) => ({
      form: state.path,
      version: state.version ?? null,
      notDone: state.status?.status === 'not-done',
      withdrawn: [...state.withdrawn],
      content: contentOfForm(state),
    }))
  return hashOf({ scope, forms })
}

const contents = new WeakMap<FormState, Hash>()
function contentOfForm(state: FormState): Hash {
  const found = contents.get(state) ?? contentOf(state.path, state.items, [], state.attachments)
  contents.set(state, found)
  return found
}

const booked = new WeakMap<Casebook, readonly SignatureState[]>()

/** The signatures of visits and of the casebook as a whole, in order; those of forms are with their forms. */
export function bookSignatures(casebook: Casebook): readonly SignatureState[] {
  const found = booked.get(casebook)
  if (found) return found
  const { log } = casebook.own
  const standing = standings(log)
  const signatures = inOrder(log).flatMap((logged) => {
    const { body, author } = logged.change
    if (body.kind !== 'sign' || standing.get(refOf(logged.change)) !== 'counts') return []
    return body.scopes
      .filter(({ scope }) => formOf(scope) === undefined)
      .map(({ scope, content }) => ({
        ...{ ref: refOf(logged.change), scope, meaning: body.meaning, author, logged },
        intact: signedContent(casebook, scope) === content,
      }))
  })
  booked.set(casebook, signatures)
  return signatures
}
