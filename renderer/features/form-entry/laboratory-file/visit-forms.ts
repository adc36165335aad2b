import type { Casebook } from '#shared/casebook/casebook'
import { sampledOn } from '#shared/casebook/limits'
import { type FormPath, type ItemPath, formOid, formPath, groupPath, itemPath, steps } from '#shared/casebook/path'
import { studyAt } from '#shared/casebook/versions'
import type { Wanted } from '#shared/laboratory-file/read-result'
import type { CompiledStudy } from '#shared/study/compile'
import type { LocalText } from '#shared/study/definition'

/** A laboratory form of a visit: the results it asks for, each by its path, and where it says when the sample was taken. */
export interface LaboratoryForm {
  readonly form: FormPath
  readonly title: LocalText
  readonly results: readonly (Wanted & { readonly key: ItemPath })[]
  readonly sampled: ItemPath
  /** The day of the sample, where it is entered already. */
  readonly on: string | undefined
}

/** The laboratory forms of the visit of a form, that one first; those where nothing can be entered are left out. */
export function laboratoryForms(
  study: CompiledStudy,
  casebook: Casebook,
  open: FormPath,
  mayEnter: (form: FormPath) => boolean,
): readonly LaboratoryForm[] {
  const [event] = steps(open)
  if (!event) return []
  const asked = study.event(event.oid)?.forms ?? []
  const beside = asked.filter((oid) => oid !== formOid(open)).map((oid) => formPath(event, { oid }))
  return [open, ...beside].filter(mayEnter).flatMap((form) => laboratoryForm(study, casebook, form) ?? [])
}

function laboratoryForm(study: CompiledStudy, casebook: Casebook, form: FormPath): LaboratoryForm | undefined {
  const own = studyAt(study, casebook, form)
  const def = own.form(formOid(form))
  const group = def?.groups.find(({ reference, repeating }) => reference && !repeating)
  const sampled = group?.reference && own.item(formOid(form), group.reference.sampled)
  if (!def || def.repeating || !group || !sampled) return undefined
  return {
    form,
    title: def.title,
    results: group.items.flatMap((item) =>
      item.type === 'decimal' && !item.limitOf
        ? [{ key: itemPath(groupPath(form, { oid: group.oid }), item.oid), def: item }]
        : [],
    ),
    sampled: itemPath(groupPath(form, { oid: sampled.group.oid }), sampled.def.oid),
    on: sampledOn(own, casebook, form, group),
  }
}

/** Whether a form asks for results of a laboratory. */
export const asksForResults = (study: CompiledStudy, form: FormPath): boolean =>
  study.form(formOid(form))?.groups.some(({ reference, repeating }) => reference && !repeating) ?? false
