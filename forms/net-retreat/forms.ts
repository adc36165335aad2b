import { adverseEvent } from '../common/adverse-event'
import { endOf, toxicityOf } from '../common/agents'
import { concomitantMedicationWith } from '../common/concomitant-medication'
import { criteriaForm } from '../common/criteria'
import { demographicsWith } from '../common/demographics'
import { endOfTreatment } from '../common/end-of-treatment'
import { unvaried } from '../common/in-every-study'
import { informedConsentWith } from '../common/informed-consent'
import { lutetiumInfusion } from '../common/lutetium-infusion'
import { medicalHistoryOf } from '../common/medical-history'
import { receptorImaging } from '../common/nuclear-imaging'
import { octreotideInjection } from '../common/octreotide-injection'
import { pregnancyTest } from '../common/pregnancy-test'
import { priorPrrt } from '../common/prior-prrt'
import { crossover, progression } from '../common/progression'
import { randomisation } from '../common/registration'
import { renalLaboratory } from '../common/renal-laboratory'
import { biobankSample } from '../common/samples'
import { everolimusPeriod, kinaseInhibitorPeriod } from '../common/tablet-periods'
import { tumourHistory } from '../common/tumour-history'
import { tumourResponse } from '../common/tumour-response'
import { vitalSigns } from '../common/vital-signs'
import { type Form, type Text, codeList } from '../define'
import { gepSites } from '../eligibility-rules'
import { netRetreatLutetium } from '../lutetium-gates'
import { asking } from '../visits'
import { netRetreatEligibility } from './eligibility'

const everolimusTaken = { form: 'EXEV', start: 'ECSTDAT', end: 'ECENDAT' }

const adverseEvents = (...agents: Parameters<typeof adverseEvent>[0]) =>
  adverseEvent([toxicityOf.LU, toxicityOf.AA, toxicityOf.OCT, toxicityOf.EVE, ...agents], {
    coded: true,
    lutetium: true,
    death: true,
  })

const history = (population: Parameters<typeof tumourHistory>[0]['population']) =>
  tumourHistory({ population, progression: true, comparison: false })

const randomised = (control: Text) =>
  randomisation({
    arms: codeList('ARMCD', {
      NR1: { en: 'Arm I: 177Lu-DOTATATE', fr: 'Bras I : 177Lu-DOTATATE', sv: 'Arm I: 177Lu-DOTATATE' },
      NR2: control,
    }),
    strata: [
      {
        label: {
          en: 'From initial PRRT to progression',
          fr: 'De la première PRRT à la progression',
          sv: 'Från första PRRT till progress',
        },
        codeList: codeList('PFI', {
          LT24: { en: '12 to less than 24 months', fr: '12 à moins de 24 mois', sv: '12 till mindre än 24 månader' },
          GE24: { en: '24 months or longer', fr: '24 mois ou plus', sv: '24 månader eller längre' },
        }),
      },
    ],
    firstDoseWithin: 28,
  })

