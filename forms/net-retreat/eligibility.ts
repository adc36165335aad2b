import type { CriterionDef, EligibilityDef } from '#shared/study/eligibility-definition'
import {
  ageAtConsent,
  anchors,
  any,
  brainHistory,
  brainMetastases,
  breastfeedingNote,
  canBecomePregnant,
  clearance,
  analogueInUse,
  consented,
  cycles,
  dates,
  entryPhase,
  every,
  exact,
  exclusion,
  gepSites,
  hasResult,
  history,
  inclusion,
  lastCycle,
  lasted,
  limit,
  objective,
  objectiveProgression,
  pregnant,
  pregnantOrBreastfeeding,
  progressionDay,
  result,
  supported,
  supportive,
  surgeryWithin,
  treatedWith,
  weightDays,
  wentOn,
} from '../eligibility-rules'
import { assumed, fromRecord } from '../gate-parameters'

/** NET RETREAT: who may be treated again, and who may cross over. Numbers as in the registry record of September 2023. */

const parameters: EligibilityDef['parameters'] = {
  ...{ weightDays, objective, ...supportive },
  labDays: fromRecord(28),
  minAge: fromRecord(18),
  grades: fromRecord(['G1', 'G2']),
  sites: assumed(
    ['JEJUNUM_ILEUM', 'APPENDIX', 'CAECUM', 'COLON_RIGHT', 'UNKNOWN_MIDGUT_LIKELY'],
    'Primary sites that count as midgut; an unknown primary thought to be midgut is in the record.',
  ),
  tracers: fromRecord(['GA68_DOTATATE', 'CU64_DOTATATE']),
  scanMonths: assumed(36, 'Read as before enrolment; the record says within the last 36 months.'),
  scanFreshMonths: fromRecord(12),
  leastActivity: assumed(exact('19980'), 'MBq: 22 200 of the record less a tolerance of 10 %.'),
  mostActivity: assumed(exact('32560'), 'MBq: 29 600 of the record and a tolerance of 10 %.'),
  mostSpan: fromRecord(364),
  everolimusDays: assumed(31, 'One month of the record, as 31 days.'),
  controlMonths: fromRecord(12),
  toxicityGrade: fromRecord(3),
  related: fromRecord(['POSSIBLE', 'PROBABLE', 'DEFINITE']),
  mostEcog: fromRecord(2),
  haemoglobin: fromRecord(limit(['g/L', '80'], ['g/dL', '8.0'])),
  neutrophils: fromRecord(limit(['10^9/L', '1.0'], ['/mm3', '1000'])),
  platelets: fromRecord(limit(['10^9/L', '80'], ['10^3/mm3', '80'])),
  bilirubin: fromRecord(exact('1.5')),
  bilirubinGilbert: assumed(
    exact('3'),
    'Times the upper limit with Gilbert syndrome; the number is missing in the record.',
  ),
  leastClearance: fromRecord(exact('50')),
  pregnancyTestDays: assumed(28, 'The record says pre-study.'),
  viralLoadMonths: fromRecord(6),
  surgeryDays: fromRecord(42),
  brainDays: fromRecord(28),
  everolimusWashout: assumed(7, 'Everolimus stops 7 days before the first dose of crossover.'),
  crossoverDays: assumed(56, 'First dose of crossover within 56 days of progression; later is a deviation.'),
  controlArms: fromRecord(['NR2', 'NR2-X']),
}

const functional = 'casebook.code("NET.FUNCT") == "Y" && casebook.code("NET.FUNCTYPE") == "CARCINOID"'
const lastTestInWindow = 'casebook.recent("PREG", days(pregnancyTestDays), entry)'
const ecog = 'casebook.latest("VS.ECOG PS.ECOG", entry).value() <= mostEcog'
const hgb = `!${result('HGB')}.below(haemoglobin)`
const anc = `!${result('ANC')}.below(neutrophils)`
const plt = `!${result('PLT')}.below(platelets)`
const bilirubin = `${history('GILBERT')} ? !${result('BILI')}.aboveLimit(bilirubinGilbert) : ${result('BILI')}.belowLimit(bilirubin)`
/** A measured clearance goes before the calculated one. */
const byUrine =
  'casebook.rows("LBU LBC").filter(g, g.holds("GFRMETH") && g.code("GFRMETH") == "URINE24" && g.holds("GFRVAL") && g.within(days(labDays), entry))'
