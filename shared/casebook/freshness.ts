import { PartialDate, isoDayPlus } from '../partial-date'
import type { CompiledStudy } from '../study/compile'
import type { Casebook } from './casebook'
import { EventPath, type FormPath } from './path'
import { type PlannedEvent, visitDate } from './schedule'
import { eventText, itemsAt, visitsOf } from './visits'

/** What a visit needs to have been found shortly before it: the latest instance of a form, and how long that counts. */
export interface Freshness {
  readonly form: string
  readonly rule: string
  readonly days: number
  /** The latest instance on or before the day of the visit; undefined when there is none. */
  readonly latest?: { readonly path: FormPath; readonly date: string; readonly expires: string }
  /** `stale` when it does not count on the day of the visit, planned or actual. */
  readonly state: 'fresh' | 'stale' | 'missing'
}

/**
 * What a visit needs, as it stands for the day on which it took place, or else is planned, or for `day` when it may take
 * place on another: "haemoglobin of the 3rd, counts until the 17th". Nothing for a visit without any day.
 */
export function freshnessOf(
  study: CompiledStudy,
  casebook: Casebook,
  planned: PlannedEvent,
  day = planned.actual ?? planned.target,
): readonly Freshness[] {
  if (day === undefined) return []
  return (planned.def.fresh ?? []).map(({ form, item, days, rule }): Freshness => {
    const latest = datesOf(study, casebook, form, item)
      .filter(({ date }) => date <= day)
      .reduce<Dated | undefined>((best, one) => (best && best.date >= one.date ? best : one), undefined)
    if (!latest) return { form, rule, days, state: 'missing' }
    const expires = isoDayPlus(latest.date, days)
    return { form, rule, days, latest: { ...latest, expires }, state: expires < day ? 'stale' : 'fresh' }
  })
}

interface Dated {
  readonly path: FormPath
  readonly date: string
}

/** Instances whose day is known; a contested date could be any day and proves nothing. */
const datesOf = (study: CompiledStudy, casebook: Casebook, form: string, item: string | undefined): readonly Dated[] =>
  visitsOf(study, casebook)
    .of(form)
    .flatMap((state) => {
      const value = item === undefined ? undefined : itemsAt(study, state, item)[0]?.value
      const own = value?.state === 'value' ? value.text.slice(0, 10) : undefined
      const date = item === undefined ? visitDate(study, casebook, EventPath.parse(eventText(state.path))) : own
      return date !== undefined && PartialDate.parse(date)?.exact ? [{ path: state.path, date }] : []
    })
