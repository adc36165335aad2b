import type { FormState } from '../../casebook/casebook'
import type { WrittenGroup, WrittenItem } from '../../casebook/written'
import { type FormDef, type ItemDef, textIn } from '../../study/definition'
import type { GivenDef } from '../../study/tabulation-definition'
import type { Told } from './subject'
import { type Said, saidOf } from './values'

/** A form, or a row of one of its groups, with the items that may be read there. */
export interface Scope {
  readonly path: string
  readonly items: ReadonlyMap<string, WrittenItem>
}

/** A form instance, ready to be read by item. */
export class Filled {
  readonly visit: ReturnType<Told['visit']>
  readonly title: string
  private readonly own: ReadonlyMap<string, WrittenItem>
  private readonly seen = new Map<WrittenItem, Said | undefined>()
  private readonly about: About

  constructor(
    private readonly told: Told,
    readonly state: FormState,
    form: FormDef,
    private readonly groups: readonly WrittenGroup[],
    /** Whether tumours are identified by it. */
    readonly identifiesTumours: boolean,
  ) {
    this.visit = told.visit(state)
    this.title = textIn(form.title, 'en')
    this.about = aboutOf(form)
    this.own = new Map(groups.filter(({ def }) => !def.repeating).flatMap(({ rows }) => rows.flatMap(byOid)))
  }

  scopes(group: string | undefined): readonly Scope[] {
    if (group === undefined) return [{ path: this.state.path, items: this.own }]
    const rows = this.groups.find(({ def }) => def.oid === group)?.rows ?? []
    return rows.map((row) => ({ path: row.path, items: new Map([...this.own, ...byOid(row)]) }))
  }

  said({ items }: Scope, oid: string): Said | undefined {
    const item = items.get(oid)
    if (!item) return undefined
    if (!this.seen.has(item)) this.seen.set(item, saidOf(this.told.study, this.state, item))
    return this.seen.get(item)
  }

  /** What stands above the items of the group that an item is in. */
  groupTitle(oid: string): string {
    return this.about.titles.get(oid) ?? ''
  }

  text(scope: Scope, oid: string): string {
    return this.said(scope, oid)?.collected ?? ''
  }

  /** The first thing that a variable would be given, if anything stands there. */
  given(scope: Scope, from: Exclude<GivenDef, { is: string }>): readonly Said[] {
    const names = typeof from === 'string' ? [from] : [from.date, from.time]
    return names.flatMap((oid) => this.said(scope, oid) ?? [])
  }

  /** The code of an answer, not its words. */
  code({ items }: Scope, oid: string): string {
    const entry = items.get(oid)?.entry
    return entry?.state === 'value' ? entry.text : ''
  }

  limitsOf(scope: Scope, result: string): readonly { readonly item: Said; readonly side: 'low' | 'high' }[] {
    return (this.about.limits.get(result) ?? []).flatMap(({ oid, side }) => {
      const item = this.said(scope, oid)
      return item && !item.missing ? [{ item, side }] : []
    })
  }
}

/** What a form says of each of its items: the title above it, and the items that are its limits. */
interface About {
  readonly titles: ReadonlyMap<string, string>
  readonly limits: ReadonlyMap<string, readonly { readonly oid: string; readonly side: 'low' | 'high' }[]>
}

const known = new WeakMap<FormDef, About>()

function aboutOf(form: FormDef): About {
  const before = known.get(form)
  if (before) return before
  const items = form.groups.flatMap((group) => group.items.map((item) => ({ group, item })))
  const limits = items.flatMap(({ item }) => limitIn(item))
  const about = {
    titles: new Map(items.map(({ group, item }) => [item.oid, group.title ? textIn(group.title, 'en') : ''])),
    limits: new Map(items.map(({ item: { oid } }) => [oid, limits.filter(({ of }) => of === oid)])),
  }
  known.set(form, about)
  return about
}

const limitIn = (item: ItemDef) =>
  item.type === 'decimal' && item.limitOf ? [{ oid: item.oid, of: item.limitOf.item, side: item.limitOf.side }] : []

const byOid = ({ items }: { readonly items: readonly WrittenItem[] }): readonly (readonly [string, WrittenItem])[] =>
  items.map((item) => [item.def.oid, item])
