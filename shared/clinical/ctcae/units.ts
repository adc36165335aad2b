/**
 * The units in which laboratories report what CTCAE grades. A criterion is compared in the unit reported whenever the
 * table prints a threshold for it; a unit without one of its own is converted to one that has.
 */
import { tidyUnit } from '../../quantity/unit-spelling'
import { factorOf } from '../chemistry/analytes'

/** For each way a unit is written (see `plainUnit`) the unit of the thresholds, and what a value is multiplied by to be in it. */
export type Scale = Readonly<Record<string, readonly [unit: string, times: string]>>

/** A unit as `tidyUnit` has it, without case: what laboratories write in capitals or not. */
export function plainUnit(written: string): string {
  // Giga per litre is the one unit that only its case tells from another, grams per litre.
  if (written.trim() === 'G/L') return '10^9/l'
  return tidyUnit(written.toLowerCase()).toLowerCase()
}

const each = (unit: string, ...written: readonly string[]): Scale =>
  Object.fromEntries(written.map((spelling) => [spelling, [unit, '1'] as const]))

const converted = (unit: string, times: string, ...written: readonly string[]): Scale =>
  Object.fromEntries(written.map((spelling) => [spelling, [unit, times] as const]))

/** Thresholds per 10^9/L and per mm3 are the same numbers, so one unit stands for both. */
export const cells: Scale = {
  ...each('10^9/L', '10^9/l', '10^3/ul', '10^3/mm3', '10^6/ml', 'giga/l', 'gpt/l', 'k/ul', 'k/mm3', 'thou/ul', '/nl'),
  ...each('10^9/L', '1000/ul', '1000/mm3', '10^3cells/ul', '10^9cells/l', 'cells10^9/l'),
  ...converted('10^9/L', '0.001', '/ul', '1/ul', 'cells/ul', 'cell/ul', '/mm3', '1/mm3', 'cells/mm3', '10^3/ml'),
  ...converted('10^9/L', '0.001', '10^6/l', '/cumm', 'cells/cumm'),
}

const gramsPerLitre = each('g/L', 'g/l')
const gramsPerDecilitre = each('g/dL', 'g/dl', 'g/100ml', 'g%')
const milligramsPerDecilitre = each('mg/dL', 'mg/dl', 'mg/100ml', 'mg%')
const millimolar = each('mmol/L', 'mmol/l', 'mm')

export const haemoglobin: Scale = { ...gramsPerDecilitre, ...gramsPerLitre, ...millimolar }
export const albumin: Scale = { ...gramsPerDecilitre, ...gramsPerLitre, ...converted('g/L', '0.001', 'mg/l') }

export const fibrinogen: Scale = {
  ...gramsPerLitre,
  ...milligramsPerDecilitre,
  ...converted('g/L', '10', 'g/dl'),
  ...converted('g/L', '0.001', 'mg/l', 'ug/ml'),
  ...converted('g/L', '1', 'mg/ml'),
}

/** Milligrams per decilitre and millimoles have thresholds of their own; grams per litre are a hundred of the first. */
const massOrMolar: Scale = { ...milligramsPerDecilitre, ...millimolar, ...converted('mg/dL', '100', 'g/l') }

export const glucose = massOrMolar
export const lipid = massOrMolar
export const magnesium: Scale = {
  ...massOrMolar,
  ...converted('mmol/L', factorOf('MG', 'mEq/L'), 'meq/l'),
  ...converted('mg/dL', '0.1', 'mg/l'),
}
export const calcium: Scale = {
  ...massOrMolar,
  ...converted('mmol/L', factorOf('CA', 'mEq/L'), 'meq/l'),
  ...converted('mg/dL', '0.1', 'mg/l'),
}

/** Printed in mmol/L only; its 1.5 mmol/L is 6.0 mg/dL to laboratories that report mass. */
export const ionizedCalcium: Scale = {
  ...millimolar,
  ...converted('mmol/L', '0.25', 'mg/dl'),
  ...converted('mmol/L', factorOf('CA', 'mEq/L'), 'meq/l'),
}

/** Sodium and bicarbonate. */
export const sodium: Scale = { ...millimolar, ...each('mmol/L', 'meq/l') }
export const potassium: Scale = { ...sodium, ...converted('mmol/L', factorOf('K', 'mg/dL'), 'mg/dl') }

