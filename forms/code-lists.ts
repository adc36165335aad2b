import { codeList } from './define'

/** Code lists that forms of several studies share. Codes are what is stored; exports write the submission value. */

const yes = { en: 'Yes', fr: 'Oui' }
const no = { en: 'No', fr: 'Non' }
const unknown = { en: 'Unknown', fr: 'Inconnu' }
const other = { en: 'Other', fr: 'Autre' }

export const yesOrNo = codeList('NY', { Y: yes, N: no })
export const yesNoUnknown = codeList('NYU', { Y: yes, N: no, U: unknown })

export const sex = codeList('SEX', {
  M: { en: 'Male', fr: 'Homme' },
  F: { en: 'Female', fr: 'Femme' },
  U: unknown,
})

export const consentTypes = codeList('ICFTYPE', {
  MAIN: { en: 'Main study', fr: 'Étude principale' },
  RECONSENT: { en: 'Renewed consent', fr: 'Nouveau consentement' },
  BIOBANK: { en: 'Biobank', fr: 'Biobanque' },
  CROSSOVER: { en: 'Crossover', fr: 'Changement de bras' },
  RETREAT: { en: 'Re-treatment', fr: 'Retraitement' },
  PREGNANCY_FU: { en: 'Pregnancy follow-up', fr: 'Suivi de grossesse' },
  DATA_ONLY: { en: 'Use of data only', fr: 'Utilisation des données seules' },
})

/** ISO 639-1 codes of the languages that sites of our studies consent in. */
export const languages = codeList('LANGUAGE', {
  nl: { en: 'Dutch', fr: 'Néerlandais' },
  en: { en: 'English', fr: 'Anglais' },
  fr: { en: 'French', fr: 'Français' },
  de: { en: 'German', fr: 'Allemand' },
  it: { en: 'Italian', fr: 'Italien' },
  ko: { en: 'Korean', fr: 'Coréen' },
  es: { en: 'Spanish', fr: 'Espagnol' },
  sv: { en: 'Swedish', fr: 'Suédois' },
  ar: { en: 'Arabic', fr: 'Arabe' },
  zh: { en: 'Chinese', fr: 'Chinois' },
  pl: { en: 'Polish', fr: 'Polonais' },
  pt: { en: 'Portuguese', fr: 'Portugais' },
  tr: { en: 'Turkish', fr: 'Turc' },
})

export const noChildbearing = codeList('CHILDPOTRS', {
  POSTMENOPAUSAL: { en: 'After menopause', fr: 'Ménopausée' },
  HYSTERECTOMY: { en: 'Womb removed', fr: 'Hystérectomie' },
  BILAT_OOPHORECTOMY: { en: 'Both ovaries removed', fr: 'Ovariectomie bilatérale' },
  BILAT_SALPINGECTOMY: { en: 'Both tubes removed', fr: 'Salpingectomie bilatérale' },
  TUBAL_OCCLUSION: { en: 'Tubes closed', fr: 'Occlusion tubaire' },
  OTHER: other,
})

export const contraception = codeList('CONTRAMETH', {
  HORMONAL: { en: 'Hormonal', fr: 'Hormonale' },
  IUD: { en: 'Intrauterine device', fr: 'Dispositif intra-utérin' },
  BARRIER: { en: 'Barrier', fr: 'Barrière' },
  VASECTOMY: { en: 'Partner with vasectomy', fr: 'Partenaire vasectomisé' },
  ABSTINENCE: { en: 'Abstinence', fr: 'Abstinence' },
  SURGICAL: { en: 'Surgical', fr: 'Chirurgicale' },
  OTHER: other,
})

export const timePoints = codeList('VSTPT', {
  ROUTINE: { en: 'Routine', fr: 'Routine' },
  PRE_DOSE: { en: 'Before the dose', fr: 'Avant la dose' },
  AA_30MIN: { en: '30 min into the amino acids', fr: '30 min après le début des acides aminés' },
  LU_END: { en: 'End of Lu-177 infusion', fr: 'Fin de la perfusion de Lu-177' },
  LU_PLUS_1H: { en: '1 h after Lu-177', fr: '1 h après le Lu-177' },
  LU_PLUS_2H: { en: '2 h after Lu-177', fr: '2 h après le Lu-177' },
  DISCHARGE: { en: 'Discharge', fr: 'Sortie' },
})

