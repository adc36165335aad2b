import { codeList } from '../define'

/** Code lists of what is given: 177Lu, amino acids, somatostatin analogues, tablets. */

const other = { en: 'Other', fr: 'Autre' }

export const lutetiumCourses = codeList('LUCOURSE', {
  PRIOR: { en: 'Before the study', fr: "Avant l'étude" },
  MAIN: { en: 'Main course', fr: 'Traitement principal' },
  RUNIN: { en: 'Run-in', fr: 'Phase initiale' },
  EXTRA: { en: 'Additional cycles', fr: 'Cycles supplémentaires' },
  CROSSOVER: { en: 'Crossover', fr: 'Changement de bras' },
  RETREAT: { en: 'Re-treatment', fr: 'Retraitement' },
  RETREAT_AFTER_XO: { en: 'Re-treatment after crossover', fr: 'Retraitement après changement de bras' },
})

export const lutetiumAgents = codeList('LUTRT', {
  LU177_DOTATATE: { en: 'Lu-177 DOTATATE', fr: 'DOTATATE-Lu-177' },
  LU177_DOTATOC: { en: 'Lu-177 DOTATOC', fr: 'DOTATOC-Lu-177' },
})

/** A bolus can be stored; a check says that it is not allowed. */
export const infusionMethods = codeList('INFMETH', {
  GRAVITY: { en: 'Gravity', fr: 'Gravité' },
  PERISTALTIC_PUMP: { en: 'Peristaltic pump', fr: 'Pompe péristaltique' },
  SYRINGE_PUMP: { en: 'Syringe pump', fr: 'Pousse-seringue' },
  BOLUS: { en: 'Bolus', fr: 'Bolus' },
})

export const venousAccess = codeList('LUACCESS', {
  ARM_LEFT: { en: 'Left arm vein', fr: 'Veine du bras gauche' },
  ARM_RIGHT: { en: 'Right arm vein', fr: 'Veine du bras droit' },
  PORT: { en: 'Port', fr: 'Chambre implantable' },
  CENTRAL_LINE: { en: 'Central line', fr: 'Voie centrale' },
  OTHER: other,
})

/** Toxicities that change the next dose, one for each row of the label's table. */
export const doseToxicities = codeList('DMTREASON', {
  THROMBOCYTOPENIA: { en: 'Low platelets', fr: 'Thrombopénie' },
  ANAEMIA: { en: 'Anaemia', fr: 'Anémie' },
  NEUTROPENIA: { en: 'Low neutrophils', fr: 'Neutropénie' },
  LEUKOPENIA: { en: 'Low white cells', fr: 'Leucopénie' },
  RENAL: { en: 'Kidney', fr: 'Rein' },
  HEPATIC: { en: 'Liver', fr: 'Foie' },
  HYPERSENSITIVITY: { en: 'Hypersensitivity', fr: 'Hypersensibilité' },
  OTHER_G3_4: { en: 'Other, grade 3 or 4', fr: 'Autre, grade 3 ou 4' },
})

/** Why a dose was late or smaller: a toxicity, or something else. */
export const delayReasons = codeList('LUDELRS', {
  ...Object.fromEntries(doseToxicities.codes.map(({ code, text }) => [code, { ...text, fr: text.fr ?? text.en }])),
  LOGISTIC: { en: 'Logistics', fr: 'Logistique' },
  SUPPLY: { en: 'Supply', fr: 'Approvisionnement' },
  PATIENT: { en: 'Participant asked for it', fr: 'Demande du participant' },
  OTHER: other,
})

export const aminoAcidSolutions = codeList('AASOL', {
  LYSARG_2_5PCT_1L: { en: 'Lysine 25 g + arginine 25 g in 1 L', fr: 'Lysine 25 g + arginine 25 g dans 1 L' },
  COMMERCIAL_MIXED: { en: 'Commercial mixed solution', fr: 'Solution commerciale mixte' },
  OTHER: other,
})

export const somatostatinAnalogues = codeList('SSATRT', {
  OCTREOTIDE_LAR: { en: 'Octreotide LAR', fr: 'Octréotide LP' },
  LANREOTIDE_AUTOGEL: { en: 'Lanreotide', fr: 'Lanréotide LP' },
  OCTREOTIDE_SC: { en: 'Octreotide, short-acting', fr: 'Octréotide à action courte' },
  PASIREOTIDE: { en: 'Pasireotide', fr: 'Pasiréotide' },
})

/** Long-acting analogues; octreotide under the skin is gone within a day. */
export const LONG_ACTING = ['OCTREOTIDE_LAR', 'LANREOTIDE_AUTOGEL', 'PASIREOTIDE'] as const

