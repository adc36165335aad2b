import type { Entry } from '../change/change'
import { type ReferenceRange, referenceRange } from '../clinical/ctcae/reference-range'
import { PartialDate } from '../partial-date'
import { Decimal, parseDecimal } from '../quantity/decimal'
import { PartialNumber } from '../quantity/partial-number'
import { conversionOf, readingOf, readingText, toFirstUnit } from '../quantity/units'
import { ask } from '../rules/ask'
import type { CompiledStudy } from '../study/compile'
import type { GroupDef, ItemDef, StudyVersion } from '../study/definition'
import type { LimitOfDef, RangeOfLaboratoryDef } from '../study/limits-definition'
import type { Casebook } from './casebook'
import { earlierForms } from './earlier'
import type { Limits } from './graded'
import { inputsOf } from './inputs'
import { FormPath, type ItemPath, formOf, groupOf, groupPath, itemOf, itemPath, steps, formOid } from './path'
import { studyAt } from './versions'

/** The items that hold the limits of a result; a study may ask for one side only, or for none. */
export interface LimitPaths {
  readonly low?: ItemPath
  readonly high?: ItemPath
}

/** Where the limits of a result are kept. */
export function limitPaths(study: CompiledStudy, result: ItemPath): LimitPaths {
  const group = placed(study, result)?.group
  if (!group) return {}
  const [low, high] = [limitItem(group, result, 'low'), limitItem(group, result, 'high')]
  return { ...(low && { low }), ...(high && { high }) }
}

function limitItem(group: GroupDef, result: ItemPath, side: LimitOfDef['side']): ItemPath | undefined {
  const def = group.items.find(
    (item) => item.type === 'decimal' && item.limitOf?.item === itemOf(result) && item.limitOf.side === side,
  )
  return def && itemPath(groupOf(result), def.oid)
}

/** The same by form and item, for those who read a casebook as rows. Results of tables of rows have no limits. */
export const limitsIn =
  (study: CompiledStudy, casebook: Casebook) =>
  (form: FormPath, item: string): Limits => {
    const group = studyAt(study, casebook, form).item(steps(form)[1]?.oid ?? '', item)?.group
    const placed = group && !group.repeating && itemPath(groupPath(form, { oid: group.oid }), item)
    return placed ? limitsOf(study, casebook, placed) : {}
  }

/**
 * The laboratory's own limits that stand beside a result, in the unit it was reported in. A limit in another unit, one
 * that is contested and one that is no plain number is none: it was never said of this result.
 */
export function limitsOf(study: CompiledStudy, casebook: Casebook, result: ItemPath): Limits {
  const form = formOf(result)
  const items = form && casebook.forms.get(form)?.items
  const value = items?.get(result)?.value
  if (!form || !items || value?.state !== 'value') return {}
  const read = (path: ItemPath | undefined): Decimal | undefined => {
    const state = path && items.get(path)
    if (!state || state.contested || state.value?.state !== 'value' || state.value.unit !== value.unit) return undefined
    const reading = readingOf(state.value.text)
    return reading?.qualifier ? undefined : reading?.value
  }
  const { low, high } = limitPaths(studyAt(study, casebook, form), result)
  const [lln, uln] = [read(low), read(high)]
  return { ...(lln && { lln }), ...(uln && { uln }) }
}

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
  return (study.version.baselines ?? [])
    .flatMap((oid) => anchorDay(study, casebook, oid) ?? [])
    .filter((day) => day < taken)
    .sort()
    .at(-1)
}

/**
 * The last result on or before the day the present course began. None for the samples of that day and before, and where
 * the last one is no plain number or stands in another unit.
 */
export function baselineOf(
  study: CompiledStudy,
  casebook: Casebook,
  result: ItemPath,
  unit: string | undefined,
): BaselineResult | undefined {
  const form = formOf(result)
  const group = form && placed(studyAt(study, casebook, form), result)?.group
  const began = form && group && courseBegan(study, casebook, form, group)
  if (!form || !group || began === undefined) return undefined
  for (const before of earlierForms(study, casebook, form)) {
    const day = sampledOn(study, casebook, before.path, group)
    if (day === undefined || day > began) continue
    const path = itemPath(groupPath(before.path, { oid: group.oid }), itemOf(result))
    const item = before.items.get(path)
    if (!item || item.contested || item.value?.state !== 'value') continue
    return item.value.unit === unit ? baselineFrom(item.value, limitsOf(study, casebook, path)) : undefined
  }
  return undefined
}

function baselineFrom(entry: Extract<Entry, { state: 'value' }>, limits: Limits): BaselineResult | undefined {
  const reading = readingOf(entry.text)
  if (!reading || reading.qualifier) return undefined
  const { uln } = limits
  return { entry, value: reading.value, limits, ...(uln && { abnormal: reading.value.greaterThan(uln) }) }
}

function anchorDay(study: CompiledStudy, casebook: Casebook, oid: string): string | undefined {
  const anchor = study.version.anchors.find((each) => each.oid === oid)
  if (anchor?.event === undefined || anchor.item === undefined) return undefined
  const form = FormPath.parse(`${anchor.event}/${anchor.form}`)
  return exactDay(study, casebook, form, anchor.item)
}

