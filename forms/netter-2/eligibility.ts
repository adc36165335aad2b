import type { CriterionDef, EligibilityDef } from '#shared/study/eligibility-definition'
import {
  ageAtConsent,
  albumin,
  albuminLow,
  analogueInUse,
  anchors,
  any,
  brainHistory,
  brainMetastases,
  breastfeedingNote,
  clearance,
  consented,
  dates,
  entryPhase,
  every,
  exact,
  exclusion,
  gepSites,
  hadPrrt,
  harmlessTumours,
  inclusion,
  lasted,
  limit,
  measurable,
  objective,
  objectiveProgression,
  otherMalignancy,
  pregnantOrBreastfeeding,
  progressionDay,
  result,
  sex,
  supported,
  supportive,
  surgeryWithin,
  treatedWith,
  weightDays,
  wentOn,
} from '../eligibility-rules'
import { assumed, fromRecord } from '../gate-parameters'

/** NETTER-2: who may be randomised, cross over and be treated again. Numbers as in the registry record. */

const parameters: EligibilityDef['parameters'] = {
  ...{ weightDays, objective, albumin, harmlessTumours, ...supportive },
  labDays: assumed(14, 'The record names no window: samples of the last 14 days before randomisation.'),
  minAge: assumed(
    18,
    'The text of the criteria says 15, the age field of the registry 18: 18 unless the country says 15.',
  ),
  grades: fromRecord(['G2', 'G3', 'G3_NET', 'G3 NET']),
  sites: assumed(gepSites, 'Sites that count as gastroenteropancreatic.'),
  diagnosisMonths: fromRecord(6),
  leastKi67: fromRecord(10),
  mostKi67: fromRecord(55),
  weight: fromRecord(limit(['kg', '40'])),
  scanMonths: fromRecord(3),
  tracers: fromRecord(['GA68_DOTATOC', 'GA68_DOTATATE', 'IN111_PENTETREOTIDE', 'TC99M_TEKTROTYD', 'CU64_DOTATATE']),
  leastUptake: fromRecord(3),
  leastKps: fromRecord(60),
  leastClearance: fromRecord(exact('40')),
  haemoglobin: fromRecord(limit(['g/dL', '8.0'], ['mmol/L', '5.0'])),
  leukocytes: fromRecord(limit(['10^9/L', '2'], ['/mm3', '2000'])),
  platelets: fromRecord(limit(['10^9/L', '75'], ['10^3/mm3', '75'])),
  bilirubin: fromRecord(exact('3')),
  systemic: assumed(
    [
      'INTERFERON',
      'EVEROLIMUS',
      'SUNITINIB',
      'CABOZANTINIB',
      'CHEMO',
      'ALKYLATOR',
      'TARGETED_ALPHA',
      'INVESTIGATIONAL',
      'OTHER',
    ],
    'Classes of treatment that count as systemic; somatostatin analogues do not.',
  ),
  systemicDays: assumed(31, 'One month of the record, as 31 days.'),
  washoutDays: fromRecord(84),
  brainDays: fromRecord(168),
  leastEjection: fromRecord(40),
  qtcFemale: fromRecord(470),
  qtcMale: fromRecord(450),
  hba1c: fromRecord(limit(['%', '7.5'])),
  potassium: fromRecord(limit(['mmol/L', '6.0'])),
  malignancyMonths: fromRecord(60),
  trialDays: assumed(30, 'The last 30 days of the record, counted before consent.'),
  controlArms: fromRecord(['N2-C', 'N2-X']),
  treatedArms: fromRecord(['N2-L', 'N2-LR', 'N2-C', 'N2-X', 'N2-XR']),
  courseScanMonths: assumed(3, 'Scan of the last 3 months before crossover.'),
  restMonths: assumed(6, 'Six months since the last dose.'),
  cyclesBefore: fromRecord(4),
  mostLifeActivity: assumed(exact('59200'), 'MBq: eight doses of 7400.'),
  doseMbq: fromRecord(exact('7400')),
  leastCyclesAgain: fromRecord(2),
}

