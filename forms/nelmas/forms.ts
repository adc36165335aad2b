import { adverseEvent } from '../common/adverse-event'
import { endOf, toxicityOf } from '../common/agents'
import { concomitantMedication } from '../common/concomitant-medication'
import { criteriaForm } from '../common/criteria'
import { demographicsWith } from '../common/demographics'
import { endOfTreatment } from '../common/end-of-treatment'
import { unvaried } from '../common/in-every-study'
import { informedConsentWith } from '../common/informed-consent'
import { liverSurgery, recurrenceImaging } from '../common/liver-surgery'
import { lutetiumInfusion } from '../common/lutetium-infusion'
import { receptorImaging } from '../common/nuclear-imaging'
import { pregnancyTest } from '../common/pregnancy-test'
import { progression } from '../common/progression'
import { randomisation } from '../common/registration'
import { renalLaboratory } from '../common/renal-laboratory'
import { resourceUse } from '../common/resource-use'
import { biobankSample, netTest } from '../common/samples'
import { tumourHistory } from '../common/tumour-history'
import { vitalSigns } from '../common/vital-signs'
import { codeList } from '../define'
import { nelmasLutetium } from '../lutetium-gates'
import { asking } from '../visits'
import { nelmasEligibility } from './eligibility'

/** What NELMAS asks, by form. */
export const forms = {
  ...unvaried,
  IE: criteriaForm('default', nelmasEligibility.default),
  ICF: informedConsentWith('ICFBIO'),
  DM: demographicsWith({ contraceptionOf: 'women-and-men' }),
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
  SURG: liverSurgery,
  'IMG-DFS': recurrenceImaging,
  VS: vitalSigns('ECOG'),
  LBU: renalLaboratory(),
  PREG: pregnancyTest(),
  PETS: receptorImaging('liver'),
  BIO: biobankSample,
  NETEST: netTest,
  HRU: resourceUse,
  RAND: randomisation({
    arms: codeList('ARMCD', {
      'NL-A': { en: 'Follow-up', fr: 'Suivi', sv: 'Uppföljning' },
      'NL-B': { en: '177Lu-DOTATATE', fr: '177Lu-DOTATATE', sv: '177Lu-DOTATATE' },
    }),
    strata: [
      {
        label: {
          en: 'Resection margin of the liver',
          fr: 'Marge de résection hépatique',
          sv: 'Leverns resektionsrand',
        },
        codeList: codeList('MARGIN', { R0: { en: 'R0', fr: 'R0', sv: 'R0' }, R1: { en: 'R1', fr: 'R1', sv: 'R1' } }),
      },
      {
        label: { en: 'Grade', fr: 'Grade', sv: 'Grad' },
        codeList: codeList('STRATGRADE', {
          G1: { en: 'G1', fr: 'G1', sv: 'G1' },
          G2: { en: 'G2', fr: 'G2', sv: 'G2' },
        }),
      },
    ],
  }),
  EXLU: lutetiumInfusion({
    agent: 'LU177_DOTATATE',
    gates: [{ gate: nelmasLutetium }],
    courses: [{ course: 'MAIN', opens: 'RAND.RANDDAT', arms: ['NL-B'] }],
    mostOfLifeMbq: '14800',
  }),
  PD: progression({ recist: false }),
  EOT: endOfTreatment([endOf.LU], { months: 7, from: 'last-dose' }),
  AE: adverseEvent([toxicityOf.LU, toxicityOf.AA], { coded: true, lutetium: true, death: true }),
  CM: concomitantMedication,
}

export const ask = asking(forms)
