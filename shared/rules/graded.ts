import type { Entry } from '../change/change'
import { type Grade } from '../clinical/ctcae/criteria'
import { gradesOf } from '../casebook/graded'
import type { Decimal } from '../quantity/decimal'
import { readingOf } from '../quantity/units'
import type { FormDef, GroupDef, ItemDef } from '../study/definition'
import type { LimitOfDef } from '../study/limits-definition'
import type { Calculation } from './calculation'

/** What stands in an item, with how it was calculated where it was. */
export interface Stands {
  readonly entry: Entry | undefined
  readonly calculation: Calculation | undefined
}

/**
 * What CTCAE 5.0 says of the results of a laboratory form by itself: with the limits that stand beside them, in the unit of
 * the result, and without what the participant began with. Terms that need more, or that lie below grade 1, are left out.
 */
export function gradesIn({ groups }: FormDef, stands: (item: string) => Stands): readonly TermAndGrade[] {
  return groups
    .filter(({ layout }) => layout === 'laboratory')
    .flatMap((group) =>
      group.items.flatMap((def) => {
        if (def.type === 'decimal' ? def.limitOf : def.type !== 'calculated') return []
        const { entry, calculation } = stands(def.oid)
        if (entry?.state !== 'value') return []
        const limit = (side: LimitOfDef['side']): Entry | undefined => {
          const item = limitItem(group, def.oid, side)
          return item === undefined ? undefined : stands(item).entry
        }
        return gradesOnce({ def, entry, calculation, low: limit('low'), high: limit('high') })
      }),
    )
}

interface TermAndGrade {
  readonly term: string
  readonly grade: Grade
}

interface Result extends Stands {
  readonly def: ItemDef
  readonly entry: EntryWithValue
  readonly low: Entry | undefined
  readonly high: Entry | undefined
}

type EntryWithValue = Extract<Entry, { state: 'value' }>

/** A form is asked again when one of its results changes; what the others say is known from the time before. */
const known = new WeakMap<Entry, Result & { readonly found: readonly TermAndGrade[] }>()

function gradesOnce(result: Result): readonly TermAndGrade[] {
  const { def, entry, calculation, low, high } = result
  const before = known.get(entry)
  const isSame = before?.def === def && before.calculation === calculation && before.low === low && before.high === high
  if (isSame) return before.found
  const [lln, uln] = [limitIn(low, entry.unit), limitIn(high, entry.unit)]
  const found = gradesOf({ def, entry, calculation }, { ...(lln && { lln }), ...(uln && { uln }) }).flatMap(
    ({ term, graded }) => (graded.ok && graded.value > 0 ? [{ term, grade: graded.value }] : []),
  )
  known.set(entry, { ...result, found })
  return found
}

const limitItem = (group: GroupDef, item: string, side: LimitOfDef['side']): string | undefined =>
  group.items.find((def) => def.type === 'decimal' && def.limitOf?.item === item && def.limitOf.side === side)?.oid

/** A limit in another unit was never said of this result. */
function limitIn(entry: Entry | undefined, unit: string | undefined): Decimal | undefined {
  if (entry?.state !== 'value' || entry.unit !== unit) return undefined
  const reading = readingOf(entry.text)
  return reading?.qualifier ? undefined : reading?.value
}
