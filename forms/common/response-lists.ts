import { codeList } from '../define'

/** Code lists of tumour assessments and of what follows from them. */

const other = { en: 'Other', fr: 'Autre' }

export const organs = codeList('TULOC', {
  LIVER: { en: 'Liver', fr: 'Foie' },
  PANCREAS: { en: 'Pancreas', fr: 'Pancréas' },
  STOMACH: { en: 'Stomach', fr: 'Estomac' },
  SMALL_BOWEL: { en: 'Small bowel', fr: 'Intestin grêle', submission: 'SMALL INTESTINE' },
  COLON: { en: 'Colon', fr: 'Côlon' },
  RECTUM: { en: 'Rectum', fr: 'Rectum' },
  MESENTERY: { en: 'Mesentery', fr: 'Mésentère' },
  PERITONEUM: { en: 'Peritoneum', fr: 'Péritoine' },
  LYMPH_NODE: { en: 'Lymph node', fr: 'Ganglion' },
  LUNG: { en: 'Lung', fr: 'Poumon' },
  PLEURA: { en: 'Pleura', fr: 'Plèvre' },
  BONE: { en: 'Bone', fr: 'Os' },
  BRAIN: { en: 'Brain', fr: 'Cerveau' },
  ADRENAL: { en: 'Adrenal gland', fr: 'Surrénale', submission: 'ADRENAL GLAND' },
  KIDNEY: { en: 'Kidney', fr: 'Rein' },
  OVARY: { en: 'Ovary', fr: 'Ovaire' },
  HEART: { en: 'Heart', fr: 'Cœur' },
  SOFT_TISSUE: { en: 'Soft tissue', fr: 'Tissus mous' },
  OTHER: other,
})

export const sides = codeList('TULAT', {
  LEFT: { en: 'Left', fr: 'Gauche' },
  RIGHT: { en: 'Right', fr: 'Droit' },
  MIDLINE: { en: 'Middle', fr: 'Médian' },
  BOTH: { en: 'Both', fr: 'Bilatéral', submission: 'BILATERAL' },
})

export const imagingMethods = codeList('IMGMETH', {
  CT_CE: { en: 'CT with contrast', fr: 'TDM avec contraste', submission: 'CONTRAST ENHANCED CT SCAN' },
  CT_NCE: { en: 'CT without contrast', fr: 'TDM sans contraste', submission: 'CT SCAN WITHOUT CONTRAST' },
  MRI_CE: { en: 'MRI with contrast', fr: 'IRM avec contraste', submission: 'CONTRAST ENHANCED MRI' },
  MRI_NCE: { en: 'MRI without contrast', fr: 'IRM sans contraste', submission: 'MRI WITHOUT CONTRAST' },
  PETCT_DIAG: { en: 'PET with diagnostic CT', fr: 'TEP avec TDM diagnostique', submission: 'PET/CT SCAN' },
  CLINICAL: { en: 'Seen or felt', fr: 'Examen clinique', submission: 'CLINICAL EVALUATION' },
  OTHER: other,
})

export const targetStates = codeList('TRSTAT', {
  MEASURED: { en: 'Measured', fr: 'Mesurée' },
  TOO_SMALL: { en: 'Too small to measure', fr: 'Trop petite pour être mesurée' },
  DISAPPEARED: { en: 'Gone', fr: 'Disparue' },
  NOT_EVALUABLE: { en: 'Cannot be assessed', fr: 'Non évaluable' },
  MERGED: { en: 'Merged with another', fr: 'Confluente' },
  SPLIT: { en: 'Split', fr: 'Scindée' },
})

export const nonTargetStates = codeList('TUSTAT', {
  PRESENT: { en: 'Present', fr: 'Présente' },
  ABSENT: { en: 'Gone', fr: 'Absente' },
  UNEQUIVOCAL_PD: { en: 'Clearly progressed', fr: 'Progression indiscutable' },
  NE: { en: 'Cannot be assessed', fr: 'Non évaluable' },
})

