import { bsaDuBois, bsaMosteller } from './body/surface-area'
import { capecitabineIntake } from './capecitabine/intake'
import { correctedCalciumSi, correctedCalciumUs } from './chemistry/calcium'
import { convert } from './chemistry/convert'
import { absoluteNeutrophils } from './chemistry/neutrophils'
import { qtcf } from './ecg/qtcf'
import type { Formula } from './formula'
import { cumulativeActivity, renalProjection } from './lutetium/cumulative'
import { lu177Decay, lu177Deviation, lu177NetInjected } from './lutetium/decay'
import { eortcFunctional, eortcLinear, eortcSummary, eq5dProfile } from './quality-of-life/formulas'
import { cockcroftGaultMgDl, cockcroftGaultUmol } from './renal/clearance'
import { capa, ckdEpi2021, lmr18, mdrd, meanOfLmr18AndCapa } from './renal/filtration'
import { age, monthsSince, studyDay } from './time/age'

const all: readonly Formula[] = [
  absoluteNeutrophils,
  age,
  bsaDuBois,
  bsaMosteller,
  capa,
  capecitabineIntake,
  ckdEpi2021,
  cockcroftGaultMgDl,
  cockcroftGaultUmol,
  convert,
  correctedCalciumSi,
  correctedCalciumUs,
  cumulativeActivity,
  eortcFunctional,
  eortcLinear,
  eortcSummary,
  eq5dProfile,
  lmr18,
  lu177Decay,
  lu177Deviation,
  lu177NetInjected,
  mdrd,
  meanOfLmr18AndCapa,
  monthsSince,
  qtcf,
  renalProjection,
  studyDay,
]

const byKey = new Map(all.map((formula) => [formula.key, formula]))

/** The formula of that key. */
export const formulaOf = (key: string): Formula | undefined => byKey.get(key)
