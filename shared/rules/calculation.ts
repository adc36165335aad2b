import type { Entry } from '../change/change'
import type { Reason } from '../clinical/formula'
import { formulaOf } from '../clinical/formulas'
import { Quantity } from '../clinical/quantity'
import type { Computed, Figure, Trace } from '../clinical/trace'
import { Decimal } from '../quantity/decimal'
import type { PlacedItem } from '../study/compile'
import type { FormulaDef } from '../study/definition'
import { type Inputs, type Place, type Seen, type Witness, notBegun } from './inputs'
import { latest } from './latest'
import type { Outcome } from './rule'
import { type CalculatedDef, type CalculatedValue, calculatedEntry, calculatedValue } from './value'

/** Why a calculated item has no value. `contested`: an input holds values that stand against each other. */
export type NotCalculated = Reason | 'contested' | 'unknown-formula'

/** What a calculated item says, and how it came to say it. */
export interface Calculation {
  /** As it is stored, shown and exported: rounded to the decimals of the item. */
  readonly entry: Entry | undefined
  readonly computed: Computed<CalculatedValue, NotCalculated>
  /** Every item that was looked at, in that order; `as` is the input of the formula that it was looked at for. */
  readonly seen: readonly (Seen & { readonly as?: string })[]
}

/** Where a calculated item stands, and how its inputs are asked. */
interface Around {
  readonly place: Place
  readonly inputs: Inputs
  readonly outcome: (expression: string, witness: Witness) => Outcome
  readonly calculated: (place: Place, item: PlacedItem, inputs: Inputs) => Calculation | undefined
}

const refuse = (reason: NotCalculated, input?: string): Computed<never, NotCalculated> => ({
  ok: false,
  refusal: { reason, ...(input !== undefined && { input }) },
})

/** The trace of an expression that a study wrote for itself: its text, and the items that it named. */
export const EXPRESSION = 'expression'

export function byExpression(def: CalculatedDef, expression: string, { place, outcome }: Around): Calculation {
  const seen: Seen[] = []
  const said = outcome(expression, (item) => seen.push(item))
  const value = said.known ? calculatedValue(said.value) : undefined
  if (value === undefined) {
    const contested = seen.find(({ entry }) => entry === 'contested')
    const missing = !said.known && said.why === 'missing'
    const computed = contested ? refuse('contested', contested.item) : refuse(missing ? 'missing' : 'not-known-exactly')
    return { entry: undefined, computed, seen }
  }
  const { version } = place.study
  let trace: Trace | undefined
  return {
    entry: calculatedEntry(def, value, def.unit),
    computed: {
      ok: true,
      value,
      get trace() {
        return (trace ??= {
          ...{ formula: EXPRESSION, expression, source: `${version.study.name} ${version.name}` },
          ...{ inputs: seen.flatMap((item) => figureOf(place, item)), steps: [] },
        })
      },
    },
    seen,
  }
}

function figureOf({ study, form }: Place, seen: Seen): readonly Figure[] {
  const def = study.item(seen.form, seen.item)?.def
  if (!def || !seen.entry || seen.entry === 'contested' || seen.entry.state !== 'value') return []
  const { text, unit, canonical } = seen.entry
  const name = seen.form === form.oid ? seen.item : `${seen.form}.${seen.item}`
  const entered = { value: text, ...(unit !== undefined && { unit }) }
  const used = canonical ? { value: canonical.value, unit: canonical.unit } : entered
  return [{ name, ...used, entered }]
}

/** What an input of a formula is given, or why nothing. */
type Raw = { readonly raw: unknown } | { readonly why: 'contested' | 'not-known-exactly' }

