import { codeList } from '../define'

/** Code lists of what is given: 177Lu, amino acids, somatostatin analogues, tablets. */

const other = { en: 'Other', fr: 'Autre', sv: 'Annat' }

export const lutetiumCourses = codeList('LUCOURSE', {
  PRIOR: { en: 'Before the study', fr: 'Avant l’étude', sv: 'Före studien' },
  MAIN: { en: 'Main course', fr: 'Traitement principal', sv: 'Huvudomgång' },
  RUNIN: { en: 'Run-in', fr: 'Phase initiale', sv: 'Inledningsfas' },
  EXTRA: { en: 'Additional cycles', fr: 'Cycles supplémentaires', sv: 'Ytterligare kurer' },
  CROSSOVER: { en: 'Crossover', fr: 'Changement de bras', sv: 'Överkorsning' },
  RETREAT: { en: 'Re-treatment', fr: 'Retraitement', sv: 'Ny behandling' },
  RETREAT_AFTER_XO: {
    en: 'Re-treatment after crossover',
    fr: 'Retraitement après changement de bras',
    sv: 'Ny behandling efter överkorsning',
  },
})

export const lutetiumAgents = codeList('LUTRT', {
  LU177_DOTATATE: { en: 'Lu-177 DOTATATE', fr: 'DOTATATE-Lu-177', sv: 'Lu-177 DOTATATE' },
  LU177_DOTATOC: { en: 'Lu-177 DOTATOC', fr: 'DOTATOC-Lu-177', sv: 'Lu-177 DOTATOC' },
})

/** A bolus can be stored; a check says that it is not allowed. */
export const infusionMethods = codeList('INFMETH', {
  GRAVITY: { en: 'Gravity', fr: 'Gravité', sv: 'Självtryck' },
  PERISTALTIC_PUMP: { en: 'Peristaltic pump', fr: 'Pompe péristaltique', sv: 'Peristaltisk pump' },
  SYRINGE_PUMP: { en: 'Syringe pump', fr: 'Pousse-seringue', sv: 'Sprutpump' },
  BOLUS: { en: 'Bolus', fr: 'Bolus', sv: 'Bolus' },
})

export const venousAccess = codeList('LUACCESS', {
  ARM_LEFT: { en: 'Left arm vein', fr: 'Veine du bras gauche', sv: 'Ven i vänster arm' },
  ARM_RIGHT: { en: 'Right arm vein', fr: 'Veine du bras droit', sv: 'Ven i höger arm' },
  PORT: { en: 'Port', fr: 'Chambre implantable', sv: 'Subkutan venport' },
  CENTRAL_LINE: { en: 'Central line', fr: 'Voie centrale', sv: 'Central infart' },
  OTHER: other,
})

/** Toxicities that change the next dose, one for each row of the label's table. */
export const doseToxicities = codeList('DMTREASON', {
  THROMBOCYTOPENIA: { en: 'Low platelets', fr: 'Thrombopénie', sv: 'Låga trombocyter' },
  ANAEMIA: { en: 'Anaemia', fr: 'Anémie', sv: 'Anemi' },
  NEUTROPENIA: { en: 'Low neutrophils', fr: 'Neutropénie', sv: 'Låga neutrofiler' },
  LEUKOPENIA: { en: 'Low white cells', fr: 'Leucopénie', sv: 'Låga leukocyter' },
  RENAL: { en: 'Kidney', fr: 'Rein', sv: 'Njure' },
  HEPATIC: { en: 'Liver', fr: 'Foie', sv: 'Lever' },
  HYPERSENSITIVITY: { en: 'Hypersensitivity', fr: 'Hypersensibilité', sv: 'Överkänslighet' },
  OTHER_G3_4: { en: 'Other, grade 3 or 4', fr: 'Autre, grade 3 ou 4', sv: 'Annan, grad 3 eller 4' },
})

