import { codeList } from './define'

/** Code lists of the tumour that several forms share. */

const other = { en: 'Other', fr: 'Autre' }
const unknown = { en: 'Unknown', fr: 'Inconnu' }

export const primarySites = codeList('PRIMSITE', {
  STOMACH: { en: 'Stomach', fr: 'Estomac' },
  DUODENUM: { en: 'Duodenum', fr: 'Duodénum' },
  JEJUNUM_ILEUM: { en: 'Jejunum or ileum', fr: 'Jéjunum ou iléon' },
  APPENDIX: { en: 'Appendix', fr: 'Appendice' },
  CAECUM: { en: 'Caecum', fr: 'Caecum', submission: 'CECUM' },
  COLON_RIGHT: {
    en: 'Colon, ascending to proximal transverse',
    fr: 'Côlon, ascendant à transverse proximal',
    submission: 'COLON, RIGHT',
  },
  COLON_LEFT: {
    en: 'Colon, distal transverse to sigmoid',
    fr: 'Côlon, transverse distal à sigmoïde',
    submission: 'COLON, LEFT',
  },
  RECTUM: { en: 'Rectum', fr: 'Rectum' },
  PANCREAS: { en: 'Pancreas', fr: 'Pancréas' },
  LUNG: { en: 'Lung', fr: 'Poumon' },
  THYMUS: { en: 'Thymus', fr: 'Thymus', submission: 'THYMUS GLAND' },
  UNKNOWN_MIDGUT_LIKELY: { en: 'Unknown, midgut likely', fr: 'Inconnu, intestin moyen probable' },
  UNKNOWN: unknown,
  OTHER: other,
})

/** WHO 2019 and 2022, gastro-entero-pancreatic. */
export const tumourGrades = codeList('GRADE', {
  G1: { en: 'G1 – Ki-67 below 3 %', fr: 'G1 – Ki-67 < 3 %' },
  G2: { en: 'G2 – Ki-67 3 to 20 %', fr: 'G2 – Ki-67 3 à 20 %' },
  G3: { en: 'G3 – Ki-67 above 20 %, well differentiated', fr: 'G3 – Ki-67 > 20 %, bien différenciée' },
  NEC: { en: 'NEC – poorly differentiated', fr: 'CNE – peu différencié' },
})

export const differentiation = codeList('DIFF', {
  WELL: { en: 'Well differentiated', fr: 'Bien différenciée' },
  POOR: { en: 'Poorly differentiated', fr: 'Peu différenciée' },
})

/** Best response to earlier treatment; one that nobody measured is missing with its reason. */
export const bestResponses = codeList('BESTRESP', {
  CR: { en: 'Complete response', fr: 'Réponse complète' },
  PR: { en: 'Partial response', fr: 'Réponse partielle' },
  SD: { en: 'Stable disease', fr: 'Maladie stable' },
  PD: { en: 'Progression', fr: 'Progression' },
})
