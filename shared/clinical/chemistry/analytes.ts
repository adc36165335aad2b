import { tidyUnit } from '../../quantity/unit-spelling'
import type { UnitDef } from '../../study/definition'

/**
 * Units of every quantity that can be converted. The first of each list is the one its factors lead to. Factors: AMA
 * Manual of Style / JAMA SI tables; HbA1c: NGSP master equation (ngsp.org/ifcc.asp); 1 mCi = 37 MBq by definition.
 */

const base = (unit: string): UnitDef => ({ unit, factor: '1' })
const times = (unit: string, factor: `${number}`): UnitDef => ({ unit, factor })
const over = (unit: string, divisor: `${number}`): UnitDef => ({ unit, factor: '1', divisor })

const cellCount = [
  base('10^9/L'),
  times('10^3/uL', '1'),
  times('G/L', '1'),
  over('/uL', '1000'),
  over('10^3/mL', '1000'),
]
const enzyme = [base('U/L'), times('ukat/L', '60'), times('nkat/L', '0.06')]
const protein = [base('g/L'), times('g/dL', '10')]
const monovalent = [base('mmol/L'), times('mEq/L', '1')]
const divalent = [base('mmol/L'), times('mEq/L', '0.5')]
/** Many methods and no way from one to the other. */
const only = (unit: string): readonly UnitDef[] => [base(unit)]

interface Analyte {
  /** The code of the laboratory forms, or a name of our own where no form has one. */
  readonly code: string
  /** What else people call it, lower case. */
  readonly names: readonly string[]
  readonly units: readonly UnitDef[]
  /** Zero of the scale is no quantity, so values may lie below it. */
  readonly signed?: true
}

const analyte = (code: string, names: readonly string[], units: readonly UnitDef[]): Analyte => ({ code, names, units })

const analytes: readonly Analyte[] = [
  analyte('HGB', ['hemoglobin', 'haemoglobin', 'hb'], [...protein, over('mmol/L', '0.06206')]),
  analyte('HCT', ['hematocrit', 'haematocrit'], [base('L/L'), over('%', '100')]),
  analyte('RBC', ['erythrocytes', 'red blood cells'], [base('10^12/L'), times('10^6/uL', '1'), times('T/L', '1')]),
  analyte('WBC', ['leukocytes', 'leucocytes', 'white blood cells'], cellCount),
  analyte('ANC', ['neutrophils', 'neut'], cellCount),
  analyte('LYM', ['lymphocytes'], cellCount),
  analyte('MONO', ['monocytes'], cellCount),
  analyte('EOS', ['eosinophils'], cellCount),
  analyte('BASO', ['basophils'], cellCount),
  analyte('PLT', ['platelets', 'plat'], cellCount),
  analyte('CREAT', ['creatinine'], [base('umol/L'), times('mg/dL', '88.4')]),
  analyte('CYSC', ['cystatin c', 'cystatin_c'], only('mg/L')),
  // Laboratories that give mg/dL mean the nitrogen of the urea.
  analyte('UREA', ['urea', 'bun', 'blood urea nitrogen'], [base('mmol/L'), times('mg/dL', '0.357')]),
  analyte('NA', ['sodium'], monovalent),
  analyte('K', ['potassium'], [...monovalent, times('mg/dL', '0.2558')]),
  analyte('CL', ['chloride'], monovalent),
  analyte('CA', ['calcium'], [...divalent, times('mg/dL', '0.2495')]),
  analyte('PHOS', ['phosphate', 'phosphorus'], [base('mmol/L'), times('mg/dL', '0.3229')]),
  analyte('MG', ['magnesium'], [...divalent, times('mg/dL', '0.4114')]),
  analyte('GLUC', ['glucose'], [base('mmol/L'), times('mg/dL', '0.05551')]),
  analyte(
    'HBA1C',
    ['hemoglobin a1c', 'haemoglobin a1c'],
    [base('%'), { unit: 'mmol/mol', factor: '0.09148', offset: '2.152' }],
  ),
  analyte('BILI', ['bilirubin', 'total bilirubin'], [base('umol/L'), times('mg/dL', '17.1')]),
  analyte('ALT', ['alanine aminotransferase'], enzyme),
  analyte('AST', ['aspartate aminotransferase'], enzyme),
  analyte('ALP', ['alkaline phosphatase'], enzyme),
  analyte('GGT', ['gamma-glutamyltransferase'], enzyme),
  analyte('LDH', ['lactate dehydrogenase'], enzyme),
  analyte('ALB', ['albumin'], protein),
  analyte('PROT', ['total protein', 'protein'], protein),
  analyte('INR', ['international normalized ratio'], only('ratio')),
  analyte('PTPCT', ['prothrombin ratio'], only('%')),
  analyte('CHOL', ['cholesterol', 'total cholesterol'], [base('mmol/L'), times('mg/dL', '0.02586')]),
  analyte('TRIG', ['triglycerides'], [base('mmol/L'), times('mg/dL', '0.01129')]),
  analyte('CRP', ['c-reactive protein'], [base('mg/L'), times('mg/dL', '10')]),
  // nmol/L is kept as the laboratory reports it: assays do not convert into each other.
  analyte('CGA', ['chromogranin a'], [base('ug/L'), times('ng/mL', '1')]),
  analyte('HIAA24', ['5-hiaa', 'urinary 5-hiaa'], [base('umol/24 h'), times('mg/24 h', '5.23')]),
  analyte('HCG', ['beta-hcg', 'β-hcg'], [base('IU/L'), times('mIU/mL', '1')]),
  analyte('UPROT', ['urine protein'], [base('mg/mmol'), over('mg/g', '8.84')]),
  analyte('UCRCL', ['measured creatinine clearance'], only('mL/min')),
  analyte('MGFR', ['measured gfr'], only('mL/min/1.73m2')),
  analyte(
    'activity',
    ['radioactivity'],
    [
      base('MBq'),
      times('GBq', '1000'),
      over('kBq', '1000'),
      over('Bq', '1000000'),
      times('mCi', '37'),
      times('Ci', '37000'),
      times('uCi', '0.037'),
    ],
  ),
  analyte(
    'absorbed dose',
    ['absorbed_dose', 'dose'],
    [base('Gy'), over('mGy', '1000'), over('cGy', '100'), over('rad', '100')],
  ),
  analyte('HEIGHT', ['height'], [base('cm'), times('m', '100'), times('in', '2.54')]),
  analyte('WEIGHT', ['weight'], [base('kg'), over('g', '1000'), times('lb', '0.45359237')]),
  {
    code: 'TEMP',
    names: ['temperature', 'body temperature'],
    units: [base('C'), { unit: 'F', factor: '5', offset: '-160', divisor: '9' }],
    signed: true,
  },
]

