import type { CriterionDef, EligibilityDef } from '#shared/study/eligibility-definition'
import {
  ageAtConsent,
  anchors,
  any,
  breastfeedingNote,
  clearance,
  consented,
  dates,
  endedBefore,
  entryPhase,
  every,
  exact,
  exclusion,
  filtrationMean,
  fromRegister,
  hadPrrt,
  hasResult,
  inclusion,
  limit,
  measurable,
  pregnantOrBreastfeeding,
  result,
  supported,
  supportive,
  weightDays,
} from '../eligibility-rules'
import { assumed, fromLabel, fromRecord } from '../gate-parameters'

/** START-NET: who may be randomised. Numbers as in the registry record; two registers word the uptake differently. */

const parameters: EligibilityDef['parameters'] = {
  ...{ weightDays, ...supportive },
  labDays: assumed(28, 'The record names no window: samples of the last 28 days before randomisation.'),
  minAge: fromRecord(18),
  treatmentFreeDays: fromRecord(28),
  comparatorFrom: fromRecord(1),
  comparatorTo: fromRecord(24),
  leastFiltration: fromRecord(exact('50')),
  measuredMethods: fromRecord(['IOHEXOL', 'CR51EDTA']),
  estimatesDifferPct: assumed(exact('40'), 'LMR18 and CAPA further apart than 40 % of their mean are flagged.'),
  haemoglobin: fromRecord(limit(['g/L', '90'])),
  platelets: fromRecord(limit(['10^9/L', '100'])),
  leukocytes: fromRecord(limit(['10^9/L', '3.0'])),
  neutrophils: fromRecord(limit(['10^9/L', '1.5'])),
  transaminases: fromRecord(exact('3')),
  bilirubin: fromRecord(exact('2')),
  albumin: fromRecord(limit(['g/L', '25'])),
  systemic: assumed(
    [
      'PRRT',
      'TARGETED_ALPHA',
      'ALKYLATOR',
      'EVEROLIMUS',
      'SUNITINIB',
      'CABOZANTINIB',
      'CHEMO',
      'INTERFERON',
      'INVESTIGATIONAL',
      'OTHER',
    ],
    'Classes of treatment that count as systemic; somatostatin analogues do not.',
  ),
  capecitabineClearance: fromLabel(exact('30')),
  brivudineDays: fromLabel(28),
  brivudine: fromLabel(['BRIVUDINE_SORIVUDINE']),
}

const tumour = [
  'casebook.code("NET.NETDIFF") == "WELL"',
  'casebook.code("NET.EXTENT") in ["METASTATIC", "LOCALLY_ADVANCED"]',
  'casebook.code("NET.INOPER") == "Y"',
]
const uptakeAboveLiver =
  'casebook.holds("PETS.LESSUVMEAN") && casebook.holds("PETS.LIVSUVMEAN") ? casebook.rows("PETS").filter(s, s.holds("LESSUVMEAN")).exists(s, s.number("LESSUVMEAN") > casebook.number("PETS.LIVSUVMEAN")) : casebook.needed(casebook.rows("PETS").filter(s, s.holds("UPTAKE")), "PETS.UPTAKE").exists(s, s.number("UPTAKE") >= 3)'
const uptakeTwiceLiver =
  'casebook.needed(casebook.rows("PETS").filter(s, s.holds("LESSUVMEAN")), "PETS.LESSUVMEAN").exists(s, s.number("LESSUVMEAN") >= casebook.number("PETS.LIVSUVMEAN") * uptakeTimes) && casebook.expected("PETS").exists(s, s.within(months(scanMonths), entry))'
const measuredByMethod =
  'casebook.rows("LBU LBC").filter(g, g.holds("GFRMETH") && g.code("GFRMETH") in measuredMethods && g.holds("GFRVAL") && g.within(days(labDays), entry))'
/** What was measured goes before what is estimated. */
const filtration = `${hasResult('MGFR')} ? ${result('MGFR')}.value() > leastFiltration : count(${measuredByMethod}) > 0 ? casebook.latest(${measuredByMethod}, "LBU.GFRVAL LBC.GFRVAL", days(labDays), entry).value() > leastFiltration : `