/** Why a dose was late or smaller: a toxicity, or something else. */
export const delayReasons = codeList('LUDELRS', {
  ...Object.fromEntries(doseToxicities.codes.map(({ code, text }) => [code, { ...text, fr: text.fr ?? text.en }])),
  LOGISTIC: { en: 'Logistics', fr: 'Logistique', sv: 'Logistik' },
  SUPPLY: { en: 'Supply', fr: 'Approvisionnement', sv: 'Leverans' },
  PATIENT: { en: 'Participant asked for it', fr: 'Demande du participant', sv: 'Deltagaren bad om det' },
  OTHER: other,
})

export const aminoAcidSolutions = codeList('AASOL', {
  LYSARG_2_5PCT_1L: {
    en: 'Lysine 25 g + arginine 25 g in 1 L',
    fr: 'Lysine 25 g + arginine 25 g dans 1 L',
    sv: 'Lysin 25 g + arginin 25 g i 1 L',
  },
  COMMERCIAL_MIXED: {
    en: 'Commercial mixed solution',
    fr: 'Solution commerciale mixte',
    sv: 'Färdigblandad kommersiell lösning',
  },
  OTHER: other,
})

export const somatostatinAnalogues = codeList('SSATRT', {
  OCTREOTIDE_LAR: { en: 'Octreotide LAR', fr: 'Octréotide LP', sv: 'Oktreotid LAR' },
  LANREOTIDE_AUTOGEL: { en: 'Lanreotide', fr: 'Lanréotide LP', sv: 'Lanreotid' },
  OCTREOTIDE_SC: { en: 'Octreotide, short-acting', fr: 'Octréotide à action courte', sv: 'Oktreotid, kortverkande' },
  PASIREOTIDE: { en: 'Pasireotide', fr: 'Pasiréotide', sv: 'Pasireotid' },
})

/** Long-acting analogues; octreotide under the skin is gone within a day. */
export const LONG_ACTING = ['OCTREOTIDE_LAR', 'LANREOTIDE_AUTOGEL', 'PASIREOTIDE'] as const

export const injectionRoutes = codeList('SSAROUTE', {
  IM_GLUTEAL: { en: 'Into the gluteal muscle', fr: 'Intramusculaire fessière', sv: 'I glutealmuskeln' },
  SC_DEEP: { en: 'Deep under the skin', fr: 'Sous-cutanée profonde', sv: 'Djupt under huden' },
})

export const injectionSites = codeList('SSALOC', {
  BUTTOCK_LEFT: { en: 'Left buttock', fr: 'Fesse gauche', sv: 'Vänster skinka' },
  BUTTOCK_RIGHT: { en: 'Right buttock', fr: 'Fesse droite', sv: 'Höger skinka' },
  THIGH: { en: 'Thigh', fr: 'Cuisse', sv: 'Lår' },
  ABDOMEN: { en: 'Abdomen', fr: 'Abdomen', sv: 'Buk', submission: 'ABDOMINAL REGION' },
  OTHER: other,
})

export const tabletAgents = codeList('TKITRT', {
  SUNITINIB: { en: 'Sunitinib', fr: 'Sunitinib', sv: 'Sunitinib' },
  CABOZANTINIB: { en: 'Cabozantinib', fr: 'Cabozantinib', sv: 'Cabozantinib' },
})

export const everolimusAgent = codeList('EVETRT', {
  EVEROLIMUS: { en: 'Everolimus', fr: 'Évérolimus', sv: 'Everolimus' },
})

export const doseChanges = codeList('ECADJ', {
  NONE: { en: 'No change', fr: 'Aucun changement', sv: 'Ingen ändring' },
  REDUCED: { en: 'Reduced', fr: 'Réduite', sv: 'Reducerad' },
  INTERRUPTED: { en: 'Interrupted', fr: 'Interrompue', sv: 'Avbruten' },
  RESUMED: { en: 'Resumed', fr: 'Reprise', sv: 'Återupptagen' },
  INCREASED: { en: 'Increased', fr: 'Augmentée', sv: 'Höjd' },
  STOPPED: { en: 'Stopped', fr: 'Arrêtée', sv: 'Avslutad' },
})