/** Graded by multiples of the laboratory's own limit or of the baseline: the unit must be one of the analyte, its size does not matter. */
export const enzyme: Scale = Object.fromEntries(
  ['u/l', 'iu/l', 'ukat/l', 'nkat/l', 'u/ml', 'iu/ml', 'mu/ml', 'miu/ml', 'ku/l', 'units/l'].map(
    (unit) => [unit, [unit, '1']] as const,
  ),
)
const asReported = (...units: readonly string[]): Scale =>
  Object.fromEntries(units.map((unit) => [unit, [unit, '1'] as const]))

export const bilirubin = asReported('umol/l', 'mg/dl', 'mg/l', 'mmol/l', 'nmol/l')
export const creatinine = asReported('umol/l', 'mg/dl', 'mg/l', 'mmol/l', 'nmol/l')
export const urate = asReported('umol/l', 'mmol/l', 'mg/dl', 'mg/l', 'nmol/l')
export const haptoglobin = asReported('g/l', 'mg/dl', 'mg/l', 'g/dl', 'umol/l', 'mg/ml')
export const clottingTime = asReported('s', 'sec', 'secs', 'second', 'seconds', 'ratio')
export const troponin = asReported('ng/l', 'pg/ml', 'ng/ml', 'ug/l', 'ng/dl')
export const thyrotropin = asReported('mu/l', 'miu/l', 'uiu/ml', 'uu/ml', 'mui/l', 'iu/ml', 'u/l')
export const pancreaticEnzyme: Scale = { ...enzyme, ...asReported('ug/g', 'u/g', 'ug/l', 'ng/ml') }
export const methaemoglobin = asReported('%', 'g/dl', 'g/l', 'fraction', '1')

const unitless = ['', '1', 'ratio', 'none', 'unitless', '-']
export const ratio = each('ratio', 'inr', 'fraction', ...unitless)
export const acidity = each('pH', 'ph', 'phunits', ...unitless)
export const percent = each('%', '%', 'percent', 'pct', '%predicted', '%pred')
export const milliseconds: Scale = {
  ...each('ms', 'ms', 'msec', 'milliseconds'),
  ...converted('ms', '1000', 's', 'sec'),
}
export const temperature: Scale = {
  ...each('°C', 'c', '°c', 'cel', 'degc', 'degreesc', 'celsius'),
  ...each('°F', 'f', '°f', 'degf', 'degreesf', 'fahrenheit'),
}
export const pressure: Scale = { ...each('mmHg', 'mmhg'), ...converted('mmHg', '7.50062', 'kpa') }
export const oxygen: Scale = { ...percent, ...pressure }
export const weight: Scale = {
  ...each('kg', 'kg'),
  ...converted('kg', '0.001', 'g'),
  ...converted('kg', factorOf('WEIGHT', 'lb'), 'lb', 'lbs'),
  ...percent,
}
export const filtration = each(
  'mL/min/1.73m2',
  'ml/min/1.73m2',
  'ml/min/1.73m^2',
  'ml/min',
  'ml/min/1.73',
  'ml/min/1,73m2',
)
export const bodyMass = each('kg/m2', 'kg/m2', 'kg/m^2')
export const urineProtein: Scale = {
  ...each('g/24 h', 'g/24h', 'g/24hr', 'g/24hrs', 'g/d', 'g/day'),
  ...converted('g/24 h', '0.001', 'mg/24h', 'mg/24hr', 'mg/24hrs', 'mg/d', 'mg/day'),
  ...each('dipstick', 'dipstick', '+'),
}
export const volume: Scale = { ...each('mL', 'ml', 'cc'), ...converted('mL', '1000', 'l') }
export const diffusion: Scale = {
  ...each('mL/min/mmHg', 'ml/min/mmhg'),
  ...converted('mL/min/mmHg', '2.987', 'mmol/min/kpa', 'mmol/kpa/min'),
}
export const sperm: Scale = {
  ...each('10^6/mL', '10^6/ml', 'million/ml', 'millions/ml', 'm/ml'),
  ...converted('10^6/mL', '0.000001', '/ml', '1/ml'),
}
export const score = each('t-score', 't-score', 'tscore', 'sd', ...unitless)
export const stools = each('stools/day', 'stools/day', '/day', '/d', '1/d', 'stools/d', '/24h', 'stools/24h')