const inWindow = 's.within(months(scanMonths), entry)'
const kps = 'casebook.latest("VS.KPS PS.KPS", entry).value() >= leastKps'
const kidneysLow = `${clearance} < leastClearance`
const countsLow = any(
  `${result('HGB')}.below(haemoglobin)`,
  `${result('WBC')}.below(leukocytes)`,
  `${result('PLT')}.below(platelets)`,
)
const bilirubinHigh = `${result('BILI')}.aboveLimit(bilirubin)`
const heartFailure =
  'casebook.rows("MH").exists(h, h.holds("MHCAT") && h.code("MHCAT") == "CARDIAC" && h.holds("NYHA"))'
const ecg = 'casebook.recent("ECG", entry)'
const qt = `(${ecg}.holds("EGQT") && ${ecg}.holds("EGHR") ? qtcf(${ecg}.number("EGQT"), ${ecg}.number("EGHR")) : ${ecg}.number("QTCF"))`

const inclusions: readonly CriterionDef[] = [
  inclusion.mixed(
    'N2-I01a',
    {
      en: 'Advanced, inoperable, well-differentiated G2 or G3 GEP tumour, by histology',
      fr: 'Tumeur GEP avancée, inopérable, bien différenciée G2 ou G3, par histologie',
      sv: 'Avancerad, inoperabel, högt differentierad G2- eller G3-GEP-tumör, enligt histologi',
    },
    every(
      any(
        'casebook.code("NET.EXTENT") == "METASTATIC" && !(casebook.holds("NET.INOPER") && casebook.code("NET.INOPER") == "N")',
        'casebook.code("NET.EXTENT") == "LOCALLY_ADVANCED" && casebook.code("NET.INOPER") == "Y"',
      ),
      'casebook.code("NET.NETDIFF") == "WELL"',
      'casebook.code("NET.NETGRADE") in grades',
      'casebook.code("NET.PRIMSITE") in sites',
    ),
  ),
  inclusion.computed(
    'N2-I01b',
    {
      en: 'Diagnosed in the 6 months before screening',
      fr: 'Diagnostic dans les 6 mois avant la sélection',
      sv: 'Diagnos under de 6 månaderna före screening',
    },
    'casebook.within("NET.NETDXDAT", months(diagnosisMonths), consent)',
  ),
  inclusion.computed(
    'N2-I02',
    { en: 'Ki-67 from 10 to 55 %', fr: 'Ki-67 de 10 à 55 %', sv: 'Ki-67 från 10 till 55 %' },
    'casebook.number("NET.KI67") >= leastKi67 && casebook.number("NET.KI67") <= mostKi67',
  ),
  inclusion.computed(
    'N2-I03a',
    { en: 'Old enough for the country', fr: 'Âge minimal du pays atteint', sv: 'Tillräckligt gammal för landet' },
    `${ageAtConsent} >= minAge`,
  ),
  inclusion.computed(
    'N2-I03b',
    { en: 'Weight above 40 kg', fr: 'Poids supérieur à 40 kg', sv: 'Vikt över 40 kg' },
    'casebook.latest("VS.WEIGHT", entry).above(weight)',
  ),
  inclusion.computed(
    'N2-I04a',
    {
      en: 'Somatostatin-receptor imaging of the last 3 months',
      fr: 'Imagerie des récepteurs de la somatostatine dans les 3 derniers mois',
      sv: 'Somatostatinreceptoravbildning från de senaste 3 månaderna',
    },
    `casebook.expected("PETS").exists(s, ${inWindow} && s.code("SSTRMOD") in tracers)`,
  ),
  inclusion.mixed(
    'N2-I04b',
    { en: 'All target lesions positive', fr: 'Toutes les lésions cibles positives', sv: 'Alla mållesioner positiva' },
    'casebook.holds("PETS.ALLTARGPOS") ? casebook.code("PETS.ALLTARGPOS") == "Y" : casebook.needed(casebook.rows("PETS").filter(s, s.holds("UPTAKE")), "PETS.ALLTARGPOS").all(s, s.number("UPTAKE") >= 2)',
  ),
  inclusion.mixed(
    'N2-I05',
    {
      en: 'Each target lesion takes up more than normal liver',
      fr: 'Chaque lésion cible fixe plus que le foie sain',
      sv: 'Varje mållesion tar upp mer än normal lever',
    },
    'casebook.needed(casebook.rows("PETS").filter(s, s.holds("UPTAKE")), "PETS.UPTAKE").all(s, s.number("UPTAKE") >= leastUptake)',
  ),
  inclusion.computed(
    'N2-I06',
    { en: 'Karnofsky at least 60', fr: 'Karnofsky au moins 60', sv: 'Karnofsky minst 60' },
    kps,
  ),
  inclusion.computed(
    'N2-I07',
    { en: 'At least one measurable lesion', fr: 'Au moins une lésion mesurable', sv: 'Minst en mätbar lesion' },
    measurable,
  ),
  inclusion.computed(
    'N2-I08',
    {
      en: 'Consent signed before any study activity',
      fr: 'Consentement signé avant toute activité',
      sv: 'Samtycke undertecknat före varje studieåtgärd',
    },
    consented,
  ),
]