const kidneys = `(${hasResult('UCRCL')} ? ${result('UCRCL')}.inUnit("mL/min") : count(${byUrine}) > 0 ? casebook.latest(${byUrine}, "LBU.GFRVAL LBC.GFRVAL", days(labDays), entry).value() : ${clearance}) > leastClearance`
const counted = `casebook.rows("PPRRT").filter(c, (c.holds("PPDAT") || c.holds("PPCYC")) && c.code("PPAGENT") == "LU177_DOTATATE")`
const cycleRows = `count(${cycles}) > 0`
const noSummary = (sum: string, item: string) => `(${cycleRows} ? ${sum} : casebook.number("PPRRT.${item}"))`
const isScan = 's.code("SSTRMOD") in tracers && s.within(months(scanMonths), entry)'
const isPositive = '!(s.holds("PCTPOS") && s.number("PCTPOS") == 0)'
const positiveScan = `casebook.expected("PETS").exists(s, ${isScan} && ${isPositive})`
const wasBrought = `!${canBecomePregnant} || (${lastTestInWindow}.code("RPORRES") == "NEG" || (${lastTestInWindow}.code("RPORRES") == "INDET" ? ${lastTestInWindow}.code("RPULTRA") == "NEG" : ${lastTestInWindow}.holds("RPULTRA") && ${lastTestInWindow}.code("RPULTRA") == "NEG"))`

