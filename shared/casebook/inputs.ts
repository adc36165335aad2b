import type { Entry } from '../change/change'
import { calculate } from '../rules/ask'
import type { Calculation } from '../rules/calculation'
import type { Inputs } from '../rules/inputs'
import type { CompiledStudy } from '../study/compile'
import { type Stale, affectedBy } from './affected'
import type { Casebook, FormState, ItemState } from './casebook'
import { earlierForms } from './earlier'
import { following } from './following'
import { instancesIn } from './instances'
import { type FormPath, type GroupPath, type ItemPath, formOf, formOid, groupPath, itemPath } from './path'

/** Called with each item state that an expression looked at: what a finding rests on. */
export type Witness = (item: ItemState) => void

const nobody: Witness = () => undefined

/**
 * A form instance, or one row of it, as expressions see it. `FORM.ITEM` speaks of the standing instance in the same
 * visit when there is one, else of the first in the order of the schedule.
 */
export const inputsOf = (
  study: CompiledStudy,
  casebook: Casebook,
  form: FormPath,
  row: GroupPath | undefined,
  witness: Witness = nobody,
): Inputs => new CasebookInputs(study, casebook, form, row, witness)

class CasebookInputs implements Inputs {
  private readonly oid: string
  private readonly state: FormState | undefined
  /** Each form is read as it was entered, whichever version asks. */
  private readonly own: CompiledStudy

  constructor(
    private readonly study: CompiledStudy,
    private readonly casebook: Casebook,
    readonly at: FormPath,
    private readonly row: GroupPath | undefined,
    private readonly witness: Witness,
  ) {
    this.oid = formOid(at)
    this.state = casebook.forms.get(at)
    this.own = this.state?.version === undefined ? study : study.under(this.state.version)
  }

  get site(): string | undefined {
    return this.casebook.code?.split('-')[0]
  }

  entry(item: string): Entry | 'contested' | undefined {
    const group = this.state && this.own.item(this.oid, item)?.group
    if (!group) return undefined
    const found = group.repeating
      ? this.row && this.state.items.get(itemPath(this.row, item))
      : onceIn(this.state).get(`${group.oid}/${item}`)
    if (!found) return undefined
    this.witness(found)
    return found.contested ? 'contested' : found.value
  }

  rows(group: string): readonly Inputs[] {
    return rowsOf(this.state, this.at, group).map((row) => this.with(this.at, row))
  }

  form(name: string): Inputs | undefined {
    const instance = instancesIn(this.study, this.casebook).spokenOf(this.at, name)
    return instance && this.with(instance)
  }

  forms(name: string): readonly Inputs[] {
    return instancesIn(this.study, this.casebook)
      .of(name)
      .map((path) => this.with(path))
  }

  *earlier(): Iterable<Inputs> {
    for (const { path } of earlierForms(this.study, this.casebook, this.at)) yield this.with(path)
  }

  calculated(item: string): Calculation | undefined {
    return calculatedIn(this.study, this.casebook).of(this.at, this.row, item, this.witness)
  }

  private with(form: FormPath, row?: GroupPath): Inputs {
    return new CasebookInputs(this.study, this.casebook, form, row, this.witness)
  }
}

const once = new WeakMap<FormState, ReadonlyMap<string, ItemState>>()

/** The items of a form by group and name, without the path before them; made once for each state of it. */
export function onceIn(state: FormState): ReadonlyMap<string, ItemState> {
  const known = once.get(state)
  if (known) return known
  const made = new Map([...state.items].map(([path, item]) => [path.slice(state.path.length + 1), item]))
  once.set(state, made)
  return made
}

/** The rows of a repeating group that someone made and nobody withdrew, in the order of their making. */
export function rowsOf(state: FormState | undefined, form: FormPath, group: string): readonly GroupPath[] {
  if (!state) return []
  const prefix = `${form}/${group}:`
  const repeats = new Set<string>()
  for (const path of state.items.keys())
    if (path.startsWith(prefix)) repeats.add(path.slice(prefix.length, path.indexOf('/', prefix.length)))
  return [...repeats]
    .sort()
    .map((repeat) => groupPath(form, { oid: group, repeat }))
    .filter((row) => !state.withdrawn.includes(row))
}

/** What calculated items say, kept from one casebook to the next where nothing they rest on changed. */
const calculatedIn = following<CalculatedItems>((study, casebook, before) => {
  const kept = new Map<FormPath, FormCalculations>()
  if (before) {
    const affected = affectedBy(study, before.casebook, casebook)
    for (const [form, calculations] of before.value.forms)
      if (affected.canKeep(form)) kept.set(form, withoutStale(calculations, affected.of(form)))
  }
  return new CalculatedItems(study, casebook, kept)
})

interface KeptCalculation {
  readonly item: string
  readonly row: GroupPath | undefined
  readonly calculation: Calculation
  /** Every item that was looked at on the way, so that who asks again is told of them again. */
  readonly seen: ReadonlySet<ItemPath>
}

type FormCalculations = Map<string, KeptCalculation>

/** Another map where any item is stale: what is worked out of this casebook is none of the one before. */
const withoutStale = (calculations: FormCalculations, stale: Stale | undefined): FormCalculations =>
  stale?.items
    ? new Map(
        [...calculations].filter(([, { item, row, seen }]) => !stale.reaches(item) || !stale.item(item, row, seen)),
      )
    : calculations

class CalculatedItems {
  /** What is being worked out: a value that is calculated from itself has none. */
  private readonly underway = new Set<string>()

  constructor(
    private readonly study: CompiledStudy,
    private readonly casebook: Casebook,
    readonly forms: Map<FormPath, FormCalculations>,
  ) {}

  /** Undefined where whoever asks has to work it out alone. */
  of(form: FormPath, inRow: GroupPath | undefined, item: string, witness: Witness): Calculation | undefined {
    const version = this.casebook.forms.get(form)?.version
    const study = this.study.under(version ?? this.study.id)
    const placed = study.item(formOid(form), item)
    const def = study.form(formOid(form))
    if (!placed || !def) return undefined
    const row = placed.group.repeating ? inRow : undefined
    const key = `${row ?? ''}/${item}`
    const name = `${form}/${key}`
    if ((placed.group.repeating && row === undefined) || this.underway.has(name)) return undefined
    const own = this.forms.get(form) ?? new Map<string, KeptCalculation>()
    const found = own.get(key)
    if (found) {
      if (witness !== nobody) this.tell(found, witness)
      return found.calculation
    }
    this.underway.add(name)
    const seen = new Set<ItemState>()
    const place = { study, form: def, ...(row !== undefined && { row: placed.group }) }
    const calculation = calculate(
      place,
      placed,
      inputsOf(this.study, this.casebook, form, row, (state) => seen.add(state)),
    )
    this.underway.delete(name)
    if (!calculation) return undefined
    for (const state of seen) witness(state)
    this.forms.set(form, own.set(key, { item, row, calculation, seen: new Set([...seen].map(({ path }) => path)) }))
    return calculation
  }

  private tell({ seen }: KeptCalculation, witness: Witness): void {
    for (const path of seen) {
      const form = formOf(path)
      const state = form && this.casebook.forms.get(form)?.items.get(path)
      if (state) witness(state)
    }
  }
}
