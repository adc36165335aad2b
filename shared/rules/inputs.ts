import type { Entry } from '../change/change'
import type { PartialDate } from '../partial-date'
import type { CompiledStudy, PlacedItem } from '../study/compile'
import type { FormDef, GroupDef } from '../study/definition'
import { Unknown } from './environment'
import { type Fact, Facts } from './facts'
import { type Outcome, ruleOf } from './rule'
import { environmentOf, formFactsClass, rowFactsClass } from './scope'
import { calculatedEntry, valueOf } from './value'

/** Where expressions about one form instance, or one row of it, find what people entered. */
export interface Inputs {
  /** What stands in an item of the form, or of the row when this is one. Undefined when nothing ever did. */
  entry(item: string): Entry | 'contested' | undefined
  rows(group: string): readonly Inputs[]
  /** The instance of another form that `FORM.ITEM` speaks of. */
  form(form: string): Inputs | undefined
}

/** A form, or the rows of one of its repeating groups, in a study: where an expression stands. */
export interface Place {
  readonly study: CompiledStudy
  readonly form: FormDef
  readonly row?: GroupDef
}

/** Asks an expression of the inputs. With `today` it may name that day. */
export function ask(place: Place, expression: string, inputs: Inputs, today?: PartialDate): Outcome {
  const environment = environmentOf(place.study, place.form, place.row, today !== undefined)
  return ruleOf(environment, expression)(new Facts(reader(place, inputs, today, new Set())))
}

/** What a calculated item says, as an entry; undefined when its inputs do not decide it. */
export function calculate(place: Place, item: PlacedItem, inputs: Inputs): Entry | undefined {
  return calculateOnce(place, item, inputs, new Set())
}

function calculateOnce(
  place: Place,
  { def, group }: PlacedItem,
  inputs: Inputs,
  within: ReadonlySet<string>,
): Entry | undefined {
  const name = `${place.form.oid}.${def.oid}`
  // A value that is calculated from itself has none; the build refuses such a study.
  if (def.type !== 'calculated' || within.has(name)) return undefined
  const { study, form } = place
  const environment = environmentOf(study, form, group.repeating ? group : undefined, false)
  const facts = new Facts(reader(place, inputs, undefined, new Set([...within, name])))
  const outcome = ruleOf(environment, def.expression)(facts)
  return outcome.known ? calculatedEntry(def, outcome.value) : undefined
}

function reader(place: Place, inputs: Inputs, today: PartialDate | undefined, within: ReadonlySet<string>) {
  const { study, form } = place
  return (name: string): Fact => {
    const item = study.item(form.oid, name)
    if (item) return itemFact(place, item, inputs, within)
    if (name === 'today' && today) return today
    if (study.group(form.oid, name)) {
      const Row = rowFactsClass(study, form.oid, name)
      return inputs.rows(name).map((row) => new Row(reader(place, row, undefined, within)))
    }
    const other = study.form(name)
    const there = other && inputs.form(name)
    if (!there) throw Unknown.missing
    const Form = formFactsClass(study, other.oid)
    return new Form(reader({ study, form: other }, there, undefined, within))
  }
}

function itemFact(place: Place, item: PlacedItem, inputs: Inputs, within: ReadonlySet<string>): Fact {
  const entry = item.def.type === 'calculated' ? calculateOnce(place, item, inputs, within) : inputs.entry(item.def.oid)
  if (entry === 'contested') throw Unknown.contested
  const value = entry && valueOf(item.def, entry)
  if (value === undefined) throw Unknown.missing
  return value
}