const criteria = (uptake: string, ki67: readonly string[]): readonly CriterionDef[] => [
  inclusion.computed(
    'SN-I01',
    { en: 'At least 18 years old', fr: 'Au moins 18 ans', sv: 'Minst 18 år' },
    `${ageAtConsent} >= minAge`,
  ),
  inclusion.computed(
    'SN-I02',
    { en: 'Written consent', fr: 'Consentement écrit', sv: 'Skriftligt samtycke' },
    consented,
  ),
  inclusion.computed(
    'SN-I03',
    { en: 'ECOG 0 or 1', fr: 'ECOG 0 ou 1', sv: 'ECOG 0 eller 1' },
    'casebook.latest("VS.ECOG PS.ECOG", entry).value() in [0, 1]',
  ),
  inclusion.mixed(
    'SN-I04',
    {
      en: 'Advanced, inoperable, well-differentiated tumour, by histology',
      fr: 'Tumeur avancée, inopérable, bien différenciée, par histologie',
      sv: 'Avancerad, inoperabel, högt differentierad tumör, histologiskt bekräftad',
    },
    every(...tumour, ...ki67),
    { note: 'Phaeochromocytoma and paraganglioma are excluded by the investigator.' },
  ),
  inclusion.mixed(
    'SN-I05',
    {
      en: 'Lesions take up more 68Ga-DOTA than normal liver',
      fr: 'Les lésions fixent plus de 68Ga-DOTA que le foie sain',
      sv: 'Högre upptag av 68Ga-DOTA i lesioner än i normal lever',
    },
    uptake,
  ),
  inclusion.mixed(
    'SN-I06',
    {
      en: 'Progression between scans 1 to 24 months apart, confirmed by the conference',
      fr: 'Progression entre deux examens espacés de 1 à 24 mois, confirmée en réunion',
      sv: 'Progress mellan undersökningar med 1 till 24 månaders mellanrum, bekräftad vid konferens',
    },
    every(
      'addMonths(casebook.day("NET.SCRSCAN"), -comparatorTo) <= casebook.day("NET.COMPSCAN")',
      'casebook.day("NET.COMPSCAN") <= addMonths(casebook.day("NET.SCRSCAN"), -comparatorFrom)',
    ),
  ),
  inclusion.computed(
    'SN-I07',
    {
      en: 'Other tumour treatment ended 28 days before the start',
      fr: 'Autre traitement antitumoral terminé 28 jours avant le début',
      sv: 'Annan tumörbehandling avslutad 28 dagar före start',
    },
    `casebook.rows("PTX").all(t, t.code("PTXCLASS") == "SSA" || ${endedBefore('planned_dose', 'treatmentFreeDays')})`,
    { note: 'At randomisation counted to the planned first dose; the dose gate asks again.' },
  ),
  inclusion.computed(
    'SN-I08',
    { en: 'Measurable disease (RECIST 1.1)', fr: 'Maladie mesurable (RECIST 1.1)', sv: 'Mätbar sjukdom (RECIST 1.1)' },
    measurable,
  ),
  inclusion.judged('SN-I09', {
    en: 'PRRT is the treatment of choice',
    fr: 'La PRRT est le traitement de choix',
    sv: 'PRRT är förstahandsval',
  }),
  inclusion.computed(
    'SN-I10',
    {
      en: 'Filtration rate above 50 mL/min/1.73 m²',
      fr: 'Filtration supérieure à 50 mL/min/1,73 m²',
      sv: 'GFR över 50 mL/min/1,73 m²',
    },
    `${filtration}${filtrationMean} > leastFiltration`,
    { note: 'A measured rate goes before the estimates.' },
  ),
  inclusion.computed(
    'SN-I11',
    {
      en: 'Blood counts, liver values and albumin within limits',
      fr: 'Hémogramme, bilan hépatique et albumine dans les limites',
      sv: 'Blodvärden, levervärden och albumin inom gränserna',
    },
    every(
      `${result('HGB')}.above(haemoglobin)`,
      `${result('PLT')}.above(platelets)`,
      `${result('WBC')}.above(leukocytes)`,
      `${result('ANC')}.above(neutrophils)`,
      `${result('ALT')}.belowLimit(transaminases)`,
      `${result('AST')}.belowLimit(transaminases)`,
      `${result('BILI')}.belowLimit(bilirubin)`,
      `${result('ALB')}.above(albumin)`,
    ),
    { flags: [supported('HGB', 'PLT', 'WBC', 'ANC')] },
  ),
  inclusion.judged('SN-I12', {
    en: 'Effective contraception until 6 months after the end of treatment visit',
    fr: 'Contraception efficace jusqu’à 6 mois après la visite de fin de traitement',
    sv: 'Säkert preventivmedel till 6 månader efter sista behandlingsbesöket',
  }),
  inclusion.judged('SN-I13', {
    en: 'Expected to live more than 3 months',
    fr: 'Espérance de vie supérieure à 3 mois',
    sv: 'Förväntad överlevnad över 3 månader',
  }),
  exclusion.computed(
    'SN-E01',
    { en: 'Pregnant or breastfeeding', fr: 'Grossesse ou allaitement', sv: 'Graviditet eller amning' },
    pregnantOrBreastfeeding('as-tested'),
    { note: breastfeedingNote },
  ),
  exclusion.computed('SN-E02', { en: 'Any earlier PRRT', fr: 'PRRT antérieure', sv: 'Tidigare PRRT' }, hadPrrt),
  exclusion.computed(
    'SN-E03',
    {
      en: 'Other systemic tumour treatment at the same time',
      fr: 'Autre traitement systémique concomitant',
      sv: 'Annan samtidig systemisk tumörbehandling',
    },
    any(
      'casebook.rows("PTX").exists(t, t.code("PTXCLASS") in systemic && t.ongoing("CMONGO", "CMENDAT"))',
      'casebook.rows("CM").exists(m, m.holds("CMFLAG") && "ANTICANCER" in m.codes("CMFLAG") && m.ongoing("CMONGO", "CMENDAT"))',
    ),
  ),
  exclusion.mixed(
    'SN-E04',
    {
      en: 'Capecitabine must not be given',
      fr: 'Capécitabine contre-indiquée',
      sv: 'Kontraindikation mot kapecitabin',
    },
    any(
      'casebook.needed(casebook.rows("EXCAP DPD").filter(d, d.holds("DPDRES")), "EXCAP.DPDRES").exists(d, d.code("DPDRES") == "COMPLETE")',
      `${clearance} < capecitabineClearance`,
      'casebook.rows("CM").exists(m, m.holds("CMFLAG") && m.codes("CMFLAG").exists(f, f in brivudine) && (m.ongoing("CMONGO", "CMENDAT") || m.day("CMENDAT") >= addDays(entry, -brivudineDays)))',
    ),
    { note: 'Asked of everybody; severe liver impairment and hypersensitivity are for the investigator to say.' },
  ),
  exclusion.mixed(
    'SN-E05',
    {
      en: 'Lesions without 68Ga-DOTA uptake',
      fr: 'Lésions sans fixation de 68Ga-DOTA',
      sv: 'Lesioner utan upptag av 68Ga-DOTA',
    },
    'casebook.code("PETF.DISCORD") == "Y"',
    { asks: 'false' },
  ),
  exclusion.judged('SN-E06', {
    en: 'Another serious uncontrolled condition',
    fr: 'Autre affection grave non contrôlée',
    sv: 'Annan allvarlig okontrollerad sjukdom',
  }),
  exclusion.judged('SN-E07', {
    en: 'Unwilling or unable to take part in any part of it',
    fr: 'Ne veut ou ne peut pas participer à toute l’étude',
    sv: 'Vill eller kan inte delta i alla delar',
  }),
]

const phases = [entryPhase('randomisation', ['SCR', 'RAND'])]
const from = { parameters, anchors, dates, phases }

/** As ClinicalTrials.gov words it. */
const ctGov: EligibilityDef = { ...from, criteria: [...criteria(uptakeAboveLiver, [])] }

/** As the European register words it: twice the liver on a scan of the last 3 months, and Ki-67 up to 50 %. */
const eu: EligibilityDef = {
  ...from,
  parameters: {
    ...parameters,
    mostKi67: fromRegister(50),
    uptakeTimes: fromRegister(exact('2')),
    scanMonths: fromRegister(3),
  },
  criteria: [...criteria(uptakeTwiceLiver, ['casebook.number("NET.KI67") <= mostKi67'])],
}

/** By version of the protocol. */
export const startNetEligibility = { 'v-CTgov': ctGov, 'v-EU': eu }
