import { correctedCalciumSi } from '#shared/clinical/chemistry/calcium'
import { cockcroftGaultUmol } from '#shared/clinical/renal/clearance'
import { biochemistry, haematology } from '../analytes'
import { computed, defineForm } from '../define'
import { abnormal, eventChecks, fasting, panelChecks, reference, sample } from './laboratory-sample'

/** LBH: the haematology panel. */
export const haematologyForm = defineForm({
  oid: 'LBH',
  source: 'transcribed',
  title: { en: 'Haematology', fr: 'Hématologie', sv: 'Hematologi' },
  groups: {
    SAMPLE: { title: { en: 'Sample', fr: 'Prélèvement', sv: 'Prov' }, items: sample },
    RESULTS: {
      title: { en: 'Results', fr: 'Résultats', sv: 'Resultat' },
      layout: 'laboratory',
      reference,
      items: haematology,
    },
    ABNORMAL: abnormal('LBH', haematology),
  },
  checks: [
    ...panelChecks('LBH', haematology),
    ...eventChecks('Neutrophil count decreased', { ANC: '0.9' }),
    {
      id: 'LBH-02',
      severity: 'S',
      items: ['ANC', 'WBC'],
      holds: 'ANC <= WBC',
      message: {
        en: 'More neutrophils than white blood cells. Are the units right?',
        fr: 'Plus de neutrophiles que de leucocytes. Les unités sont-elles correctes ?',
        sv: 'Fler neutrofiler än leukocyter. Är enheterna rätt?',
      },
      cases: {
        holds: { ANC: '3.1', WBC: '5.4' },
        boundary: { ANC: '5.4', WBC: '5.4' },
        fails: { ANC: '31', WBC: '5.4' },
      },
    },
    {
      id: 'LBH-03',
      severity: 'S',
      items: ['LYM', 'WBC'],
      holds: 'LYM <= WBC',
      message: {
        en: 'More lymphocytes than white blood cells. Are the units right?',
        fr: 'Plus de lymphocytes que de leucocytes. Les unités sont-elles correctes ?',
        sv: 'Fler lymfocyter än leukocyter. Är enheterna rätt?',
      },
      cases: {
        holds: { LYM: '1.6', WBC: '5.4' },
        boundary: { LYM: '5.4', WBC: '5.4' },
        fails: { LYM: '16', WBC: '5.4' },
      },
    },
  ],
})

/** What follows from the biochemistry panel; it stands below what the laboratory reported. */
const calculated = {
  CACORR: computed({
    label: { en: 'Calcium, corrected', fr: 'Calcium corrigé', sv: 'Kalcium, korrigerat' },
    help: {
      en: 'Total calcium corrected for albumin.',
      fr: 'Calcium total corrigé selon l’albumine.',
      sv: 'Totalkalcium korrigerat för albumin.',
    },
    formula: correctedCalciumSi,
    given: { calcium_mmol_l: 'CA', albumin_g_l: 'ALB' },
    decimals: 2,
  }),
  CRTCLRE: computed({
    label: { en: 'Creatinine clearance', fr: 'Clairance de la créatinine', sv: 'Kreatininclearance' },
    help: {
      en: 'Cockcroft–Gault, with the latest weight on or before the sample, or the first within 7 days after it.',
      fr: 'Cockcroft–Gault, avec le dernier poids au plus tard le jour du prélèvement, sinon le premier dans les 7 jours qui suivent.',
      sv: 'Cockcroft–Gault, med senaste vikten på eller före provet, eller den första inom 7 dagar efter.',
    },
    formula: cockcroftGaultUmol,
    given: {
      age_years: 'years(DM.BRTHDAT, LBDAT)',
      weight_kg: { latest: 'VS.WEIGHT', dated: 'VSDAT', on: 'LBDAT', after: 7 },
      sex: 'DM.SEX',
      creatinine_umol_l: 'CREAT',
    },
    decimals: 1,
  }),
}

/** LBC: the biochemistry panel. */
export const biochemistryForm = defineForm({
  oid: 'LBC',
  source: 'transcribed',
  title: { en: 'Biochemistry', fr: 'Biochimie', sv: 'Klinisk kemi' },
  groups: {
    SAMPLE: {
      title: { en: 'Sample', fr: 'Prélèvement', sv: 'Prov' },
      items: {
        ...sample,
        LBFAST: fasting('given(GLUC)'),
      },
    },
    RESULTS: {
      title: { en: 'Results', fr: 'Résultats', sv: 'Resultat' },
      layout: 'laboratory',
      reference,
      items: { ...biochemistry, ...calculated },
    },
    ABNORMAL: abnormal('LBC', biochemistry),
  },
  checks: [
    ...panelChecks('LBC', biochemistry),
    ...eventChecks('Hyperkalemia', { K: '6.5' }),
    {
      id: 'LBC-02',
      severity: 'S',
      items: ['ALB', 'PROT'],
      holds: 'ALB < PROT',
      message: {
        en: 'Albumin is not below total protein. Are the units right?',
        fr: 'L’albumine n’est pas inférieure aux protéines totales. Les unités sont-elles correctes ?',
        sv: 'Albumin är inte under totalprotein. Är enheterna rätt?',
      },
      cases: {
        holds: { ALB: '41', PROT: '70' },
        boundary: { ALB: '69.9', PROT: '70' },
        fails: { ALB: '70', PROT: '70' },
      },
    },
  ],
})
