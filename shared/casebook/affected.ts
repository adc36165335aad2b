import { type Edge, type Unit, dependentsIn } from '../rules/dependents'
import type { CompiledStudy } from '../study/compile'
import type { Casebook } from './casebook'
import { type Difference, differenceOf } from './difference'
import { movedForms, sameForms, wayBack } from './earlier'
import { type Instances, instancesIn } from './instances'
import { type FormPath, type GroupPath, type ItemPath, eventOf, formOid, groupOf, itemOf, steps, within } from './path'

/**
 * What has to be worked out anew in one form instance. Of what was worked out before it may be known which items it came
 * to look at (`seen`): where nothing but values changed, it stands as long as those were other items.
 */
export interface Stale {
  /** Whether an item is among it; without its row, whether it is in any row. */
  item(oid: string, row: GroupPath | undefined, seen?: Looked): boolean
  check(id: string, row: GroupPath | undefined, seen?: Looked): boolean
  /** Whether an item of this name may be among it, in whatever row. */
  reaches(oid: string): boolean
  /** Whether any item is, any check, and which rows there are. */
  readonly items: boolean
  readonly checks: boolean
  readonly rows: boolean
}

/** Items that somebody looked at. */
export type Looked = Pick<ReadonlySet<ItemPath>, 'has'>

/** Everything that has to be worked out anew because two casebooks differ. */
export interface Affected {
  /** Undefined where nothing has to be. A form that came or went is not in it: nothing of it can be kept. */
  of(form: FormPath): Stale | undefined
  /** Whether what was worked out of a form can be kept at all: it stood and stands. */
  canKeep(form: FormPath): boolean
  /** So many items and checks, each row for itself where only one row is affected. */
  readonly count: number
}

const known = new WeakMap<
  Casebook,
  { readonly study: CompiledStudy; readonly before: Casebook; readonly made: Affected }
>()

/**
 * The items and checks that what differs may change, directly or through calculated items. Never too few; the cost grows
 * with what differs and what depends on it.
 */
export function affectedBy(study: CompiledStudy, before: Casebook, after: Casebook): Affected {
  const found = known.get(after)
  if (found?.study === study && found.before === before) return found.made
  const spread = new Spread(study, [before, after], instancesIn(study, before), instancesIn(study, after))
  spread.from(differenceOf(before, after))
  known.set(after, { study, before, made: spread })
  return spread
}

/**
 * Whether what reads it has to be worked out anew in any case (`sure`), or only where it looked at one of the values that
 * changed (`seen`): whoever looks at nothing that changed answers the same again. Where something came or went, or came
 * into another order, nobody can have looked at it before.
 */
type Cause = 'sure' | 'seen'

/** Something that changed in a form instance; without its row, in any row of its table. */
interface Cell {
  readonly form: FormPath
  readonly row: GroupPath | undefined
  readonly name: string
  readonly cause: Cause
}

class StaleForm implements Stale {
  readonly reached = new Map<string, Cause>()
  private readonly names = new Set<string>()
  items = false
  checks = false
  rows = false

  constructor(private readonly values: readonly ItemPath[]) {}

  item = (oid: string, row: GroupPath | undefined, seen?: Looked): boolean =>
    this.isStale(this.causeOf('item', oid, row), seen)
  check = (id: string, row: GroupPath | undefined, seen?: Looked): boolean =>
    this.isStale(this.causeOf('check', id, row), seen)
  reaches = (oid: string): boolean => this.names.has(oid)

  /** False when it was reached before. */
  reach(kind: Unit['kind'], oid: string, row: GroupPath | undefined, cause: Cause): boolean {
    const before = this.causeOf(kind, oid, row)
    if (before === 'sure' || before === cause) return false
    this.reached.set(keyOf(kind, oid, row), cause)
    if (kind === 'item') {
      this.items = true
      this.names.add(oid)
    } else this.checks = true
    return true
  }

  private isStale(cause: Cause | undefined, seen: Looked | undefined): boolean {
    return cause === 'sure' || (cause === 'seen' && (!seen || this.values.some((path) => seen.has(path))))
  }

  private causeOf(kind: Unit['kind'], oid: string, row: GroupPath | undefined): Cause | undefined {
    const everywhere = this.reached.get(keyOf(kind, oid, undefined))
    if (everywhere === 'sure' || row === undefined) return everywhere
    return this.reached.get(keyOf(kind, oid, row)) ?? everywhere
  }
}

const keyOf = (kind: Unit['kind'], oid: string, row: GroupPath | undefined): string =>
  row === undefined ? `${kind} ${oid}` : `${kind} ${oid} ${row}`

