import type { FormDef } from '../study/definition'
import type { StudyEventDef } from '../study/schedule-definition'
import { Names } from './names'
import { notCarried } from './not-carried'
import { type OdmDefinitions, attributeOf, must } from './odm-definitions'
import { type Leave, nameOf, titleOf } from './odm-words'

/** Stands for every visit in a study that defines none. */
export const ANY_EVENT = ''

const kinds = { Scheduled: 'scheduled', Unscheduled: 'unscheduled', Common: 'log' } as const

/** The visits that have a form, by their OID. */
export function eventsOf(
  { events }: OdmDefinitions,
  forms: ReadonlyMap<string, FormDef>,
  leave: Leave,
): ReadonlyMap<string, StudyEventDef> {
  const names = new Names()
  const made = new Map<string, StudyEventDef>()
  for (const { element, forms: oids } of events) {
    const own = [...new Set(oids)].flatMap((oid) => forms.get(oid)?.oid ?? [])
    if (own.length === 0) {
      leave(element, notCarried('the visit has no form'))
      continue
    }
    const type = attributeOf(element, 'Type')
    const repeating = attributeOf(element, 'Repeating') === 'Yes'
    const kind = repeating ? 'unscheduled' : type === 'Common' || type === 'Unscheduled' ? kinds[type] : 'scheduled'
    if (repeating && type !== 'Unscheduled') leave(element, notCarried('it repeats, so it is a visit without a plan'))
    const oid = names.give(nameOf(element), 'code')
    made.set(must(element, 'OID'), {
      oid,
      title: titleOf(element),
      kind: kind === 'unscheduled' && !repeating ? 'scheduled' : kind,
      forms: own,
    })
  }
  if (events.length === 0 && forms.size > 0)
    made.set(ANY_EVENT, {
      oid: 'VISIT',
      title: { en: 'Visit', fr: 'Visite', sv: 'Besök' },
      kind: 'unscheduled',
      forms: [...forms.values()].map(({ oid }) => oid),
    })
  return made
}
