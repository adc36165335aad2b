import { analyteNamed, unitNamed } from '#shared/clinical/chemistry/analytes'
import type { UnitDef } from '#shared/study/definition'

/**
 * Units accepted for a quantity, as its form writes them. The first is the one its ranges are in; how the others convert
 * is what the engines say of the analyte, so that a form and a formula never differ. A unit that the analyte is not
 * measured in is a slip of ours, and stops the build.
 */
function unitsOf(analyte: string, ...written: readonly string[]): UnitDef[] {
  const known = analyteNamed(analyte)?.units ?? []
  return written.map((unit) => {
    const found = unitNamed(unit, known)
    if (!found) throw new Error(`${analyte} is not measured in ${unit}`)
    return { ...found, unit }
  })
}

export const kilograms = unitsOf('WEIGHT', 'kg', 'lb')
export const centimetres = unitsOf('HEIGHT', 'cm', 'in')
export const celsius = unitsOf('TEMP', '°C', '°F')

export const haemoglobinUnits = unitsOf('HGB', 'g/L', 'g/dL', 'mmol/L')
export const fractionUnits = unitsOf('HCT', 'L/L', '%')
export const cellCountUnits = unitsOf('WBC', '10^9/L', '10^3/mm3', '/mm3')
export const differentialUnits = unitsOf('ANC', '10^9/L', '/mm3')

export const creatinineUnits = unitsOf('CREAT', 'µmol/L', 'mg/dL')
export const activityUnits = unitsOf('activity', 'MBq', 'GBq', 'mCi')
export const absorbedDoseUnits = unitsOf('absorbed dose', 'Gy', 'rad')

/** Urea; laboratories that report blood urea nitrogen do so in mg/dL. */
export const ureaUnits = unitsOf('UREA', 'mmol/L', 'mg/dL')
export const monovalentUnits = unitsOf('NA', 'mmol/L', 'mEq/L')
export const calciumUnits = unitsOf('CA', 'mmol/L', 'mg/dL')
export const phosphateUnits = unitsOf('PHOS', 'mmol/L', 'mg/dL')
export const magnesiumUnits = unitsOf('MG', 'mmol/L', 'mg/dL')
export const glucoseUnits = unitsOf('GLUC', 'mmol/L', 'mg/dL')
export const bilirubinUnits = unitsOf('BILI', 'µmol/L', 'mg/dL')
export const enzymeUnits = unitsOf('ALT', 'U/L', 'µkat/L')
export const proteinUnits = unitsOf('ALB', 'g/L', 'g/dL')
