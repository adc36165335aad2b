import type { PartialDate } from '../partial-date'
import { Decimal } from '../quantity/decimal'
import { PartialNumber } from '../quantity/partial-number'
import type { CompiledStudy, PlacedItem } from '../study/compile'
import type { FormDef } from '../study/definition'
import { type Calculation, byExpression, byFormula } from './calculation'
import { Unknown } from './environment'
import { type Fact, Facts } from './facts'
import { type Stands, gradesIn } from './graded'
import { type Inputs, type Place, type Witness, notBegun, ofVisit } from './inputs'
import { type Outcome, ruleOf } from './rule'
import {
  EARLIER,
  EVERY,
  environmentOf,
  GRADED,
  gradedFactsClass,
  everyFactsClass,
  formFactsClass,
  rowFactsClass,
  SITE,
  VISIT,
  visitFactsClass,
} from './scope'
import { valueOf } from './value'

/** Asks an expression of the inputs. With `today` it may name that day. */
export const ask = (place: Place, expression: string, inputs: Inputs, today?: PartialDate): Outcome =>
  outcomeOf(place, expression, inputs, { working: NOTHING, today, witness: undefined })

/** What a calculated item says of its inputs, or why it says nothing; undefined for an item that is entered. */
export const calculate = (place: Place, item: PlacedItem, inputs: Inputs): Calculation | undefined =>
  calculateWithin(place, item, inputs, NOTHING)

/** The calculated items that are being worked out. */
type Working = ReadonlySet<string>

const NOTHING: Working = new Set()

interface Reading {
  readonly working: Working
  readonly today: PartialDate | undefined
  readonly witness: Witness | undefined
}

function outcomeOf(place: Place, expression: string, inputs: Inputs, reading: Reading): Outcome {
  const environment = environmentOf(place.study, place.form, place.row, reading.today !== undefined)
  return ruleOf(environment, expression)(new Facts(reader(place, inputs, reading)))
}

function calculateWithin(
  { study, form }: Place,
  { def, group }: PlacedItem,
  inputs: Inputs,
  within: Working,
): Calculation | undefined {
  if (def.type !== 'calculated') return undefined
  const name = `${form.oid}.${def.oid}`
  // A value that is calculated from itself has none; the build refuses such a study.
  if (within.has(name)) return undefined
  const kept = inputs.calculated?.(def.oid)
  if (kept) return kept
  const place = { study, form, ...(group.repeating && { row: group }) }
  const working = new Set([...within, name])
  const around = {
    place,
    inputs,
    outcome: (expression: string, witness: Witness) =>
      outcomeOf(place, expression, inputs, { working, today: undefined, witness }),
    calculated: (where: Place, item: PlacedItem, from: Inputs) => calculateWithin(where, item, from, working),
  }
  const { expression } = def
  return typeof expression === 'string' ? byExpression(def, expression, around) : byFormula(def, expression, around)
}

function reader(place: Place, inputs: Inputs, reading: Reading) {
  const { study, form } = place
  const { today } = reading
  return (name: string): Fact => {
    const item = study.item(form.oid, name)
    if (item) return itemFact(place, item, inputs, reading)
    if (name === 'today' && today) return today
    // Within rows and other forms no day is today.
    const inside = today ? { ...reading, today: undefined } : reading
    if (study.group(form.oid, name)) {
      const Row = rowFactsClass(study, form.oid, name)
      return inputs.rows(name).map((row) => new Row(reader(place, row, inside)))
    }
    const formFacts = (other: FormDef, from: Inputs | undefined): Facts => {
      const Form = formFactsClass(study, other.oid)
      return new Form(reader({ study, form: other }, from ?? notBegun, inside))
    }
    const other = study.form(name)
    if (other) return formFacts(other, inputs.form(name))
    const Every = everyFactsClass(study)
    if (name === EVERY)
      return new Every(perForm(study, (each) => inputs.forms(each.oid).map((from) => formFacts(each, from))))
    const Visit = visitFactsClass(study)
    if (name === EARLIER) {
      const Form = formFactsClass(study, form.oid)
      return new Form((oid) => earlierFact(place, oid, inputs, inside))
    }
    if (name === SITE && inputs.site !== undefined) return inputs.site
    if (name === VISIT) return new Visit(perForm(study, (each) => formFacts(each, ofVisit(inputs, each.oid))))
    if (name === GRADED) {
      const Graded = gradedFactsClass(study)
      return gradesIn(form, (oid) => entryOf(place, oid, inputs, inside)).map(
        ({ term, grade }) => new Graded((field) => (field === 'TERM' ? term : PartialNumber.of(grade))),
      )
    }
    throw Unknown.missing
  }
}

/** What stands in an item of the form for those who do not calculate with it; a contested item says nothing. */
function entryOf(place: Place, oid: string, inputs: Inputs, { working, witness }: Reading): Stands {
  const item = place.study.item(place.form.oid, oid)
  const calculation = item?.def.type === 'calculated' ? calculateWithin(place, item, inputs, working) : undefined
  const entry = calculation ? calculation.entry : inputs.entry(oid)
  witness?.({ form: place.form.oid, item: oid, at: inputs.at, entry })
  return { entry: entry === 'contested' ? undefined : entry, calculation }
}

const perForm =
  (study: CompiledStudy, fact: (form: FormDef) => Fact) =>
  (name: string): Fact => {
    const form = study.form(name)
    if (!form) throw Unknown.missing
    return fact(form)
  }

/** Looks back until the item held something. */
function earlierFact(place: Place, oid: string, inputs: Inputs, reading: Reading): Fact {
  const item = place.study.item(place.form.oid, oid)
  if (!item) throw Unknown.missing
  for (const before of inputs.earlier?.() ?? [])
    try {
      return itemFact(place, item, before, reading)
    } catch (error) {
      if (error !== Unknown.missing) throw error
    }
  throw Unknown.missing
}

function itemFact(place: Place, item: PlacedItem, inputs: Inputs, { working, witness }: Reading): Fact {
  const { def } = item
  const calculation = def.type === 'calculated' ? calculateWithin(place, item, inputs, working) : undefined
  const entry = def.type === 'calculated' ? calculation?.entry : inputs.entry(def.oid)
  witness?.({ form: place.form.oid, item: def.oid, at: inputs.at, entry })
  if (entry === 'contested') throw Unknown.contested
  if (calculation?.computed.ok) {
    const { value } = calculation.computed
    return value instanceof Decimal ? PartialNumber.of(value) : value
  }
  const value = entry && valueOf(def, entry)
  if (value === undefined) throw Unknown.missing
  return value
}
