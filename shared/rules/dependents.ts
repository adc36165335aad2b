import type { CompiledStudy } from '../study/compile'
import type { FormDef } from '../study/definition'
import { type How, type Read, readsOf, readsOfItem, readsToday } from './reads'

/** What is worked out as one: an item with its conditions and its calculation, or a check. */
export interface Unit {
  readonly form: string
  readonly kind: 'item' | 'check'
  readonly oid: string
  /** The table in whose rows it stands, once for each. */
  readonly table: string | undefined
  /** Others may read what it says. */
  readonly isCalculated: boolean
  readonly readsToday: boolean
}

/** A unit that reads something, and how it comes to it. */
export interface Edge {
  readonly unit: Unit
  readonly how: How
  /** The items of its form that the unit looks back to. */
  readonly earlier: readonly string[]
}

/** Which expressions of a study depend on what: made once from the study version alone. */
export interface Dependents {
  readonly units: readonly Unit[]
  /** Who reads an item, a table, or (`''`) which instances of the form there are. */
  of(form: string, name: string): readonly Edge[]
  /** Who reads anything of a form. */
  ofForm(form: string): readonly Edge[]
}

const known = new WeakMap<CompiledStudy, Dependents>()

export function dependentsIn(study: CompiledStudy): Dependents {
  const found = known.get(study)
  if (found) return found
  const made = index(study)
  known.set(study, made)
  return made
}

function index(study: CompiledStudy): Dependents {
  const all = study.version.forms.flatMap((form) => unitsOf(study, form))
  const byName = new Map<string, Edge[]>()
  const byForm = new Map<string, Edge[]>()
  const add = (edges: Map<string, Edge[]>, key: string, edge: Edge) => {
    const list = edges.get(key)
    if (list) list.push(edge)
    else edges.set(key, [edge])
  }
  for (const { unit, reads } of all) {
    const told = new Set<string>()
    const earlier = [...new Set(reads.filter(({ how }) => how === 'earlier').map(({ name }) => name))]
    for (const { how, form, name } of reads) {
      if (told.has(`${how} ${form}.${name}`)) continue
      told.add(`${how} ${form}.${name}`)
      const edge = { unit, how, earlier }
      add(byName, `${form}.${name}`, edge)
      add(byForm, form, edge)
    }
  }
  return {
    units: all.map(({ unit }) => unit),
    of: (form, name) => byName.get(`${form}.${name}`) ?? [],
    ofForm: (form) => byForm.get(form) ?? [],
  }
}

function unitsOf(
  study: CompiledStudy,
  form: FormDef,
): readonly { readonly unit: Unit; readonly reads: readonly Read[] }[] {
  const place = { study, form }
  const items = form.groups.flatMap((group) =>
    group.items.map((item) => ({
      unit: {
        ...{ form: form.oid, kind: 'item' as const, oid: item.oid },
        table: group.repeating ? group.oid : undefined,
        isCalculated: item.type === 'calculated',
        readsToday: false,
      },
      reads: readsOfItem(place, item),
    })),
  )
  const checks = form.checks.map((check) => ({
    unit: {
      ...{ form: form.oid, kind: 'check' as const, oid: check.id },
      table: check.items.flatMap((oid) => study.item(form.oid, oid)?.group ?? []).find(({ repeating }) => repeating)
        ?.oid,
      isCalculated: false,
      readsToday: readsToday(check.holds),
    },
    // What it is shown at is evidence as well, whether the rule names it or not.
    reads: [...readsOf(place, check.holds), ...check.items.map((name): Read => ({ how: 'own', form: form.oid, name }))],
  }))
  return [...items, ...checks]
}
