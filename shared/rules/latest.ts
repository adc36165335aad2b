import type { Entry } from '../change/change'
import { PartialDate } from '../partial-date'
import type { LatestDef } from '../study/definition'
import type { Inputs, Witness } from './inputs'

interface Found {
  readonly form: string
  readonly item: string
  /** The instance that it stands in; undefined when there is none. */
  readonly inputs: Inputs | undefined
}

interface Dated {
  readonly from: Inputs
  readonly day: number
}

type NotFound = { readonly why: 'contested' | 'not-known-exactly' }

/**
 * Finds the visit whose value counts on a day: the latest that holds one on or before it, else the first within `after`
 * days later. Of two on one day that of the asking form itself, else the later in the schedule. A date that is contested
 * or not known to the day could put its visit anywhere, so it decides nothing.
 */
export function latest(def: LatestDef, inputs: Inputs, ownForm: string, witness: Witness): Found | NotFound {
  const [form = '', item = ''] = def.latest.split('.')
  const none = { form, item, inputs: undefined }
  const onEntry = inputs.entry(def.on)
  witness({ form: ownForm, item: def.on, at: inputs.at, entry: onEntry })
  const on = dateOf(onEntry)
  if (typeof on === 'string') return { why: on }
  if (!on) return none
  let before: Dated | undefined
  let after: Dated | undefined
  for (const from of inputs.forms(form)) {
    const entry = from.entry(item)
    if (entry !== 'contested' && entry?.state !== 'value') continue
    const date = dateOf(from.entry(def.dated))
    if (typeof date === 'string') return { why: date }
    if (!date) continue
    const day = date.first
    if (day <= on.first) {
      const sameDay = before?.day === day && before.from.at !== inputs.at
      if (!before || day > before.day || sameDay) before = { from, day }
    } else if (day - on.first <= (def.after ?? 0) && (!after || day < after.day)) after = { from, day }
  }
  return { form, item, inputs: (before ?? after)?.from }
}

/** Every visit is looked at for every visit: a date that stands as it stood is not read again. */
const read = new WeakMap<Entry, PartialDate>()

function dateOf(entry: ReturnType<Inputs['entry']>): PartialDate | undefined | 'contested' | 'not-known-exactly' {
  if (entry === 'contested') return 'contested'
  if (entry?.state !== 'value') return undefined
  const date = read.get(entry) ?? PartialDate.parse(entry.text)
  if (!date) return undefined
  read.set(entry, date)
  return date.exact ? date : 'not-known-exactly'
}
