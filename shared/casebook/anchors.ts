import { type Instant, readInstant } from '../clinical/time/instant'
import { PartialDate } from '../partial-date'
import { ask } from '../rules/ask'
import type { CompiledStudy } from '../study/compile'
import type { AnchorDef } from '../study/schedule-definition'
import type { Casebook, FormState } from './casebook'
import { inputsOf } from './inputs'
import { FormPath, type GroupPath, formOid, steps } from './path'
import { studyAt } from './versions'
import { eventText, itemsAt, visitsOf } from './visits'

/** Something that happened, as a form says it. */
export interface Happened {
  /** As far as the day is known. */
  readonly day: PartialDate
  /** The point in time, where it was given with its offset from universal time. */
  readonly instant?: Instant
  readonly form: FormPath
}

/**
 * When what an anchor speaks of happened; undefined while no form says so. A contested date could be any day, so it and
 * what would have to be compared with it say nothing.
 */
export function happened(study: CompiledStudy, casebook: Casebook, anchor: AnchorDef): Happened | undefined {
  const all = visitsOf(study, casebook)
    .of(anchor.form)
    .filter((form) => isMeant(study, anchor, form) && isSigned(anchor, form) && holds(study, casebook, anchor, form))
    .flatMap((form) => datesIn(study, casebook, anchor, form))
  if (all.includes('contested')) return undefined
  const dated = all.flatMap((one) => (one === 'contested' ? [] : [one]))
  return dated.reduce<Happened | undefined>(
    (best, one) => (best && !isBetter(anchor, one, best) ? best : one),
    undefined,
  )
}

function isBetter({ which }: AnchorDef, one: Happened, best: Happened): boolean {
  const later =
    one.instant && best.instant ? one.instant.seconds.gt(best.instant.seconds) : one.day.first > best.day.first
  const earlier =
    one.instant && best.instant ? one.instant.seconds.lt(best.instant.seconds) : one.day.first < best.day.first
  return which === 'last' ? later : earlier
}

function isMeant(study: CompiledStudy, { event, phase }: AnchorDef, { path }: FormState): boolean {
  const own = eventText(path).split(':')[0] ?? ''
  if (event !== undefined && own !== event) return false
  return phase === undefined || (study.event(own)?.phases ?? []).includes(phase)
}

/** Signed as it stands: a correction takes the signature away, and with it what it decided, until it is signed again. */
export const isSigned = ({ signed }: AnchorDef, { path, signatures }: FormState): boolean =>
  signed === undefined || signatures.some((one) => one.intact && one.scope === path && one.meaning === signed)

function holds(study: CompiledStudy, casebook: Casebook, { when }: AnchorDef, { path }: FormState): boolean {
  return when === undefined || holdsOf(study, casebook, path, when)
}

/** Whether a condition holds of a form instance, or of one row of it; what is not known does not. */
export function holdsOf(
  study: CompiledStudy,
  casebook: Casebook,
  path: FormPath,
  when: string,
  row?: GroupPath,
): boolean {
  const own = studyAt(study, casebook, path)
  const form = own.form(formOid(path))
  const group = row === undefined ? undefined : form && own.group(form.oid, steps(row)[2]?.oid ?? '')
  const outcome =
    form && ask({ study: own, form, ...(group && { row: group }) }, when, inputsOf(study, casebook, path, row))
  return outcome?.known === true && outcome.value === true
}

function datesIn(
  study: CompiledStudy,
  casebook: Casebook,
  { item }: AnchorDef,
  state: FormState,
): readonly (Happened | 'contested')[] {
  const { form, item: visitItem } = study.version.visitDate
  const of = item === undefined ? casebook.forms.get(siblingOf(state.path, form)) : state
  return itemsAt(study, of, item ?? visitItem).flatMap((found): readonly (Happened | 'contested')[] => {
    if (found.contested) return ['contested']
    const text = found.value?.state === 'value' ? found.value.text : ''
    const day = PartialDate.parse(text.slice(0, 10))
    if (!day) return []
    const instant = text.length > 10 ? readInstant(text) : undefined
    return [{ day, form: state.path, ...(typeof instant === 'object' && { instant }) }]
  })
}

const siblingOf = (path: FormPath, form: string): FormPath => FormPath.parse(`${eventText(path)}/${form}`)

/** The day of something that happened, once it is known to the day. */
export const wholeDay = (what: Happened | undefined): string | undefined =>
  what?.day.exact ? what.day.toString() : undefined
