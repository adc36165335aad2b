import type { CriterionDef, EligibilityDef } from '#shared/study/eligibility-definition'
import {
  ageAtConsent,
  albumin,
  albuminLow,
  anchors,
  any,
  brainHistory,
  brainMetastases,
  breastfeedingNote,
  canBecomePregnant,
  consented,
  cycles,
  dates,
  every,
  exact,
  exclusion,
  fastingGlucose,
  filtrationMdrd,
  harmlessTumours,
  inclusion,
  lastCycle,
  limit,
  objective,
  objectiveProgression,
  otherMalignancy,
  pregnantOrBreastfeeding,
  result,
  supported,
  supportive,
  wentOn,
} from '../eligibility-rules'
import { assumed, fromRecord } from '../gate-parameters'

/** ReLUTH: who may be registered for the run-in, and who may be randomised after it. Numbers as in the registry record. */

const parameters: EligibilityDef['parameters'] = {
  ...{ objective, albumin, harmlessTumours, ...supportive },
  labDays: assumed(28, 'The record names no window: samples of the last 28 days.'),
  minAge: fromRecord(18),
  grades: fromRecord(['G1', 'G2']),
  sites: assumed(
    ['DUODENUM', 'JEJUNUM_ILEUM', 'APPENDIX', 'CAECUM', 'COLON_RIGHT', 'COLON_LEFT', 'RECTUM', 'UNKNOWN_MIDGUT_LIKELY'],
    'Primary sites that count as intestinal.',
  ),
  leastCycles: fromRecord(4),
  controlMonths: fromRecord(12),
  scanMonths: fromRecord(4),
  tracers: fromRecord(['GA68_DOTATATE', 'GA68_DOTATOC', 'GA68_DOTANOC', 'IN111_PENTETREOTIDE', 'TC99M_TEKTROTYD']),
  leastPositivePct: fromRecord(90),
  leastUptake: fromRecord(2),
  haemoglobin: fromRecord(limit(['g/dL', '8'], ['g/L', '80'])),
  neutrophils: fromRecord(limit(['10^9/L', '1.5'], ['/mm3', '1500'])),
  platelets: fromRecord(limit(['10^9/L', '80'], ['/mm3', '80000'])),
  pregnancyTestDays: fromRecord(4),
  leastFiltration: fromRecord(exact('40')),
  transaminases: fromRecord(exact('2.5')),
  transaminasesMalignant: fromRecord(exact('5')),
  bilirubin: fromRecord(exact('2.5')),
  glucose: fromRecord(exact('2')),
  systolic: assumed(160, 'On the latest measurement, so that a repeat counts.'),
  diastolic: assumed(95, 'On the latest measurement, so that a repeat counts.'),
  brainDays: fromRecord(168),
  trialDays: fromRecord(30),
  malignancyMonths: fromRecord(60),
  toleratedTerms: fromRecord([
    'alopecia',
    'peripheral sensory neuropathy',
    'peripheral motor neuropathy',
    'peripheral neuropathy',
    'neuropathy peripheral',
  ]),
}

const entry = { phases: ['REG'] }
const cycleCount = `(count(${cycles}) > 0 ? count(casebook.rows("PPRRT").filter(c, (c.holds("PPDAT") || c.holds("PPCYC")) && (!c.holds("PPAGENT") || c.code("PPAGENT") == "LU177_DOTATATE"))) : casebook.number("PPRRT.PPNCYC"))`
const lastTest = 'casebook.recent("PREG", entry)'
const isOpen = (row: string, item: string, flag: string, end: string, terms: string) =>
  `${row}.holds("${item}") && ${row}.number("${item}") >= 2 && !${row}.mentions("${terms}", toleratedTerms) && ${row}.ongoing("${flag}", "${end}")`

