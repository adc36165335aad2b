import { adverseEvent } from '../common/adverse-event'
import { endOf, toxicityOf } from '../common/agents'
import { capecitabineCourse, dpdTest } from '../common/capecitabine-course'
import { concomitantMedicationWith } from '../common/concomitant-medication'
import { criteriaForm } from '../common/criteria'
import { demographicsWith } from '../common/demographics'
import { dosimetry } from '../common/dosimetry'
import { endOfTreatment } from '../common/end-of-treatment'
import { unvaried } from '../common/in-every-study'
import { informedConsent } from '../common/informed-consent'
import { lutetiumInfusion } from '../common/lutetium-infusion'
import { medicalHistoryOf } from '../common/medical-history'
import { fdgImaging, receptorImaging } from '../common/nuclear-imaging'
import { pregnancyTest } from '../common/pregnancy-test'
import { progression } from '../common/progression'
import { randomisation } from '../common/registration'
import { renalLaboratory } from '../common/renal-laboratory'
import { resourceUse } from '../common/resource-use'
import { tumourBoard } from '../common/tumour-board'
import { tumourHistory } from '../common/tumour-history'
import { tumourResponse } from '../common/tumour-response'
import { vitalSigns } from '../common/vital-signs'
import { codeList } from '../define'
import { startNetControlLutetium, startNetPersonalisedLutetium } from '../lutetium-gates'
import { primarySites } from '../tumour-lists'
import { asking } from '../visits'
import { startNetEligibility } from './eligibility'

/** The arm that is drawn, and the parts of the personalised one: an allocation may name either. */
const PERSONALISED = ['SN-P', 'SN-P1', 'SN-P2'] as const

const [firstSite = '', ...otherSites] = primarySites.codes.map(({ code }) => code).filter((code) => code !== 'OTHER')

/** What START-NET asks, by form. */
export const forms = {
  ...unvaried,
  IE: criteriaForm('v-CTgov', startNetEligibility['v-CTgov']),
  ICF: informedConsent,
  DM: demographicsWith({}),
  NET: tumourHistory({
    // Any primary may take part but two tumours that are no NET of this study.
    population: {
      sites: [firstSite, ...otherSites],
      message: {
        en: 'Another primary: no phaeochromocytoma, no paraganglioma?',
        fr: 'Autre tumeur primitive : ni phéochromocytome, ni paragangliome ?',
        sv: 'Annan primärtumör: inget feokromocytom, inget paragangliom?',
      },
    },
    progression: true,
    comparison: true,
  }),
  MDT: tumourBoard({ reimbursement: false }),
  VS: vitalSigns('ECOG', { capecitabine: true }),
  LBU: renalLaboratory('LMR18-CAPA'),
  PREG: pregnancyTest(),
  DPD: dpdTest,
  PETS: receptorImaging('liver'),
  PETF: fdgImaging,
  RSOV: tumourResponse({ stableFromDays: 42 }),
  HRU: resourceUse,
  DOSIM: dosimetry({
    nextGbq: '7.5',
    kidneys: { limitGy: '30', alertGy: '27', arms: PERSONALISED },
    scanHours: [
      [18, 30],
      [72, 120],
      [144, 192],
    ],
    lesions: true,
  }),
  RAND: randomisation({
    arms: codeList('ARMCD', {
      'SN-C': { en: 'Fixed cycles', fr: 'Cycles fixes', sv: 'Fasta kurer' },
      'SN-P': { en: 'Personalised', fr: 'Personnalisé', sv: 'Individanpassad' },
      'SN-P1': {
        en: 'Personalised, FDG negative',
        fr: 'Personnalisé, FDG négatif',
        sv: 'Individanpassad, FDG-negativ',
      },
      'SN-P2': {
        en: 'Personalised, FDG positive',
        fr: 'Personnalisé, FDG positif',
        sv: 'Individanpassad, FDG-positiv',
      },
    }),
    strata: [
      {
        label: { en: 'FDG-PET', fr: 'TEP-FDG', sv: 'FDG-PET' },
        codeList: codeList('STRATFDG', {
          Y: { en: 'Positive', fr: 'Positive', sv: 'Positiv' },
          N: { en: 'Negative', fr: 'Négative', sv: 'Negativ' },
        }),
      },
      {
        label: { en: 'Grade', fr: 'Grade', sv: 'Grad' },
        codeList: codeList('STRATGRADE', {
          G12: { en: 'G1 or G2', fr: 'G1 ou G2', sv: 'G1 eller G2' },
          G3: { en: 'G3', fr: 'G3', sv: 'G3' },
        }),
      },
      { label: { en: 'Centre', fr: 'Centre', sv: 'Prövningsställe' } },
    ],
    firstDoseWithin: 28,
  }),
  EXLU: lutetiumInfusion({
    agent: 'LU177_DOTATOC',
    gates: [
      { gate: startNetControlLutetium, name: 'FIXED', arms: ['SN-C'] },
      { gate: startNetPersonalisedLutetium, name: 'DOSED', arms: PERSONALISED },
    ],
    courses: [{ course: 'MAIN', opens: 'RAND.RANDDAT' }],
  }),
  EXCAP: capecitabineCourse({ arm: 'SN-P2' }),
  MH: medicalHistoryOf({ childPugh: true }),
  PD: progression({ recist: true }),
  EOT: endOfTreatment([endOf.LU, endOf.CAP], { months: 6, from: 'end' }),
  AE: adverseEvent([toxicityOf.LU, toxicityOf.AA, toxicityOf.CAP], { coded: true, lutetium: true, death: true }),
  CM: concomitantMedicationWith({
    id: 'X029-BRIVUDINE',
    flag: 'BRIVUDINE_SORIVUDINE',
    during: { form: 'EXCAP', start: 'ECSTDAT', end: 'ECENDAT' },
    message: {
      en: 'Brivudine or sorivudine is taken together with capecitabine: life-threatening.',
      fr: 'Brivudine ou sorivudine prise avec la capécitabine : danger vital.',
      sv: 'Brivudin eller sorivudin tas tillsammans med capecitabin: livshotande.',
    },
  }),
}

export const ask = asking(forms)
