import type { Decimal } from '../quantity/decimal'
import { betweenUnits } from '../quantity/units'
import type { UnitDef } from '../study/definition'
import { unitNamed } from './chemistry/analytes'

/** A measurement as a form holds it. A formula takes it in the unit that it asks for, converted once and exactly. */
export class Quantity {
  constructor(
    /** The number as typed. */
    readonly text: string,
    readonly unit: string | undefined,
    /** The units that its item accepts, with the way from each to the first. */
    private readonly units: readonly UnitDef[],
  ) {}

  get entered(): { readonly value: string; readonly unit?: string } {
    return { value: this.text, ...(this.unit !== undefined && { unit: this.unit }) }
  }

  /** What was read of the text, in the unit wanted. Undefined where the item has no way to that unit. */
  convert(read: Decimal, wanted: string | undefined): Decimal | undefined {
    if (wanted === undefined) return read
    const from = this.units.find(({ unit }) => unit === this.unit)
    const to = unitNamed(wanted, this.units)
    return from && to && betweenUnits(read, from, to)
  }
}
