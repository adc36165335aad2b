import { decimal, type Text } from './define'
import {
  bilirubinUnits,
  calciumUnits,
  cellCountUnits,
  cholesterolUnits,
  chromograninUnits,
  creatinineUnits,
  differentialUnits,
  enzymeUnits,
  fractionUnits,
  glucoseUnits,
  haemoglobinUnits,
  hba1cUnits,
  magnesiumUnits,
  monovalentUnits,
  phosphateUnits,
  proteinUnits,
  reactiveProteinUnits,
  serotoninMetaboliteUnits,
  triglycerideUnits,
  ureaUnits,
} from './units'

/** A result of the laboratory: expected, or missing with a reason. Ranges are in the first unit. */
const analyte = (spec: Omit<Parameters<typeof decimal>[0], 'required' | 'missing'>) =>
  decimal({ ...spec, required: true, missing: true })

/** Asked for where the laboratory gives it, never missed. */
const onlyWhere = (spec: Omit<Parameters<typeof decimal>[0], 'required' | 'missing'>) =>
  decimal({ ...spec, missing: true })

/** Counted by some laboratories only: asked for, never missed. */
const optional = (label: Text) => decimal({ label, units: differentialUnits, decimals: 2, hard: ['0', '300'] })

const enzyme = (label: Text) =>
  analyte({ label, units: enzymeUnits, decimals: 0, soft: ['20', '600'], hard: ['1', '20000'] })
const transaminase = (label: Text) =>
  analyte({ label, units: enzymeUnits, decimals: 0, soft: ['5', '300'], hard: ['1', '10000'] })

/** The haematology panel. */
export const haematology = {
  HGB: analyte({
    label: { en: 'Haemoglobin', fr: 'Hémoglobine', sv: 'Hemoglobin' },
    units: haemoglobinUnits,
    decimals: 0,
    soft: ['60', '190'],
    hard: ['20', '250'],
  }),
  HCT: analyte({
    label: { en: 'Haematocrit', fr: 'Hématocrite', sv: 'Hematokrit' },
    units: fractionUnits,
    decimals: 2,
    soft: ['0.15', '0.60'],
    hard: ['0.05', '0.80'],
  }),
  WBC: analyte({
    label: { en: 'White blood cells', fr: 'Leucocytes', sv: 'Leukocyter' },
    units: cellCountUnits,
    decimals: 1,
    soft: ['1.0', '30'],
    hard: ['0.05', '500'],
  }),
  ANC: analyte({
    label: { en: 'Neutrophils', fr: 'Neutrophiles', sv: 'Neutrofiler' },
    units: differentialUnits,
    decimals: 2,
    soft: ['0.5', '20'],
    hard: ['0', '300'],
  }),
  LYM: analyte({
    label: { en: 'Lymphocytes', fr: 'Lymphocytes', sv: 'Lymfocyter' },
    units: differentialUnits,
    decimals: 2,
    soft: ['0.2', '8'],
    hard: ['0', '300'],
  }),
  MONO: optional({ en: 'Monocytes', fr: 'Monocytes', sv: 'Monocyter' }),
  EOS: optional({ en: 'Eosinophils', fr: 'Éosinophiles', sv: 'Eosinofiler' }),
  BASO: optional({ en: 'Basophils', fr: 'Basophiles', sv: 'Basofiler' }),
  PLT: analyte({
    label: { en: 'Platelets', fr: 'Plaquettes', sv: 'Trombocyter' },
    units: cellCountUnits,
    decimals: 0,
    soft: ['30', '700'],
    hard: ['1', '3000'],
  }),
}

/** The biochemistry panel. */
export const biochemistry = {
  NA: analyte({
    label: { en: 'Sodium', fr: 'Sodium', sv: 'Natrium' },
    units: monovalentUnits,
    decimals: 0,
    soft: ['125', '150'],
    hard: ['90', '200'],
  }),
  K: analyte({
    label: { en: 'Potassium', fr: 'Potassium', sv: 'Kalium' },
    units: monovalentUnits,
    decimals: 1,
    soft: ['3.0', '5.8'],
    hard: ['1.5', '9.5'],
  }),
  CL: analyte({
    label: { en: 'Chloride', fr: 'Chlorures', sv: 'Klorid' },
    units: monovalentUnits,
    decimals: 0,
    soft: ['90', '115'],
    hard: ['60', '150'],
  }),
  CA: analyte({
    label: { en: 'Calcium, total', fr: 'Calcium total', sv: 'Kalcium, totalt' },
    units: calciumUnits,
    decimals: 2,
    soft: ['1.8', '3.0'],
    hard: ['0.8', '5.0'],
  }),
  PHOS: analyte({
    label: { en: 'Phosphate', fr: 'Phosphates', sv: 'Fosfat' },
    units: phosphateUnits,
    decimals: 2,
    soft: ['0.5', '2.0'],
    hard: ['0.1', '6'],
  }),
  MG: analyte({
    label: { en: 'Magnesium', fr: 'Magnésium', sv: 'Magnesium' },
    units: magnesiumUnits,
    decimals: 2,
    soft: ['0.5', '1.3'],
    hard: ['0.1', '5'],
  }),
  CREAT: analyte({
    label: { en: 'Creatinine', fr: 'Créatinine', sv: 'Kreatinin' },
    units: creatinineUnits,
    decimals: 0,
    soft: ['35', '300'],
    hard: ['10', '2000'],
  }),
  UREA: analyte({
    label: { en: 'Urea', fr: 'Urée', sv: 'Urea' },
    help: {
      en: 'A value in mg/dL is read as urea nitrogen (BUN).',
      fr: 'Une valeur en mg/dL est lue comme azote uréique.',
      sv: 'Ett värde i mg/dL läses som ureakväve (BUN).',
    },
    units: ureaUnits,
    decimals: 1,
    soft: ['1.5', '30'],
    hard: ['0.3', '100'],
  }),
  GLUC: analyte({
    label: { en: 'Glucose', fr: 'Glucose', sv: 'Glukos' },
    units: glucoseUnits,
    decimals: 1,
    soft: ['3', '15'],
    hard: ['0.5', '80'],
  }),
  BILI: analyte({
    label: { en: 'Bilirubin, total', fr: 'Bilirubine totale', sv: 'Bilirubin, totalt' },
    units: bilirubinUnits,
    decimals: 0,
    soft: ['2', '60'],
    hard: ['0.5', '1000'],
  }),
  ALT: transaminase({ en: 'ALT', fr: 'ALAT', sv: 'ALAT' }),
  AST: transaminase({ en: 'AST', fr: 'ASAT', sv: 'ASAT' }),
  ALP: enzyme({ en: 'Alkaline phosphatase', fr: 'Phosphatases alcalines', sv: 'ALP' }),
  GGT: enzyme({ en: 'Gamma-GT', fr: 'Gamma-GT', sv: 'Gamma-GT' }),
  LDH: enzyme({ en: 'LDH', fr: 'LDH', sv: 'LD' }),
  ALB: analyte({
    label: { en: 'Albumin', fr: 'Albumine', sv: 'Albumin' },
    units: proteinUnits,
    decimals: 0,
    soft: ['20', '55'],
    hard: ['5', '80'],
  }),
  PROT: analyte({
    label: { en: 'Total protein', fr: 'Protéines totales', sv: 'Totalprotein' },
    units: proteinUnits,
    decimals: 0,
    soft: ['45', '95'],
    hard: ['10', '160'],
  }),
}