export const ecog = codeList('ECOG', {
  '0': { en: '0 – no restriction', fr: '0 – aucune restriction' },
  '1': { en: '1 – light work only', fr: '1 – travail léger seulement' },
  '2': { en: '2 – cares for self, cannot work', fr: '2 – autonome, ne peut travailler' },
  '3': { en: '3 – in bed or chair over half the day', fr: '3 – alité plus de la moitié du jour' },
  '4': { en: '4 – always in bed or chair', fr: '4 – alité en permanence' },
  '5': { en: '5 – dead', fr: '5 – décès' },
})

/** A map keeps whole-number keys in the order of their size; the scale is read from the top. */
export const karnofsky = {
  oid: 'KPS',
  codes: [
    { code: '100', text: { en: '100 – well, no complaints', fr: '100 – va bien, aucune plainte' } },
    { code: '90', text: { en: '90 – minor signs of disease', fr: '90 – signes mineurs de maladie' } },
    { code: '80', text: { en: '80 – normal activity with effort', fr: '80 – activité normale avec effort' } },
    { code: '70', text: { en: '70 – cares for self, cannot work', fr: '70 – autonome, ne peut travailler' } },
    { code: '60', text: { en: '60 – needs help now and then', fr: '60 – aide occasionnelle' } },
    { code: '50', text: { en: '50 – needs much help', fr: '50 – aide importante' } },
    { code: '40', text: { en: '40 – disabled', fr: '40 – invalide' } },
    { code: '30', text: { en: '30 – severely disabled', fr: '30 – gravement invalide' } },
    { code: '20', text: { en: '20 – very ill', fr: '20 – très malade' } },
    { code: '10', text: { en: '10 – dying', fr: '10 – mourant' } },
    { code: '0', text: { en: '0 – dead', fr: '0 – décès' } },
  ],
}

export const laboratories = codeList('LBLAB', {
  LOCAL: { en: 'Own hospital', fr: 'Hôpital du centre' },
  CENTRAL: { en: 'Central laboratory', fr: 'Laboratoire central' },
  OTHER: other,
})

export const toxicityGrades = codeList('AETOXGR', {
  '1': { en: '1 – mild', fr: '1 – léger' },
  '2': { en: '2 – moderate', fr: '2 – modéré' },
  '3': { en: '3 – severe', fr: '3 – sévère' },
  '4': { en: '4 – life-threatening', fr: '4 – menace la vie' },
  '5': { en: '5 – death', fr: '5 – décès' },
})

export const causality = codeList('AEREL', {
  NOT_RELATED: { en: 'Not related', fr: 'Non lié' },
  UNLIKELY: { en: 'Unlikely', fr: 'Peu probable' },
  POSSIBLE: { en: 'Possible', fr: 'Possible' },
  PROBABLE: { en: 'Probable', fr: 'Probable' },
  DEFINITE: { en: 'Definite', fr: 'Certain' },
})

export const actions = codeList('AEACN', {
  DOSE_NOT_CHANGED: { en: 'Dose not changed', fr: 'Dose inchangée' },
  DOSE_REDUCED: { en: 'Dose reduced', fr: 'Dose réduite' },
  DRUG_INTERRUPTED: { en: 'Interrupted', fr: 'Interrompu' },
  // CDISC has no value for a delay; that it was one belongs to the other action taken.
  DRUG_DELAYED: { en: 'Delayed', fr: 'Reporté', submission: 'DRUG INTERRUPTED' },
  DRUG_WITHDRAWN: { en: 'Stopped for good', fr: 'Arrêté définitivement' },
  NOT_APPLICABLE: { en: 'Not applicable', fr: 'Sans objet' },
  UNKNOWN: unknown,
})

export const outcomes = codeList('AEOUT', {
  RECOVERED: { en: 'Recovered', fr: 'Guéri', submission: 'RECOVERED/RESOLVED' },
  RECOVERING: { en: 'Recovering', fr: 'En voie de guérison', submission: 'RECOVERING/RESOLVING' },
  NOT_RECOVERED: { en: 'Not recovered', fr: 'Non guéri', submission: 'NOT RECOVERED/NOT RESOLVED' },
  RECOVERED_SEQUELAE: {
    en: 'Recovered with after-effects',
    fr: 'Guéri avec séquelles',
    submission: 'RECOVERED/RESOLVED WITH SEQUELAE',
  },
  FATAL: { en: 'Fatal', fr: 'Fatal' },
  UNKNOWN: unknown,
})

