import { PartialDate } from '../partial-date'
import type { Decimal } from '../quantity/decimal'
import { readingOf } from '../quantity/units'
import type { CompiledStudy } from '../study/compile'
import type { GroupDef } from '../study/definition'
import type { LimitOfDef } from '../study/limits-definition'
import type { Casebook, FormState } from './casebook'
import type { Limits } from './graded'
import { type Witness, inputsOf } from './inputs'
import { type FormPath, type ItemPath, formOf, groupOf, groupPath, itemOf, itemPath, steps } from './path'
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
  const oid = limitItems(group).get(`${side} ${itemOf(result)}`)
  return oid === undefined ? undefined : itemPath(groupOf(result), oid)
}

const limitsOfGroups = new WeakMap<GroupDef, ReadonlyMap<string, string>>()

/** The items of a group that hold limits, by side and result: every result of a participant asks for both of its own. */
function limitItems(group: GroupDef): ReadonlyMap<string, string> {
  const known = limitsOfGroups.get(group)
  if (known) return known
  const found = new Map<string, string>()
  for (const item of group.items) {
    if (item.type !== 'decimal' || !item.limitOf) continue
    const name = `${item.limitOf.side} ${item.limitOf.item}`
    if (!found.has(name)) found.set(name, item.oid)
  }
  limitsOfGroups.set(group, found)
  return found
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

interface Sampled {
  readonly study: CompiledStudy
  readonly item: string
  readonly day: string | undefined
}

const sampledDays = new WeakMap<FormState, Sampled>()

/** The day on which the sample of a form was taken, once it is known to the day. */
export function sampledOn(
  study: CompiledStudy,
  casebook: Casebook,
  form: FormPath,
  group: GroupDef | undefined,
  witness?: Witness,
): string | undefined {
  const item = group?.reference?.sampled
  if (item === undefined) return undefined
  const state = casebook.forms.get(form)
  // Whoever looks for a baseline asks the same of every sample before; a witness is to see each look.
  const known = state && !witness ? sampledDays.get(state) : undefined
  if (known?.study === study && known.item === item) return known.day
  const day = readSampled(study, casebook, form, item, witness)
  if (state) sampledDays.set(state, { study, item, day })
  return day
}

function readSampled(
  study: CompiledStudy,
  casebook: Casebook,
  form: FormPath,
  sampled: string,
  witness: Witness | undefined,
): string | undefined {
  const entry = inputsOf(study, casebook, form, undefined, witness).entry(sampled)
  if (entry === undefined || entry === 'contested' || entry.state !== 'value') return undefined
  return PartialDate.parse(entry.text)?.exact ? entry.text : undefined
}

/** A result as the study defines it. */
export const placed = (study: CompiledStudy, path: ItemPath) => study.item(steps(path)[1]?.oid ?? '', itemOf(path))
