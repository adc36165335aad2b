import { plainUnit } from '../clinical/ctcae/units'
import { type Decimal, parseDecimal } from '../quantity/decimal'
import { toFirstUnit } from '../quantity/units'
import type { CompiledStudy } from '../study/compile'
import type { CodeListDef, ItemDef } from '../study/definition'
import type { RangeOfLaboratoryDef } from '../study/limits-definition'

export type RangeFaultCode =
  | 'unknown-laboratory'
  | 'unknown-analyte'
  | 'unknown-unit'
  | 'no-limit'
  | 'negative'
  | 'reversed'
  /** No result of the analyte lies there: the unit is most likely another one. */
  | 'impossible'
  | 'no-age'
  | 'ends-before'
  | 'overlap'

/** Why a range cannot count, by its place from 0; `other` is the place of the earlier one that it overlaps. */
export interface RangeFault {
  readonly at: number
  readonly why: RangeFaultCode
  readonly other?: number
}

type Measured = Extract<ItemDef, { type: 'decimal' }>

/** A result that a study asks laboratories for, and the laboratories it knows, where it lists them. */
export interface LaboratoryResult {
  readonly def: Measured
  readonly laboratories: CodeListDef | undefined
}

const known = new WeakMap<CompiledStudy, ReadonlyMap<string, LaboratoryResult>>()

/** Every result that limits can stand beside, by its item, in the order of the forms. */
export function laboratoryResults(study: CompiledStudy): ReadonlyMap<string, LaboratoryResult> {
  const before = known.get(study)
  if (before) return before
  const results = new Map<string, LaboratoryResult>()
  for (const form of study.version.forms)
    for (const { reference, items } of form.groups) {
      if (!reference) continue
      const placed = study.item(form.oid, reference.laboratory)?.def
      const laboratories = placed && study.codeListOf(placed)
      for (const def of items)
        if (def.type === 'decimal' && !def.limitOf && !results.has(def.oid)) results.set(def.oid, { def, laboratories })
    }
  known.set(study, results)
  return results
}

/** Everything that is wrong with ranges as they would count together, in their order. */
export function faultsIn(study: CompiledStudy, ranges: readonly RangeOfLaboratoryDef[]): readonly RangeFault[] {
  const results = laboratoryResults(study)
  const own = ranges.flatMap((range, at) => wrongWith(results.get(range.item), range).map((why) => ({ at, why })))
  return [...own, ...overlapsIn(ranges)].sort((a, b) => a.at - b.at)
}

function wrongWith(result: LaboratoryResult | undefined, range: RangeOfLaboratoryDef): readonly RangeFaultCode[] {
  const { unit, low, high, fromAge, belowAge, from, until } = range
  const [lln, uln] = [parseDecimal(low ?? ''), parseDecimal(high ?? '')]
  const units = result?.def.units ?? []
  const inUnit = units.some((known) => known.unit === unit)
  return [
    ...(result ? [] : ['unknown-analyte' as const]),
    ...(result && !listed(result, range.laboratory) ? ['unknown-laboratory' as const] : []),
    ...(result && !inUnit ? ['unknown-unit' as const] : []),
    ...(!lln && !uln ? ['no-limit' as const] : []),
    ...(lln?.isNegative() || uln?.isNegative() ? ['negative' as const] : []),
    ...(lln && uln && lln.greaterThan(uln) ? ['reversed' as const] : []),
    ...(result && inUnit && outOfReach(result.def, unit, lln, uln) ? ['impossible' as const] : []),
    ...(fromAge !== undefined && belowAge !== undefined && fromAge >= belowAge ? ['no-age' as const] : []),
    ...(until !== undefined && until < from ? ['ends-before' as const] : []),
  ]
}

const listed = ({ laboratories }: LaboratoryResult, laboratory: string): boolean =>
  laboratories === undefined || laboratories.codes.some(({ code }) => code === laboratory)

/** Laboratories write 0 for a lower limit that they do not have, so only what ends below or begins above is impossible. */
function outOfReach({ units = [], hard }: Measured, unit: string, lln?: Decimal, uln?: Decimal): boolean {
  const first = (value: Decimal | undefined) => value && toFirstUnit({ value }, unit, units)?.value
  const [low, high] = [first(lln), first(uln)]
  const beyond = (value: Decimal | undefined) => hard?.high !== undefined && value?.greaterThan(hard.high) === true
  return beyond(low) || beyond(high) || (hard?.low !== undefined && high?.lessThan(hard.low) === true)
}

function overlapsIn(ranges: readonly RangeOfLaboratoryDef[]): readonly RangeFault[] {
  const groups = new Map<string, number[]>()
  for (const [at, { laboratory, item, unit }] of ranges.entries()) {
    const name = `${laboratory} ${item} ${plainUnit(unit)}`
    groups.set(name, [...(groups.get(name) ?? []), at])
  }
  return [...groups.values()].flatMap((group) =>
    group.flatMap((at, i): readonly RangeFault[] => {
      const other = group.slice(0, i).find((before) => overlap(ranges[before], ranges[at]))
      return other === undefined ? [] : [{ at, why: 'overlap', other }]
    }),
  )
}

/**
 * Whether both could hold for one sample. One without an end is over when a later one for the same people begins, as
 * `referenceRange` reads them.
 */
function overlap(a: RangeOfLaboratoryDef | undefined, b: RangeOfLaboratoryDef | undefined): boolean {
  if (!a || !b) return false
  const sexes = a.sex === undefined || b.sex === undefined || a.sex === b.sex
  const ages = (a.fromAge ?? 0) < (b.belowAge ?? Infinity) && (b.fromAge ?? 0) < (a.belowAge ?? Infinity)
  const days = a.from <= (b.until ?? '9999') && b.from <= (a.until ?? '9999')
  if (!sexes || !ages || !days) return false
  const [earlier, later] = a.from <= b.from ? [a, b] : [b, a]
  const samePeople = a.sex === b.sex && a.fromAge === b.fromAge && a.belowAge === b.belowAge
  return !(samePeople && earlier.until === undefined && earlier.from < later.from)
}