/** From what changed to all that depends on it. */
class Spread implements Affected {
  private readonly stale = new Map<FormPath, StaleForm>()
  private readonly cells: Cell[] = []
  /** Edges that lead to every instance of a form: going along them once is enough. */
  private readonly spent: Readonly<Record<Cause, Set<Edge>>> = { sure: new Set(), seen: new Set() }
  /** Items that hold another value than before. */
  private readonly values: ItemPath[] = []
  private readonly moved = new Map<string, readonly FormPath[]>()
  private readonly turns = new Map<string, boolean>()

  constructor(
    private readonly study: CompiledStudy,
    private readonly casebooks: readonly [before: Casebook, after: Casebook],
    private readonly before: Instances,
    private readonly after: Instances,
  ) {}

  of = (form: FormPath): Stale | undefined => this.stale.get(form)

  canKeep = (form: FormPath): boolean => this.before.stands(form) && this.after.stands(form)

  get count(): number {
    return [...this.stale.values()].reduce((sum, { reached }) => sum + reached.size, 0)
  }

  from({ standing, forms }: Difference): void {
    const dependents = dependentsIn(this.study)
    for (const form of standing)
      for (const edge of dependents.ofForm(formOid(form)))
        if (edge.how !== 'own' && edge.how !== 'rows')
          this.along(edge, { form, row: undefined, name: '', cause: 'sure' })
    for (const { path, before, after, items, rows } of forms) {
      for (const item of items) this.change(path, item, before.items.has(item) && after.items.has(item))
      for (const row of rows) {
        this.staleAt(path).rows = true
        this.cells.push({ form: path, row: undefined, name: steps(row)[2]?.oid ?? '', cause: 'sure' })
      }
    }
    for (let cell = this.cells.pop(); cell; cell = this.cells.pop())
      for (const edge of dependents.of(formOid(cell.form), cell.name)) this.along(edge, cell)
  }

  private change(form: FormPath, item: ItemPath, isValue: boolean): void {
    const row = steps(item)[2]?.repeat === undefined ? undefined : groupOf(item)
    this.staleAt(form).reach('item', itemOf(item), row, 'sure')
    if (isValue) this.values.push(item)
    this.cells.push({ form, row, name: itemOf(item), cause: isValue ? 'seen' : 'sure' })
  }

  private along(edge: Edge, cell: Cell): void {
    const { unit, how } = edge
    const reach = (form: FormPath, cause = cell.cause, row?: GroupPath) => {
      if (this.staleAt(form).reach(unit.kind, unit.oid, row, cause) && unit.isCalculated)
        this.cells.push({ form, row, name: unit.oid, cause })
    }
    switch (how) {
      case 'own': {
        const ownTable = unit.table !== undefined && unit.table === (cell.row && steps(cell.row)[2]?.oid)
        reach(cell.form, cell.cause, ownTable ? cell.row : undefined)
        return
      }
      case 'rows':
        reach(cell.form)
        return
      case 'spoken':
        for (const form of this.after.of(unit.form))
          if ([this.before, this.after].some((all) => all.spokenOf(form, formOid(cell.form)) === cell.form)) reach(form)
        return
      case 'visit': {
        const event = eventOf(cell.form)
        for (const form of this.after.of(unit.form)) if (within(form, event)) reach(form)
        return
      }
      case 'earlier':
        for (const form of this.after.of(unit.form))
          if (this.casebooks.some((all) => wayBack(this.study, all, form, cell.name).includes(cell.form))) reach(form)
        return
      case 'order':
        if (this.isSpent(edge, 'sure')) return
        for (const form of this.movedOf(unit.form))
          if (edge.earlier.some((item) => this.turnsElsewhere(form, item))) reach(form, 'sure')
        return
      case 'every':
        if (this.isSpent(edge, cell.cause)) return
        for (const form of this.after.of(unit.form)) reach(form)
        return
    }
  }

  private isSpent(edge: Edge, cause: Cause): boolean {
    const before = this.spent[cause].has(edge)
    this.spent[cause].add(edge)
    return before
  }

  /** Whether `earlier.ITEM` of a form comes by other instances than before. */
  private turnsElsewhere(form: FormPath, item: string): boolean {
    const place = `${form} ${item}`
    const found = this.turns.get(place)
    if (found !== undefined) return found
    const [before, after] = this.casebooks
    const turns = !sameForms(wayBack(this.study, before, form, item), wayBack(this.study, after, form, item))
    this.turns.set(place, turns)
    return turns
  }

  private movedOf(form: string): readonly FormPath[] {
    const found = this.moved.get(form)
    if (found) return found
    const moved = movedForms(this.study, this.casebooks, form)
    this.moved.set(form, moved)
    return moved
  }

  private staleAt(form: FormPath): StaleForm {
    const found = this.stale.get(form)
    if (found) return found
    const made = new StaleForm(this.values)
    this.stale.set(form, made)
    return made
  }
}
