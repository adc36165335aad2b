import { codeList } from '../define'

/** Code lists of the tumour history (`tumour-history.ts`). */

const other = { en: 'Other', fr: 'Autre' }

export const syndromes = codeList('FUNCTYPE', {
  CARCINOID: { en: 'Carcinoid', fr: 'Carcinoïde' },
  INSULINOMA: { en: 'Insulinoma', fr: 'Insulinome' },
  GASTRINOMA: { en: 'Gastrinoma', fr: 'Gastrinome' },
  VIPOMA: { en: 'VIPoma', fr: 'VIPome' },
  GLUCAGONOMA: { en: 'Glucagonoma', fr: 'Glucagonome' },
  OTHER: other,
})

export const extents = codeList('EXTENT', {
  METASTATIC: { en: 'Metastatic', fr: 'Métastatique' },
  LOCALLY_ADVANCED: { en: 'Locally advanced', fr: 'Localement avancée' },
  RESECTED_NED: { en: 'Resected, no disease left', fr: 'Réséquée, sans maladie résiduelle' },
})

export const metastaticSites = codeList('METSITE', {
  LIVER: { en: 'Liver', fr: 'Foie' },
  NODE: { en: 'Lymph node', fr: 'Ganglion' },
  BONE: { en: 'Bone', fr: 'Os' },
  PERITONEUM: { en: 'Peritoneum', fr: 'Péritoine' },
  LUNG: { en: 'Lung', fr: 'Poumon' },
  BRAIN: { en: 'Brain', fr: 'Cerveau' },
  OTHER: other,
})

export const liverBurdens = codeList('LIVBURD', {
  NONE: { en: 'None', fr: 'Aucune' },
  LE25: { en: 'Up to 25 %', fr: "Jusqu'à 25 %" },
  GT25_50: { en: 'Above 25 to 50 %', fr: 'Plus de 25 à 50 %' },
  GT50: { en: 'Above 50 %', fr: 'Plus de 50 %' },
})

export const progressionTypes = codeList('PDBASTYPE', {
  RADIOLOGIC: { en: 'On a scan', fr: 'Radiologique' },
  CLINICAL: { en: 'Clinical', fr: 'Clinique' },
  BIOLOGIC: { en: 'Biological', fr: 'Biologique' },
})
