import { codeList } from '../define'

/** Code lists of the tumour history (`tumour-history.ts`). */

const other = { en: 'Other', fr: 'Autre', sv: 'Annat' }

export const syndromes = codeList('FUNCTYPE', {
  CARCINOID: { en: 'Carcinoid', fr: 'Carcinoïde', sv: 'Karcinoid' },
  INSULINOMA: { en: 'Insulinoma', fr: 'Insulinome', sv: 'Insulinom' },
  GASTRINOMA: { en: 'Gastrinoma', fr: 'Gastrinome', sv: 'Gastrinom' },
  VIPOMA: { en: 'VIPoma', fr: 'VIPome', sv: 'VIPom' },
  GLUCAGONOMA: { en: 'Glucagonoma', fr: 'Glucagonome', sv: 'Glukagonom' },
  OTHER: other,
})

export const extents = codeList('EXTENT', {
  METASTATIC: { en: 'Metastatic', fr: 'Métastatique', sv: 'Metastaserad' },
  LOCALLY_ADVANCED: { en: 'Locally advanced', fr: 'Localement avancée', sv: 'Lokalt avancerad' },
  RESECTED_NED: {
    en: 'Resected, no disease left',
    fr: 'Réséquée, sans maladie résiduelle',
    sv: 'Resekerad, ingen sjukdom kvar',
  },
})

export const metastaticSites = codeList('METSITE', {
  LIVER: { en: 'Liver', fr: 'Foie', sv: 'Lever' },
  NODE: { en: 'Lymph node', fr: 'Ganglion', sv: 'Lymfkörtel' },
  BONE: { en: 'Bone', fr: 'Os', sv: 'Skelett' },
  PERITONEUM: { en: 'Peritoneum', fr: 'Péritoine', sv: 'Peritoneum' },
  LUNG: { en: 'Lung', fr: 'Poumon', sv: 'Lunga' },
  BRAIN: { en: 'Brain', fr: 'Cerveau', sv: 'Hjärna' },
  OTHER: other,
})

export const liverBurdens = codeList('LIVBURD', {
  NONE: { en: 'None', fr: 'Aucune', sv: 'Ingen' },
  LE25: { en: 'Up to 25 %', fr: 'Jusqu’à 25 %', sv: 'Upp till 25 %' },
  GT25_50: { en: 'Above 25 to 50 %', fr: 'Plus de 25 à 50 %', sv: 'Över 25 till 50 %' },
  GT50: { en: 'Above 50 %', fr: 'Plus de 50 %', sv: 'Över 50 %' },
})

export const progressionTypes = codeList('PDBASTYPE', {
  RADIOLOGIC: { en: 'On a scan', fr: 'Radiologique', sv: 'På en undersökning' },
  CLINICAL: { en: 'Clinical', fr: 'Clinique', sv: 'Kliniskt' },
  BIOLOGIC: { en: 'Biological', fr: 'Biologique', sv: 'Biologisk' },
})