const inclusions: readonly CriterionDef[] = [
  inclusion.computed(
    'NR-I01',
    { en: 'At least 18 years old at consent', fr: 'Au moins 18 ans au consentement', sv: 'Minst 18 år vid samtycke' },
    `${ageAtConsent} >= minAge`,
  ),
  inclusion.mixed(
    'NR-I02a',
    {
      en: 'Well-differentiated tumour, grade 1 or 2, by histology',
      fr: 'Tumeur bien différenciée, grade 1 ou 2, prouvée par histologie',
      sv: 'Högt differentierad tumör, grad 1 eller 2, enligt histologi',
    },
    'casebook.code("NET.NETDIFF") == "WELL" && casebook.code("NET.NETGRADE") in grades',
  ),
  inclusion.mixed(
    'NR-I02b',
    { en: 'Metastatic midgut tumour', fr: 'Tumeur métastatique du moyen intestin', sv: 'Metastaserad midgut-tumör' },
    every(
      any(
        'casebook.code("NET.EXTENT") == "METASTATIC"',
        'casebook.code("NET.EXTENT") == "LOCALLY_ADVANCED" && casebook.code("NET.INOPER") == "Y"',
      ),
      'casebook.code("NET.PRIMSITE") in sites',
    ),
    {
      note: 'Locally advanced and inoperable is accepted and flagged: title and objective say metastatic or unresectable.',
      flags: [
        {
          severity: 'S',
          when: 'casebook.code("NET.EXTENT") == "LOCALLY_ADVANCED"',
          text: {
            en: 'Locally advanced, not metastatic.',
            fr: 'Localement avancée, non métastatique.',
            sv: 'Lokalt avancerad, inte metastaserad.',
          },
        },
      ],
    },
  ),
  inclusion.computed(
    'NR-I02c',
    {
      en: 'Positive somatostatin-receptor PET of the last 36 months',
      fr: 'TEP des récepteurs de la somatostatine positive dans les 36 derniers mois',
      sv: 'Positiv somatostatinreceptor-PET från de senaste 36 månaderna',
    },
    positiveScan,
    {
      flags: [
        {
          severity: 'S',
          when: `!casebook.rows("PETS").exists(s, ${isScan} && s.within(months(scanFreshMonths), entry))`,
          text: {
            en: 'The scan is older than 12 months.',
            fr: 'L’examen a plus de 12 mois.',
            sv: 'Undersökningen är äldre än 12 månader.',
          },
        },
      ],
    },
  ),
  inclusion.mixed(
    'NR-I02d',
    {
      en: 'Target lesions take up more than normal liver',
      fr: 'Les lésions cibles fixent plus que le foie sain',
      sv: 'Mållesioner tar upp mer än normal lever',
    },
    'casebook.holds("PETS.ALLTARGPOS") ? casebook.code("PETS.ALLTARGPOS") == "Y" : casebook.needed(casebook.rows("PETS").filter(s, s.holds("LESSUVMAX")), "PETS.LESSUVMAX").all(s, s.number("LESSUVMAX") > casebook.number("PETS.LIVSUVMEAN"))',
  ),
  inclusion.computed(
    'NR-I03a',
    {
      en: 'Earlier 177Lu-DOTATATE: 3 or 4 cycles, or 22.2 to 29.6 GBq, within 52 weeks',
      fr: '177Lu-DOTATATE antérieur : 3 ou 4 cycles, ou 22,2 à 29,6 GBq, en 52 semaines',
      sv: 'Tidigare 177Lu-DOTATATE: 3 eller 4 kurer, eller 22,2 till 29,6 GBq, inom 52 veckor',
    },
    every(
      `${noSummary(`count(${counted})`, 'PPNCYC')} in [3, 4] || (${noSummary(`casebook.sum(${counted}, "PPACT")`, 'PPCUM')} >= leastActivity && ${noSummary(`casebook.sum(${counted}, "PPACT")`, 'PPCUM')} <= mostActivity)`,
      `${noSummary(`daysBetween(casebook.firstDay(casebook.needed(${counted}, "PPRRT.PPDAT"), "PPDAT"), casebook.lastDay(casebook.needed(${counted}, "PPRRT.PPDAT"), "PPDAT"))`, 'PPSPAN')} <= mostSpan`,
      'count(casebook.expected("PPRRT")) > 0',
    ),
  ),
  inclusion.computed(
    'NR-I03b',
    {
      en: 'Earlier everolimus for one month at most',
      fr: 'Évérolimus antérieur pendant un mois au plus',
      sv: 'Tidigare everolimus i högst en månad',
    },
    `total(casebook.rows("PTX").filter(t, t.code("PTXCLASS") == "EVEROLIMUS").map(t, ${lasted('entry')})) <= everolimusDays`,
  ),
  inclusion.computed(
    'NR-I03c',
    {
      en: 'No earlier targeted alpha therapy and no alkylator',
      fr: 'Ni thérapie alpha ciblée ni agent alkylant dans les antécédents',
      sv: 'Ingen tidigare målstyrd alfabehandling och ingen alkylerare',
    },
    `!${treatedWith('["TARGETED_ALPHA", "ALKYLATOR"]')} && !casebook.rows("PPRRT").exists(c, c.holds("PPAGENT") && c.code("PPAGENT") == "ALPHA")`,
  ),
  inclusion.mixed(
    'NR-I04a',
    {
      en: 'RECIST 1.1 progression after the earlier PRRT',
      fr: 'Progression RECIST 1.1 après la PRRT antérieure',
      sv: 'RECIST 1.1-progress efter tidigare PRRT',
    },
    `casebook.day("PPRRT.PPPDDAT") > ${lastCycle}`,
  ),
  inclusion.computed(
    'NR-I04b',
    {
      en: 'No progression for 12 months after the scan that closed the earlier PRRT',
      fr: 'Pas de progression pendant 12 mois après l’imagerie qui clôt la PRRT antérieure',
      sv: 'Ingen progress i 12 månader efter undersökningen som avslutade tidigare PRRT',
    },
    'casebook.day("PPRRT.PPPDDAT") >= addMonths(casebook.day("PPRRT.PPLASTSCAN"), controlMonths)',
    { note: 'Counted from the scan that closes the earlier PRRT, not the last one before progression.' },
  ),
  inclusion.mixed(
    'NR-I04c',
    {
      en: 'Stable disease or response kept throughout that time',
      fr: 'Maladie stable ou réponse maintenue durant cette période',
      sv: 'Stabil sjukdom eller respons bibehållen hela den tiden',
    },
    'casebook.code("PPRRT.PPBEST") in ["CR", "PR", "SD"]',
  ),
  inclusion.computed(
    'NR-I05',
    {
      en: 'No anticancer therapy since the earlier PRRT; somatostatin analogues are allowed',
      fr: 'Aucun traitement anticancéreux depuis la PRRT antérieure ; analogues de la somatostatine permis',
      sv: 'Ingen cancerbehandling sedan tidigare PRRT; somatostatinanaloger är tillåtna',
    },
    // The earlier PRRT itself may stand among the treatments.
    `!casebook.rows("PTX").exists(t, t.code("PTXCLASS") != "SSA" && !(t.code("PTXCLASS") == "PRRT" && t.holds("CMSTDAT") && t.day("CMSTDAT") <= ${lastCycle}) && ${wentOn(`addDays(${lastCycle}, 1)`, 'entry')})`,
  ),
  inclusion.computed(
    'NR-I06',
    {
      en: 'No PRRT toxicity of grade 3 or more that goes on',
      fr: 'Pas de toxicité de la PRRT de grade 3 ou plus encore présente',
      sv: 'Ingen kvarstående PRRT-toxicitet av grad 3 eller mer',
    },
    every(
      'casebook.number("PPRRT.PPTOXONG") < toxicityGrade',
      '!casebook.rows("AE").exists(e, e.number("AETOXGR") >= toxicityGrade && e.ongoing("AEONGO", "AEENDAT") && e.holds("AEREL_LU") && e.code("AEREL_LU") in related)',
    ),
  ),
  inclusion.computed('NR-I07', { en: 'ECOG 0 to 2', fr: 'ECOG 0 à 2', sv: 'ECOG 0 till 2' }, ecog),
  inclusion.computed(
    'NR-I08',
    { en: 'Haemoglobin at least 80 g/L', fr: 'Hémoglobine au moins 80 g/L', sv: 'Hemoglobin minst 80 g/L' },
    hgb,
    {
      flags: [supported('HGB')],
    },
  ),
  inclusion.computed(
    'NR-I09',
    {
      en: 'Neutrophils at least 1.0 × 10⁹/L',
      fr: 'Neutrophiles au moins 1,0 × 10⁹/L',
      sv: 'Neutrofiler minst 1,0 × 10⁹/L',
    },
    anc,
    { flags: [supported('ANC')] },
  ),
  inclusion.computed(
    'NR-I10',
    { en: 'Platelets at least 80 × 10⁹/L', fr: 'Plaquettes au moins 80 × 10⁹/L', sv: 'Trombocyter minst 80 × 10⁹/L' },
    plt,
    {
      flags: [supported('PLT')],
    },
  ),
  inclusion.computed(
    'NR-I11',
    {
      en: 'Bilirubin below 1.5 times the upper limit; more with Gilbert syndrome',
      fr: 'Bilirubine sous 1,5 fois la limite supérieure ; plus en cas de syndrome de Gilbert',
      sv: 'Bilirubin under 1,5 gånger den övre gränsen; mer vid Gilberts syndrom',
    },
    bilirubin,
  ),
  inclusion.computed(
    'NR-I12',
    {
      en: 'Creatinine clearance above 50 mL/min',
      fr: 'Clairance de la créatinine supérieure à 50 mL/min',
      sv: 'Kreatininclearance över 50 mL/min',
    },
    kidneys,
    { note: 'A 24-hour urine clearance goes before the calculated one.' },
  ),
  inclusion.mixed(
    'NR-I13',
    {
      en: 'Somatostatin analogues only as the arm allows',
      fr: 'Analogues de la somatostatine seulement selon le bras',
      sv: 'Somatostatinanaloger bara som armen tillåter',
    },
    any('!(arm in controlArms)', `!(${analogueInUse})`, functional),
    { asks: analogueInUse },
  ),
  inclusion.computed(
    'NR-I14',
    {
      en: 'Consent signed before enrolment',
      fr: 'Consentement signé avant l’inclusion',
      sv: 'Samtycke undertecknat före inklusion',
    },
    consented,
  ),
  inclusion.judged('NR-I15', {
    en: 'Effective contraception during treatment and 7 months after it',
    fr: 'Contraception efficace pendant le traitement et 7 mois après',
    sv: 'Effektiv preventivmetod under behandlingen och 7 månader efter den',
  }),
  inclusion.mixed(
    'NR-I16',
    {
      en: 'Pregnancy test negative, or a false positive refuted by ultrasound',
      fr: 'Test de grossesse négatif, ou faux positif écarté par échographie',
      sv: 'Graviditetstest negativt, eller ett falskt positivt motbevisat med ultraljud',
    },
    wasBrought,
    { asks: `${canBecomePregnant} && ${lastTestInWindow}.code("RPORRES") != "NEG"` },
  ),
  inclusion.judged('NR-I17', {
    en: 'Can be treated, assessed and followed at the centre',
    fr: 'Peut être traité, évalué et suivi au centre',
    sv: 'Kan behandlas, bedömas och följas på prövningsstället',
  }),
  inclusion.judged('NR-I18', {
    en: 'Agrees to come back for adverse events',
    fr: 'Accepte de revenir en cas d’événement indésirable',
    sv: 'Går med på att komma tillbaka för oönskade händelser',
  }),
  inclusion.judged(
    'NR-I19',
    { en: 'Everolimus can be had', fr: 'L’évérolimus est accessible', sv: 'Everolimus finns att tillgå' },
    { note: 'Asked before randomisation.' },
  ),
  inclusion.mixed(
    'NR-I20',
    {
      en: 'With HIV: treated, viral load undetectable in the last 6 months',
      fr: 'En cas de VIH : traité, charge virale indétectable dans les 6 derniers mois',
      sv: 'Vid HIV: behandlad, virusnivå omätbar under de senaste 6 månaderna',
    },
    '!casebook.rows("MH").exists(h, h.holds("MHCAT") && h.code("MHCAT") == "HIV" && !(h.code("HIVVLUND") == "Y" && h.within("HIVVLDAT", months(viralLoadMonths), entry)))',
    { asks: history('HIV') },
  ),
  inclusion.judged('NR-I21', {
    en: 'No other malignancy that could interfere',
    fr: 'Pas d’autre cancer susceptible d’interférer',
    sv: 'Ingen annan malignitet som kan störa',
  }),
]