const inclusions: readonly CriterionDef[] = [
  inclusion.computed(
    'RL-I01',
    { en: 'At least 18 years old', fr: 'Au moins 18 ans', sv: 'Minst 18 år gammal' },
    `${ageAtConsent} >= minAge`,
    entry,
  ),
  inclusion.mixed(
    'RL-I02',
    {
      en: 'Intestinal tumour, grade 1 or 2, by histology',
      fr: 'Tumeur intestinale, grade 1 ou 2, par histologie',
      sv: 'Tarmtumör, grad 1 eller 2, enligt histologi',
    },
    'casebook.code("NET.PRIMSITE") in sites && casebook.code("NET.NETGRADE") in grades',
    entry,
  ),
  inclusion.computed(
    'RL-I03',
    {
      en: 'Four cycles in the first PRRT',
      fr: 'Quatre cycles lors de la première PRRT',
      sv: 'Fyra kurer i första PRRT',
    },
    `${cycleCount} >= leastCycles`,
    {
      ...entry,
      flags: [
        {
          severity: 'S',
          when: `${cycleCount} > leastCycles`,
          text: {
            en: 'More than four cycles in the first PRRT.',
            fr: 'Plus de quatre cycles lors de la première PRRT.',
            sv: 'Mer än fyra kurer i första PRRT.',
          },
        },
      ],
    },
  ),
  inclusion.computed(
    'RL-I04',
    {
      en: 'Disease controlled for 12 months after the first PRRT',
      fr: 'Maladie contrôlée 12 mois après la première PRRT',
      sv: 'Sjukdomen under kontroll i 12 månader efter första PRRT',
    },
    `casebook.day("PPRRT.PPPDDAT") >= addMonths(${lastCycle}, controlMonths)`,
    { ...entry, note: 'Counted from the last cycle of the first PRRT.' },
  ),
  inclusion.mixed(
    'RL-I05',
    {
      en: 'Progression after the first PRRT',
      fr: 'Progression après la première PRRT',
      sv: 'Progress efter första PRRT',
    },
    `casebook.day("PPRRT.PPPDDAT NET.PDBASDAT") > ${lastCycle}`,
    entry,
  ),
  inclusion.judged(
    'RL-I06',
    {
      en: 'Re-treatment agreed by RENATEN or the tumour board',
      fr: 'Retraitement validé par RENATEN ou la RCP',
      sv: 'Ny behandling godkänd av RENATEN eller multidisciplinär konferens',
    },
    entry,
  ),
  inclusion.computed(
    'RL-I07',
    { en: 'ECOG 0 to 2', fr: 'ECOG 0 à 2', sv: 'ECOG 0 till 2' },
    'casebook.latest("VS.ECOG PS.ECOG", entry).value() in [0, 1, 2]',
    entry,
  ),
  inclusion.judged(
    'RL-I08',
    {
      en: 'Expected to live 6 months or more',
      fr: 'Espérance de vie d’au moins 6 mois',
      sv: 'Förväntad överlevnad 6 månader eller mer',
    },
    entry,
  ),
  inclusion.computed(
    'RL-I09a',
    {
      en: 'Somatostatin-receptor imaging of the last 4 months',
      fr: 'Imagerie des récepteurs de la somatostatine dans les 4 derniers mois',
      sv: 'Somatostatinreceptoravbildning från de senaste 4 månaderna',
    },
    'casebook.expected("PETS").exists(s, s.within(months(scanMonths), entry) && s.code("SSTRMOD") in tracers)',
    entry,
  ),
  inclusion.mixed(
    'RL-I09b',
    {
      en: 'At least 90 % of lesions take up as much as liver',
      fr: 'Au moins 90 % des lésions fixent autant que le foie',
      sv: 'Minst 90 % av lesionerna tar upp lika mycket som levern',
    },
    'casebook.needed(casebook.rows("PETS").filter(s, s.holds("PCTPOS")), "PETS.PCTPOS").exists(s, s.within(months(scanMonths), entry) && s.number("PCTPOS") >= leastPositivePct && (!s.holds("UPTAKE") || s.number("UPTAKE") >= leastUptake))',
    entry,
  ),
  inclusion.computed(
    'RL-I10',
    {
      en: 'A lesion of 10 mm or more, and two lesions or more',
      fr: 'Une lésion de 10 mm ou plus, et au moins deux lésions',
      sv: 'En lesion på 10 mm eller mer, och två lesioner eller fler',
    },
    every(
      'casebook.expected("TUTL").exists(l, l.number("TRLDIAM") >= 10)',
      'casebook.different(casebook.needed(casebook.rows("TUTL TUNT"), "TUTL"), "TULNKID") >= 2',
    ),
    entry,
  ),
  inclusion.computed(
    'RL-I11',
    {
      en: 'Haemoglobin above 80 g/L, neutrophils at least 1.5, platelets at least 80 × 10⁹/L',
      fr: 'Hémoglobine supérieure à 80 g/L, neutrophiles au moins 1,5, plaquettes au moins 80 × 10⁹/L',
      sv: 'Hemoglobin över 80 g/L, neutrofiler minst 1,5, trombocyter minst 80 × 10⁹/L',
    },
    every(
      `${result('HGB')}.above(haemoglobin)`,
      `!${result('ANC')}.below(neutrophils)`,
      `!${result('PLT')}.below(platelets)`,
    ),
    { ...entry, flags: [supported('HGB', 'ANC', 'PLT')], note: 'Asked again before the third cycle by the dose gate.' },
  ),
  inclusion.computed(
    'RL-I12',
    {
      en: 'β-hCG negative within 4 days, if she can become pregnant',
      fr: 'β-hCG négative dans les 4 jours, si elle peut être enceinte',
      sv: 'β-hCG negativ inom 4 dagar, om hon kan bli gravid',
    },
    `!${canBecomePregnant} || (${lastTest}.within(days(pregnancyTestDays), entry) && (${lastTest}.code("RPORRES") == "INDET" ? ${lastTest}.code("RPULTRA") == "NEG" : ${lastTest}.code("RPORRES") == "NEG"))`,
    entry,
  ),
  inclusion.judged(
    'RL-I13',
    {
      en: 'Effective contraception until 6 months after treatment',
      fr: 'Contraception efficace jusqu’à 6 mois après le traitement',
      sv: 'Effektiv preventivmetod till 6 månader efter behandling',
    },
    entry,
  ),
  inclusion.computed(
    'RL-I14',
    {
      en: 'Consent signed before any procedure',
      fr: 'Consentement signé avant toute procédure',
      sv: 'Samtycke undertecknat före varje åtgärd',
    },
    consented,
    entry,
  ),
  inclusion.judged(
    'RL-I15',
    {
      en: 'Willing and able to follow the study',
      fr: 'Disposé et apte à suivre l’étude',
      sv: 'Villig och kapabel att följa studien',
    },
    entry,
  ),
  inclusion.judged(
    'RL-I16',
    {
      en: 'Covered by French social security',
      fr: 'Affilié à la sécurité sociale française',
      sv: 'Omfattas av fransk socialförsäkring',
    },
    entry,
  ),
]