const exclusions: readonly CriterionDef[] = [
  exclusion.computed(
    'N2-E01',
    {
      en: 'Creatinine clearance below 40 mL/min',
      fr: 'Clairance de la créatinine inférieure à 40 mL/min',
      sv: 'Kreatininclearance under 40 mL/min',
    },
    kidneysLow,
  ),
  exclusion.computed(
    'N2-E02',
    {
      en: 'Haemoglobin below 8.0 g/dL (5.0 mmol/L), white cells below 2 or platelets below 75 × 10⁹/L',
      fr: 'Hémoglobine inférieure à 8,0 g/dL (5,0 mmol/L), leucocytes inférieurs à 2 ou plaquettes à 75 × 10⁹/L',
      sv: 'Hemoglobin under 8,0 g/dL (5,0 mmol/L), leukocyter under 2 eller trombocyter under 75 × 10⁹/L',
    },
    countsLow,
    { flags: [supported('HGB', 'WBC', 'PLT')] },
  ),
  exclusion.computed(
    'N2-E03',
    {
      en: 'Bilirubin above 3 times the upper limit',
      fr: 'Bilirubine supérieure à 3 fois la limite',
      sv: 'Bilirubin över 3 gånger den övre gränsen',
    },
    bilirubinHigh,
  ),
  exclusion.computed(
    'N2-E04',
    {
      en: 'Albumin below 30 g/L unless the prothrombin time is normal',
      fr: 'Albumine inférieure à 30 g/L sauf taux de prothrombine normal',
      sv: 'Albumin under 30 g/L om inte protrombintiden är normal',
    },
    albuminLow,
  ),
  exclusion.computed(
    'N2-E05',
    { en: 'Pregnant or breastfeeding', fr: 'Grossesse ou allaitement', sv: 'Gravid eller ammande' },
    pregnantOrBreastfeeding('as-tested'),
    { note: breastfeedingNote },
  ),
  exclusion.judged('N2-E06', {
    en: 'Can become pregnant and uses no highly effective contraception',
    fr: 'Peut être enceinte sans contraception très efficace',
    sv: 'Kan bli gravid och använder ingen högeffektiv preventivmetod',
  }),
  exclusion.computed('N2-E07', { en: 'Any earlier PRRT', fr: 'PRRT antérieure', sv: 'Någon tidigare PRRT' }, hadPrrt),
  exclusion.computed(
    'N2-E08',
    {
      en: 'RECIST progression on earlier treatment of this tumour',
      fr: 'Progression RECIST sous un traitement antérieur de cette tumeur',
      sv: 'RECIST-progress på tidigare behandling av den här tumören',
    },
    'casebook.rows("PTX").exists(t, t.code("PTXPD") == "Y")',
  ),
  exclusion.judged('N2-E09', {
    en: 'Another treatment is more suitable',
    fr: 'Un autre traitement est plus approprié',
    sv: 'En annan behandling är lämpligare',
  }),
  exclusion.computed(
    'N2-E10',
    {
      en: 'Systemic therapy for more than a month, or in the last 12 weeks',
      fr: 'Traitement systémique pendant plus d’un mois, ou dans les 12 dernières semaines',
      sv: 'Systemisk behandling i mer än en månad, eller under de senaste 12 veckorna',
    },
    `casebook.rows("PTX").exists(t, t.code("PTXCLASS") in systemic && (${wentOn('addDays(randomisation, -washoutDays)', 'randomisation')} || ${lasted('randomisation')} > systemicDays))`,
  ),
  exclusion.computed(
    'N2-E11',
    {
      en: 'Any radio- or chemo-embolisation or radiofrequency ablation',
      fr: 'Radio- ou chimio-embolisation, ou ablation par radiofréquence',
      sv: 'Någon radio- eller kemoembolisering eller radiofrekvensablation',
    },
    treatedWith('["TACE", "TARE", "RFA"]'),
  ),
  exclusion.computed(
    'N2-E12',
    {
      en: 'Surgery within 12 weeks before randomisation',
      fr: 'Chirurgie dans les 12 semaines avant randomisation',
      sv: 'Operation inom 12 veckor före randomisering',
    },
    surgeryWithin('days(washoutDays)', 'randomisation'),
  ),
  exclusion.mixed(
    'N2-E13',
    {
      en: 'Brain metastases, unless treated and stable for 24 weeks',
      fr: 'Métastases cérébrales, sauf traitées et stables depuis 24 semaines',
      sv: 'Hjärnmetastaser, om inte behandlade och stabila i 24 veckor',
    },
    brainMetastases('consent', 'any-steroids'),
    { asks: brainHistory },
  ),
  exclusion.mixed(
    'N2-E14',
    {
      en: 'Uncontrolled heart failure (NYHA II to IV), or ejection fraction below 40 %',
      fr: 'Insuffisance cardiaque non contrôlée (NYHA II à IV), ou fraction d’éjection inférieure à 40 %',
      sv: 'Okontrollerad hjärtsvikt (NYHA II till IV), eller ejektionsfraktion under 40 %',
    },
    any(
      'casebook.rows("MH").exists(h, h.holds("MHCAT") && h.code("MHCAT") == "CARDIAC" && h.holds("NYHA") && h.code("NYHA") in ["II", "III", "IV"])',
      every(heartFailure, 'casebook.recent("ECHO", entry).number("LVEF") < leastEjection'),
    ),
    { asks: heartFailure },
  ),
  exclusion.computed(
    'N2-E15',
    {
      en: 'QTcF above 470 ms (women) or 450 ms (men), or congenital long QT',
      fr: 'QTcF supérieur à 470 ms (femmes) ou 450 ms (hommes), ou QT long congénital',
      sv: 'QTcF över 470 ms (kvinnor) eller 450 ms (män), eller medfött långt QT',
    },
    any(`${qt} > qtcFemale`, `${qt} > qtcMale && ${sex} == "M"`, `${ecg}.holds("LQTS") && ${ecg}.code("LQTS") == "Y"`),
  ),
  exclusion.computed(
    'N2-E16',
    { en: 'HbA1c above 7.5 %', fr: 'HbA1c supérieure à 7,5 %', sv: 'HbA1c över 7,5 %' },
    `${result('HBA1C')}.above(hba1c)`,
  ),
  exclusion.computed(
    'N2-E17',
    { en: 'Potassium above 6.0 mmol/L', fr: 'Kaliémie supérieure à 6,0 mmol/L', sv: 'Kalium över 6,0 mmol/L' },
    `${result('K')}.above(potassium)`,
  ),
  exclusion.mixed(
    'N2-E18',
    {
      en: 'Somatostatin analogues cannot be interrupted for the doses',
      fr: 'Analogues de la somatostatine impossibles à interrompre pour les doses',
      sv: 'Somatostatinanaloger kan inte avbrytas för doserna',
    },
    'false',
    { asks: analogueInUse },
  ),
  exclusion.judged('N2-E19', {
    en: 'Another uncontrolled condition that may keep from finishing',
    fr: 'Autre affection non contrôlée pouvant empêcher de terminer l’étude',
    sv: 'Annat okontrollerat tillstånd som kan hindra från att fullfölja',
  }),
  exclusion.computed(
    'N2-E20',
    {
      en: 'External radiotherapy to more than 25 % of the marrow',
      fr: 'Radiothérapie externe sur plus de 25 % de la moelle',
      sv: 'Extern strålbehandling av mer än 25 % av benmärgen',
    },
    'casebook.code("NET.EBRTBM") == "Y"',
  ),
  exclusion.judged('N2-E21', {
    en: 'Urinary incontinence now',
    fr: 'Incontinence urinaire actuelle',
    sv: 'Urininkontinens nu',
  }),
  exclusion.mixed(
    'N2-E22',
    {
      en: 'Another malignancy, unless cured for 5 years',
      fr: 'Autre cancer, sauf guéri depuis 5 ans',
      sv: 'Annan malignitet, om inte botad sedan 5 år',
    },
    otherMalignancy('!h.holds("SECMALFREE") || h.day("SECMALFREE") > addMonths(entry, -malignancyMonths)'),
    { asks: otherMalignancy() },
  ),
  exclusion.judged('N2-E23', {
    en: 'CT contrast not tolerated and MRI not possible',
    fr: 'Produit de contraste non toléré et IRM impossible',
    sv: 'CT-kontrast tåls inte och MR är inte möjlig',
  }),
  exclusion.judged('N2-E24', {
    en: 'Hypersensitivity to the study drugs',
    fr: 'Hypersensibilité aux produits de l’étude',
    sv: 'Överkänslighet mot studieläkemedlen',
  }),
  exclusion.computed(
    'N2-E25',
    {
      en: 'Another trial in the last 30 days',
      fr: 'Autre essai dans les 30 derniers jours',
      sv: 'En annan prövning under de senaste 30 dagarna',
    },
    `casebook.rows("PTX").exists(t, t.code("PTXCLASS") == "INVESTIGATIONAL" && ${wentOn('addDays(consent, -trialDays)', 'consent')})`,
  ),
]