const exclusions: readonly CriterionDef[] = [
  exclusion.computed(
    'NR-E01',
    {
      en: 'Major surgery within 6 weeks before randomisation',
      fr: 'Chirurgie majeure dans les 6 semaines avant randomisation',
      sv: 'Större operation inom 6 veckor före randomisering',
    },
    surgeryWithin('days(surgeryDays)', 'randomisation'),
  ),
  exclusion.mixed(
    'NR-E02',
    {
      en: 'Brain metastases, unless treated, stable and off steroids for 4 weeks',
      fr: 'Métastases cérébrales, sauf traitées, stables et sans corticoïdes depuis 4 semaines',
      sv: 'Hjärnmetastaser, om inte behandlade, stabila och utan kortison i 4 veckor',
    },
    brainMetastases('entry', 'off-steroids'),
    { asks: brainHistory },
  ),
  exclusion.judged(
    'NR-E03',
    { en: 'Uncontrolled heart failure', fr: 'Insuffisance cardiaque non contrôlée', sv: 'Okontrollerad hjärtsvikt' },
    { note: 'The record’s wording (NYHA IIB) is ambiguous: uncontrolled, or NYHA above II.' },
  ),
  exclusion.judged('NR-E04', {
    en: 'Cannot swallow, or malabsorption',
    fr: 'Ne peut pas avaler, ou malabsorption',
    sv: 'Kan inte svälja, eller malabsorption',
  }),
  exclusion.judged('NR-E05', {
    en: 'Another uncontrolled condition that may keep from finishing',
    fr: 'Autre affection non contrôlée pouvant empêcher de terminer l’étude',
    sv: 'Annat okontrollerat tillstånd som kan hindra från att fullfölja',
  }),
  exclusion.computed(
    'NR-E06',
    { en: 'Pregnant, or breastfeeding', fr: 'Grossesse ou allaitement', sv: 'Gravid, eller ammande' },
    pregnantOrBreastfeeding('ultrasound-refutes'),
    { note: breastfeedingNote },
  ),
]

