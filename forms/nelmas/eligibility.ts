import type { CriterionDef, EligibilityDef } from '#shared/study/eligibility-definition'
import {
  ageAtConsent,
  albumin,
  albuminLow,
  anchors,
  any,
  breastfeedingNote,
  consented,
  dates,
  entryPhase,
  every,
  exact,
  exclusion,
  fastingGlucose,
  gepSites,
  hadPrrt,
  inclusion,
  limit,
  pregnant,
  result,
  supported,
  supportive,
  treatedWith,
  wentOn,
} from '../eligibility-rules'
import { assumed, fromRecord } from '../gate-parameters'

/** NELMAS: who may be randomised after liver surgery. Numbers as in the registry record. */

const parameters: EligibilityDef['parameters'] = {
  ...{ albumin, ...supportive },
  labDays: assumed(28, 'The record names no window: samples of the last 28 days before randomisation.'),
  minAge: fromRecord(18),
  grades: fromRecord(['G1', 'G2']),
  highGrades: fromRecord(['G3', 'G3_NET', 'G3 NET', 'NEC']),
  belowKi67: fromRecord(20),
  sites: assumed(gepSites, 'Sites that count as stomach, pancreas or gut.'),
  mriDays: assumed(42, 'The record says within 4 to 6 weeks before surgery.'),
  mriFreshDays: assumed(28, 'The record says within 4 to 6 weeks before surgery; flagged beyond 4.'),
  mri: fromRecord(['MRI_CE', 'MRI_NCE', 'MRI']),
  petDays: fromRecord(84),
  tracers: fromRecord(['GA68_DOTATATE']),
  treatmentFreeDays: fromRecord(28),
  controlArms: fromRecord(['NL-A', 'A']),
  systemicOrLiver: assumed(
    [
      'PRRT',
      'TARGETED_ALPHA',
      'ALKYLATOR',
      'EVEROLIMUS',
      'SUNITINIB',
      'CABOZANTINIB',
      'CHEMO',
      'INTERFERON',
      'TACE',
      'TARE',
      'RFA',
      'INVESTIGATIONAL',
      'OTHER',
    ],
    'Classes of treatment that count as systemic or liver-directed.',
  ),
  liverDirected: fromRecord(['TACE', 'TARE', 'RFA']),
  haemoglobin: fromRecord(limit(['g/dL', '8.0'], ['mmol/L', '5.0'])),
  leukocytes: fromRecord(limit(['10^9/L', '2'], ['/mm3', '2000'])),
  platelets: fromRecord(limit(['10^9/L', '75'], ['10^3/mm3', '75'])),
  bilirubin: fromRecord(exact('3')),
  glucose: fromRecord(exact('2')),
  creatinine: fromRecord(limit(['µmol/L', '150'], ['mg/dL', '1.7'])),
  earlierPrrt: assumed(
    false,
    'NL-E18 is published elsewhere and not in the record: off until the sponsor says otherwise.',
  ),
  liverDirectedDays: assumed(84, 'NL-E18: within 12 weeks before randomisation.'),
}

const isMri = 'i.holds("TUMETHOD IMGMETH") && i.code("TUMETHOD IMGMETH") in mri'
const surgery = 'casebook.day("SURG.SURGDAT")'

