import { codeList } from './define'

/** Code lists that forms of several studies share. Codes are what is stored; exports write the submission value. */

const yes = { en: 'Yes', fr: 'Oui', sv: 'Ja' }
const no = { en: 'No', fr: 'Non', sv: 'Nej' }
const unknown = { en: 'Unknown', fr: 'Inconnu', sv: 'Okänt' }
const other = { en: 'Other', fr: 'Autre', sv: 'Annat' }

export const yesOrNo = codeList('NY', { Y: yes, N: no })
export const yesNoUnknown = codeList('NYU', { Y: yes, N: no, U: unknown })

export const sex = codeList('SEX', {
  M: { en: 'Male', fr: 'Homme', sv: 'Man' },
  F: { en: 'Female', fr: 'Femme', sv: 'Kvinna' },
  U: unknown,
})

export const consentTypes = codeList('ICFTYPE', {
  MAIN: { en: 'Main study', fr: 'Étude principale', sv: 'Huvudstudien' },
  RECONSENT: { en: 'Renewed consent', fr: 'Nouveau consentement', sv: 'Förnyat samtycke' },
  BIOBANK: { en: 'Biobank', fr: 'Biobanque', sv: 'Biobank' },
  CROSSOVER: { en: 'Crossover', fr: 'Changement de bras', sv: 'Överkorsning' },
  RETREAT: { en: 'Re-treatment', fr: 'Retraitement', sv: 'Ny behandling' },
  PREGNANCY_FU: { en: 'Pregnancy follow-up', fr: 'Suivi de grossesse', sv: 'Uppföljning av graviditet' },
  DATA_ONLY: { en: 'Use of data only', fr: 'Utilisation des données seules', sv: 'Enbart användning av data' },
})

/** ISO 639-1 codes of the languages that sites of our studies consent in. */
export const languages = codeList('LANGUAGE', {
  nl: { en: 'Dutch', fr: 'Néerlandais', sv: 'Nederländska' },
  en: { en: 'English', fr: 'Anglais', sv: 'Engelska' },
  fr: { en: 'French', fr: 'Français', sv: 'Franska' },
  de: { en: 'German', fr: 'Allemand', sv: 'Tyska' },
  it: { en: 'Italian', fr: 'Italien', sv: 'Italienska' },
  ko: { en: 'Korean', fr: 'Coréen', sv: 'Koreanska' },
  es: { en: 'Spanish', fr: 'Espagnol', sv: 'Spanska' },
  sv: { en: 'Swedish', fr: 'Suédois', sv: 'Svenska' },
  ar: { en: 'Arabic', fr: 'Arabe', sv: 'Arabiska' },
  zh: { en: 'Chinese', fr: 'Chinois', sv: 'Kinesiska' },
  pl: { en: 'Polish', fr: 'Polonais', sv: 'Polska' },
  pt: { en: 'Portuguese', fr: 'Portugais', sv: 'Portugisiska' },
  tr: { en: 'Turkish', fr: 'Turc', sv: 'Turkiska' },
})

export const noChildbearing = codeList('CHILDPOTRS', {
  POSTMENOPAUSAL: { en: 'After menopause', fr: 'Ménopausée', sv: 'Efter menopaus' },
  HYSTERECTOMY: { en: 'Womb removed', fr: 'Hystérectomie', sv: 'Livmodern borttagen' },
  BILAT_OOPHORECTOMY: { en: 'Both ovaries removed', fr: 'Ovariectomie bilatérale', sv: 'Båda äggstockarna borttagna' },
  BILAT_SALPINGECTOMY: { en: 'Both tubes removed', fr: 'Salpingectomie bilatérale', sv: 'Båda äggledarna borttagna' },
  TUBAL_OCCLUSION: { en: 'Tubes closed', fr: 'Occlusion tubaire', sv: 'Äggledarna avknutna' },
  OTHER: other,
})

export const contraception = codeList('CONTRAMETH', {
  HORMONAL: { en: 'Hormonal', fr: 'Hormonale', sv: 'Hormonell' },
  IUD: { en: 'Intrauterine device', fr: 'Dispositif intra-utérin', sv: 'Spiral' },
  BARRIER: { en: 'Barrier', fr: 'Barrière', sv: 'Barriär' },
  VASECTOMY: { en: 'Partner with vasectomy', fr: 'Partenaire vasectomisé', sv: 'Vasektomerad partner' },
  ABSTINENCE: { en: 'Abstinence', fr: 'Abstinence', sv: 'Avhållsamhet' },
  SURGICAL: { en: 'Surgical', fr: 'Chirurgicale', sv: 'Kirurgisk' },
  OTHER: other,
})

