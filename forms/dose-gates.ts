import type { GatesDef } from '#shared/study/gates-definition'
import { startNetCapecitabine } from './capecitabine-gates'
import { netRetreatEverolimus } from './everolimus-gates'
import {
  CONTROL,
  nelmasLutetium,
  netRetreatLutetium,
  netter2Lutetium,
  reLuthLutetium,
  startNetControlLutetium,
  startNetPersonalisedLutetium,
} from './lutetium-gates'
import {
  nelmasOctreotide,
  netRetreatOctreotide,
  netter2Octreotide,
  reLuthOctreotide,
  startNetControlOctreotide,
  startNetPersonalisedOctreotide,
} from './octreotide-gates'

/** The dose gates of each trial, as its study version carries them. */

export const netter2Gates: GatesDef = {
  lutetium: [{ form: 'EXLU', asks: netter2Lutetium }],
  octreotide: [{ form: 'EXOCT', asks: netter2Octreotide }],
}

export const netRetreatGates: GatesDef = {
  lutetium: [{ form: 'EXLU', asks: netRetreatLutetium }],
  everolimus: [{ form: 'EXEV', asks: netRetreatEverolimus }],
  octreotide: [{ form: 'EXOCT', asks: netRetreatOctreotide }],
}

export const reLuthGates: GatesDef = {
  lutetium: [{ form: 'EXLU', asks: reLuthLutetium }],
  octreotide: [{ asks: reLuthOctreotide }],
}

export const nelmasGates: GatesDef = {
  lutetium: [{ form: 'EXLU', asks: nelmasLutetium }],
  octreotide: [{ asks: nelmasOctreotide }],
}

export const startNetGates: GatesDef = {
  lutetium: [
    { arms: CONTROL, form: 'EXLU', asks: startNetControlLutetium },
    { form: 'EXLU', asks: startNetPersonalisedLutetium },
  ],
  capecitabine: [{ form: 'EXCAP', asks: startNetCapecitabine }],
  octreotide: [{ arms: CONTROL, asks: startNetControlOctreotide }, { asks: startNetPersonalisedOctreotide }],
}

/** By registry number, for cases that name a trial without its study version. */
const trials: ReadonlyMap<string, GatesDef> = new Map([
  ['NCT03972488', netter2Gates],
  ['NCT04954820', reLuthGates],
  ['NCT05387603', startNetGates],
  ['NCT05773274', netRetreatGates],
  ['NCT05987176', nelmasGates],
])

/** The gates of a trial; undefined for one that is not known. */
export const trialGates = (study: string): GatesDef | undefined => trials.get(study)
