import type { Change } from '../change/change'
import type { CompiledStudy } from '../study/compile'
import { type PlannedSource, type ValueSource, plannedSource, sourceOf } from '../study/source-definition'
import { type ItemPath, formOf, formOid, itemOf } from './path'

/** Where the values of an item are to come from; undefined where the study does not know it. */
export function plannedSourceAt(study: CompiledStudy, path: ItemPath): PlannedSource | undefined {
  const at = formOf(path)
  const form = at && study.form(formOid(at))
  const placed = form && study.item(form.oid, itemOf(path))
  return form && placed && plannedSource(form, placed.def)
}

/** Where the value that a change gave an item comes from, by the version it was entered under. */
export function valueSource(study: CompiledStudy, { version, source }: Change, path: ItemPath): ValueSource {
  const planned = plannedSourceAt(study.under(version), path)
  return planned === undefined ? source : sourceOf(source, planned)
}
