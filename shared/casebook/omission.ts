import type { ChangeBody, Entry, ItemChange } from '../change/change'
import type { CompiledStudy } from '../study/compile'
import { onceIn } from './basis'
import type { Casebook } from './casebook'
import { type EventPath, formPath, steps } from './path'
import { formAt } from './visits'

/**
 * What is asserted when a visit did not take place: the items of the form that dates visits where it has them (CDISC SV:
 * SVOCCUR and SVREASOC), else that this form is not done. A correction like any other, so it can be taken back.
 */
export function omission(study: CompiledStudy, casebook: Casebook, event: EventPath, reason: string): ChangeBody {
  const items = itemsOf(study, casebook, event, { SVOCCUR: value('N'), SVREASOC: value(reason) }, reason)
  return items.length > 0 ? { kind: 'value', items } : statusOf(study, casebook, event, 'not-done', reason)
}

/** What is asserted when it is planned after all. */
export function reinstatement(study: CompiledStudy, casebook: Casebook, event: EventPath, reason: string): ChangeBody {
  const items = itemsOf(study, casebook, event, { SVOCCUR: { state: 'blank' }, SVREASOC: { state: 'blank' } }, reason)
  const said = items.filter(({ bases }) => bases.length > 0)
  return said.length > 0 ? { kind: 'value', items: said } : statusOf(study, casebook, event, 'in-progress', reason)
}

/** Why a visit did not take place, as far as someone said. */
export function omittedBecause(study: CompiledStudy, casebook: Casebook, event: EventPath): string | undefined {
  const path = dateForm(study, event)
  const form = casebook.forms.get(path)
  const item = onceIn(study, study.version.visitDate.form, path, 'SVREASOC')
  const said = item === undefined ? undefined : form?.items.get(item)?.value
  return said?.state === 'value' ? said.text : form?.status?.reason
}

const value = (text: string): Entry => ({ state: 'value', text })

const dateForm = (study: CompiledStudy, event: EventPath) => formAt(event, study.version.visitDate.form)

function itemsOf(
  study: CompiledStudy,
  casebook: Casebook,
  event: EventPath,
  said: Readonly<Record<string, Entry>>,
  reason: string,
): ItemChange[] {
  const [step] = steps(event)
  const { form } = study.version.visitDate
  if (!step || !study.item(form, 'SVOCCUR')) return []
  const path = formPath(step, { oid: form })
  return Object.entries(said).flatMap(([oid, entry]): readonly ItemChange[] => {
    const item = onceIn(study, form, path, oid)
    if (item === undefined) return []
    const heads = casebook.forms.get(path)?.items.get(item)?.heads ?? []
    return [{ path: item, bases: heads.map(({ ref }) => ref), entry, ...(heads.length > 0 && { reason }) }]
  })
}

const statusOf = (
  study: CompiledStudy,
  casebook: Casebook,
  event: EventPath,
  status: 'not-done' | 'in-progress',
  reason: string,
): ChangeBody => {
  const form = dateForm(study, event)
  return { kind: 'status', form, bases: [...(casebook.forms.get(form)?.status?.heads ?? [])], status, reason }
}