export const timePoints = codeList('VSTPT', {
  ROUTINE: { en: 'Routine', fr: 'Routine', sv: 'Rutin' },
  PRE_DOSE: { en: 'Before the dose', fr: 'Avant la dose', sv: 'Före dosen' },
  AA_30MIN: {
    en: '30 min into the amino acids',
    fr: '30 min après le début des acides aminés',
    sv: '30 min in i aminosyrorna',
  },
  LU_END: { en: 'End of Lu-177 infusion', fr: 'Fin de la perfusion de Lu-177', sv: 'Slut på Lu-177-infusionen' },
  LU_PLUS_1H: { en: '1 h after Lu-177', fr: '1 h après le Lu-177', sv: '1 h efter Lu-177' },
  LU_PLUS_2H: { en: '2 h after Lu-177', fr: '2 h après le Lu-177', sv: '2 h efter Lu-177' },
  DISCHARGE: { en: 'Discharge', fr: 'Sortie', sv: 'Utskrivning' },
})

export const ecog = codeList('ECOG', {
  '0': { en: '0 – no restriction', fr: '0 – aucune restriction', sv: '0 – ingen begränsning' },
  '1': { en: '1 – light work only', fr: '1 – travail léger seulement', sv: '1 – bara lättare arbete' },
  '2': {
    en: '2 – cares for self, cannot work',
    fr: '2 – autonome, ne peut travailler',
    sv: '2 – sköter sig själv, kan inte arbeta',
  },
  '3': {
    en: '3 – in bed or chair over half the day',
    fr: '3 – alité plus de la moitié du jour',
    sv: '3 – i säng eller stol över halva dagen',
  },
  '4': { en: '4 – always in bed or chair', fr: '4 – alité en permanence', sv: '4 – alltid i säng eller stol' },
  '5': { en: '5 – dead', fr: '5 – décès', sv: '5 – död' },
})

/** A map keeps whole-number keys in the order of their size; the scale is read from the top. */
export const karnofsky = {
  oid: 'KPS',
  codes: [
    {
      code: '100',
      text: { en: '100 – well, no complaints', fr: '100 – va bien, aucune plainte', sv: '100 – mår bra, inga besvär' },
    },
    {
      code: '90',
      text: {
        en: '90 – minor signs of disease',
        fr: '90 – signes mineurs de maladie',
        sv: '90 – mindre tecken på sjukdom',
      },
    },
    {
      code: '80',
      text: {
        en: '80 – normal activity with effort',
        fr: '80 – activité normale avec effort',
        sv: '80 – normal aktivitet med ansträngning',
      },
    },
    {
      code: '70',
      text: {
        en: '70 – cares for self, cannot work',
        fr: '70 – autonome, ne peut travailler',
        sv: '70 – sköter sig själv, kan inte arbeta',
      },
    },
    {
      code: '60',
      text: { en: '60 – needs help now and then', fr: '60 – aide occasionnelle', sv: '60 – behöver hjälp då och då' },
    },
    { code: '50', text: { en: '50 – needs much help', fr: '50 – aide importante', sv: '50 – behöver mycket hjälp' } },
    { code: '40', text: { en: '40 – disabled', fr: '40 – invalide', sv: '40 – funktionsnedsatt' } },
    {
      code: '30',
      text: { en: '30 – severely disabled', fr: '30 – gravement invalide', sv: '30 – svårt funktionsnedsatt' },
    },
    { code: '20', text: { en: '20 – very ill', fr: '20 – très malade', sv: '20 – mycket sjuk' } },
    { code: '10', text: { en: '10 – dying', fr: '10 – mourant', sv: '10 – döende' } },
    { code: '0', text: { en: '0 – dead', fr: '0 – décès', sv: '0 – död' } },
  ],
}

export const laboratories = codeList('LBLAB', {
  LOCAL: { en: 'Own hospital', fr: 'Hôpital du centre', sv: 'Eget sjukhus' },
  CENTRAL: { en: 'Central laboratory', fr: 'Laboratoire central', sv: 'Centralt laboratorium' },
  OTHER: other,
})

