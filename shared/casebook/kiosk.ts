import type { CompiledStudy } from '../study/compile'
import type { FormDef } from '../study/definition'
import type { Casebook, FormState } from './casebook'
import { type FormPath, type ItemPath, formPath, groupPath, itemPath, steps, within } from './path'

/**
 * The forms that can be handed to the participant together: this one, and the others of its visit that still ask them
 * something. None when this one cannot be handed over: it is for staff, finished, or answered in another way.
 */
export function formsToHand(study: CompiledStudy, casebook: Casebook, first: FormPath): readonly FormPath[] {
  const [event, own] = steps(first)
  if (!event || !own) return []
  const beside = (study.event(event.oid)?.forms ?? []).flatMap((oid) =>
    study.form(oid)?.repeating ? [] : [formPath(event, { oid })],
  )
  const forms = [first, ...beside.filter((path) => path !== first)]
  const open = forms.filter((path) =>
    canBeHanded(study.form(steps(path)[1]?.oid ?? ''), casebook.forms.get(path), path),
  )
  return open[0] === first ? open : []
}

function canBeHanded(def: FormDef | undefined, form: FormState | undefined, path: FormPath): boolean {
  if (!def?.kiosk) return false
  const { questions, begin } = def.kiosk
  const { status } = form?.status ?? {}
  if (status === 'complete' || status === 'not-done' || form?.withdrawn.some((scope) => within(path, scope)))
    return false
  const valueOf = (item: string) => {
    const at = kioskItem(def, path, item)
    const value = at && form?.items.get(at)?.value
    return value?.state === 'blank' ? undefined : value
  }
  const otherwise = Object.entries(begin).some(([item, text]) => {
    const value = valueOf(item)
    return value !== undefined && (value.state !== 'value' || value.text !== text)
  })
  const asked = def.groups.find(({ oid }) => oid === questions)?.items ?? []
  return !otherwise && asked.some(({ oid, type }) => type !== 'calculated' && valueOf(oid) === undefined)
}

/** Where an item of a form stands, by its name alone; undefined where the form has none of that name. */
export function kioskItem(def: FormDef, form: FormPath, item: string): ItemPath | undefined {
  const group = def.groups.find(({ items }) => items.some(({ oid }) => oid === item))
  return group && itemPath(groupPath(form, { oid: group.oid }), item)
}
