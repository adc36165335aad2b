import { decimal, type Text } from './define'
import {
  bilirubinUnits,
  calciumUnits,
  cellCountUnits,
  creatinineUnits,
  differentialUnits,
  enzymeUnits,
  fractionUnits,
  glucoseUnits,
  haemoglobinUnits,
  magnesiumUnits,
  monovalentUnits,
  phosphateUnits,
  proteinUnits,
  ureaUnits,
} from './units'

/** A result of the laboratory: expected, or missing with a reason. Ranges are in the first unit. */
const analyte = (spec: Omit<Parameters<typeof decimal>[0], 'required' | 'missing'>) =>
  decimal({ ...spec, required: true, missing: true })

/** Counted by some laboratories only: asked for, never missed. */
const optional = (label: Text) => decimal({ label, units: differentialUnits, decimals: 2, hard: ['0', '300'] })

const enzyme = (label: Text) =>
  analyte({ label, units: enzymeUnits, decimals: 0, soft: ['20', '600'], hard: ['1', '20000'] })
const transaminase = (label: Text) =>
  analyte({ label, units: enzymeUnits, decimals: 0, soft: ['5', '300'], hard: ['1', '10000'] })

/** The haematology panel. */
export const haematology = {
  HGB: analyte({
    label: { en: 'Haemoglobin', fr: 'Hémoglobine' },
    units: haemoglobinUnits,
    decimals: 0,
    soft: ['60', '190'],
    hard: ['20', '250'],
  }),
  HCT: analyte({
    label: { en: 'Haematocrit', fr: 'Hématocrite' },
    units: fractionUnits,
    decimals: 2,
    soft: ['0.15', '0.60'],
    hard: ['0.05', '0.80'],
  }),
  WBC: analyte({
    label: { en: 'White blood cells', fr: 'Leucocytes' },
    units: cellCountUnits,
    decimals: 1,
    soft: ['1.0', '30'],
    hard: ['0.05', '500'],
  }),
  ANC: analyte({
    label: { en: 'Neutrophils', fr: 'Neutrophiles' },
    units: differentialUnits,
    decimals: 2,
    soft: ['0.5', '20'],
    hard: ['0', '300'],
  }),
  LYM: analyte({
    label: { en: 'Lymphocytes', fr: 'Lymphocytes' },
    units: differentialUnits,
    decimals: 2,
    soft: ['0.2', '8'],
    hard: ['0', '300'],
  }),
  MONO: optional({ en: 'Monocytes', fr: 'Monocytes' }),
  EOS: optional({ en: 'Eosinophils', fr: 'Éosinophiles' }),
  BASO: optional({ en: 'Basophils', fr: 'Basophiles' }),
  PLT: analyte({
    label: { en: 'Platelets', fr: 'Plaquettes' },
    units: cellCountUnits,
    decimals: 0,
    soft: ['30', '700'],
    hard: ['1', '3000'],
  }),
}

/** The biochemistry panel. */
export const biochemistry = {
  NA: analyte({
    label: { en: 'Sodium', fr: 'Sodium' },
    units: monovalentUnits,
    decimals: 0,
    soft: ['125', '150'],
    hard: ['90', '200'],
  }),
  K: analyte({
    label: { en: 'Potassium', fr: 'Potassium' },
    units: monovalentUnits,
    decimals: 1,
    soft: ['3.0', '5.8'],
    hard: ['1.5', '9.5'],
  }),
  CL: analyte({
    label: { en: 'Chloride', fr: 'Chlorures' },
    units: monovalentUnits,
    decimals: 0,
    soft: ['90', '115'],
    hard: ['60', '150'],
  }),
  CA: analyte({
    label: { en: 'Calcium, total', fr: 'Calcium total' },
    units: calciumUnits,
    decimals: 2,
    soft: ['1.8', '3.0'],
    hard: ['0.8', '5.0'],
  }),
  PHOS: analyte({
    label: { en: 'Phosphate', fr: 'Phosphates' },
    units: phosphateUnits,
    decimals: 2,
    soft: ['0.5', '2.0'],
    hard: ['0.1', '6'],
  }),
  MG: analyte({
    label: { en: 'Magnesium', fr: 'Magnésium' },
    units: magnesiumUnits,
    decimals: 2,
    soft: ['0.5', '1.3'],
    hard: ['0.1', '5'],
  }),
  CREAT: analyte({
    label: { en: 'Creatinine', fr: 'Créatinine' },
    units: creatinineUnits,
    decimals: 0,
    soft: ['35', '300'],
    hard: ['10', '2000'],
  }),
  UREA: analyte({
    label: { en: 'Urea', fr: 'Urée' },
    help: {
      en: 'A value in mg/dL is read as urea nitrogen (BUN).',
      fr: 'Une valeur en mg/dL est lue comme azote uréique.',
    },
    units: ureaUnits,
    decimals: 1,
    soft: ['1.5', '30'],
    hard: ['0.3', '100'],
  }),
  GLUC: analyte({
    label: { en: 'Glucose', fr: 'Glucose' },
    units: glucoseUnits,
    decimals: 1,
    soft: ['3', '15'],
    hard: ['0.5', '80'],
  }),
  BILI: analyte({
    label: { en: 'Bilirubin, total', fr: 'Bilirubine totale' },
    units: bilirubinUnits,
    decimals: 0,
    soft: ['2', '60'],
    hard: ['0.5', '1000'],
  }),
  ALT: transaminase({ en: 'ALT', fr: 'ALAT' }),
  AST: transaminase({ en: 'AST', fr: 'ASAT' }),
  ALP: enzyme({ en: 'Alkaline phosphatase', fr: 'Phosphatases alcalines' }),
  GGT: enzyme({ en: 'Gamma-GT', fr: 'Gamma-GT' }),
  LDH: enzyme({ en: 'LDH', fr: 'LDH' }),
  ALB: analyte({
    label: { en: 'Albumin', fr: 'Albumine' },
    units: proteinUnits,
    decimals: 0,
    soft: ['20', '55'],
    hard: ['5', '80'],
  }),
  PROT: analyte({
    label: { en: 'Total protein', fr: 'Protéines totales' },
    units: proteinUnits,
    decimals: 0,
    soft: ['45', '95'],
    hard: ['10', '160'],
  }),
}
