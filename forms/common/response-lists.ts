import { codeList } from '../define'

/** Code lists of tumour assessments and of what follows from them. */

const other = { en: 'Other', fr: 'Autre', sv: 'Annat' }

export const organs = codeList('TULOC', {
  LIVER: { en: 'Liver', fr: 'Foie', sv: 'Lever' },
  PANCREAS: { en: 'Pancreas', fr: 'Pancréas', sv: 'Pankreas' },
  STOMACH: { en: 'Stomach', fr: 'Estomac', sv: 'Magsäck' },
  SMALL_BOWEL: { en: 'Small bowel', fr: 'Intestin grêle', sv: 'Tunntarm', submission: 'SMALL INTESTINE' },
  COLON: { en: 'Colon', fr: 'Côlon', sv: 'Kolon' },
  RECTUM: { en: 'Rectum', fr: 'Rectum', sv: 'Rektum' },
  MESENTERY: { en: 'Mesentery', fr: 'Mésentère', sv: 'Mesenterium' },
  PERITONEUM: { en: 'Peritoneum', fr: 'Péritoine', sv: 'Peritoneum' },
  LYMPH_NODE: { en: 'Lymph node', fr: 'Ganglion', sv: 'Lymfkörtel' },
  LUNG: { en: 'Lung', fr: 'Poumon', sv: 'Lunga' },
  PLEURA: { en: 'Pleura', fr: 'Plèvre', sv: 'Lungsäck' },
  BONE: { en: 'Bone', fr: 'Os', sv: 'Skelett' },
  BRAIN: { en: 'Brain', fr: 'Cerveau', sv: 'Hjärna' },
  ADRENAL: { en: 'Adrenal gland', fr: 'Surrénale', sv: 'Binjure', submission: 'ADRENAL GLAND' },
  KIDNEY: { en: 'Kidney', fr: 'Rein', sv: 'Njure' },
  OVARY: { en: 'Ovary', fr: 'Ovaire', sv: 'Äggstock' },
  HEART: { en: 'Heart', fr: 'Cœur', sv: 'Hjärta' },
  SOFT_TISSUE: { en: 'Soft tissue', fr: 'Tissus mous', sv: 'Mjukdelar' },
  OTHER: other,
})

export const sides = codeList('TULAT', {
  LEFT: { en: 'Left', fr: 'Gauche', sv: 'Vänster' },
  RIGHT: { en: 'Right', fr: 'Droit', sv: 'Höger' },
  MIDLINE: { en: 'Middle', fr: 'Médian', sv: 'Mitten' },
  BOTH: { en: 'Both', fr: 'Bilatéral', sv: 'Båda', submission: 'BILATERAL' },
})

export const imagingMethods = codeList('IMGMETH', {
  CT_CE: {
    en: 'CT with contrast',
    fr: 'TDM avec contraste',
    sv: 'CT med kontrast',
    submission: 'CONTRAST ENHANCED CT SCAN',
  },
  CT_NCE: {
    en: 'CT without contrast',
    fr: 'TDM sans contraste',
    sv: 'CT utan kontrast',
    submission: 'CT SCAN WITHOUT CONTRAST',
  },
  MRI_CE: {
    en: 'MRI with contrast',
    fr: 'IRM avec contraste',
    sv: 'MR med kontrast',
    submission: 'CONTRAST ENHANCED MRI',
  },
  MRI_NCE: {
    en: 'MRI without contrast',
    fr: 'IRM sans contraste',
    sv: 'MR utan kontrast',
    submission: 'MRI WITHOUT CONTRAST',
  },
  PETCT_DIAG: {
    en: 'PET with diagnostic CT',
    fr: 'TEP avec TDM diagnostique',
    sv: 'PET med diagnostisk CT',
    submission: 'PET/CT SCAN',
  },
  CLINICAL: { en: 'Seen or felt', fr: 'Examen clinique', sv: 'Sedd eller palperad', submission: 'CLINICAL EVALUATION' },
  OTHER: other,
})

export const targetStates = codeList('TRSTAT', {
  MEASURED: { en: 'Measured', fr: 'Mesurée', sv: 'Uppmätt' },
  TOO_SMALL: { en: 'Too small to measure', fr: 'Trop petite pour être mesurée', sv: 'För liten för att mätas' },
  DISAPPEARED: { en: 'Gone', fr: 'Disparue', sv: 'Borta' },
  NOT_EVALUABLE: { en: 'Cannot be assessed', fr: 'Non évaluable', sv: 'Kan inte bedömas' },
  MERGED: { en: 'Merged with another', fr: 'Confluente', sv: 'Sammansmält med en annan' },
  SPLIT: { en: 'Split', fr: 'Scindée', sv: 'Delad' },
})

export const nonTargetStates = codeList('TUSTAT', {
  PRESENT: { en: 'Present', fr: 'Présente', sv: 'Finns' },
  ABSENT: { en: 'Gone', fr: 'Absente', sv: 'Borta' },
  UNEQUIVOCAL_PD: { en: 'Clearly progressed', fr: 'Progression indiscutable', sv: 'Tydlig progress' },
  NE: { en: 'Cannot be assessed', fr: 'Non évaluable', sv: 'Kan inte bedömas' },
})