const assumption = 'The record names criteria of its own and does not list them: assumed.'
const crossing = { phases: ['XOVR'], note: assumption }
const again = { phases: ['RETX'], note: assumption }
const wasNotStopped = '!casebook.rows("EOT").exists(e, e.holds("DSDECOD") && e.code("DSDECOD") == "DMT_STOP")'
const courses: readonly CriterionDef[] = [
  inclusion.computed(
    'N2-X01',
    {
      en: 'Control arm with RECIST progression',
      fr: 'Bras contrôle avec progression RECIST',
      sv: 'Kontrollarmen med RECIST-progress',
    },
    every('arm in controlArms', `count(casebook.expected("PD")) > 0 && ${objectiveProgression()}`),
    { phases: ['XOVR'] },
  ),
  inclusion.computed(
    'N2-X02',
    {
      en: 'Laboratory and Karnofsky as at entry',
      fr: 'Biologie et Karnofsky comme à l’inclusion',
      sv: 'Lab och Karnofsky som vid inträdet',
    },
    every(`!(${kidneysLow})`, `!(${countsLow})`, `!(${bilirubinHigh})`, `!(${albuminLow})`, kps),
    crossing,
  ),
  inclusion.computed(
    'N2-X03',
    {
      en: 'Target lesions positive on a scan of the last 3 months',
      fr: 'Lésions cibles positives sur un examen des 3 derniers mois',
      sv: 'Mållesioner positiva på en undersökning från de senaste 3 månaderna',
    },
    'casebook.needed(casebook.rows("PETS").filter(s, s.holds("ALLTARGPOS")), "PETS.ALLTARGPOS").exists(s, s.within(months(courseScanMonths), entry) && s.code("ALLTARGPOS") == "Y")',
    crossing,
  ),
  inclusion.computed(
    'N2-X04',
    {
      en: 'No new anticancer therapy after progression',
      fr: 'Pas de nouveau traitement anticancéreux après la progression',
      sv: 'Ingen ny cancerbehandling efter progress',
    },
    every(`!casebook.rows("SUBTX").exists(t, t.day("CMSTDAT") >= ${progressionDay})`, wasNotStopped),
    crossing,
  ),
  inclusion.computed(
    'N2-X05',
    { en: 'Not more than 4 cycles', fr: 'Pas plus de 4 cycles', sv: 'Högst 4 kurer' },
    'count(casebook.rows("EXLU").filter(e, e.holds("LUCOURSE") && e.code("LUCOURSE") == "CROSSOVER")) < cyclesBefore',
    { phases: ['XOVR'] },
  ),
  inclusion.mixed(
    'N2-R01',
    {
      en: 'Four cycles with benefit, then progression',
      fr: 'Quatre cycles avec bénéfice, puis progression',
      sv: 'Fyra kurer med nytta, sedan progress',
    },
    every(
      'arm in treatedArms',
      'count(casebook.rows("EXLU")) >= cyclesBefore',
      `count(casebook.expected("PD")) > 0 && ${objectiveProgression()}`,
    ),
    { phases: ['RETX'] },
  ),
  inclusion.computed(
    'N2-R02',
    {
      en: 'Six months since the last dose',
      fr: 'Six mois depuis la dernière dose',
      sv: 'Sex månader sedan senaste dos',
    },
    'addMonths(casebook.lastDay(casebook.expected("EXLU"), "ECSTDTM"), restMonths) <= entry',
    again,
  ),
  inclusion.mixed(
    'N2-R03',
    {
      en: 'Two to four more cycles are planned',
      fr: 'Deux à quatre cycles supplémentaires sont prévus',
      sv: 'Två till fyra kurer till är planerade',
    },
    'casebook.holds("RETX.XOVPLAN") ? casebook.number("RETX.XOVPLAN") >= leastCyclesAgain && casebook.number("RETX.XOVPLAN") <= cyclesBefore : true',
    { phases: ['RETX'] },
  ),
  inclusion.computed(
    'N2-R04',
    {
      en: 'Not stopped for toxicity; no grade 4 of blood or kidney; clearance as at entry',
      fr: 'Pas d’arrêt pour toxicité ; pas de grade 4 hématologique ou rénal ; clairance comme à l’inclusion',
      sv: 'Ej avslutad för toxicitet; ingen grad 4 för blod eller njure; clearance som vid inträdet',
    },
    every(
      wasNotStopped,
      '!casebook.rows("AE").exists(e, e.number("AETOXGR") >= 4 && e.holds("AESI") && e.codes("AESI").exists(i, i in ["HAEMATOTOX", "NEPHROTOX"]))',
      `!(${kidneysLow})`,
    ),
    again,
  ),
  inclusion.computed(
    'N2-R05',
    {
      en: 'Planned life activity at most 59.2 GBq',
      fr: 'Activité cumulée prévue d’au plus 59,2 GBq',
      sv: 'Planerad livstidsaktivitet högst 59,2 GBq',
    },
    'casebook.sum(casebook.rows("EXLU"), "LUPRESC") + casebook.number("RETX.XOVPLAN") * doseMbq <= mostLifeActivity',
    again,
  ),
]

const default18: EligibilityDef = {
  parameters,
  anchors,
  dates,
  phases: [
    entryPhase('randomisation', ['SCR', 'RAND', 'N2-L', 'N2-C']),
    {
      oid: 'XOVR',
      title: { en: 'Crossover', fr: 'Changement de bras', sv: 'Överkorsning' },
      entry: 'planned_dose',
      codes: ['XSCR', 'N2-X', 'X', 'CROSSOVER'],
    },
    {
      oid: 'RETX',
      title: { en: 'Re-treatment', fr: 'Retraitement', sv: 'Ny behandling' },
      entry: 'planned_dose',
      codes: ['RSCR', 'N2-LR', 'N2-XR', 'RETREAT', 'RETREAT_AFTER_XO'],
    },
  ],
  criteria: [...inclusions, ...exclusions, ...courses],
}

/** Countries that let minors of 15 take part, with their assent. */
const from15: EligibilityDef = {
  ...default18,
  parameters: { ...parameters, minAge: fromRecord(15) },
}

/** By version of the protocol: the least age differs by country. */
export const netter2Eligibility = { '18': default18, '15': from15 }
