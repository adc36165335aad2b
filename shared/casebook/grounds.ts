import { PartialDate } from '../partial-date'
import { ask } from '../rules/ask'
import type { CheckSource } from '../study/check-source'
import type { CompiledStudy } from '../study/compile'
import type { CheckDef, ItemDef } from '../study/definition'
import type { Casebook, ItemState } from './casebook'
import { takenOn } from './earlier'
import type { Finding } from './findings'
import { inputsOf } from './inputs'
import { layoutOf } from './layout'
import { type FormPath, type GroupPath, type ItemPath, formOf, formOid, groupOf, itemOf, steps } from './path'
import { askCheck } from './raise'

/** An item that a finding rests on. */
export interface Ground {
  readonly path: ItemPath
  readonly def: ItemDef
  /** Undefined where nothing stands in it. */
  readonly state: ItemState | undefined
  /** The form instance it stands in, and the day on which that was taken as far as it is known. */
  readonly form: FormPath
  readonly date: string | undefined
}

/** How a finding explains itself, beside the sentence it says. */
export interface Grounds {
  /** The check of the study; undefined for what every item is asked. */
  readonly check: string | undefined
  readonly source: CheckSource | undefined
  /** Items of the form itself first, then the others in the order of their paths. */
  readonly inputs: readonly Ground[]
}

/** What a finding about a form rests on, wherever in the casebook that stands. */
export function groundsOf(
  study: CompiledStudy,
  casebook: Casebook,
  form: FormPath,
  { check, items }: Pick<Finding, 'check' | 'items'>,
  today: string,
): Grounds {
  const [id = ''] = check.split(':')
  const [first] = items
  const row = first !== undefined && steps(first)[2]?.repeat !== undefined ? groupOf(first) : undefined
  const def = study.form(formOid(form))?.checks.find((one) => one.id === id)
  const seen = def
    ? seenByCheck(study, casebook, form, def, row, today)
    : first === undefined
      ? []
      : seenByConditions(study, casebook, form, first, row)
  const paths = new Set([...items, ...[...seen].map(({ path }) => path)])
  const inputs = [...paths].flatMap((path) => groundAt(study, casebook, path))
  const own = inputs.filter((ground) => ground.form === form)
  const others = inputs.filter((ground) => ground.form !== form).sort((a, b) => (a.path < b.path ? -1 : 1))
  return { check: def?.id, source: def?.source, inputs: [...own, ...others] }
}

function seenByCheck(
  study: CompiledStudy,
  casebook: Casebook,
  form: FormPath,
  check: CheckDef,
  row: GroupPath | undefined,
  day: string,
): Iterable<ItemState> {
  const state = casebook.forms.get(form)
  const layout = layoutOf(study, casebook, form)
  const today = PartialDate.parse(day)
  return state && layout && today ? askCheck({ study, casebook, state, layout, today }, check, row).seen : []
}

/** Why an item is asked, or is not: what its conditions looked at. */
function seenByConditions(
  study: CompiledStudy,
  casebook: Casebook,
  path: FormPath,
  item: ItemPath,
  row: GroupPath | undefined,
): Iterable<ItemState> {
  const form = study.form(formOid(path))
  const placed = study.item(formOid(path), itemOf(item))
  const seen = new Set<ItemState>()
  if (!form || !placed) return seen
  const place = { study, form, ...(row !== undefined && { row: placed.group }) }
  const inputs = inputsOf(study, casebook, path, row, (state) => seen.add(state))
  for (const condition of [placed.def.when, placed.def.required])
    if (typeof condition === 'string') ask(place, condition, inputs)
  return seen
}

function groundAt(study: CompiledStudy, casebook: Casebook, path: ItemPath): readonly Ground[] {
  const form = formOf(path)
  const def = form && study.item(formOid(form), itemOf(path))?.def
  if (!def) return []
  return [{ path, def, form, state: casebook.forms.get(form)?.items.get(path), date: takenOn(study, casebook, form) }]
}