const crossing = { phases: ['XOVR'] }
const crossover: readonly CriterionDef[] = [
  inclusion.computed(
    'NR-X01',
    {
      en: 'Control arm with RECIST progression',
      fr: 'Bras contrôle avec progression RECIST',
      sv: 'Kontrollarmen med RECIST-progress',
    },
    every('arm in controlArms', `count(casebook.expected("PD")) > 0 && ${objectiveProgression()}`),
    crossing,
  ),
  inclusion.computed(
    'NR-X02',
    {
      en: 'No other systemic anticancer therapy since progression',
      fr: 'Pas d’autre traitement systémique depuis la progression',
      sv: 'Ingen annan systemisk cancerbehandling sedan progress',
    },
    `!casebook.rows("SUBTX").exists(t, t.day("CMSTDAT") >= ${progressionDay})`,
    { ...crossing, note: 'Assumed: not in the record.' },
  ),
  inclusion.computed(
    'NR-X03',
    {
      en: 'Everolimus stopped 7 days before the first dose',
      fr: 'Évérolimus arrêté 7 jours avant la première dose',
      sv: 'Everolimus avslutad 7 dagar före första dosen',
    },
    'casebook.expected("EXEV").all(e, daysBetween(e.day("ECENDAT"), entry) >= everolimusWashout)',
    { ...crossing, note: 'Assumed: not in the record.' },
  ),
  inclusion.computed(
    'NR-X04',
    {
      en: 'ECOG, blood counts, bilirubin and clearance as at entry',
      fr: 'ECOG, hémogramme, bilirubine et clairance comme à l’inclusion',
      sv: 'ECOG, blodvärden, bilirubin och clearance som vid inträdet',
    },
    every(ecog, hgb, anc, plt, bilirubin, kidneys),
    { ...crossing, note: 'Assumed: not in the record.' },
  ),
  inclusion.computed(
    'NR-X05',
    {
      en: 'Not pregnant; uptake still positive',
      fr: 'Pas de grossesse ; fixation toujours positive',
      sv: 'Inte gravid; upptaget fortfarande positivt',
    },
    every(`!(${pregnant('ultrasound-refutes')})`, positiveScan),
    { ...crossing, note: 'Assumed: not in the record.' },
  ),
  inclusion.computed(
    'NR-X06',
    {
      en: 'Consent still valid; first dose within 56 days of progression',
      fr: 'Consentement toujours valable ; première dose dans les 56 jours de la progression',
      sv: 'Samtycket fortfarande giltigt; första dosen inom 56 dagar efter progress',
    },
    every('consent <= entry', '!casebook.rows("WD").exists(w, w.date() <= entry)'),
    {
      ...crossing,
      note: 'Assumed: not in the record. A later dose is a deviation.',
      flags: [
        {
          severity: 'D',
          when: `daysBetween(${progressionDay}, entry) > crossoverDays`,
          text: {
            en: 'More than 56 days since progression.',
            fr: 'Plus de 56 jours depuis la progression.',
            sv: 'Mer än 56 dagar sedan progress.',
          },
        },
      ],
    },
  ),
]