const inclusions: readonly CriterionDef[] = [
  inclusion.computed(
    'NL-I01',
    {
      en: 'Consent signed before any procedure',
      fr: 'Consentement signé avant toute procédure',
      sv: 'Samtycke undertecknat före varje åtgärd',
    },
    consented,
  ),
  inclusion.computed(
    'NL-I02',
    { en: 'At least 18 years old', fr: 'Au moins 18 ans', sv: 'Minst 18 år gammal' },
    `${ageAtConsent} >= minAge`,
  ),
  inclusion.computed(
    'NL-I03',
    { en: 'ECOG 0 or 1', fr: 'ECOG 0 ou 1', sv: 'ECOG 0 eller 1' },
    'casebook.latest("VS.ECOG PS.ECOG", entry).value() in [0, 1]',
  ),
  inclusion.mixed(
    'NL-I04',
    {
      en: 'Well-differentiated G1 or G2 gastroenteropancreatic tumour, Ki-67 below 20 %',
      fr: 'Tumeur gastro-entéro-pancréatique bien différenciée G1 ou G2, Ki-67 inférieur à 20 %',
      sv: 'Högt differentierad gastroenteropankreatisk tumör G1 eller G2, Ki-67 under 20 %',
    },
    every(
      'casebook.code("NET.NETDIFF") == "WELL"',
      'casebook.code("NET.NETGRADE") in grades',
      'casebook.number("NET.KI67") < belowKi67',
      'casebook.code("NET.PRIMSITE") in sites',
    ),
  ),
  inclusion.computed(
    'NL-I05',
    {
      en: 'Liver metastases resected R0 or R1',
      fr: 'Métastases hépatiques réséquées R0 ou R1',
      sv: 'Levermetastaser resekerade R0 eller R1',
    },
    'casebook.code("SURG.RESMARG_LIV") in ["R0", "R1"]',
  ),
  inclusion.mixed(
    'NL-I06',
    {
      en: 'Primary resected before or at the same time',
      fr: 'Tumeur primitive réséquée avant ou en même temps',
      sv: 'Primärtumören resekerad före eller samtidigt',
    },
    any(
      'casebook.holds("SURG.SYNCPRIM") && casebook.code("SURG.SYNCPRIM") == "Y"',
      `casebook.code("NET.PRIMRESEC") == "Y" && (!casebook.holds("NET.PRIMRESDAT") || casebook.day("NET.PRIMRESDAT") <= ${surgery})`,
    ),
  ),
  inclusion.mixed(
    'NL-I07',
    {
      en: 'MRI of the liver within 6 weeks before surgery',
      fr: 'IRM du foie dans les 6 semaines avant la chirurgie',
      sv: 'MR av levern inom 6 veckor före operation',
    },
    `casebook.needed(casebook.rows("TUTL TUNT IMG-DFS").filter(i, ${isMri}), "TUTL.TUDAT").exists(i, i.within(days(mriDays), surgery))`,
    {
      flags: [
        {
          severity: 'S',
          when: `!casebook.rows("TUTL TUNT IMG-DFS").exists(i, ${isMri} && i.within(days(mriFreshDays), surgery))`,
          text: {
            en: 'More than 4 weeks before surgery.',
            fr: 'Plus de 4 semaines avant la chirurgie.',
            sv: 'Mer än 4 veckor före operation.',
          },
        },
      ],
    },
  ),
  inclusion.mixed(
    'NL-I08',
    {
      en: '68Ga-DOTATATE PET/CT within 12 weeks before surgery',
      fr: 'TEP/TDM au 68Ga-DOTATATE dans les 12 semaines avant la chirurgie',
      sv: '68Ga-DOTATATE PET/CT inom 12 veckor före operation',
    },
    'casebook.expected("PETS").exists(s, s.within(days(petDays), surgery) && s.code("SSTRMOD") in tracers)',
  ),
]