export const responses = codeList('OVRLRESP', {
  CR: { en: 'Complete response', fr: 'Réponse complète', sv: 'Komplett respons' },
  PR: { en: 'Partial response', fr: 'Réponse partielle', sv: 'Partiell respons' },
  SD: { en: 'Stable disease', fr: 'Maladie stable', sv: 'Stabil sjukdom' },
  NONCR_NONPD: {
    en: 'Neither complete response nor progression',
    fr: 'Ni réponse complète ni progression',
    sv: 'Varken komplett respons eller progress',
    submission: 'NON-CR/NON-PD',
  },
  PD: { en: 'Progression', fr: 'Progression', sv: 'Progress' },
  NE: { en: 'Cannot be assessed', fr: 'Non évaluable', sv: 'Kan inte bedömas' },
})

/** Courses of treatment, each with a tumour baseline of its own. */
export const responseCourses = codeList('PDCOURSE', {
  MAIN: { en: 'Main course', fr: 'Traitement principal', sv: 'Huvudomgång' },
  XO: { en: 'After crossover', fr: 'Après changement de bras', sv: 'Efter överkorsning' },
  RETX: { en: 'Re-treatment', fr: 'Retraitement', sv: 'Ny behandling' },
})

export const receptorTracers = codeList('SSTRMOD', {
  GA68_DOTATATE: { en: 'Ga-68 DOTATATE', fr: 'DOTATATE-Ga-68', sv: 'Ga-68 DOTATATE' },
  GA68_DOTATOC: { en: 'Ga-68 DOTATOC', fr: 'DOTATOC-Ga-68', sv: 'Ga-68 DOTATOC' },
  GA68_DOTANOC: { en: 'Ga-68 DOTANOC', fr: 'DOTANOC-Ga-68', sv: 'Ga-68 DOTANOC' },
  CU64_DOTATATE: { en: 'Cu-64 DOTATATE', fr: 'DOTATATE-Cu-64', sv: 'Cu-64 DOTATATE' },
  IN111_PENTETREOTIDE: { en: 'In-111 pentetreotide', fr: 'Pentétréotide-In-111', sv: 'In-111 pentetreotid' },
  TC99M_TEKTROTYD: { en: 'Tc-99m Tektrotyd', fr: 'Tektrotyd-Tc-99m', sv: 'Tc-99m Tektrotyd' },
  OTHER: other,
})

/** Uptake against liver and spleen. */
export const uptakes = codeList('UPTAKE', {
  '0': { en: '0 – none', fr: '0 – aucune', sv: '0 – inget' },
  '1': { en: '1 – below liver', fr: '1 – inférieure au foie', sv: '1 – under levern' },
  '2': { en: '2 – as liver', fr: '2 – égale au foie', sv: '2 – som levern' },
  '3': { en: '3 – above liver', fr: '3 – supérieure au foie', sv: '3 – över levern' },
  '4': {
    en: '4 – far above liver, above spleen',
    fr: '4 – très supérieure au foie, supérieure à la rate',
    sv: '4 – långt över levern, över mjälten',
  },
})

const netpet = ['P0', 'P1', 'P2A', 'P2B', 'P3A', 'P3B', 'P4A', 'P4B', 'P5']
export const netpetScores = codeList(
  'NETPET',
  Object.fromEntries(netpet.map((score) => [score, { en: score, fr: score, sv: score }])),
)

export const progressionTypes = codeList('PDTYPE', {
  TARGET: { en: 'Target lesions', fr: 'Lésions cibles', sv: 'Mållesioner' },
  NONTARGET: { en: 'Non-target lesions', fr: 'Lésions non cibles', sv: 'Icke-mållesioner' },
  NEW_LESION: { en: 'New lesion', fr: 'Nouvelle lésion', sv: 'Ny lesion' },
  CLINICAL: { en: 'Clinical', fr: 'Clinique', sv: 'Kliniskt' },
  BIOCHEMICAL: { en: 'Markers', fr: 'Marqueurs', sv: 'Markörer' },
  RECUR_LIVER: { en: 'Recurrence in the liver', fr: 'Récidive hépatique', sv: 'Återfall i levern' },
  RECUR_EXTRAHEP: { en: 'Recurrence outside the liver', fr: 'Récidive extra-hépatique', sv: 'Återfall utanför levern' },
  RECUR_PRIMARY: { en: 'Recurrence at the primary', fr: 'Récidive au site primitif', sv: 'Återfall vid primärtumören' },
})

export const progressionBases = codeList('PDBASIS', {
  CT: { en: 'CT', fr: 'TDM', sv: 'CT' },
  MRI: { en: 'MRI', fr: 'IRM', sv: 'MR' },
  PET: { en: 'PET', fr: 'TEP', sv: 'PET' },
  HISTOLOGY: { en: 'Histology', fr: 'Histologie', sv: 'Histologi' },
})

export const recurrenceSites = codeList('NEWSITE', {
  LIVER: { en: 'Liver', fr: 'Foie', sv: 'Lever' },
  EXTRAHEP: { en: 'Outside the liver', fr: 'Hors du foie', sv: 'Utanför levern' },
  PRIMARY_BED: { en: 'Bed of the primary', fr: 'Lit tumoral primitif', sv: 'Primärtumörens bädd' },
})

export const detectedBy = codeList('DETECTBY', {
  MRI: { en: 'MRI', fr: 'IRM', sv: 'MR' },
  CT: { en: 'CT', fr: 'TDM', sv: 'CT' },
  PET: { en: 'PET', fr: 'TEP', sv: 'PET' },
  MARKER: { en: 'Blood marker', fr: 'Marqueur sanguin', sv: 'Blodmarkör' },
  SYMPTOM: { en: 'Symptoms', fr: 'Symptômes', sv: 'Symtom' },
  OTHER: other,
})
