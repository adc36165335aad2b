import type { UnitDef } from '#shared/study/definition'

/** Units accepted for a quantity. The first is the one its ranges are in; conversions are exact (see `UnitDef`). */

const base = (unit: string): UnitDef => ({ unit, factor: '1' })
const times = (unit: string, factor: `${number}`): UnitDef => ({ unit, factor })
const over = (unit: string, divisor: `${number}`): UnitDef => ({ unit, factor: '1', divisor })

export const kilograms = [base('kg'), times('lb', '0.45359237')]
export const centimetres = [base('cm'), times('in', '2.54')]
/** °C = (°F × 5 − 160) ÷ 9 */
export const celsius = [base('°C'), { unit: '°F', factor: '5', offset: '-160', divisor: '9' }]

export const haemoglobinUnits = [base('g/L'), times('g/dL', '10'), over('mmol/L', '0.06206')]
export const fractionUnits = [base('L/L'), over('%', '100')]
export const cellCountUnits = [base('10^9/L'), times('10^3/mm3', '1'), over('/mm3', '1000')]
export const differentialUnits = [base('10^9/L'), over('/mm3', '1000')]

export const creatinineUnits = [base('µmol/L'), times('mg/dL', '88.4')]
/** Urea; laboratories that report blood urea nitrogen do so in mg/dL. */
export const ureaUnits = [base('mmol/L'), times('mg/dL', '0.357')]
export const monovalentUnits = [base('mmol/L'), times('mEq/L', '1')]
export const calciumUnits = [base('mmol/L'), times('mg/dL', '0.2495')]
export const phosphateUnits = [base('mmol/L'), times('mg/dL', '0.3229')]
export const magnesiumUnits = [base('mmol/L'), times('mg/dL', '0.4114')]
export const glucoseUnits = [base('mmol/L'), times('mg/dL', '0.05551')]
export const bilirubinUnits = [base('µmol/L'), times('mg/dL', '17.1')]
export const enzymeUnits = [base('U/L'), times('µkat/L', '60')]
export const proteinUnits = [base('g/L'), times('g/dL', '10')]
