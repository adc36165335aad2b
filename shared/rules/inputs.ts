import { type FormPath, eventOf, within } from '../casebook/path'
import type { Entry } from '../change/change'
import type { CompiledStudy } from '../study/compile'
import type { FormDef, GroupDef } from '../study/definition'
import type { Calculation } from './calculation'

/** Where expressions about one form instance, or one row of it, find what people entered. */
export interface Inputs {
  /** What stands in an item of the form, or of the row when this is one. Undefined when nothing ever did. */
  entry(item: string): Entry | 'contested' | undefined
  rows(group: string): readonly Inputs[]
  /** The instance of another form that `FORM.ITEM` speaks of. */
  form(form: string): Inputs | undefined
  /** Every standing instance of a form, in the order of the schedule. */
  forms(form: string): readonly Inputs[]
  /** The same form at earlier times, the latest first; none where nobody keeps them. */
  earlier?(): Iterable<Inputs>
  /** What a calculated item of the form or row says, where somebody keeps it. */
  calculated?(item: string): Calculation | undefined
  /** The path of the form instance; a case that is only tried has none. */
  readonly at?: FormPath
  /** The site of the participant, as their code begins; a case that is only tried has none. */
  readonly site?: string | undefined
}

/** A form in which nothing was ever entered. */
export const notBegun: Inputs = {
  entry: () => undefined,
  rows: () => [],
  form: () => undefined,
  forms: () => [],
}

/** The instance of a form in the same visit, and none of another one's. In a case that is only tried all is one visit. */
export function ofVisit(inputs: Inputs, form: string): Inputs | undefined {
  const { at } = inputs
  if (at === undefined) return inputs.form(form)
  return inputs.forms(form).find((other) => other.at !== undefined && within(other.at, eventOf(at)))
}

/** An item that was looked at, with what stood in it. */
export interface Seen {
  readonly form: string
  readonly item: string
  /** The path of the form instance, where there is one. */
  readonly at: FormPath | undefined
  readonly entry: Entry | 'contested' | undefined
}

/** Told of each item that an expression looks at. */
export type Witness = (seen: Seen) => void

/** A form, or the rows of one of its repeating groups, in a study: where an expression stands. */
export interface Place {
  readonly study: CompiledStudy
  readonly form: FormDef
  readonly row?: GroupDef
}