export const injectionRoutes = codeList('SSAROUTE', {
  IM_GLUTEAL: { en: 'Into the gluteal muscle', fr: 'Intramusculaire fessière' },
  SC_DEEP: { en: 'Deep under the skin', fr: 'Sous-cutanée profonde' },
})

export const injectionSites = codeList('SSALOC', {
  BUTTOCK_LEFT: { en: 'Left buttock', fr: 'Fesse gauche' },
  BUTTOCK_RIGHT: { en: 'Right buttock', fr: 'Fesse droite' },
  THIGH: { en: 'Thigh', fr: 'Cuisse' },
  ABDOMEN: { en: 'Abdomen', fr: 'Abdomen', submission: 'ABDOMINAL REGION' },
  OTHER: other,
})

export const tabletAgents = codeList('TKITRT', {
  SUNITINIB: { en: 'Sunitinib', fr: 'Sunitinib' },
  CABOZANTINIB: { en: 'Cabozantinib', fr: 'Cabozantinib' },
})

export const everolimusAgent = codeList('EVETRT', { EVEROLIMUS: { en: 'Everolimus', fr: 'Évérolimus' } })

export const doseChanges = codeList('ECADJ', {
  NONE: { en: 'No change', fr: 'Aucun changement' },
  REDUCED: { en: 'Reduced', fr: 'Réduite' },
  INTERRUPTED: { en: 'Interrupted', fr: 'Interrompue' },
  RESUMED: { en: 'Resumed', fr: 'Reprise' },
  INCREASED: { en: 'Increased', fr: 'Augmentée' },
  STOPPED: { en: 'Stopped', fr: 'Arrêtée' },
})

export const changeReasons = codeList('ECADJRS', {
  ADVERSE_EVENT: { en: 'Adverse event', fr: 'Événement indésirable' },
  INTERACTION: { en: 'Another medicine', fr: 'Interaction médicamenteuse' },
  LIVER: { en: 'Liver function', fr: 'Fonction hépatique' },
  PATIENT: { en: 'Participant asked for it', fr: 'Demande du participant' },
  PROGRESSION: { en: 'Progression', fr: 'Progression' },
  FORGOTTEN: { en: 'Not taken as planned', fr: 'Prise non conforme' },
  LOGISTIC: { en: 'Logistics', fr: 'Logistique' },
  OTHER: other,
})

export const dailyFrequencies = codeList('ECDOSFRQ', {
  QD: { en: 'Once a day', fr: 'Une fois par jour' },
  BID: { en: 'Twice a day', fr: 'Deux fois par jour' },
  QOD: { en: 'Every other day', fr: 'Un jour sur deux' },
})

/** Percent of the full capecitabine dose. */
export const capecitabineLevels = {
  oid: 'CAPLEVEL',
  codes: [
    { code: '100', text: { en: '100 %', fr: '100 %' } },
    { code: '75', text: { en: '75 %', fr: '75 %' } },
    { code: '50', text: { en: '50 %', fr: '50 %' } },
  ],
}

export const dpdMethods = codeList('DPDMETH', {
  DPYD_GENOTYPE: { en: 'DPYD genotype', fr: 'Génotype DPYD' },
  URACIL: { en: 'Uracil in plasma', fr: 'Uracilémie' },
})

export const dpdResults = codeList('DPDRES', {
  NORMAL: { en: 'Normal', fr: 'Normale' },
  PARTIAL: { en: 'Partial deficiency', fr: 'Déficit partiel' },
  COMPLETE: { en: 'Complete deficiency', fr: 'Déficit complet' },
})

export const dosimetryMethods = codeList('DOSMETH', {
  SPECT_CT: { en: 'SPECT/CT', fr: 'TEMP/TDM' },
  PLANAR: { en: 'Planar', fr: 'Planaire' },
  HYBRID: { en: 'Planar and SPECT/CT', fr: 'Planaire et TEMP/TDM' },
})

export const dosimetryStates = codeList('DOSSTAT', {
  PRELIMINARY: { en: 'Preliminary', fr: 'Provisoire' },
  FINAL: { en: 'Final', fr: 'Définitive' },
  NOT_DONE: { en: 'Not done', fr: 'Non faite' },
})

export const modificationDecisions = codeList('DMTDEC', {
  RESUME_FULL: { en: 'Go on at full activity', fr: "Reprendre à l'activité entière" },
  RESUME_REDUCED: { en: 'Go on at reduced activity', fr: "Reprendre à l'activité réduite" },
  STOP: { en: 'Stop for good', fr: 'Arrêter définitivement' },
})