const vA: EligibilityDef = {
  parameters,
  anchors,
  dates: { ...dates, WD: { date: 'WDDAT' } },
  phases: [
    entryPhase('enrolment', ['SCR', 'INC', 'RAND', 'NR1', 'NR2']),
    {
      oid: 'XOVR',
      title: { en: 'Crossover', fr: 'Changement de bras', sv: 'Överkorsning' },
      entry: 'planned_dose',
      codes: ['XSCR', 'NR2-X', 'X', 'XL1', 'CROSSOVER'],
    },
  ],
  criteria: [...inclusions, ...exclusions, ...crossover],
}

/** Whichever of its drugs the control arm was on. */
const controlStopped = inclusion.computed(
  'NR-X03',
  {
    en: 'The control drug stopped 7 days before the first dose',
    fr: 'Médicament du bras contrôle arrêté 7 jours avant la première dose',
    sv: 'Kontrolläkemedlet avslutat 7 dagar före första dosen',
  },
  'casebook.expected("EXEV EXTKI").all(e, daysBetween(e.day("ECENDAT"), entry) >= everolimusWashout)',
  { ...crossing, note: 'Assumed: not in the record.' },
)

/**
 * The registry version of November 2025 as far as it is known: gastroenteropancreatic tumours, and crossover from any
 * drug of the control arm; the rest as before.
 */
const vB: EligibilityDef = {
  ...vA,
  criteria: vA.criteria.map((criterion) => (criterion.id === controlStopped.id ? controlStopped : criterion)),
  parameters: {
    ...parameters,
    sites: assumed(gepSites, 'Gastroenteropancreatic sites; only an extract of that version was seen.'),
  },
}

/** By version of the protocol. */
export const netRetreatEligibility = { 'v-A': vA, 'v-B': vB }