const sampledOn = (
  study: CompiledStudy,
  casebook: Casebook,
  form: FormPath,
  group: GroupDef | undefined,
): string | undefined => {
  const sampled = group?.reference?.sampled
  return sampled === undefined ? undefined : exactDay(study, casebook, form, sampled)
}

function exactDay(study: CompiledStudy, casebook: Casebook, form: FormPath, item: string): string | undefined {
  const entry = inputsOf(study, casebook, form, undefined).entry(item)
  if (entry === undefined || entry === 'contested' || entry.state !== 'value') return undefined
  return PartialDate.parse(entry.text)?.exact ? entry.text : undefined
}

const placed = (study: CompiledStudy, path: ItemPath) => study.item(steps(path)[1]?.oid ?? '', itemOf(path))

/** The laboratory that the results of a group come from; undefined while it is not known. */
export function laboratoryOf(
  study: CompiledStudy,
  casebook: Casebook,
  form: FormPath,
  { reference }: GroupDef,
): string | undefined {
  const own = studyAt(study, casebook, form)
  const def = own.form(formOid(form))
  if (!def || !reference) return undefined
  const outcome = ask({ study: own, form: def }, reference.laboratory, inputsOf(study, casebook, form, undefined))
  return outcome.known && typeof outcome.value === 'string' ? outcome.value : undefined
}

const read = new WeakMap<StudyVersion, readonly ReferenceRange[]>()

/** The reference ranges that a study version holds, read once. */
export function rangesOf({ version }: CompiledStudy): readonly ReferenceRange[] {
  const known = read.get(version)
  if (known) return known
  const ranges = (version.ranges ?? []).flatMap(rangeFrom)
  read.set(version, ranges)
  return ranges
}

function rangeFrom({ item, low, high, from, until, sex, fromAge, belowAge, laboratory, unit }: RangeOfLaboratoryDef) {
  const first = PartialDate.parse(from)
  const last = PartialDate.parse(until ?? '')
  const [lln, uln] = [parseDecimal(low ?? ''), parseDecimal(high ?? '')]
  if (!first) return []
  const range: ReferenceRange = {
    ...{ laboratory, analyte: item, unit, from: first },
    ...(sex && { sex }),
    ...(fromAge !== undefined && { fromAge }),
    ...(belowAge !== undefined && { belowAge }),
    ...(last && { until: last }),
    ...(lln && { lln }),
    ...(uln && { uln }),
  }
  return [range]
}

/** A limit to be entered, in the unit of its result. */
export interface ProposedLimit {
  readonly path: ItemPath
  readonly entry: Entry
}

/**
 * The limits that the laboratory had for the participant on the day of the sample, for a result in this unit. None where
 * anything it takes is not known: a limit is never guessed.
 */
export function proposedLimits(
  study: CompiledStudy,
  casebook: Casebook,
  ranges: readonly ReferenceRange[],
  result: ItemPath,
  unit: string | undefined,
): readonly ProposedLimit[] {
  const form = formOf(result)
  if (!form) return []
  const own = studyAt(study, casebook, form)
  const place = placed(own, result)
  const def = own.form(formOid(form))
  const reference = place?.group.reference
  if (!def || !reference || unit === undefined || ranges.length === 0) return []
  const inputs = inputsOf(study, casebook, form, undefined)
  const answer = (expression: string | undefined): unknown => {
    const outcome = expression === undefined ? undefined : ask({ study: own, form: def }, expression, inputs)
    return outcome?.known ? outcome.value : undefined
  }
  const laboratory = laboratoryOf(study, casebook, form, place.group)
  const date = PartialDate.parse(sampledOn(study, casebook, form, place.group) ?? '')
  if (laboratory === undefined || !date) return []
  const sex = answer(reference.sex)
  const age = wholeYears(answer(reference.age))
  const found = referenceRange(ranges, {
    laboratory,
    analyte: itemOf(result),
    unit,
    ...((sex === 'F' || sex === 'M') && { sex }),
    ...(age !== undefined && { age }),
    date,
  })
  if (!found.ok) return []
  const { low, high } = limitPaths(own, result)
  const { lln, uln } = found.range
  return [...proposal(low, lln, unit, place.def), ...proposal(high, uln, unit, place.def)]
}

const wholeYears = (age: unknown): number | undefined =>
  age instanceof PartialNumber ? age.exact?.toNumber() : age instanceof Decimal ? age.toNumber() : undefined

function proposal(
  path: ItemPath | undefined,
  limit: Decimal | undefined,
  unit: string,
  def: ItemDef,
): readonly ProposedLimit[] {
  if (!path || !limit || def.type !== 'decimal') return []
  const units = def.units ?? []
  const [first] = units
  const inFirst = first && toFirstUnit({ value: limit }, unit, units)
  if (!first || !inFirst) return []
  const canonical = { value: readingText(inFirst), unit: first.unit, conversion: conversionOf(units) }
  return [{ path, entry: { state: 'value', text: limit.toFixed(), unit, canonical } }]
}
