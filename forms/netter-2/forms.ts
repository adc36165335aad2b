import { adverseEvent } from '../common/adverse-event'
import { endOf, toxicityOf } from '../common/agents'
import { concomitantMedication } from '../common/concomitant-medication'
import { criteriaForm } from '../common/criteria'
import { demographicsWith } from '../common/demographics'
import { endOfTreatment } from '../common/end-of-treatment'
import { unvaried } from '../common/in-every-study'
import { informedConsent } from '../common/informed-consent'
import { glycationForm } from '../common/laboratory-panels'
import { lutetiumInfusion } from '../common/lutetium-infusion'
import { receptorImaging } from '../common/nuclear-imaging'
import { octreotideInjection } from '../common/octreotide-injection'
import { pregnancyTest } from '../common/pregnancy-test'
import { crossover, progression, retreatment } from '../common/progression'
import { randomisation } from '../common/registration'
import { renalLaboratory } from '../common/renal-laboratory'
import { tumourHistory } from '../common/tumour-history'
import { tumourResponse } from '../common/tumour-response'
import { vitalSigns } from '../common/vital-signs'
import { codeList } from '../define'
import { netter2Lutetium } from '../lutetium-gates'
import { asking } from '../visits'
import { netter2Eligibility } from './eligibility'

/** What NETTER-2 asks, by form. */
export const forms = {
  ...unvaried,
  IE: criteriaForm('v-18', netter2Eligibility['18']),
  ICF: informedConsent,
  DM: demographicsWith({}),
  NET: tumourHistory({
    population: {
      sites: [
        ...(['STOMACH', 'DUODENUM', 'JEJUNUM_ILEUM', 'APPENDIX', 'CAECUM', 'COLON_RIGHT', 'COLON_LEFT'] as const),
        ...(['RECTUM', 'PANCREAS'] as const),
      ],
      message: {
        en: 'The primary is not of stomach, pancreas or gut.',
        fr: 'La tumeur primitive n’est ni gastrique, ni pancréatique, ni intestinale.',
        sv: 'Primärtumören är inte i magsäck, pankreas eller tarm.',
      },
    },
    progression: false,
    comparison: false,
  }),
  VS: vitalSigns('KPS'),
  LBE: glycationForm,
  LBU: renalLaboratory(),
  PREG: pregnancyTest(),
  PETS: receptorImaging('grade-3'),
  RSOV: tumourResponse({ stableFromDays: 42 }),
  RAND: randomisation({
    arms: codeList('ARMCD', {
      'N2-L': {
        en: 'Lutathera + octreotide LAR 30 mg',
        fr: 'Lutathera + octréotide LAR 30 mg',
        sv: 'Lutathera + oktreotid LAR 30 mg',
      },
      'N2-C': { en: 'Octreotide LAR 60 mg', fr: 'Octréotide LAR 60 mg', sv: 'Oktreotid LAR 60 mg' },
    }),
    strata: [
      {
        label: { en: 'Grade', fr: 'Grade', sv: 'Grad' },
        codeList: codeList('STRATGRADE', {
          G2: { en: 'G2', fr: 'G2', sv: 'G2' },
          G3: { en: 'G3', fr: 'G3', sv: 'G3' },
        }),
      },
      {
        label: { en: 'Origin', fr: 'Origine', sv: 'Ursprung' },
        codeList: codeList('ORIGIN', {
          PANCREAS: { en: 'Pancreas', fr: 'Pancréas', sv: 'Pankreas' },
          OTHER: { en: 'Other', fr: 'Autre', sv: 'Annat' },
        }),
      },
    ],
    firstDoseWithin: 28,
  }),
  EXLU: lutetiumInfusion({
    agent: 'LU177_DOTATATE',
    gates: [{ gate: netter2Lutetium }],
    courses: [
      { course: 'MAIN', opens: 'RAND.RANDDAT', arms: ['N2-L'] },
      { course: 'CROSSOVER', opens: 'XOVR.XOVDAT', arms: ['N2-C'] },
      { course: 'RETREAT', opens: 'RETX.XOVDAT', arms: ['N2-L'] },
      { course: 'RETREAT_AFTER_XO', opens: 'RETX.XOVDAT', arms: ['N2-C'] },
    ],
    mostOfLifeMbq: '59200',
    analogues: true,
  }),
  EXOCT: octreotideInjection({ follows: 'next-day' }),
  PD: progression({ recist: true }),
  XOVR: crossover('4'),
  RETX: retreatment('4'),
  EOT: endOfTreatment([endOf.LU, { ...endOf.OCT, before: ['XOVR', 'RETX'] }], { months: 7, from: 'last-dose' }),
  AE: adverseEvent([toxicityOf.LU, toxicityOf.AA, toxicityOf.OCT], { coded: true, lutetium: true, death: true }),
  CM: concomitantMedication,
}

export const ask = asking(forms)