export const changeReasons = codeList('ECADJRS', {
  ADVERSE_EVENT: { en: 'Adverse event', fr: 'Événement indésirable', sv: 'Oönskad händelse' },
  INTERACTION: { en: 'Another medicine', fr: 'Interaction médicamenteuse', sv: 'Annat läkemedel' },
  LIVER: { en: 'Liver function', fr: 'Fonction hépatique', sv: 'Leverfunktion' },
  PATIENT: { en: 'Participant asked for it', fr: 'Demande du participant', sv: 'Deltagaren bad om det' },
  PROGRESSION: { en: 'Progression', fr: 'Progression', sv: 'Progress' },
  FORGOTTEN: { en: 'Not taken as planned', fr: 'Prise non conforme', sv: 'Inte tagen som planerat' },
  LOGISTIC: { en: 'Logistics', fr: 'Logistique', sv: 'Logistik' },
  OTHER: other,
})

export const dailyFrequencies = codeList('ECDOSFRQ', {
  QD: { en: 'Once a day', fr: 'Une fois par jour', sv: 'En gång om dagen' },
  BID: { en: 'Twice a day', fr: 'Deux fois par jour', sv: 'Två gånger om dagen' },
  QOD: { en: 'Every other day', fr: 'Un jour sur deux', sv: 'Varannan dag' },
})

/** Percent of the full capecitabine dose. */
export const capecitabineLevels = {
  oid: 'CAPLEVEL',
  codes: [
    { code: '100', text: { en: '100 %', fr: '100 %', sv: '100 %' } },
    { code: '75', text: { en: '75 %', fr: '75 %', sv: '75 %' } },
    { code: '50', text: { en: '50 %', fr: '50 %', sv: '50 %' } },
  ],
}

export const dpdMethods = codeList('DPDMETH', {
  DPYD_GENOTYPE: { en: 'DPYD genotype', fr: 'Génotype DPYD', sv: 'DPYD-genotyp' },
  URACIL: { en: 'Uracil in plasma', fr: 'Uracilémie', sv: 'Uracil i plasma' },
})

export const dpdResults = codeList('DPDRES', {
  NORMAL: { en: 'Normal', fr: 'Normale', sv: 'Normal' },
  PARTIAL: { en: 'Partial deficiency', fr: 'Déficit partiel', sv: 'Partiell brist' },
  COMPLETE: { en: 'Complete deficiency', fr: 'Déficit complet', sv: 'Fullständig brist' },
})

export const dosimetryMethods = codeList('DOSMETH', {
  SPECT_CT: { en: 'SPECT/CT', fr: 'TEMP/TDM', sv: 'SPECT/CT' },
  PLANAR: { en: 'Planar', fr: 'Planaire', sv: 'Planar' },
  HYBRID: { en: 'Planar and SPECT/CT', fr: 'Planaire et TEMP/TDM', sv: 'Planar och SPECT/CT' },
})

export const dosimetryStates = codeList('DOSSTAT', {
  PRELIMINARY: { en: 'Preliminary', fr: 'Provisoire', sv: 'Preliminär' },
  FINAL: { en: 'Final', fr: 'Définitive', sv: 'Slutlig' },
  NOT_DONE: { en: 'Not done', fr: 'Non faite', sv: 'Ej utförd' },
})

export const modificationDecisions = codeList('DMTDEC', {
  RESUME_FULL: {
    en: 'Go on at full activity',
    fr: 'Reprendre à l’activité entière',
    sv: 'Fortsätt med full aktivitet',
  },
  RESUME_REDUCED: {
    en: 'Go on at reduced activity',
    fr: 'Reprendre à l’activité réduite',
    sv: 'Fortsätt med reducerad aktivitet',
  },
  STOP: { en: 'Stop for good', fr: 'Arrêter définitivement', sv: 'Avsluta för gott' },
})
