import { v7 as uuid } from 'uuid'
import { FormPath, type ItemPath, formPath, groupPath, itemPath } from '#shared/casebook/path'
import type { Suggestion } from '#shared/clinical/ctcae/suggestion'
import type { CompiledStudy } from '#shared/study/compile'
import type { ItemDef } from '#shared/study/definition'
import { useGo, usePlace, useSubject } from '../app/place'
import type { DraftShelf } from '../form/draft-shelf'
import { fieldName } from '../form/field-name'
import type { FormSession } from '../form/form-session'

/** Opens an adverse event that a result suggests; a new one begins with its term and grade. */
export function useOpenEvent(study: CompiledStudy, shelf: DraftShelf): FormSession['openEvent'] {
  const go = useGo()
  const { study: id, site } = usePlace()
  const subject = useSubject()
  const place = eventPlace(study)
  const show = (form: FormPath): void => {
    go({ screen: 'form', study: id, site, subject, form })
  }
  return (
    place &&
    ((suggestion: Suggestion) => {
      if (suggestion.kind === 'change-grade') {
        show(FormPath.parse(suggestion.event))
        return
      }
      const form = formPath({ oid: place.event }, { oid: place.form, repeat: uuid() })
      const grade = place.grade?.(form)
      shelf.keep(form, {
        [fieldName(place.term(form))]: suggestion.term,
        ...(grade && { [fieldName(grade)]: String(suggestion.grade) }),
      })
      show(form)
    })
  )
}

interface EventPlace {
  readonly event: string
  readonly form: string
  readonly term: (form: FormPath) => ItemPath
  readonly grade: ((form: FormPath) => ItemPath) | undefined
}

const places = new WeakMap<CompiledStudy, EventPlace | undefined>()

/** Where a study keeps adverse events: the first form of that domain in a log, with the term and its grade. */
function eventPlace(study: CompiledStudy): EventPlace | undefined {
  if (places.has(study)) return places.get(study)
  const found = findPlace(study)
  places.set(study, found)
  return found
}

function findPlace(study: CompiledStudy): EventPlace | undefined {
  for (const event of study.version.events)
    for (const oid of event.kind === 'log' ? event.forms : []) {
      const form = study.form(oid)
      if (form?.domain !== 'AE' || !form.repeating) continue
      const pathOf = (wanted: (item: ItemDef) => boolean) => {
        const group = form.groups.find(({ repeating, items }) => !repeating && items.some(wanted))
        const item = group?.items.find(wanted)
        return group && item && ((path: FormPath) => itemPath(groupPath(path, { oid: group.oid }), item.oid))
      }
      const term = pathOf((item) => item.type === 'text' && item.dictionary !== undefined)
      const grade = pathOf((item) => item.type === 'code' && item.gradeOf !== undefined)
      if (term) return { event: event.oid, form: oid, term, grade }
    }
  return undefined
}
