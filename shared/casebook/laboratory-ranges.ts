import type { Entry } from '../change/change'
import { type ReferenceRange, referenceRange } from '../clinical/ctcae/reference-range'
import type { ChangeRef } from '../ids'
import { PartialDate } from '../partial-date'
import { Decimal, parseDecimal } from '../quantity/decimal'
import { PartialNumber } from '../quantity/partial-number'
import { conversionOf, readingOf, readingText, toFirstUnit } from '../quantity/units'
import type { SiteRanges } from '../reference/site-ranges'
import { ask } from '../rules/ask'
import type { CompiledStudy } from '../study/compile'
import type { GroupDef, ItemDef } from '../study/definition'
import type { RangeOfLaboratoryDef } from '../study/limits-definition'
import type { Casebook, ItemEntry, ItemState } from './casebook'
import { inputsOf, type Witness } from './inputs'
import { limitPaths, placed, sampledOn } from './limits'
import { type FormPath, type ItemPath, formOf, formOid, itemOf } from './path'
import { studyAt } from './versions'

/** The laboratory that the results of a group come from; undefined while it is not known. */
export function laboratoryOf(
  study: CompiledStudy,
  casebook: Casebook,
  form: FormPath,
  { reference }: GroupDef,
  witness?: Witness,
): string | undefined {
  const own = studyAt(study, casebook, form)
  const def = own.form(formOid(form))
  if (!def || !reference) return undefined
  const outcome = ask(
    { study: own, form: def },
    reference.laboratory,
    inputsOf(study, casebook, form, undefined, witness),
  )
  return outcome.known && typeof outcome.value === 'string' ? outcome.value : undefined
}

const read = new WeakMap<readonly RangeOfLaboratoryDef[], readonly ReferenceRange[]>()

function rangesIn(defs: readonly RangeOfLaboratoryDef[]): readonly ReferenceRange[] {
  const before = read.get(defs)
  if (before) return before
  const ranges = defs.flatMap(rangeFrom)
  read.set(defs, ranges)
  return ranges
}

const NONE: readonly RangeOfLaboratoryDef[] = []
const together = new WeakMap<
  SiteRanges,
  { readonly study: CompiledStudy; readonly ranges: readonly ReferenceRange[] }
>()

/**
 * The reference ranges that hold at a site: its own, and those that the study version brings for what the site has no
 * range of from that laboratory.
 */