export const responses = codeList('OVRLRESP', {
  CR: { en: 'Complete response', fr: 'Réponse complète' },
  PR: { en: 'Partial response', fr: 'Réponse partielle' },
  SD: { en: 'Stable disease', fr: 'Maladie stable' },
  NONCR_NONPD: {
    en: 'Neither complete response nor progression',
    fr: 'Ni réponse complète ni progression',
    submission: 'NON-CR/NON-PD',
  },
  PD: { en: 'Progression', fr: 'Progression' },
  NE: { en: 'Cannot be assessed', fr: 'Non évaluable' },
})

/** Courses of treatment, each with a tumour baseline of its own. */
export const responseCourses = codeList('PDCOURSE', {
  MAIN: { en: 'Main course', fr: 'Traitement principal' },
  XO: { en: 'After crossover', fr: 'Après changement de bras' },
  RETX: { en: 'Re-treatment', fr: 'Retraitement' },
})

export const receptorTracers = codeList('SSTRMOD', {
  GA68_DOTATATE: { en: 'Ga-68 DOTATATE', fr: 'DOTATATE-Ga-68' },
  GA68_DOTATOC: { en: 'Ga-68 DOTATOC', fr: 'DOTATOC-Ga-68' },
  GA68_DOTANOC: { en: 'Ga-68 DOTANOC', fr: 'DOTANOC-Ga-68' },
  CU64_DOTATATE: { en: 'Cu-64 DOTATATE', fr: 'DOTATATE-Cu-64' },
  IN111_PENTETREOTIDE: { en: 'In-111 pentetreotide', fr: 'Pentétréotide-In-111' },
  TC99M_TEKTROTYD: { en: 'Tc-99m Tektrotyd', fr: 'Tektrotyd-Tc-99m' },
  OTHER: other,
})

/** Uptake against liver and spleen. */
export const uptakes = codeList('UPTAKE', {
  '0': { en: '0 – none', fr: '0 – aucune' },
  '1': { en: '1 – below liver', fr: '1 – inférieure au foie' },
  '2': { en: '2 – as liver', fr: '2 – égale au foie' },
  '3': { en: '3 – above liver', fr: '3 – supérieure au foie' },
  '4': { en: '4 – far above liver, above spleen', fr: '4 – très supérieure au foie, supérieure à la rate' },
})

const netpet = ['P0', 'P1', 'P2A', 'P2B', 'P3A', 'P3B', 'P4A', 'P4B', 'P5']
export const netpetScores = codeList(
  'NETPET',
  Object.fromEntries(netpet.map((score) => [score, { en: score, fr: score }])),
)

export const progressionTypes = codeList('PDTYPE', {
  TARGET: { en: 'Target lesions', fr: 'Lésions cibles' },
  NONTARGET: { en: 'Non-target lesions', fr: 'Lésions non cibles' },
  NEW_LESION: { en: 'New lesion', fr: 'Nouvelle lésion' },
  CLINICAL: { en: 'Clinical', fr: 'Clinique' },
  BIOCHEMICAL: { en: 'Markers', fr: 'Marqueurs' },
  RECUR_LIVER: { en: 'Recurrence in the liver', fr: 'Récidive hépatique' },
  RECUR_EXTRAHEP: { en: 'Recurrence outside the liver', fr: 'Récidive extra-hépatique' },
  RECUR_PRIMARY: { en: 'Recurrence at the primary', fr: 'Récidive au site primitif' },
})

export const progressionBases = codeList('PDBASIS', {
  CT: { en: 'CT', fr: 'TDM' },
  MRI: { en: 'MRI', fr: 'IRM' },
  PET: { en: 'PET', fr: 'TEP' },
  HISTOLOGY: { en: 'Histology', fr: 'Histologie' },
})

export const recurrenceSites = codeList('NEWSITE', {
  LIVER: { en: 'Liver', fr: 'Foie' },
  EXTRAHEP: { en: 'Outside the liver', fr: 'Hors du foie' },
  PRIMARY_BED: { en: 'Bed of the primary', fr: 'Lit tumoral primitif' },
})

export const detectedBy = codeList('DETECTBY', {
  MRI: { en: 'MRI', fr: 'IRM' },
  CT: { en: 'CT', fr: 'TDM' },
  PET: { en: 'PET', fr: 'TEP' },
  MARKER: { en: 'Blood marker', fr: 'Marqueur sanguin' },
  SYMPTOM: { en: 'Symptoms', fr: 'Symptômes' },
  OTHER: other,
})