export const specialInterest = codeList('AESI', {
  NEPHROTOX: { en: 'Kidney toxicity', fr: 'Toxicité rénale' },
  HAEMATOTOX: { en: 'Blood toxicity', fr: 'Toxicité hématologique' },
  MDS_ACUTE_LEUK: { en: 'Myelodysplasia or acute leukaemia', fr: 'Myélodysplasie ou leucémie aiguë' },
  HEPATOTOX: { en: 'Liver toxicity', fr: 'Toxicité hépatique' },
  HORMONAL_CRISIS: { en: 'Hormonal crisis', fr: 'Crise hormonale' },
  HYPERSENSITIVITY: { en: 'Hypersensitivity', fr: 'Hypersensibilité' },
  HYPERKALAEMIA: { en: 'High potassium', fr: 'Hyperkaliémie' },
  EXTRAVASATION: { en: 'Extravasation', fr: 'Extravasation' },
  TUMOUR_LYSIS: { en: 'Tumour lysis', fr: 'Lyse tumorale' },
  CARDIAC: { en: 'Heart', fr: 'Cœur' },
  SECOND_MALIGNANCY: { en: 'Second cancer', fr: 'Second cancer' },
  PNEUMONITIS: { en: 'Pneumonitis', fr: 'Pneumopathie' },
  HAND_FOOT: { en: 'Hand-foot syndrome', fr: 'Syndrome main-pied' },
})

export const doseUnits = codeList('CMDOSU', {
  g: { en: 'g', fr: 'g' },
  mg: { en: 'mg', fr: 'mg' },
  ug: { en: 'µg', fr: 'µg' },
  mL: { en: 'mL', fr: 'mL' },
  mmol: { en: 'mmol', fr: 'mmol' },
  IU: { en: 'IU', fr: 'UI' },
  TABLET: { en: 'Tablet', fr: 'Comprimé' },
  CAPSULE: { en: 'Capsule', fr: 'Gélule' },
  DROP: { en: 'Drop', fr: 'Goutte' },
  PUFF: { en: 'Puff', fr: 'Bouffée' },
  PATCH: { en: 'Patch', fr: 'Patch' },
  OTHER: other,
})

export const frequencies = codeList('CMDOSFRQ', {
  ONCE: { en: 'Once', fr: 'Une fois' },
  QD: { en: 'Daily', fr: '1 fois par jour' },
  BID: { en: 'Twice a day', fr: '2 fois par jour' },
  TID: { en: 'Three times a day', fr: '3 fois par jour' },
  QID: { en: 'Four times a day', fr: '4 fois par jour' },
  QOD: { en: 'Every other day', fr: 'Un jour sur deux' },
  QS: { en: 'Weekly', fr: 'Chaque semaine', submission: 'EVERY WEEK' },
  Q4S: { en: 'Every 4 weeks', fr: 'Toutes les 4 semaines', submission: 'EVERY 4 WEEKS' },
  PRN: { en: 'As needed', fr: 'Si besoin' },
  CONTINUOUS: { en: 'Continuous', fr: 'En continu' },
  OTHER: other,
})

export const routes = codeList('CMROUTE', {
  ORAL: { en: 'By mouth', fr: 'Orale' },
  INTRAVENOUS: { en: 'Intravenous', fr: 'Intraveineuse' },
  INTRAMUSCULAR: { en: 'Intramuscular', fr: 'Intramusculaire' },
  SUBCUTANEOUS: { en: 'Subcutaneous', fr: 'Sous-cutanée' },
  SUBLINGUAL: { en: 'Under the tongue', fr: 'Sublinguale' },
  TOPICAL: { en: 'On the skin', fr: 'Cutanée' },
  TRANSDERMAL: { en: 'Through the skin', fr: 'Transdermique' },
  INHALATION: { en: 'Inhaled', fr: 'Inhalée', submission: 'RESPIRATORY (INHALATION)' },
  NASAL: { en: 'Nasal', fr: 'Nasale' },
  OPHTHALMIC: { en: 'Eye', fr: 'Oculaire' },
  RECTAL: { en: 'Rectal', fr: 'Rectale' },
  OTHER: other,
})
