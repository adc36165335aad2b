import type { Casebook, FormState, ItemState } from './casebook'
import { type FormPath, type GroupPath, type ItemPath, groupOf, steps, within } from './path'
import { sameEntry } from './same-entry'

/** What differs in one form instance that stands in both casebooks. */
export interface FormDifference {
  readonly path: FormPath
  readonly before: FormState
  readonly after: FormState
  /** Items whose value, heads or contest differ. That something was sent or received is no difference. */
  readonly items: readonly ItemPath[]
  /** Rows that came or went, withdrawn or taken back. */
  readonly rows: readonly GroupPath[]
  readonly status: boolean
  readonly confirmations: boolean
}

/** What differs between two casebooks of one participant, as far as anything can follow from it. */
export interface Difference {
  /** Form instances that came or went, were withdrawn or taken back. */
  readonly standing: readonly FormPath[]
  readonly forms: readonly FormDifference[]
  /** Something was said of the participant rather than of one form. */
  readonly own: boolean
}

const known = new WeakMap<Casebook, { readonly before: Casebook; readonly difference: Difference }>()

/**
 * How a casebook differs from one that it was made from. Forms that no change touched are the same objects in both, and so
 * are items: what is looked into is what was touched.
 */
export function differenceOf(before: Casebook, after: Casebook): Difference {
  const found = known.get(after)
  if (found?.before === before) return found.difference
  const difference = compare(before, after)
  known.set(after, { before, difference })
  return difference
}

function compare(before: Casebook, after: Casebook): Difference {
  const standing: FormPath[] = []
  const forms: FormDifference[] = []
  for (const [path, form] of after.forms) {
    const old = before.forms.get(path)
    if (old === form) continue
    if (!old || isWithdrawn(old) !== isWithdrawn(form)) standing.push(path)
    else forms.push(compareForm(old, form))
  }
  for (const path of before.forms.keys()) if (!after.forms.has(path)) standing.push(path)
  return { standing, forms, own: before.own !== after.own }
}

export const isWithdrawn = ({ path, withdrawn }: FormState): boolean => withdrawn.includes(path)

function compareForm(before: FormState, after: FormState): FormDifference {
  const { path } = after
  const items: ItemPath[] = []
  const rows = new Set<GroupPath>()
  const noteRow = (item: ItemPath, elsewhere: FormState) => {
    const row = groupOf(item)
    if (steps(item)[2]?.repeat === undefined || rows.has(row)) return
    if (![...elsewhere.items.keys()].some((other) => within(other, row))) rows.add(row)
  }
  for (const [item, state] of after.items) {
    const old = before.items.get(item)
    if (old === state || (old && sameItem(old, state))) continue
    items.push(item)
    if (!old) noteRow(item, before)
  }
  for (const item of before.items.keys()) {
    if (after.items.has(item)) continue
    items.push(item)
    noteRow(item, after)
  }
  if (before.withdrawn.join() !== after.withdrawn.join())
    for (const item of [...before.items.keys(), ...after.items.keys()])
      if (before.withdrawn.includes(groupOf(item)) !== after.withdrawn.includes(groupOf(item))) rows.add(groupOf(item))
  return {
    ...{ path, before, after, items, rows: [...rows] },
    status: before.status?.status !== after.status?.status,
    confirmations: before.confirmations !== after.confirmations,
  }
}

/** Nothing that is worked out from either differs. */
const sameItem = (a: ItemState, b: ItemState): boolean =>
  a.contested === b.contested &&
  a.heads.length === b.heads.length &&
  a.heads.every(({ ref }, i) => ref === b.heads[i]?.ref) &&
  sameValue(a.value, b.value)

/** The same entry to the last word: a reason given with "not done" answers what one without it asks. */
const sameValue = (a: ItemState['value'], b: ItemState['value']): boolean =>
  a === b ||
  (a !== undefined &&
    b !== undefined &&
    sameEntry(a, b) &&
    (a.state === 'value' && b.state === 'value'
      ? a.canonical?.value === b.canonical?.value
      : a.state !== 'missing' || b.state !== 'missing' || a.reason === b.reason))