/** What NET RETREAT asks, by form. */
export const forms = {
  ...unvaried,
  IE: criteriaForm('v-A', netRetreatEligibility['v-A']),
  ICF: informedConsentWith('ICFBIO'),
  DM: demographicsWith({}),
  NET: history({
    sites: ['JEJUNUM_ILEUM', 'APPENDIX', 'CAECUM', 'COLON_RIGHT', 'UNKNOWN_MIDGUT_LIKELY'],
    message: {
      en: 'The primary is not of the midgut.',
      fr: 'La tumeur primitive n’est pas de l’intestin moyen.',
      sv: 'Primärtumören är inte i midgut.',
    },
  }),
  PPRRT: priorPrrt({ longestSpan: 364 }),
  VS: vitalSigns('ECOG'),
  LBU: renalLaboratory(),
  PREG: pregnancyTest('ultrasound'),
  PETS: receptorImaging('liver'),
  RSOV: tumourResponse({ stableFromDays: 42 }),
  BIO: biobankSample,
  RAND: randomised({ en: 'Arm II: everolimus', fr: 'Bras II : évérolimus', sv: 'Arm II: everolimus' }),
  EXLU: lutetiumInfusion({
    agent: 'LU177_DOTATATE',
    gates: [{ gate: netRetreatLutetium }],
    courses: [
      { course: 'MAIN', opens: 'RAND.RANDDAT', arms: ['NR1'] },
      { course: 'CROSSOVER', opens: 'XOVR.XOVDAT', arms: ['NR2'] },
    ],
    priorMbq: 'PPRRT.PPCUM',
    mostOfLifeMbq: '44400',
    analogues: true,
  }),
  EXOCT: octreotideInjection({ follows: 'day' }),
  EXEV: everolimusPeriod,
  MH: medicalHistoryOf({ childPugh: true, everolimus: true }),
  PD: progression({ recist: true }),
  XOVR: crossover('2'),
  EOT: endOfTreatment([endOf.LU, endOf.EVE], { months: 7, from: 'last-dose' }),
  AE: adverseEvents(),
  CM: concomitantMedicationWith(
    {
      id: 'X029-CYP',
      flag: 'CYP3A4_STRONG_INH',
      during: everolimusTaken,
      message: {
        en: 'A strong inhibitor of CYP3A4 is taken together with everolimus.',
        fr: 'Un inhibiteur puissant du CYP3A4 est pris avec l’évérolimus.',
        sv: 'En stark CYP3A4-hämmare tas tillsammans med everolimus.',
      },
    },
    {
      id: 'X029-SSA',
      flag: 'LA_SSA',
      during: everolimusTaken,
      unless: { holds: 'NET.FUNCT == "Y"', fails: { 'NET.FUNCT': 'N' } },
      message: {
        en: 'A somatostatin analogue is taken with everolimus without a functional syndrome.',
        fr: 'Un analogue de la somatostatine est pris avec l’évérolimus sans syndrome fonctionnel.',
        sv: 'En somatostatinanalog tas med everolimus utan hormonellt syndrom.',
      },
    },
  ),
}

export const ask = asking(forms)

/** Sunitinib is for tumours of the pancreas only. */
const kinaseInhibitors: Form = {
  ...kinaseInhibitorPeriod,
  def: {
    ...kinaseInhibitorPeriod.def,
    checks: [
      ...kinaseInhibitorPeriod.def.checks,
      {
        id: 'EXTKI-SITE',
        severity: 'S',
        items: ['ECTRT'],
        holds: 'ECTRT != "SUNITINIB" || NET.PRIMSITE == "PANCREAS"',
        message: {
          en: 'Sunitinib, but the primary is not in the pancreas.',
          fr: 'Sunitinib, mais la tumeur primitive n’est pas pancréatique.',
          sv: 'Sunitinib, men primärtumören är inte i pankreas.',
        },
        cases: {
          holds: { ECTRT: 'SUNITINIB', 'NET.PRIMSITE': 'PANCREAS' },
          boundary: { ECTRT: 'CABOZANTINIB', 'NET.PRIMSITE': 'RECTUM' },
          fails: { ECTRT: 'SUNITINIB', 'NET.PRIMSITE': 'RECTUM' },
        },
      },
    ],
  },
}

const [firstSite = 'PANCREAS', ...moreSites] = gepSites

/** What the registry version of November 2025 asks otherwise. */
export const formsOfVersionB = {
  IE: criteriaForm('v-B', netRetreatEligibility['v-B']),
  NET: history({
    sites: [firstSite, ...moreSites],
    message: {
      en: 'The primary is not gastroenteropancreatic.',
      fr: 'La tumeur primitive n’est pas gastro-entéro-pancréatique.',
      sv: 'Primärtumören är inte gastroenteropankreatisk.',
    },
  }),
  RAND: randomised({
    en: 'Arm II: control drug',
    fr: 'Bras II : médicament de contrôle',
    sv: 'Arm II: kontrolläkemedel',
  }),
  AE: adverseEvents(toxicityOf.TKI),
  EOT: endOfTreatment([endOf.LU, endOf.EVE, endOf.TKI], { months: 7, from: 'last-dose' }),
  EXTKI: kinaseInhibitors,
}
