import { type TermGraded, gradeAnalyte } from '../clinical/ctcae/analytes'
import { Decimal } from '../quantity/decimal'
import { readingOf } from '../quantity/units'
import { PartialNumber } from '../quantity/partial-number'
import type { Calculation } from '../rules/calculation'
import type { Side } from '../rules/expected'
import type { Entry } from '../change/change'
import type { ItemDef } from '../study/definition'

/**
 * The laboratory's own limits of a result, in the unit it was reported in. They come from its reference ranges
 * (`clinical/ctcae/reference-range.ts`), never from what an item expects.
 */
export interface Limits {
  readonly lln?: Decimal
  readonly uln?: Decimal
}

interface Result {
  readonly def: ItemDef
  readonly entry: Entry | undefined
  /** Where the result is a calculated one, which is graded before it is rounded. */
  readonly calculation: Calculation | undefined
}

/**
 * What a result says of each CTCAE term that it may be evidence of, its analyte being the item's name; none where nothing
 * stands. Without limits and a baseline, both in the unit of the result, it is graded as far as the table needs none.
 */
export function gradesOf(
  { def, entry, calculation }: Result,
  limits: Limits,
  baseline?: { readonly value: Decimal; readonly abnormal?: boolean },
): readonly TermGraded[] {
  if (entry?.state !== 'value') return []
  const computed = calculation?.computed
  const exact = computed?.ok && computed.value instanceof Decimal ? { value: computed.value } : undefined
  const value = exact ?? readingOf(entry.text)
  if (!value) return []
  return gradeAnalyte(def.oid, {
    value,
    ...(entry.unit !== undefined && { unit: entry.unit }),
    ...limits,
    ...(baseline && { baseline: baseline.value }),
    ...(baseline?.abnormal !== undefined && { baselineAbnormal: baseline.abnormal }),
  })
}

/** The worst grade among terms: 0 only where each of them lies below grade 1; undefined where one could not be graded. */
export function worstGrade(terms: readonly TermGraded[]): number | undefined {
  const worst = Math.max(0, ...terms.map(({ graded }) => (graded.ok ? graded.value : 0)))
  return worst > 0 || (terms.length > 0 && terms.every(({ graded }) => graded.ok)) ? worst : undefined
}

/** On which side of the laboratory's limits a result surely lies; undefined without limits, or where `<5` decides neither. */
export function sideOfLimits(entry: Entry | undefined, { lln, uln }: Limits): Side | undefined {
  const reading = entry?.state === 'value' ? readingOf(entry.text) : undefined
  if (!reading || (!lln && !uln)) return undefined
  const value = PartialNumber.from(reading)
  const below = lln ? value.isBelow(PartialNumber.of(lln)) : 'no'
  const above = uln ? PartialNumber.of(uln).isBelow(value) : 'no'
  if (below === 'yes') return 'below'
  if (above === 'yes') return 'above'
  return below === 'no' && above === 'no' ? 'within' : undefined
}