export function byFormula(def: CalculatedDef, { formula: key, given }: FormulaDef, around: Around): Calculation {
  const seen: (Seen & { as: string })[] = []
  const formula = formulaOf(key)
  if (!formula) return { entry: undefined, computed: refuse('unknown-formula', key), seen }
  const raw: Record<string, unknown> = {}
  let refusal: Computed<never, NotCalculated> | undefined
  for (const [name, from] of Object.entries(given)) {
    const found = rawOf(around, from, (item) => seen.push({ as: name, ...item }))
    if ('why' in found) refusal ??= refuse(found.why, name)
    else raw[name] = found.raw
  }
  const computed = refusal ?? formula.compute(raw)
  if (!computed.ok) return { entry: undefined, computed, seen }
  const { value, unit } = computed.value
  return {
    entry: calculatedEntry(def, value, unit),
    computed: {
      ok: true,
      value,
      // Written when somebody reads it: lists and files only want the value.
      get trace() {
        return computed.trace
      },
    },
    seen,
  }
}

function rawOf(around: Around, from: FormulaDef['given'][string], witness: Witness): Raw {
  if (typeof from !== 'string') {
    const found = latest(from, around.inputs, around.place.form.oid, witness)
    if ('why' in found) return found
    return rawOfItem(around, found.form, found.item, found.inputs ?? notBegun, witness)
  }
  const [first, second] = namedIn(from)
  const form = second === undefined ? around.place.form.oid : first
  const item = second ?? first
  if (around.place.study.item(form, item)) {
    const inputs = second === undefined ? around.inputs : (around.inputs.form(first) ?? notBegun)
    return rawOfItem(around, form, item, inputs, witness)
  }
  return rawOfOutcome(around, from, witness)
}

type Named = readonly [first: string, second: string | undefined]

/** Studies say few things, and each of every visit of everybody: they are taken apart once. */
const named = new Map<string, Named>()

/** The one or two names that an input is given by; none where it is an expression. */
function namedIn(from: string): Named {
  const known = named.get(from)
  if (known) return known
  const [, first = '', second] = /^(\w+)(?:\.(\w+))?$/.exec(from) ?? []
  const names: Named = [first, second]
  named.set(from, names)
  return names
}

/** An item as it was entered, so that the formula itself converts it. */
function rawOfItem(around: Around, form: string, item: string, inputs: Inputs, witness: Witness): Raw {
  const { study } = around.place
  const placed = study.item(form, item)
  const def = study.form(form)
  if (!placed || !def) return { raw: undefined }
  const calculation = around.calculated({ study, form: def }, placed, inputs)
  const entry = calculation ? calculation.entry : inputs.entry(item)
  witness({ form, item, at: inputs.at, entry })
  if (entry === 'contested') return { why: 'contested' }
  if (calculation) return rawOfCalculation(calculation)
  if (entry?.state !== 'value') return { raw: undefined }
  const units = placed.def.type === 'integer' || placed.def.type === 'decimal' ? placed.def.units : undefined
  return { raw: units ? new Quantity(entry.text, entry.unit, units) : entry.text }
}

/** What could not be calculated is missing, unless it waits for a decision or for more exactness. */
function rawOfCalculation({ computed }: Calculation): Raw {
  if (computed.ok) return { raw: computed.value }
  const { reason } = computed.refusal
  return reason === 'contested' || reason === 'not-known-exactly' ? { why: reason } : { raw: undefined }
}

function rawOfOutcome(around: Around, expression: string, witness: Witness): Raw {
  const seen: Seen[] = []
  const said = around.outcome(expression, (item) => {
    seen.push(item)
    witness(item)
  })
  if (said.known) {
    if (Array.isArray(said.value)) return rawOfList(said.value)
    const value = calculatedValue(said.value)
    if (value === undefined) return { why: 'not-known-exactly' }
    return { raw: value instanceof Decimal ? value : value.toString() }
  }
  if (seen.some(({ entry }) => entry === 'contested')) return { why: 'contested' }
  return said.why === 'missing' ? { raw: undefined } : { why: 'not-known-exactly' }
}

/** Numbers that a formula takes together, as those of every cycle; one that is not known exactly spoils them all. */
function rawOfList(members: readonly unknown[]): Raw {
  const values = members.map(calculatedValue)
  return values.every((value) => value instanceof Decimal) ? { raw: values } : { why: 'not-known-exactly' }
}