const byName = new Map(
  analytes.flatMap((one) => [one.code.toLowerCase(), ...one.names].map((name) => [name, one] as const)),
)

/** The quantity of that code or name; case does not matter. */
export const analyteNamed = (name: string): Analyte | undefined => byName.get(name.toLowerCase())

/** Ways of writing a unit that mean the same, after `tidyUnit`. */
const spellings: ReadonlyMap<string, string> = new Map([
  ['K/uL', '10^3/uL'],
  ['Giga/L', '10^9/L'],
  ['/nL', '10^9/L'],
  ['1/nL', '10^9/L'],
  ['10^9cells/L', '10^9/L'],
  ['10^3/mm3', '10^3/uL'],
  ['/mm3', '/uL'],
  ['1/uL', '/uL'],
  ['1/mm3', '/uL'],
  ['cells/uL', '/uL'],
  ['cells/mm3', '/uL'],
  ['10^6/mm3', '10^6/uL'],
  ['IU/L', 'U/L'],
  ['U/L', 'IU/L'],
  ['%(NGSP)', '%'],
  ['mmol/mol(IFCC)', 'mmol/mol'],
  ['umol/24h', 'umol/24 h'],
  ['umol/d', 'umol/24 h'],
  ['umol/day', 'umol/24 h'],
  ['mg/24h', 'mg/24 h'],
  ['mg/d', 'mg/24 h'],
  ['mg/day', 'mg/24 h'],
  ['°C', 'C'],
  ['°F', 'F'],
  ['1', 'ratio'],
  ['INR', 'ratio'],
])

/** Some laboratories print capitals alone; G/L in them is giga per litre, which no gram is. */
const inCapitals = (written: string): boolean =>
  written.includes('/') && written === written.toUpperCase() && tidyUnit(written) !== 'G/L'

/** The unit as the analyte's own list writes it. Undefined when the analyte is not measured in it. */
export const unitNamed = (written: string, units: readonly UnitDef[]): UnitDef | undefined => {
  const spellings = spelledUnits(units)
  const known = spellings.get(written) ?? spellings.get(tidyUnit(written))
  if (known || !inCapitals(written)) return known
  const capitals = tidyUnit(written).toUpperCase()
  return [...spellings].find(([name]) => name !== 'G/L' && name.toUpperCase() === capitals)?.[1]
}

/** Every spelling of the units of a list. Lists never change, and engines look up the same few a thousand times. */
function spelledUnits(units: readonly UnitDef[]): ReadonlyMap<string, UnitDef> {
  const known = spelled.get(units)
  if (known) return known
  const own = units.toReversed().map((unit) => [tidyUnit(unit.unit), unit] as const)
  const other = [...spellings].flatMap(([written, name]) => {
    const unit = units.find((one) => one.unit === name)
    return unit ? [[written, unit] as const] : []
  })
  const found = new Map([...other, ...own])
  spelled.set(units, found)
  return found
}

const spelled = new WeakMap<readonly UnitDef[], ReadonlyMap<string, UnitDef>>()

/** What a value in a unit of the analyte is multiplied by to be in its first one, where that is all there is to it. */
export function factorOf(analyte: string, unit: string): string {
  const known = analyteNamed(analyte)
  const found = known && unitNamed(unit, known.units)
  if (!found || found.offset !== undefined || found.divisor !== undefined)
    throw new Error(`no factor for ${analyte} in ${unit}`)
  return found.factor
}