export const toxicityGrades = codeList('AETOXGR', {
  '1': { en: '1 – mild', fr: '1 – léger', sv: '1 – lindrig' },
  '2': { en: '2 – moderate', fr: '2 – modéré', sv: '2 – måttlig' },
  '3': { en: '3 – severe', fr: '3 – sévère', sv: '3 – svår' },
  '4': { en: '4 – life-threatening', fr: '4 – menace la vie', sv: '4 – livshotande' },
  '5': { en: '5 – death', fr: '5 – décès', sv: '5 – död' },
})

export const causality = codeList('AEREL', {
  NOT_RELATED: { en: 'Not related', fr: 'Non lié', sv: 'Inget samband' },
  UNLIKELY: { en: 'Unlikely', fr: 'Peu probable', sv: 'Osannolikt' },
  POSSIBLE: { en: 'Possible', fr: 'Possible', sv: 'Möjligt' },
  PROBABLE: { en: 'Probable', fr: 'Probable', sv: 'Troligt' },
  DEFINITE: { en: 'Definite', fr: 'Certain', sv: 'Säkert' },
})

export const actions = codeList('AEACN', {
  DOSE_NOT_CHANGED: { en: 'Dose not changed', fr: 'Dose inchangée', sv: 'Dosen ej ändrad' },
  DOSE_REDUCED: { en: 'Dose reduced', fr: 'Dose réduite', sv: 'Dosen reducerad' },
  DRUG_INTERRUPTED: { en: 'Interrupted', fr: 'Interrompu', sv: 'Avbruten' },
  // CDISC has no value for a delay; that it was one belongs to the other action taken.
  DRUG_DELAYED: { en: 'Delayed', fr: 'Reporté', sv: 'Uppskjuten', submission: 'DRUG INTERRUPTED' },
  DRUG_WITHDRAWN: { en: 'Stopped for good', fr: 'Arrêté définitivement', sv: 'Avslutad för gott' },
  NOT_APPLICABLE: { en: 'Not applicable', fr: 'Sans objet', sv: 'Ej tillämpligt' },
  UNKNOWN: unknown,
})

export const outcomes = codeList('AEOUT', {
  RECOVERED: { en: 'Recovered', fr: 'Guéri', sv: 'Återhämtad', submission: 'RECOVERED/RESOLVED' },
  RECOVERING: {
    en: 'Recovering',
    fr: 'En voie de guérison',
    sv: 'Under återhämtning',
    submission: 'RECOVERING/RESOLVING',
  },
  NOT_RECOVERED: {
    en: 'Not recovered',
    fr: 'Non guéri',
    sv: 'Ej återhämtad',
    submission: 'NOT RECOVERED/NOT RESOLVED',
  },
  RECOVERED_SEQUELAE: {
    en: 'Recovered with after-effects',
    fr: 'Guéri avec séquelles',
    sv: 'Återhämtad med men',
    submission: 'RECOVERED/RESOLVED WITH SEQUELAE',
  },
  FATAL: { en: 'Fatal', fr: 'Fatal', sv: 'Dödlig' },
  UNKNOWN: unknown,
})

export const specialInterest = codeList('AESI', {
  NEPHROTOX: { en: 'Kidney toxicity', fr: 'Toxicité rénale', sv: 'Njurtoxicitet' },
  HAEMATOTOX: { en: 'Blood toxicity', fr: 'Toxicité hématologique', sv: 'Blodtoxicitet' },
  MDS_ACUTE_LEUK: {
    en: 'Myelodysplasia or acute leukaemia',
    fr: 'Myélodysplasie ou leucémie aiguë',
    sv: 'Myelodysplasi eller akut leukemi',
  },
  HEPATOTOX: { en: 'Liver toxicity', fr: 'Toxicité hépatique', sv: 'Levertoxicitet' },
  HORMONAL_CRISIS: { en: 'Hormonal crisis', fr: 'Crise hormonale', sv: 'Hormonell kris' },
  HYPERSENSITIVITY: { en: 'Hypersensitivity', fr: 'Hypersensibilité', sv: 'Överkänslighet' },
  HYPERKALAEMIA: { en: 'High potassium', fr: 'Hyperkaliémie', sv: 'Högt kalium' },
  EXTRAVASATION: { en: 'Extravasation', fr: 'Extravasation', sv: 'Extravasering' },
  TUMOUR_LYSIS: { en: 'Tumour lysis', fr: 'Lyse tumorale', sv: 'Tumörlys' },
  CARDIAC: { en: 'Heart', fr: 'Cœur', sv: 'Hjärta' },
  SECOND_MALIGNANCY: { en: 'Second cancer', fr: 'Second cancer', sv: 'Sekundär cancer' },
  PNEUMONITIS: { en: 'Pneumonitis', fr: 'Pneumopathie', sv: 'Pneumonit' },
  HAND_FOOT: { en: 'Hand-foot syndrome', fr: 'Syndrome main-pied', sv: 'Hand-fotsyndrom' },
})

