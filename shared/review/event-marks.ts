import type { Casebook } from '../casebook/casebook'
import { inputsOf } from '../casebook/inputs'
import { type FormPath, formOid } from '../casebook/path'
import { studyAt } from '../casebook/versions'
import { ask } from '../rules/ask'
import type { CompiledStudy } from '../study/compile'
import type { EventMarkDef } from '../study/safety-definition'

const known = new WeakMap<Casebook, Map<FormPath, readonly EventMarkDef[]>>()

/**
 * How the study version of an adverse event marks it: each mark whose rule is surely true of what stands now. Worked out
 * when somebody asks, and kept as long as the casebook stands as it does.
 */
export function marksOf(study: CompiledStudy, casebook: Casebook, event: FormPath): readonly EventMarkDef[] {
  const kept = known.get(casebook) ?? new Map<FormPath, readonly EventMarkDef[]>()
  known.set(casebook, kept)
  const before = kept.get(event)
  if (before) return before
  const own = studyAt(study, casebook, event)
  const form = own.form(formOid(event))
  const inputs = inputsOf(own, casebook, event, undefined)
  const marks = (own.version.safety?.marks ?? []).filter(({ when }) => {
    const outcome = form && ask({ study: own, form }, when, inputs)
    return outcome?.known === true && outcome.value === true
  })
  kept.set(event, marks)
  return marks
}
