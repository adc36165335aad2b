import { ask } from '../rules/ask'
import { notBegun } from '../rules/inputs'
import type { Outcome } from '../rules/rule'
import type { CompiledStudy } from '../study/compile'
import type { FormDef } from '../study/definition'
import type { Casebook } from './casebook'
import { type Witness, inputsOf } from './inputs'
import { eventPath, formPath, within } from './path'

/** Where an expression stands that belongs to no form: it names items as `FORM.ITEM` only. */
export const noForm: FormDef = { oid: '', title: { en: 'No form' }, groups: [], checks: [] }

/**
 * Asks an expression of the casebook as a whole. With the visit `at`, a form which that visit asks for is the one of that
 * visit or none; any other is the first in the order of the schedule.
 */
export function askCasebook(
  study: CompiledStudy,
  casebook: Casebook,
  { expression, at }: { readonly expression: string; readonly at?: string | undefined },
  witness?: Witness,
): Outcome {
  const event = at ?? study.version.events[0]?.oid ?? ''
  const from = inputsOf(
    study,
    casebook,
    formPath({ oid: event }, { oid: study.version.visitDate.form }),
    undefined,
    witness,
  )
  const own = at === undefined ? undefined : study.event(at)
  const form = (oid: string) => {
    const found = from.form(oid)
    const elsewhere = own?.forms.includes(oid) && (!found?.at || !within(found.at, eventPath({ oid: own.oid })))
    return elsewhere ? undefined : found
  }
  return ask({ study: study.under(study.id), form: noForm }, expression, {
    ...notBegun,
    form,
    forms: (oid) => from.forms(oid),
  })
}