export function rangesFor(study: CompiledStudy, site: SiteRanges | undefined): readonly ReferenceRange[] {
  const ofStudy = rangesIn(study.version.ranges ?? NONE)
  if (!site) return ofStudy
  const before = together.get(site)
  if (before?.study === study) return before.ranges
  const own = rangesIn(site.ranges)
  const named = new Set(own.map(({ laboratory, analyte }) => `${laboratory} ${analyte}`))
  const ranges = [...own, ...ofStudy.filter(({ laboratory, analyte }) => !named.has(`${laboratory} ${analyte}`))]
  together.set(site, { study, ranges })
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

/** What decides a range is not known, or it is: then the range, or that the laboratory has none. */
type Found = { readonly known: false } | { readonly known: true; readonly range: ReferenceRange | undefined }

function rangeOf(
  study: CompiledStudy,
  casebook: Casebook,
  ranges: readonly ReferenceRange[],
  { result, unit }: { readonly result: ItemPath; readonly unit: string },
  witness?: Witness,
): Found {
  const form = formOf(result)
  const own = form && studyAt(study, casebook, form)
  const group = own && placed(own, result)?.group
  const def = form && own?.form(formOid(form))
  const reference = group?.reference
  if (!form || !own || !def || !reference) return { known: false }
  const inputs = inputsOf(study, casebook, form, undefined, witness)
  const answer = (expression: string | undefined): unknown => {
    const outcome = expression === undefined ? undefined : ask({ study: own, form: def }, expression, inputs)
    return outcome?.known ? outcome.value : undefined
  }
  const laboratory = laboratoryOf(study, casebook, form, group, witness)
  const date = PartialDate.parse(sampledOn(study, casebook, form, group, witness) ?? '')
  if (laboratory === undefined || !date) return { known: false }
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
  if (found.ok) return { known: true, range: found.range }
  return found.refusal.reason === 'no-range' ? { known: true, range: undefined } : { known: false }
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
  if (unit === undefined || ranges.length === 0) return []
  const found = rangeOf(study, casebook, ranges, { result, unit })
  return found.known && found.range ? limitsIn(study, result, found.range, unit) : []
}

function limitsIn(study: CompiledStudy, result: ItemPath, { lln, uln }: ReferenceRange, unit: string) {
  const def = placed(study, result)?.def
  const { low, high } = limitPaths(study, result)
  return def ? [...proposal(low, lln, unit, def), ...proposal(high, uln, unit, def)] : []
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

/** Limits that a stored result should have by now, and what that rests on. */
export interface RevisedLimits {
  readonly limits: readonly ProposedLimit[]
  /** The heads of the result, of its limits and of everything that found the range, sorted. */
  readonly evidence: readonly ChangeRef[]
}

/**
 * The limits that a stored result has not got although its laboratory has them, or that are others since its laboratory,
 * its sample date or who it is of was corrected. Limits that someone entered after that stand, and so does what is contested.
 */
export function revisedLimits(
  study: CompiledStudy,
  casebook: Casebook,
  ranges: readonly ReferenceRange[],
  result: ItemPath,
): RevisedLimits | undefined {
  const form = formOf(result)
  const items = form && casebook.forms.get(form)?.items
  const item = items?.get(result)
  if (!items || !item || item.contested || item.value?.state !== 'value') return undefined
  const { unit } = item.value
  if (unit === undefined) return undefined
  const seen = new Set<ItemState>()
  const found = rangeOf(study, casebook, ranges, { result, unit }, (state) => seen.add(state))
  if (!found.known) return undefined
  const now = found.range ? limitsIn(study, result, found.range, unit) : []
  const { low, high } = limitPaths(study, result)
  const stored = [low, high].map((path) => path && items.get(path))
  const sides = [low, high].flatMap((path): readonly ProposedLimit[] => {
    const state = path && items.get(path)
    if (!path || state?.contested) return []
    const entry: Entry = now.find((limit) => limit.path === path)?.entry ?? { state: 'blank' }
    if (sameLimit(state?.value, entry)) return []
    if (state && !isBehind(state, [...seen])) return []
    // What was typed from a report stays where the laboratory's table is silent; what came from a table goes with it.
    return found.range || isOfTable(state?.value, ranges, result) ? [{ path, entry }] : []
  })
  if (sides.length === 0) return undefined
  const states = [item, ...stored.flatMap((state) => state ?? []), ...seen]
  return { limits: sides, evidence: [...new Set(states.flatMap(({ heads }) => heads.map(({ ref }) => ref)))].sort() }
}

function sameLimit(stored: Entry | undefined, found: Entry): boolean {
  if (found.state !== 'value') return stored?.state !== 'value'
  if (stored?.state !== 'value' || stored.unit !== found.unit) return false
  return readingOf(stored.text)?.value.equals(found.text) === true
}

const isOfTable = (stored: Entry | undefined, ranges: readonly ReferenceRange[], result: ItemPath): boolean =>
  stored?.state === 'value' &&
  ranges.some(
    ({ analyte, unit, lln, uln }) =>
      analyte === itemOf(result) &&
      unit === stored.unit &&
      [lln, uln].some((limit) => limit !== undefined && readingOf(stored.text)?.value.equals(limit) === true),
  )

/** Whether anything that finds the range was entered after the limit was. */
const isBehind = (limit: ItemState, inputs: readonly ItemState[]): boolean =>
  limit.heads.every((head) => inputs.some(({ heads }) => heads.some((input) => isAfter(input, head))))

/** By the server where both are there, else as this device wrote them: what it has not sent came last. */
function isAfter(a: ItemEntry, b: ItemEntry): boolean {
  const [left, right] = [a.logged, b.logged]
  if (left.receipt && right.receipt) return left.receipt.seq > right.receipt.seq
  if (left.receipt || right.receipt) return right.receipt !== undefined
  if (left.change.device === right.change.device) return left.change.n > right.change.n
  return left.change.claimedAt > right.change.claimedAt
}
