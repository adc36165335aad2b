import { z } from 'zod'
import type { ChangeSource } from '../change/change'
import type { FormDef, ItemDef } from './definition'

/**
 * Where a site has its answers from: written down here and nowhere before (`direct`), copied from a record that is kept
 * elsewhere (`transcribed`), taken from an instrument that keeps them (`device`), or said by the participant.
 */
export const SourceDef = z.enum(['direct', 'transcribed', 'device', 'participant'])
export type SourceDef = z.output<typeof SourceDef>

/** Where a value comes from. */
export type ValueSource = ChangeSource | SourceDef

/** Where the answers to an item are to come from. */
export type PlannedSource = SourceDef | 'calculated'

/** Where the answers to an item come from by the study: what the item says, else its form, else they are entered directly. */
export const plannedSource = (
  { source }: Pick<FormDef, 'source'>,
  item: Pick<ItemDef, 'type' | 'source'>,
): PlannedSource => (item.type === 'calculated' ? 'calculated' : (item.source ?? source ?? 'direct'))

/** Where one value comes from: what its change says of itself, else what the study says of its item. */
export function sourceOf(said: ChangeSource, planned: PlannedSource): ValueSource {
  if (said !== 'direct') return said
  // Somebody else typed what the participant had answered on paper.
  return planned === 'participant' ? 'transcribed' : planned
}