export const doseUnits = codeList('CMDOSU', {
  g: { en: 'g', fr: 'g', sv: 'g' },
  mg: { en: 'mg', fr: 'mg', sv: 'mg' },
  ug: { en: 'µg', fr: 'µg', sv: 'µg' },
  mL: { en: 'mL', fr: 'mL', sv: 'mL' },
  mmol: { en: 'mmol', fr: 'mmol', sv: 'mmol' },
  IU: { en: 'IU', fr: 'UI', sv: 'IE' },
  TABLET: { en: 'Tablet', fr: 'Comprimé', sv: 'Tablett' },
  CAPSULE: { en: 'Capsule', fr: 'Gélule', sv: 'Kapsel' },
  DROP: { en: 'Drop', fr: 'Goutte', sv: 'Droppe' },
  PUFF: { en: 'Puff', fr: 'Bouffée', sv: 'Puff' },
  PATCH: { en: 'Patch', fr: 'Patch', sv: 'Plåster' },
  OTHER: other,
})

export const frequencies = codeList('CMDOSFRQ', {
  ONCE: { en: 'Once', fr: 'Une fois', sv: 'En gång' },
  QD: { en: 'Daily', fr: '1 fois par jour', sv: 'Dagligen' },
  BID: { en: 'Twice a day', fr: '2 fois par jour', sv: 'Två gånger om dagen' },
  TID: { en: 'Three times a day', fr: '3 fois par jour', sv: 'Tre gånger om dagen' },
  QID: { en: 'Four times a day', fr: '4 fois par jour', sv: 'Fyra gånger om dagen' },
  QOD: { en: 'Every other day', fr: 'Un jour sur deux', sv: 'Varannan dag' },
  QS: { en: 'Weekly', fr: 'Chaque semaine', sv: 'Varje vecka', submission: 'EVERY WEEK' },
  Q4S: { en: 'Every 4 weeks', fr: 'Toutes les 4 semaines', sv: 'Var 4:e vecka', submission: 'EVERY 4 WEEKS' },
  PRN: { en: 'As needed', fr: 'Si besoin', sv: 'Vid behov' },
  CONTINUOUS: { en: 'Continuous', fr: 'En continu', sv: 'Kontinuerligt' },
  OTHER: other,
})

export const routes = codeList('CMROUTE', {
  ORAL: { en: 'By mouth', fr: 'Orale', sv: 'Via munnen' },
  INTRAVENOUS: { en: 'Intravenous', fr: 'Intraveineuse', sv: 'Intravenöst' },
  INTRAMUSCULAR: { en: 'Intramuscular', fr: 'Intramusculaire', sv: 'Intramuskulärt' },
  SUBCUTANEOUS: { en: 'Subcutaneous', fr: 'Sous-cutanée', sv: 'Subkutant' },
  SUBLINGUAL: { en: 'Under the tongue', fr: 'Sublinguale', sv: 'Under tungan' },
  TOPICAL: { en: 'On the skin', fr: 'Cutanée', sv: 'På huden' },
  TRANSDERMAL: { en: 'Through the skin', fr: 'Transdermique', sv: 'Genom huden' },
  INHALATION: { en: 'Inhaled', fr: 'Inhalée', sv: 'Inhalation', submission: 'RESPIRATORY (INHALATION)' },
  NASAL: { en: 'Nasal', fr: 'Nasale', sv: 'I näsan' },
  OPHTHALMIC: { en: 'Eye', fr: 'Oculaire', sv: 'I ögat' },
  RECTAL: { en: 'Rectal', fr: 'Rectale', sv: 'Rektalt' },
  OTHER: other,
})
