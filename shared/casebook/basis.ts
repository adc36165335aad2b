import type { CompiledStudy } from '../study/compile'
import { targetsOf } from '../study/occurrences'
import type { AnchorDef } from '../study/schedule-definition'
import type { Casebook } from './casebook'
import { visitDatePath } from './earlier'
import { type EventPath, type FormPath, type ItemPath, eventPath, groupPath, itemPath, steps } from './path'
import { journeyOf } from './phases'
import type { PlannedEvent } from './schedule'

/** What a visit is counted from: when another took place, or what an anchor of the study speaks of. */
export type Basis =
  | { readonly kind: 'visit'; readonly event: EventPath }
  | { readonly kind: 'anchor'; readonly anchor: AnchorDef; readonly form?: FormPath }

/** Undefined for a visit without a planned day. */
export function basisOf(study: CompiledStudy, casebook: Casebook, { aim }: PlannedEvent): Basis | undefined {
  if (aim?.event !== undefined) return { kind: 'visit', event: eventPath({ oid: aim.event }) }
  const anchor = study.version.anchors.find(({ oid }) => oid === aim?.anchor)
  if (!anchor) return undefined
  const form = journeyOf(study, casebook).happened(anchor.oid)?.form
  return { kind: 'anchor', anchor, ...(form !== undefined && { form }) }
}

/** The item that holds the date counted from, as far as someone entered it. */
export function basisItem(study: CompiledStudy, basis: Basis): ItemPath | undefined {
  if (basis.kind === 'visit') return visitDatePath(study, basis.event)
  const { anchor, form } = basis
  const [event, own] = form === undefined ? [] : steps(form)
  if (form === undefined || !event || !own) return undefined
  return anchor.item === undefined ? visitDatePath(study, eventPath(event)) : onceIn(study, own.oid, form, anchor.item)
}

/** An item of a form that stands in it once. */
export function onceIn(study: CompiledStudy, oid: string, form: FormPath, item: string): ItemPath | undefined {
  const group = study.item(oid, item)?.group
  return group && !group.repeating ? itemPath(groupPath(form, { oid: group.oid }), item) : undefined
}

/** The visits among those planned that move when this one does, each by itself counted from it or from what it dates. */
export function dependentsOf(study: CompiledStudy, planned: readonly PlannedEvent[], of: PlannedEvent) {
  const own = new Set(anchorsAt(study, of).map(({ oid }) => oid))
  return planned.filter(
    ({ aim, event }) => event !== of.event && (aim?.event === of.def.oid || own.has(aim?.anchor ?? '')),
  )
}

/** The anchors that a visit gives a date to, and that the study counts visits from. */
export function anchorsAt({ version, events }: CompiledStudy, { def }: PlannedEvent): readonly AnchorDef[] {
  const counted = new Set(events.flatMap((event) => targetsOf(event).flatMap(({ anchor }) => anchor ?? [])))
  return version.anchors.filter(
    ({ oid, form, event, phase }) =>
      counted.has(oid) &&
      def.forms.includes(form) &&
      (event === undefined || event === def.oid) &&
      (phase === undefined || (def.phases ?? []).includes(phase)),
  )
}
