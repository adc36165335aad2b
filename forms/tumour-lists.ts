import { codeList } from './define'

/** Code lists of the tumour that several forms share. */

const other = { en: 'Other', fr: 'Autre', sv: 'Annat' }
const unknown = { en: 'Unknown', fr: 'Inconnu', sv: 'Okänt' }

export const primarySites = codeList('PRIMSITE', {
  STOMACH: { en: 'Stomach', fr: 'Estomac', sv: 'Magsäck' },
  DUODENUM: { en: 'Duodenum', fr: 'Duodénum', sv: 'Duodenum' },
  JEJUNUM_ILEUM: { en: 'Jejunum or ileum', fr: 'Jéjunum ou iléon', sv: 'Jejunum eller ileum' },
  APPENDIX: { en: 'Appendix', fr: 'Appendice', sv: 'Appendix' },
  CAECUM: { en: 'Caecum', fr: 'Caecum', sv: 'Cekum', submission: 'CECUM' },
  COLON_RIGHT: {
    en: 'Colon, ascending to proximal transverse',
    fr: 'Côlon, ascendant à transverse proximal',
    sv: 'Kolon, ascendens till proximala transversum',
    submission: 'COLON, RIGHT',
  },
  COLON_LEFT: {
    en: 'Colon, distal transverse to sigmoid',
    fr: 'Côlon, transverse distal à sigmoïde',
    sv: 'Kolon, distala transversum till sigmoideum',
    submission: 'COLON, LEFT',
  },
  RECTUM: { en: 'Rectum', fr: 'Rectum', sv: 'Rektum' },
  PANCREAS: { en: 'Pancreas', fr: 'Pancréas', sv: 'Pankreas' },
  LUNG: { en: 'Lung', fr: 'Poumon', sv: 'Lunga' },
  THYMUS: { en: 'Thymus', fr: 'Thymus', sv: 'Tymus', submission: 'THYMUS GLAND' },
  UNKNOWN_MIDGUT_LIKELY: {
    en: 'Unknown, midgut likely',
    fr: 'Inconnu, intestin moyen probable',
    sv: 'Okänd, troligen midgut',
  },
  UNKNOWN: unknown,
  OTHER: other,
})

/** WHO 2019 and 2022, gastro-entero-pancreatic. */
export const tumourGrades = codeList('GRADE', {
  G1: { en: 'G1 – Ki-67 below 3 %', fr: 'G1 – Ki-67 < 3 %', sv: 'G1 – Ki-67 under 3 %' },
  G2: { en: 'G2 – Ki-67 3 to 20 %', fr: 'G2 – Ki-67 3 à 20 %', sv: 'G2 – Ki-67 3 till 20 %' },
  G3: {
    en: 'G3 – Ki-67 above 20 %, well differentiated',
    fr: 'G3 – Ki-67 > 20 %, bien différenciée',
    sv: 'G3 – Ki-67 över 20 %, högt differentierad',
  },
  NEC: { en: 'NEC – poorly differentiated', fr: 'CNE – peu différencié', sv: 'NEC – lågt differentierad' },
})

export const differentiation = codeList('DIFF', {
  WELL: { en: 'Well differentiated', fr: 'Bien différenciée', sv: 'Högt differentierad' },
  POOR: { en: 'Poorly differentiated', fr: 'Peu différenciée', sv: 'Lågt differentierad' },
})

/** Best response to earlier treatment; one that nobody measured is missing with its reason. */
export const bestResponses = codeList('BESTRESP', {
  CR: { en: 'Complete response', fr: 'Réponse complète', sv: 'Komplett respons' },
  PR: { en: 'Partial response', fr: 'Réponse partielle', sv: 'Partiell respons' },
  SD: { en: 'Stable disease', fr: 'Maladie stable', sv: 'Stabil sjukdom' },
  PD: { en: 'Progression', fr: 'Progression', sv: 'Progress' },
})
