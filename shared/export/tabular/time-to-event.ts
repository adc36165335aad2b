import { holdsOf } from '../../casebook/anchors'
import { isFor } from '../../casebook/phases'
import { itemsAt, visitsOf } from '../../casebook/visits'
import { PartialDate } from '../../partial-date'
import { textIn } from '../../study/definition'
import type { DatesDef, EndpointDef } from '../../study/tabulation-definition'
import type { Cells, Dataset, Variable } from './shape'
import type { Told } from './subject'

/** A day on which something happened, and what said so. */
interface Dated {
  readonly def: DatesDef
  /** Days since 1970-01-01, as a date known in part counts. */
  readonly day: number
  readonly date: PartialDate
  readonly record: string
}

/**
 * Each time to an event, in days between two dates, that the study names, for a participant whose first day is known: what it ran from and to,
 * whether it ended with the event, and what decided that.
 */
export function timesOf(told: Told): readonly Cells[] {
  const { tabulation } = told.study.version
  return Object.entries(tabulation?.endpoints ?? {}).flatMap(([code, endpoint]) => {
    if (!isFor(endpoint.arms, told.journey.assigned)) return []
    if (endpoint.needs && datesOf(told, endpoint, endpoint.needs).length === 0) return []
    const from = first(datesOf(told, endpoint, endpoint.from))
    return from ? [timeOf(told, code, endpoint, from)] : []
  })
}

function timeOf(told: Told, code: string, endpoint: EndpointDef, from: Dated): Cells {
  const since = ({ day }: Dated) => day >= from.day
  const stop = first(datesOf(told, endpoint, endpoint.stops ?? []).filter(since))
  const counts = ({ day }: Dated) => stop === undefined || day <= stop.day
  const event = first(datesOf(told, endpoint, endpoint.events).filter(since).filter(counts))
  const seen = last(datesOf(told, endpoint, endpoint.seen).filter(since).filter(counts))
  const end = event ?? seen ?? from
  return new Map([
    ['STUDYID', told.study.version.study.id],
    ['USUBJID', told.id],
    ['SUBJID', told.code],
    ['SITEID', told.site],
    ['TRTP', told.journey.assigned.part ?? told.journey.assigned.arm ?? ''],
    ['PARAMCD', code],
    ['PARAM', textIn(endpoint.label, 'en')],
    ['STARTDT', isoDay(from)],
    ['ADT', isoDay(end)],
    ['ADTF', imputed(end)],
    ['AVAL', String(end.day - from.day)],
    ['AVALU', 'DAYS'],
    ['CNSR', event ? '0' : '1'],
    ['EVNTDESC', event ? words(event) : censored(seen, stop)],
    ['STARTDSC', words(from)],
    ['STOPDESC', stop && !event ? `${words(stop)}, ${stop.date.toString()}` : ''],
    ['RULE', ruleOf(event, seen, stop)],
    ['SRCVAR', `${end.def.form}.${end.def.item}`],
    ['SRCREC', end.record],
    ['SRCDTC', end.date.toString()],
  ])
}

/** How it was decided, from a short list. */
function ruleOf(event: Dated | undefined, seen: Dated | undefined, stop: Dated | undefined): string {
  if (event) return 'EVENT'
  if (!seen) return stop ? 'STOPPED, NEVER SEEN: FIRST DAY' : 'NEVER SEEN: FIRST DAY'
  return stop ? 'STOPPED: LAST SEEN BEFORE IT' : 'NO EVENT: LAST SEEN'
}

const words = ({ def }: Dated): string => textIn(def.label, 'en')

const censored = (seen: Dated | undefined, stop: Dated | undefined): string => {
  const last = seen ? `censored: ${words(seen)}` : 'censored on the first day: nothing was seen since'
  return stop ? `${last}; ${words(stop)}` : last
}

/** Which part of the date was taken for granted, as ADaM marks it. */
function imputed({ date }: Dated): string {
  const text = date.toString()
  if (date.exact) return ''
  return text.length === 7 ? 'D' : text.length === 4 ? 'M' : 'Y'
}

const DAY = 86_400_000
const isoDay = ({ day }: Dated): string => new Date(day * DAY).toISOString().slice(0, 10)

function datesOf(told: Told, { partial }: EndpointDef, defs: readonly DatesDef[]): readonly Dated[] {
  const { study, casebook } = told
  return defs.flatMap((def) =>
    visitsOf(study, casebook)
      .of(def.form)
      .filter(({ path }) => def.when === undefined || holdsOf(study, casebook, path, def.when))
      .flatMap((form) =>
        itemsAt(study, form, def.item).flatMap(({ value }): readonly Dated[] => {
          const date = value?.state === 'value' ? PartialDate.parse(value.text.slice(0, 10)) : undefined
          return date ? [{ def, date, day: partial === 'latest' ? date.last : date.first, record: form.path }] : []
        }),
      ),
  )
}

const first = (dates: readonly Dated[]): Dated | undefined =>
  dates.reduce<Dated | undefined>((best, one) => (best && best.day <= one.day ? best : one), undefined)
const last = (dates: readonly Dated[]): Dated | undefined =>
  dates.reduce<Dated | undefined>((best, one) => (best && best.day >= one.day ? best : one), undefined)

const column = (name: string, label: string, type: Variable['type'] = 'text'): Variable => ({
  ...{ name, label, type, always: true, origin: 'Derived', from: [], codeList: undefined },
})

export const timeToEvent: Dataset = {
  name: 'ADTTE',
  label: 'Time to Event Analysis',
  class: 'analysis',
  structure: 'One record per subject per parameter',
  keys: ['STUDYID', 'USUBJID', 'PARAMCD'],
  variables: [
    column('STUDYID', 'Study Identifier'),
    column('USUBJID', 'Unique Subject Identifier'),
    column('SUBJID', 'Subject Identifier for the Study'),
    column('SITEID', 'Study Site Identifier'),
    column('TRTP', 'Planned Treatment'),
    column('PARAMCD', 'Parameter Code'),
    column('PARAM', 'Parameter'),
    column('STARTDT', 'Time-to-Event Origin Date for Subject', 'day'),
    column('ADT', 'Analysis Date', 'day'),
    column('ADTF', 'Analysis Date Imputation Flag'),
    column('AVAL', 'Analysis Value', 'integer'),
    column('AVALU', 'Analysis Value Unit'),
    column('CNSR', 'Censor', 'integer'),
    column('EVNTDESC', 'Event or Censoring Description'),
    column('STARTDSC', 'Origin Description'),
    column('STOPDESC', 'What Ended Counting'),
    column('RULE', 'Rule That Decided'),
    column('SRCVAR', 'Source Item'),
    column('SRCREC', 'Source Cells'),
    column('SRCDTC', 'Source Date as Collected'),
  ],
}
