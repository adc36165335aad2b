import { type Edge, type Unit, dependentsIn } from '../rules/dependents'
import type { CompiledStudy } from '../study/compile'
import type { Casebook } from './casebook'
import { type Difference, differenceOf } from './difference'
import { earlierPaths, looksBackTo } from './earlier'
import { type Instances, instancesIn } from './instances'
import { type FormPath, type GroupPath, type ItemPath, eventOf, formOid, groupOf, itemOf, steps, within } from './path'

/** What has to be worked out anew in one form instance. */
export interface Stale {
  /** Whether an item is among it; without its row, whether it is in any row. */
  item(oid: string, row: GroupPath | undefined): boolean
  check(id: string, row: GroupPath | undefined): boolean
  /** Which rows there are. */
  readonly rows: boolean
}

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

/** Something that changed in a form instance; without its row, in any row of its table. */
interface Cell {
  readonly form: FormPath
  readonly row: GroupPath | undefined
  readonly name: string
}

class StaleForm implements Stale {
  readonly reached = new Set<string>()
  rows = false

  item = (oid: string, row: GroupPath | undefined): boolean => this.has('item', oid, row)
  check = (id: string, row: GroupPath | undefined): boolean => this.has('check', id, row)

  /** False when it was reached before. */
  reach(kind: Unit['kind'], oid: string, row: GroupPath | undefined): boolean {
    if (this.has(kind, oid, row)) return false
    this.reached.add(keyOf(kind, oid, row))
    return true
  }

  private has(kind: Unit['kind'], oid: string, row: GroupPath | undefined): boolean {
    return (
      this.reached.has(keyOf(kind, oid, undefined)) || (row !== undefined && this.reached.has(keyOf(kind, oid, row)))
    )
  }
}

const keyOf = (kind: Unit['kind'], oid: string, row: GroupPath | undefined): string =>
  row === undefined ? `${kind} ${oid}` : `${kind} ${oid} ${row}`

/** From what changed to all that depends on it. */
class Spread implements Affected {
  private readonly stale = new Map<FormPath, StaleForm>()
  private readonly cells: Cell[] = []
  /** Edges that lead to every instance of a form: going along them once is enough. */
  private readonly spent = new Set<Edge>()
  private readonly moved = new Map<string, readonly FormPath[]>()

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
        if (edge.how !== 'own' && edge.how !== 'rows') this.along(edge, { form, row: undefined, name: '' })
    for (const { path, items, rows } of forms) {
      for (const item of items) this.change(path, item)
      for (const row of rows) {
        this.staleAt(path).rows = true
        this.cells.push({ form: path, row: undefined, name: steps(row)[2]?.oid ?? '' })
      }
    }
    for (let cell = this.cells.pop(); cell; cell = this.cells.pop())
      for (const edge of dependents.of(formOid(cell.form), cell.name)) this.along(edge, cell)
  }

  private change(form: FormPath, item: ItemPath): void {
    const row = steps(item)[2]?.repeat === undefined ? undefined : groupOf(item)
    this.reach(form, { kind: 'item', oid: itemOf(item) }, row)
    this.cells.push({ form, row, name: itemOf(item) })
  }

  private along(edge: Edge, cell: Cell): void {
    const { unit, how } = edge
    switch (how) {
      case 'own': {
        const ownTable = unit.table !== undefined && unit.table === (cell.row && steps(cell.row)[2]?.oid)
        this.reachUnit(cell.form, unit, ownTable ? cell.row : undefined)
        return
      }
      case 'rows':
        this.reachUnit(cell.form, unit, undefined)
        return
      case 'spoken':
        for (const form of this.after.of(unit.form))
          if ([this.before, this.after].some((all) => all.spokenOf(form, formOid(cell.form)) === cell.form))
            this.reachUnit(form, unit, undefined)
        return
      case 'visit': {
        const event = eventOf(cell.form)
        for (const form of this.after.of(unit.form)) if (within(form, event)) this.reachUnit(form, unit, undefined)
        return
      }
      case 'earlier':
        for (const form of this.after.of(unit.form))
          if (this.casebooks.some((all) => looksBackTo(this.study, all, form, { item: cell.name, at: cell.form })))
            this.reachUnit(form, unit, undefined)
        return
      case 'order':
        for (const form of this.reordered(unit.form)) this.reachUnit(form, unit, undefined)
        return
      case 'every':
        if (this.spent.has(edge)) return
        this.spent.add(edge)
        for (const form of this.after.of(unit.form)) this.reachUnit(form, unit, undefined)
        return
    }
  }

  /** Instances to which other ones are earlier than before. */
  private reordered(form: string): readonly FormPath[] {
    const found = this.moved.get(form)
    if (found) return found
    const [before, after] = this.casebooks.map(
      (casebook) => (path: FormPath) => earlierPaths(this.study, casebook, path).join(' '),
    )
    const moved = this.after.of(form).filter((path) => before?.(path) !== after?.(path))
    this.moved.set(form, moved)
    return moved
  }

  private reachUnit(form: FormPath, unit: Unit, row: GroupPath | undefined): void {
    if (this.reach(form, unit, row) && unit.isCalculated) this.cells.push({ form, row, name: unit.oid })
  }

  private reach(form: FormPath, { kind, oid }: Pick<Unit, 'kind' | 'oid'>, row: GroupPath | undefined): boolean {
    return this.staleAt(form).reach(kind, oid, row)
  }

  private staleAt(form: FormPath): StaleForm {
    const found = this.stale.get(form)
    if (found) return found
    const made = new StaleForm()
    this.stale.set(form, made)
    return made
  }
}