const exclusions: readonly CriterionDef[] = [
  exclusion.computed(
    'NL-E01',
    {
      en: 'Less than 28 days since surgery or other treatment',
      fr: 'Moins de 28 jours depuis la chirurgie ou un autre traitement',
      sv: 'Mindre än 28 dagar sedan operation eller annan behandling',
    },
    any(
      'daysBetween(surgery, planned_dose) < treatmentFreeDays',
      `casebook.rows("PTX").exists(t, t.code("PTXCLASS") != "SSA" && ${wentOn('addDays(planned_dose, 1 - treatmentFreeDays)', 'planned_dose')})`,
    ),
    {
      decides: '!(arm in controlArms) && "planned_dose" in fixed',
      note: 'The record also wants randomisation soon after surgery: asked at the first dose, for information before it and in the control arm.',
    },
  ),
  exclusion.computed(
    'NL-E02',
    { en: 'Grade 3 tumour or carcinoma', fr: 'Tumeur de grade 3 ou carcinome', sv: 'Grad 3-tumör eller karcinom' },
    any(
      'casebook.holds("SURG.METGRADE") && casebook.code("SURG.METGRADE") in highGrades',
      'casebook.code("NET.NETGRADE") in highGrades',
    ),
  ),
  exclusion.computed(
    'NL-E03',
    {
      en: 'Macroscopically incomplete resection (R2)',
      fr: 'Résection macroscopiquement incomplète (R2)',
      sv: 'Makroskopiskt inkomplett resektion (R2)',
    },
    'casebook.code("SURG.RESMARG_LIV") == "R2"',
  ),
  exclusion.judged('NL-E04', {
    en: 'Disease that cannot be resected',
    fr: 'Maladie non résécable',
    sv: 'Sjukdom som inte kan resekeras',
  }),
  exclusion.computed('NL-E05', { en: 'Pregnant', fr: 'Grossesse', sv: 'Gravid' }, pregnant('as-tested'), {
    note: breastfeedingNote,
  }),
  exclusion.judged('NL-E06', {
    en: 'Unwilling to use adequate contraception',
    fr: 'Refus d’une contraception adéquate',
    sv: 'Ovillig att använda tillräcklig preventivmetod',
  }),
  exclusion.computed(
    'NL-E07',
    {
      en: 'Earlier systemic or liver-directed treatment other than somatostatin analogues',
      fr: 'Traitement systémique ou hépatique antérieur autre que les analogues de la somatostatine',
      sv: 'Tidigare systemisk eller leverriktad behandling annan än somatostatinanaloger',
    },
    any(treatedWith('systemicOrLiver'), hadPrrt),
  ),
  exclusion.computed(
    'NL-E08',
    {
      en: 'Haemoglobin below 8.0 g/dL (5.0 mmol/L)',
      fr: 'Hémoglobine inférieure à 8,0 g/dL (5,0 mmol/L)',
      sv: 'Hemoglobin under 8,0 g/dL (5,0 mmol/L)',
    },
    `${result('HGB')}.below(haemoglobin)`,
    { flags: [supported('HGB')] },
  ),
  exclusion.computed(
    'NL-E09',
    {
      en: 'White blood cells below 2 × 10⁹/L',
      fr: 'Leucocytes inférieurs à 2 × 10⁹/L',
      sv: 'Leukocyter under 2 × 10⁹/L',
    },
    `${result('WBC')}.below(leukocytes)`,
    { flags: [supported('WBC')] },
  ),
  exclusion.computed(
    'NL-E10',
    { en: 'Platelets below 75 × 10⁹/L', fr: 'Plaquettes inférieures à 75 × 10⁹/L', sv: 'Trombocyter under 75 × 10⁹/L' },
    `${result('PLT')}.below(platelets)`,
    { flags: [supported('PLT')] },
  ),
  exclusion.computed(
    'NL-E11',
    {
      en: 'Bilirubin above 3 times the upper limit',
      fr: 'Bilirubine supérieure à 3 fois la limite',
      sv: 'Bilirubin över 3 gånger den övre gränsen',
    },
    `${result('BILI')}.aboveLimit(bilirubin)`,
  ),
  exclusion.computed(
    'NL-E12',
    {
      en: 'Albumin below 30 g/L unless the prothrombin time is normal',
      fr: 'Albumine inférieure à 30 g/L sauf taux de prothrombine normal',
      sv: 'Albumin under 30 g/L om inte protrombintiden är normal',
    },
    albuminLow,
  ),
  exclusion.judged('NL-E13', {
    en: 'Uncontrolled heart failure',
    fr: 'Insuffisance cardiaque non contrôlée',
    sv: 'Okontrollerad hjärtsvikt',
  }),
  exclusion.computed(
    'NL-E14',
    {
      en: 'Fasting glucose above twice the upper limit',
      fr: 'Glycémie à jeun supérieure à deux fois la limite',
      sv: 'Fasteglukos över två gånger den övre gränsen',
    },
    `${fastingGlucose}.aboveLimit(glucose)`,
  ),
  exclusion.computed(
    'NL-E15',
    {
      en: 'External radiotherapy to more than 25 % of the marrow',
      fr: 'Radiothérapie externe sur plus de 25 % de la moelle',
      sv: 'Extern strålbehandling av mer än 25 % av benmärgen',
    },
    'casebook.code("NET.EBRTBM") == "Y"',
  ),
  exclusion.computed(
    'NL-E16',
    {
      en: 'Creatinine above 150 µmol/L (1.7 mg/dL)',
      fr: 'Créatinine supérieure à 150 µmol/L (1,7 mg/dL)',
      sv: 'Kreatinin över 150 µmol/L (1,7 mg/dL)',
    },
    `${result('CREAT')}.above(creatinine)`,
  ),
  exclusion.judged('NL-E17', {
    en: 'Hypersensitivity to somatostatin analogues',
    fr: 'Hypersensibilité aux analogues de la somatostatine',
    sv: 'Överkänslighet mot somatostatinanaloger',
  }),
  exclusion.computed(
    'NL-E18',
    {
      en: 'Earlier PRRT, or liver-directed therapy in the last 12 weeks',
      fr: 'PRRT antérieure, ou traitement hépatique dans les 12 dernières semaines',
      sv: 'Tidigare PRRT, eller leverriktad behandling under de senaste 12 veckorna',
    },
    every(
      'earlierPrrt',
      any(
        hadPrrt,
        `casebook.rows("PTX").exists(t, t.code("PTXCLASS") in liverDirected && ${wentOn('addDays(entry, -liverDirectedDays)', 'entry')})`,
      ),
    ),
  ),
]

const nelmas: EligibilityDef = {
  parameters,
  anchors: { ...anchors, surgery: { at: surgery } },
  dates,
  phases: [entryPhase('randomisation', ['PREOP', 'SURG', 'SCR2', 'RAND', 'SCR', 'C1'])],
  criteria: [...inclusions, ...exclusions],
}

/** By version of the protocol. */
export const nelmasEligibility = { default: nelmas }
