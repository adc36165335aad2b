import type { Entry } from '../change/change'
import type { Decimal } from '../quantity/decimal'
import { betweenUnits, conversionOf, readingOf, readingText, toFirstUnit } from '../quantity/units'
import type { CompiledStudy } from '../study/compile'
import type { GroupDef, ItemDef } from '../study/definition'
import { happened, wholeDay } from './anchors'
import type { Casebook } from './casebook'
import { earlierForms } from './earlier'
import type { Limits } from './graded'
import { limitsOf, placed, sampledOn } from './limits'
import { type FormPath, type ItemPath, formOf, groupPath, itemOf, itemPath } from './path'
import { studyAt } from './versions'

/** The result of the same item that a course is measured against, in the unit asked for. */
export interface BaselineResult {
  readonly entry: Entry
  readonly value: Decimal
  readonly limits: Limits
  /** As far as it is known, whether it lay above the upper limit of its own sample. */
  readonly abnormal?: boolean
}

/** The day on which the course began that a sample belongs to: the latest of the study's `baselines` before its own day. */
export function courseBegan(
  study: CompiledStudy,
  casebook: Casebook,
  form: FormPath,
  group: GroupDef,
): string | undefined {
  const taken = sampledOn(study, casebook, form, group)
  if (taken === undefined) return undefined
  return beginnings(study, casebook)
    .filter((day) => day < taken)
    .at(-1)
}

/** A casebook never changes, and every result of a form asks when its courses began. */
const known = new WeakMap<Casebook, { readonly study: CompiledStudy; readonly days: readonly string[] }>()

function beginnings(study: CompiledStudy, casebook: Casebook): readonly string[] {
  const before = known.get(casebook)
  if (before?.study === study) return before.days
  const days = (study.version.baselines ?? [])
    .flatMap((oid) => {
      const anchor = study.version.anchors.find((each) => each.oid === oid)
      return (anchor && wholeDay(happened(study, casebook, anchor))) ?? []
    })
    .sort()
  known.set(casebook, { study, days })
  return days
}

/**
 * The last result on or before the day the present course began, converted to the unit asked for. None for the samples of
 * that day and before, and where the last one is no plain number or its unit cannot be converted.
 */
export function baselineOf(
  study: CompiledStudy,
  casebook: Casebook,
  result: ItemPath,
  unit: string | undefined,
): BaselineResult | undefined {
  const form = formOf(result)
  const place = form && placed(studyAt(study, casebook, form), result)
  const began = form && place && courseBegan(study, casebook, form, place.group)
  if (!form || !place || began === undefined) return undefined
  for (const before of earlierForms(study, casebook, form)) {
    const day = sampledOn(study, casebook, before.path, place.group)
    if (day === undefined || day > began) continue
    const path = itemPath(groupPath(before.path, { oid: place.group.oid }), itemOf(result))
    const item = before.items.get(path)
    if (!item || item.contested || item.value?.state !== 'value') continue
    return baselineFrom(place.def, item.value, limitsOf(study, casebook, path), unit)
  }
  return undefined
}

type Value = Extract<Entry, { state: 'value' }>

function baselineFrom(
  def: ItemDef,
  entry: Value,
  limits: Limits,
  unit: string | undefined,
): BaselineResult | undefined {
  const reading = readingOf(entry.text)
  if (!reading || reading.qualifier) return undefined
  const abnormal = limits.uln && { abnormal: reading.value.greaterThan(limits.uln) }
  if (entry.unit === unit) return { entry, value: reading.value, limits, ...abnormal }
  const units = 'units' in def ? (def.units ?? []) : []
  const from = units.find((one) => one.unit === entry.unit)
  const to = units.find((one) => one.unit === unit)
  if (!from || !to) return undefined
  const inUnit = (value: Decimal): Decimal => betweenUnits(value, from, to)
  const value = inUnit(reading.value)
  const { lln, uln } = limits
  return {
    entry: converted(value, to.unit, units),
    value,
    limits: { ...(lln && { lln: inUnit(lln) }), ...(uln && { uln: inUnit(uln) }) },
    ...abnormal,
  }
}

/** A result as if it had been reported in the other unit. */
function converted(value: Decimal, unit: string, units: Parameters<typeof toFirstUnit>[2]): Entry {
  const [first] = units
  const reading = toFirstUnit({ value }, unit, units)
  const canonical = first &&
    reading && { value: readingText(reading), unit: first.unit, conversion: conversionOf(units) }
  return { state: 'value', text: value.toSignificantDigits(12).toFixed(), unit, ...(canonical && { canonical }) }
}
