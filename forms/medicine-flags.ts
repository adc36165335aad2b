import { codeList, type Text } from './define'

/** Why a concomitant medication matters to a study. The names that give it away stand in `medicine-names.ts`. */
const flags: Readonly<Record<string, Text>> = {
  LA_SSA: { en: 'Long-acting somatostatin analogue', fr: 'Analogue de la somatostatine à action prolongée' },
  SA_SSA: { en: 'Short-acting somatostatin analogue', fr: "Analogue de la somatostatine d'action courte" },
  CYP3A4_STRONG_INH: { en: 'Strong CYP3A4 inhibitor', fr: 'Inhibiteur puissant du CYP3A4' },
  CYP3A4_MOD_INH: { en: 'Moderate CYP3A4 inhibitor', fr: 'Inhibiteur modéré du CYP3A4' },
  CYP3A4_STRONG_IND: { en: 'Strong CYP3A4 inducer', fr: 'Inducteur puissant du CYP3A4' },
  BRIVUDINE_SORIVUDINE: { en: 'Brivudine or sorivudine', fr: 'Brivudine ou sorivudine' },
  WARFARIN: { en: 'Warfarin or alike', fr: 'Warfarine ou apparenté' },
  PHENYTOIN: { en: 'Phenytoin', fr: 'Phénytoïne' },
  NEPHROTOXIC: { en: 'Harms the kidney', fr: 'Néphrotoxique' },
  K_RAISING: { en: 'Raises potassium', fr: 'Augmente la kaliémie' },
  CORTICOSTEROID: { en: 'Corticosteroid', fr: 'Corticoïde' },
  GCSF: { en: 'G-CSF', fr: 'G-CSF' },
  TRANSF_RBC: { en: 'Red cell transfusion', fr: 'Transfusion de globules rouges' },
  TRANSF_PLT: { en: 'Platelet transfusion', fr: 'Transfusion de plaquettes' },
  ANTIEMETIC: { en: 'Against nausea', fr: 'Antiémétique' },
  LIVE_VACCINE: { en: 'Live vaccine', fr: 'Vaccin vivant' },
  ANTICANCER: { en: 'Against cancer', fr: 'Anticancéreux' },
}

export const medicineFlags = codeList('CMFLAG', flags)

/** What a flag is called. */
export const labelOf = (flag: string): Text => flags[flag] ?? { en: flag, fr: flag }
