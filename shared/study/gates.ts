import { analyteNamed, unitNamed } from '../clinical/chemistry/analytes'
import { type Threshold, thresholdOf } from '../clinical/dose-gate/measure'
import type {
  CapecitabineParameters,
  EverolimusParameters,
  LutetiumParameters,
  OctreotideParameters,
} from '../clinical/dose-gate/parameters'
import { faultInWords } from '../fault-in-words'
import { type GatesDef, ThresholdDef, gatesOver } from './gates-definition'

/** What a study asks of participants in one arm before a dose; an agent that it does not give is left out. */
export interface Gates {
  readonly lutetium?: LutetiumParameters | undefined
  readonly everolimus?: EverolimusParameters | undefined
  readonly capecitabine?: CapecitabineParameters | undefined
  readonly octreotide?: OctreotideParameters | undefined
}

/** The dose gates of a study version in an arm, as the engines of `clinical/dose-gate` take them. */
export function gatesOf(gates: GatesDef | undefined, arm: string | undefined): Gates {
  if (!gates) return {}
  const { lutetium, everolimus, capecitabine, octreotide } = read(gates)
  return {
    lutetium: forArm(lutetium, arm),
    everolimus: forArm(everolimus, arm),
    capecitabine: forArm(capecitabine, arm),
    octreotide: forArm(octreotide, arm),
  }
}

/** What is wrong with the gates of a study, one sentence each. */
export function gateProblems(gates: GatesDef | undefined): readonly string[] {
  const found = EngineGates.safeParse(gates ?? {})
  return found.success ? [] : found.error.issues.map((issue) => `gates ${faultInWords(issue)}`)
}

interface ForArms<Asks> {
  readonly arms?: readonly string[] | undefined
  readonly asks: Asks
}

const forArm = <Asks>(variants: readonly ForArms<Asks>[] = [], arm: string | undefined): Asks | undefined =>
  variants.find(({ arms }) => !arms || (arm !== undefined && arms.includes(arm)))?.asks

/** A threshold in a unit that its analyte is not measured in would leave every dose undecided. */
const EngineGates = gatesOver(
  ThresholdDef.transform(({ analyte, values: [first, ...others] }, context): Threshold => {
    const units = analyteNamed(analyte)?.units ?? []
    for (const { unit } of [first, ...others])
      if (unitNamed(unit, units)?.unit !== unit) context.addIssue(`${analyte} is not measured in ${unit}`)
    return thresholdOf(analyte, first, ...others)
  }),
)

/** The gates of a study never change while it is open, and every dose asks for them. */
const known = new WeakMap<GatesDef, ReturnType<typeof EngineGates.parse>>()
function read(gates: GatesDef) {
  const found = known.get(gates) ?? EngineGates.parse(gates)
  known.set(gates, found)
  return found
}
