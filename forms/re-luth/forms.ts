import { adverseEvent } from '../common/adverse-event'
import { endOf, toxicityOf } from '../common/agents'
import { concomitantMedication } from '../common/concomitant-medication'
import { criteriaForm } from '../common/criteria'
import { demographicsWith } from '../common/demographics'
import { endOfTreatment } from '../common/end-of-treatment'
import { unvaried } from '../common/in-every-study'
import { informedConsent } from '../common/informed-consent'
import { lutetiumInfusion } from '../common/lutetium-infusion'
import { receptorImaging } from '../common/nuclear-imaging'
import { pregnancyTest } from '../common/pregnancy-test'
import { priorPrrt } from '../common/prior-prrt'
import { progression } from '../common/progression'
import { afterResponse, randomisation, registration } from '../common/registration'
import { renalLaboratory } from '../common/renal-laboratory'
import { tumourBoard } from '../common/tumour-board'
import { tumourHistory } from '../common/tumour-history'
import { tumourResponse } from '../common/tumour-response'
import { vitalSigns } from '../common/vital-signs'
import { codeList } from '../define'
import { reLuthLutetium } from '../lutetium-gates'
import { asking } from '../visits'
import { reLuthEligibility } from './eligibility'

/** What ReLUTH asks, by form. */
export const forms = {
  ...unvaried,
  IE: criteriaForm('default', reLuthEligibility.default),
  ICF: informedConsent,
  DM: demographicsWith({ contraceptionOf: 'women-and-men' }),
  NET: tumourHistory({
    population: {
      sites: ['DUODENUM', 'JEJUNUM_ILEUM', 'APPENDIX', 'CAECUM', 'COLON_RIGHT', 'COLON_LEFT', 'RECTUM'],
      message: {
        en: 'The primary is not of the intestine.',
        fr: 'La tumeur primitive n’est pas intestinale.',
        sv: 'Primärtumören är inte i tarmen.',
      },
    },
    progression: true,
    comparison: false,
  }),
  PPRRT: priorPrrt({}),
  MDT: tumourBoard({ reimbursement: true }),
  REG: registration,
  VS: vitalSigns('ECOG'),
  LBU: renalLaboratory('MDRD'),
  PREG: pregnancyTest(),
  PETS: receptorImaging('grade-2'),
  RSOV: tumourResponse({ stableFromDays: 42 }),
  RAND: randomisation({
    arms: codeList('ARMCD', {
      'RL-EXP': { en: 'Two more cycles', fr: 'Deux cycles de plus', sv: 'Två kurer till' },
      'RL-CTL': { en: 'Surveillance', fr: 'Surveillance', sv: 'Aktiv uppföljning' },
    }),
    strata: [
      { label: { en: 'Centre', fr: 'Centre', sv: 'Prövningsställe' } },
      {
        label: { en: 'Response after R1 and R2', fr: 'Réponse après R1 et R2', sv: 'Respons efter R1 och R2' },
        codeList: codeList('RESPONSE', {
          RESPONSE: {
            en: 'Complete or partial response',
            fr: 'Réponse complète ou partielle',
            sv: 'Komplett eller partiell respons',
          },
          STABLE: { en: 'Stable disease', fr: 'Maladie stable', sv: 'Stabil sjukdom' },
        }),
      },
    ],
    after: [afterResponse],
  }),
  EXLU: lutetiumInfusion({
    agent: 'LU177_DOTATATE',
    gates: [{ gate: reLuthLutetium }],
    courses: [
      { course: 'RUNIN', opens: 'REG.REGDAT' },
      { course: 'EXTRA', opens: 'RAND.RANDDAT', arms: ['RL-EXP'] },
    ],
    randomisedAfter: { doses: 2, arms: ['RL-EXP'] },
    priorMbq: 'PPRRT.PPCUM',
    mostOfLifeMbq: '59200',
  }),
  PD: progression({ recist: true }),
  EOT: endOfTreatment([endOf.LU], { months: 6, from: 'last-dose' }),
  AE: adverseEvent([toxicityOf.LU, toxicityOf.AA], { coded: true, lutetium: true, death: true }),
  CM: concomitantMedication,
}

export const ask = asking(forms)