const aboveLimits = (factor: string) =>
  any(`${result('ALT')}.aboveLimit(${factor})`, `${result('AST')}.aboveLimit(${factor})`)

const exclusions: readonly CriterionDef[] = [
  exclusion.computed(
    'RL-E01',
    {
      en: 'Progression as best response to the first PRRT',
      fr: 'Progression comme meilleure réponse à la première PRRT',
      sv: 'Progress som bästa respons på första PRRT',
    },
    'casebook.code("PPRRT.PPBEST") == "PD"',
    entry,
  ),
  exclusion.computed(
    'RL-E02',
    {
      en: 'RECIST progression after the run-in',
      fr: 'Progression RECIST après la phase initiale',
      sv: 'RECIST-progress efter inledningsfasen',
    },
    any(
      objectiveProgression('enrolment'),
      'casebook.needed(casebook.rows("RSOV").filter(r, r.date() > enrolment), "RSOV.OVRLRESP").exists(r, r.code("OVRLRESP OVRLRESP_INV") == "PD")',
    ),
    { phases: ['RND'] },
  ),
  exclusion.computed(
    'RL-E03',
    {
      en: 'Grade 4 blood or kidney toxicity of the first PRRT, or an unresolved event of grade 2 or more',
      fr: 'Toxicité hématologique ou rénale de grade 4 lors de la première PRRT, ou événement de grade 2 ou plus non résolu',
      sv: 'Grad 4 blod- eller njurtoxicitet av första PRRT, eller en kvarstående händelse av grad 2 eller mer',
    },
    any(
      'casebook.number("PPRRT.PPMAXHEM") >= 4',
      'casebook.number("PPRRT.PPMAXREN") >= 4',
      'casebook.number("PPRRT.PPTOXONG") >= 2',
      `casebook.rows("AE").exists(e, ${isOpen('e', 'AETOXGR', 'AEONGO', 'AEENDAT', 'AECTC AETERM AEDECOD')})`,
      `casebook.rows("MH").exists(h, ${isOpen('h', 'MHTOXGR', 'MHONGO', 'MHENDAT', 'MHTERM MHDECOD')})`,
    ),
    entry,
  ),
  exclusion.computed(
    'RL-E04',
    { en: 'Pancreatic primary', fr: 'Tumeur primitive du pancréas', sv: 'Primärtumör i pankreas' },
    'casebook.code("NET.PRIMSITE") == "PANCREAS"',
    entry,
  ),
  exclusion.computed(
    'RL-E05',
    { en: 'Neuroendocrine carcinoma', fr: 'Carcinome neuroendocrine', sv: 'Neuroendokrint karcinom' },
    'casebook.code("NET.NETGRADE") == "NEC" || (casebook.holds("NET.NETDIFF") && casebook.code("NET.NETDIFF") == "POOR")',
    entry,
  ),
  exclusion.computed(
    'RL-E06',
    {
      en: 'External radiotherapy to more than 25 % of the marrow',
      fr: 'Radiothérapie externe sur plus de 25 % de la moelle',
      sv: 'Extern strålbehandling av mer än 25 % av benmärgen',
    },
    'casebook.code("NET.EBRTBM") == "Y"',
    entry,
  ),
  exclusion.computed(
    'RL-E07a',
    {
      en: 'eGFR (MDRD) below 40 mL/min, or nephrotic syndrome',
      fr: 'DFGe (MDRD) inférieur à 40 mL/min, ou syndrome néphrotique',
      sv: 'eGFR (MDRD) under 40 mL/min, eller nefrotiskt syndrom',
    },
    any(
      `${filtrationMdrd} < leastFiltration`,
      'casebook.rows("MH").exists(h, h.holds("MHCAT") && h.code("MHCAT") == "NEPHROTIC" && !(h.holds("MHONGO") && h.code("MHONGO") == "N"))',
    ),
    {
      phases: ['REG', 'RND'],
      note: 'Asked again at randomisation (assumed). The record’s mL/min is compared with the indexed rate.',
    },
  ),
  exclusion.mixed(
    'RL-E07b',
    {
      en: 'ALT or AST above 2.5 times the upper limit (5 times when due to the tumour), or bilirubin above 2.5 times',
      fr: 'ALAT ou ASAT supérieures à 2,5 fois la limite (5 fois si dues à la tumeur), ou bilirubine supérieure à 2,5 fois',
      sv: 'ALAT eller ASAT över 2,5 gånger den övre gränsen (5 gånger om det beror på tumören), eller bilirubin över 2,5 gånger',
    },
    any(`${result('BILI')}.aboveLimit(bilirubin)`, aboveLimits('transaminasesMalignant')),
    {
      ...entry,
      asks: aboveLimits('transaminases'),
      note: 'From 2.5 to 5 times the investigator says whether the tumour is the cause: Y excludes, N does not.',
    },
  ),
  exclusion.computed(
    'RL-E08',
    {
      en: 'Albumin below 30 g/L unless the prothrombin time is normal',
      fr: 'Albumine inférieure à 30 g/L sauf taux de prothrombine normal',
      sv: 'Albumin under 30 g/L om inte protrombintiden är normal',
    },
    albuminLow,
    entry,
  ),
  exclusion.computed(
    'RL-E09',
    {
      en: 'Fasting glucose above twice the upper limit',
      fr: 'Glycémie à jeun supérieure à deux fois la limite',
      sv: 'Fasteglukos över två gånger den övre gränsen',
    },
    `${fastingGlucose}.aboveLimit(glucose)`,
    entry,
  ),
  exclusion.judged(
    'RL-E10',
    {
      en: 'Serious heart or vascular event in the last 12 months',
      fr: 'Événement cardiovasculaire grave dans les 12 derniers mois',
      sv: 'Allvarlig hjärt- eller kärlhändelse under de senaste 12 månaderna',
    },
    entry,
  ),
  exclusion.computed(
    'RL-E11',
    {
      en: 'Blood pressure of 160/95 mmHg or more',
      fr: 'Pression artérielle de 160/95 mmHg ou plus',
      sv: 'Blodtryck 160/95 mmHg eller mer',
    },
    any(
      'casebook.latest("VS.SYSBP", entry).value() >= systolic',
      'casebook.latest("VS.DIABP", entry).value() >= diastolic',
    ),
    entry,
  ),
  exclusion.mixed(
    'RL-E12',
    {
      en: 'Brain metastases, unless treated and stable for 24 weeks',
      fr: 'Métastases cérébrales, sauf traitées et stables depuis 24 semaines',
      sv: 'Hjärnmetastaser, om inte behandlade och stabila i 24 veckor',
    },
    brainMetastases('entry', 'any-steroids'),
    { ...entry, asks: brainHistory },
  ),
  exclusion.computed(
    'RL-E13',
    { en: 'Pregnant or breastfeeding', fr: 'Grossesse ou allaitement', sv: 'Gravid eller ammande' },
    pregnantOrBreastfeeding('as-tested'),
    { ...entry, note: breastfeedingNote },
  ),
  exclusion.judged(
    'RL-E14',
    {
      en: 'A condition that may interfere with taking part',
      fr: 'Situation pouvant gêner la participation',
      sv: 'Ett tillstånd som kan störa deltagandet',
    },
    entry,
  ),
  exclusion.judged(
    'RL-E15',
    {
      en: 'Hypersensitivity to a study drug',
      fr: 'Hypersensibilité à un produit de l’étude',
      sv: 'Överkänslighet mot ett studieläkemedel',
    },
    entry,
  ),
  exclusion.computed(
    'RL-E16',
    {
      en: 'Another trial now or in the last 30 days',
      fr: 'Autre essai en cours ou dans les 30 derniers jours',
      sv: 'En annan prövning nu eller under de senaste 30 dagarna',
    },
    `casebook.rows("PTX").exists(t, t.code("PTXCLASS") == "INVESTIGATIONAL" && ${wentOn('addDays(entry, -trialDays)', 'entry')})`,
    entry,
  ),
  exclusion.computed(
    'RL-E17',
    {
      en: 'Another solid tumour in the last 5 years',
      fr: 'Autre tumeur solide dans les 5 dernières années',
      sv: 'En annan solid tumör under de senaste 5 åren',
    },
    otherMalignancy(
      '(h.holds("MHONGO") && h.code("MHONGO") == "Y" && !h.holds("SECMALFREE")) || h.day("SECMALFREE MHENDAT") >= addMonths(entry, -malignancyMonths)',
    ),
    entry,
  ),
  exclusion.judged(
    'RL-E18',
    {
      en: 'Cannot consent or cannot finish the study',
      fr: 'Ne peut pas consentir ou terminer l’étude',
      sv: 'Kan inte samtycka eller kan inte fullfölja studien',
    },
    entry,
  ),
]

const reLuth: EligibilityDef = {
  parameters,
  anchors: {
    ...anchors,
    // Randomisation comes months after: what counts since registration is counted from that day.
    enrolment: {
      at: 'casebook.firstDay(casebook.rows("REG"), "REGDAT")',
      or: ['randomisation'],
      today: true,
    },
  },
  dates: { ...dates, RSOV: { date: 'RSDAT' } },
  phases: [
    {
      oid: 'REG',
      title: { en: 'Registration', fr: 'Inclusion', sv: 'Registrering' },
      entry: 'enrolment',
      codes: ['INC', 'RUN', 'SCR', 'RL-INC'],
      shows: ['RND'],
    },
    {
      oid: 'RND',
      title: {
        en: 'Randomisation after the run-in',
        fr: 'Randomisation après la phase initiale',
        sv: 'Randomisering efter inledningsfasen',
      },
      entry: 'randomisation',
      codes: ['EVR', 'RAND', 'RL-EVR'],
      shows: ['REG'],
    },
  ],
  criteria: [...inclusions, ...exclusions],
}

/** By version of the protocol. */
export const reLuthEligibility = { default: reLuth }
