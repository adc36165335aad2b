import { codeList, type Text } from './define'

/** Why a concomitant medication matters to a study. The names that give it away stand in `medicine-names.ts`. */
const flags: Readonly<Record<string, Text>> = {
  LA_SSA: {
    en: 'Long-acting somatostatin analogue',
    fr: 'Analogue de la somatostatine à action prolongée',
    sv: 'Långverkande somatostatinanalog',
  },
  SA_SSA: {
    en: 'Short-acting somatostatin analogue',
    fr: 'Analogue de la somatostatine d’action courte',
    sv: 'Kortverkande somatostatinanalog',
  },
  CYP3A4_STRONG_INH: { en: 'Strong CYP3A4 inhibitor', fr: 'Inhibiteur puissant du CYP3A4', sv: 'Stark CYP3A4-hämmare' },
  CYP3A4_MOD_INH: { en: 'Moderate CYP3A4 inhibitor', fr: 'Inhibiteur modéré du CYP3A4', sv: 'Måttlig CYP3A4-hämmare' },
  CYP3A4_STRONG_IND: { en: 'Strong CYP3A4 inducer', fr: 'Inducteur puissant du CYP3A4', sv: 'Stark CYP3A4-inducerare' },
  BRIVUDINE_SORIVUDINE: {
    en: 'Brivudine or sorivudine',
    fr: 'Brivudine ou sorivudine',
    sv: 'Brivudin eller sorivudin',
  },
  WARFARIN: { en: 'Warfarin or alike', fr: 'Warfarine ou apparenté', sv: 'Warfarin eller liknande' },
  PHENYTOIN: { en: 'Phenytoin', fr: 'Phénytoïne', sv: 'Fenytoin' },
  NEPHROTOXIC: { en: 'Harms the kidney', fr: 'Néphrotoxique', sv: 'Skadar njuren' },
  K_RAISING: { en: 'Raises potassium', fr: 'Augmente la kaliémie', sv: 'Höjer kalium' },
  CORTICOSTEROID: { en: 'Corticosteroid', fr: 'Corticoïde', sv: 'Kortikosteroid' },
  GCSF: { en: 'G-CSF', fr: 'G-CSF', sv: 'G-CSF' },
  TRANSF_RBC: {
    en: 'Red cell transfusion',
    fr: 'Transfusion de globules rouges',
    sv: 'Transfusion av röda blodkroppar',
  },
  TRANSF_PLT: { en: 'Platelet transfusion', fr: 'Transfusion de plaquettes', sv: 'Trombocyttransfusion' },
  ANTIEMETIC: { en: 'Against nausea', fr: 'Antiémétique', sv: 'Mot illamående' },
  LIVE_VACCINE: { en: 'Live vaccine', fr: 'Vaccin vivant', sv: 'Levande vaccin' },
  ANTICANCER: { en: 'Against cancer', fr: 'Anticancéreux', sv: 'Mot cancer' },
}

export const medicineFlags = codeList('CMFLAG', flags)

/** What a flag is called. */
export const labelOf = (flag: string): Text => flags[flag] ?? { en: flag, fr: flag, sv: flag }