/** What everolimus asks for beside the biochemistry. */
export const metabolism = {
  GLUC: biochemistry.GLUC,
  CHOL: analyte({
    label: { en: 'Cholesterol', fr: 'Cholestérol', sv: 'Kolesterol' },
    units: cholesterolUnits,
    decimals: 1,
    soft: ['2', '9'],
    hard: ['0.5', '30'],
  }),
  TRIG: analyte({
    label: { en: 'Triglycerides', fr: 'Triglycérides', sv: 'Triglycerider' },
    units: triglycerideUnits,
    decimals: 1,
    soft: ['0.3', '6'],
    hard: ['0.1', '60'],
  }),
  HBA1C: analyte({
    label: { en: 'HbA1c', fr: 'HbA1c', sv: 'HbA1c' },
    units: hba1cUnits,
    decimals: 1,
    soft: ['4', '12'],
    hard: ['2', '20'],
  }),
}

/** The coagulation panel. Neither of the first two can be worked out from the other, and one of them is enough. */
export const coagulation = {
  INR: decimal({
    label: { en: 'INR', fr: 'INR', sv: 'PK (INR)' },
    unit: 'ratio',
    decimals: 1,
    soft: ['0.8', '3'],
    hard: ['0.5', '20'],
    required: '!given(PTPCT)',
    missing: true,
  }),
  PTPCT: decimal({
    label: { en: 'Prothrombin ratio', fr: 'Taux de prothrombine (TP)', sv: 'Protrombinkvot' },
    unit: '%',
    decimals: 0,
    soft: ['40', '130'],
    hard: ['5', '200'],
    required: '!given(INR)',
    missing: true,
  }),
  APTT: onlyWhere({ label: { en: 'aPTT', fr: 'TCA', sv: 'APTT' }, unit: 's', decimals: 0, hard: { low: '0' } }),
}

/** Tumour markers. Assays of chromogranin A are never pooled: which one it was stands beside it. */
export const markers = {
  CGA: onlyWhere({
    label: { en: 'Chromogranin A', fr: 'Chromogranine A', sv: 'Kromogranin A' },
    units: chromograninUnits,
    decimals: 0,
    soft: ['10', '5000'],
    hard: ['0', '1000000'],
  }),
  CGAMOL: onlyWhere({
    label: { en: 'Chromogranin A, in nmol/L', fr: 'Chromogranine A, en nmol/L', sv: 'Kromogranin A, i nmol/L' },
    help: {
      en: 'Kept as reported: it does not convert into µg/L.',
      fr: 'Conservée telle quelle : elle ne se convertit pas en µg/L.',
      sv: 'Sparas som det rapporteras: det räknas inte om till µg/L.',
    },
    unit: 'nmol/L',
    decimals: 1,
    hard: { low: '0' },
  }),
  HIAA24: onlyWhere({
    label: { en: '5-HIAA in 24-h urine', fr: '5-HIAA urinaire des 24 h', sv: '5-HIAA i dygnsurin' },
    units: serotoninMetaboliteUnits,
    decimals: 0,
    soft: ['5', '500'],
    hard: ['0', '20000'],
  }),
  HIAAS: onlyWhere({
    label: { en: '5-HIAA in serum', fr: '5-HIAA sérique', sv: '5-HIAA i serum' },
    unit: 'nmol/L',
    decimals: 0,
    hard: { low: '0' },
  }),
  NSE: onlyWhere({ label: { en: 'NSE', fr: 'NSE', sv: 'NSE' }, unit: 'µg/L', decimals: 0, hard: { low: '0' } }),
  CRP: onlyWhere({
    label: { en: 'CRP', fr: 'CRP', sv: 'CRP' },
    units: reactiveProteinUnits,
    decimals: 0,
    soft: ['0', '200'],
    hard: ['0', '800'],
  }),
}
