import type {
  CriterionDef,
  EligibilityAnchorDef,
  EligibilityDef,
  LimitValue,
  ParameterDef,
} from '#shared/study/eligibility-definition'
import type { Text } from './define'
import { assumed, fromRecord } from './gate-parameters'

/** How criteria are written, and what several trials ask in the same words. What comes out is plain data. */

type Value = ParameterDef['value']
export const fromRegister = (value: Value): ParameterDef => ({ value, from: 'register' })

/** A threshold in each unit that the record names, the unit that others are converted to first. */
export const limit = (...values: readonly (readonly [unit: string, value: `${number}`])[]): LimitValue =>
  values.map(([unit, value]) => ({ unit, value }))
/** A number that is compared exactly: a multiple of the limit of normal, a clearance. */
export const exact = (decimal: `${number}`) => ({ decimal })

interface Asked {
  readonly phases?: readonly string[]
  readonly asks?: string
  readonly decides?: string
  readonly flags?: readonly { readonly severity: 'S' | 'A' | 'D' | 'I'; readonly when: string; readonly text: Text }[]
  readonly note?: string
}

const decided =
  (kind: CriterionDef['kind'], mode: 'computed' | 'mixed') =>
  (id: string, text: Text, rule: string, { phases = ['ENTRY'], flags, ...rest }: Asked = {}): CriterionDef => ({
    ...{ id, kind, mode, text, phases: [...phases], rule },
    ...(flags && { flags: [...flags] }),
    ...rest,
  })
const judged =
  (kind: CriterionDef['kind']) =>
  (id: string, text: Text, { phases = ['ENTRY'], note }: Pick<Asked, 'phases' | 'note'> = {}): CriterionDef => ({
    ...{ id, kind, mode: 'judgement', text, phases: [...phases] },
    ...(note !== undefined && { note }),
  })

/** A criterion by what decides it: the data, the investigator, or both. */
export const inclusion = {
  computed: decided('inclusion', 'computed'),
  mixed: decided('inclusion', 'mixed'),
  judged: judged('inclusion'),
}
export const exclusion = {
  computed: decided('exclusion', 'computed'),
  mixed: decided('exclusion', 'mixed'),
  judged: judged('exclusion'),
}

const sampled = { date: 'LBDAT', time: 'LBTIM' }
const imaged = { date: 'TUDAT' }
/** The items that say which day a row is from, by form. */
export const dates: EligibilityDef['dates'] = {
  ...{ LBH: sampled, LBC: sampled, LBE: sampled, LBK: sampled, LBU: sampled, LBM: sampled },
  ...{ VS: { date: 'VSDAT', time: 'VSTIM' }, PS: { date: 'VSDAT', time: 'VSTIM' } },
  ...{ PREG: { date: 'RPDAT', time: 'RPTIM' }, ECG: { date: 'EGDAT', time: 'EGTIM' }, ECHO: { date: 'ECHODAT' } },
  ...{ PETS: { date: 'PETDAT' }, PETF: { date: 'PETDAT' }, TUTL: imaged, TUNT: imaged, TUNL: imaged },
  ...{
    PD: { date: 'PDDAT' },
    MDT: { date: 'MDTDAT' },
    SURG: { date: 'SURGDAT' },
    'IMG-DFS': { date: 'IMGDAT' },
    EXLU: { date: 'ECSTDTM' },
  },
}

const consent: EligibilityAnchorDef = {
  at: 'casebook.firstDay(casebook.rows("ICF").filter(c, !c.holds("ICFTYPE") || c.code("ICFTYPE") == "MAIN"), "DSSTDAT")',
}

/** Consent, enrolment, randomisation and the planned dose; before the last three come the day of evaluation stands in. */
export const anchors: EligibilityDef['anchors'] = {
  consent,
  enrolment: { or: ['randomisation'], today: true },
  randomisation: { or: ['enrolment'], today: true },
  planned_dose: { or: ['randomisation', 'enrolment'], today: true },
}

const places: Readonly<Record<string, string>> = {
  HGB: 'LBH.HGB',
  WBC: 'LBH.WBC',
  ANC: 'LBH.ANC',
  PLT: 'LBH.PLT',
  HBA1C: 'LBE.HBA1C LBC.HBA1C',
  INR: 'LBK.INR LBC.INR',
  PTPCT: 'LBK.PTPCT LBC.PTPCT',
  CYSC: 'LBU.CYSC LBC.CYSC',
  UCRCL: 'LBU.UCRCL LBC.UCRCL',
  MGFR: 'LBU.MGFR LBC.MGFR',
}
const place = (analyte: string): string => places[analyte] ?? `LBC.${analyte}`

/** The latest result in the window of laboratory results, which is the parameter `labDays`. */
export const result = (analyte: string): string => `casebook.latest("${place(analyte)}", days(labDays), entry)`
export const hasResult = (analyte: string): string => `casebook.holds("${place(analyte)}", days(labDays), entry)`

export const every = (...rules: readonly string[]): string => rules.map((rule) => `(${rule})`).join(' && ')
export const any = (...rules: readonly string[]): string => rules.map((rule) => `(${rule})`).join(' || ')

/** Known to the year only, it gives two ages; AGE is what a source gave instead of a date. */
const birth = 'casebook.day("DM.BRTHDAT DM.BRTHYR")'
export const ageAtConsent = `(casebook.holds("DM.BRTHDAT DM.BRTHYR") ? years(${birth}, consent) : casebook.number("DM.AGE"))`

export const sex = 'casebook.code("DM.SEX")'
const creatinine = result('CREAT')
const weight = `casebook.beside("VS.WEIGHT", ${creatinine}, 7, weightDays)`
/** mL/min by Cockcroft and Gault; mL/min/1.73 m² by MDRD and as the mean of LMR18 and CAPA. */
export const clearance = `cockcroftGault(${creatinine}, ${weight}, ${sex}, ${birth})`
export const filtrationMdrd = `mdrd(${creatinine}, ${sex}, ${birth})`
export const filtrationMean = `meanOfLmr18AndCapa(${creatinine}, ${result('CYSC')}, ${sex}, ${birth}, estimatesDifferPct)`
export const weightDays = assumed(28, 'An older weight is used and flagged.')

/** The participant can become pregnant, or nobody knows. */
export const canBecomePregnant = `(${sex} == "F" && casebook.code("DM.CHILDPOT") in ["Y", "U"])`
const lastTest = 'casebook.recent("PREG", entry)'
/** By the latest test, however old; a negative ultrasound refutes it where the trial allows that. */
export const pregnant = (ultrasound: 'ultrasound-refutes' | 'as-tested'): string =>
  every(
    canBecomePregnant,
    // A test that could not be read decides nothing.
    `${lastTest}.code("RPORRES") == "INDET" ? ${lastTest}.code("RPULTRA") == "POS" : ${lastTest}.code("RPORRES") == "POS"`,
    ...(ultrasound === 'ultrasound-refutes'
      ? [`!(${lastTest}.holds("RPULTRA") && ${lastTest}.code("RPULTRA") == "NEG")`]
      : []),
  )
/** As said with the latest test; where nobody said, the data know nothing of it. */
export const pregnantOrBreastfeeding = (ultrasound: 'ultrasound-refutes' | 'as-tested'): string =>
  any(
    pregnant(ultrasound),
    every(canBecomePregnant, `${lastTest}.holds("BRSTFEED")`, `${lastTest}.code("BRSTFEED") == "Y"`),
  )
export const breastfeedingNote =
  'Breastfeeding is known where it was said with the latest pregnancy test; else the investigator says it.'

const ratioNormal = `!${result('PTPCT')}.low()`
const inrNormal = `!${result('INR')}.high()`
/** Albumin below the limit, unless the prothrombin time is within the laboratory's range, as ratio or as INR. */
export const albuminLow = every(
  `${result('ALB')}.below(albumin)`,
  `!(${hasResult('PTPCT')} ? (${hasResult('INR')} ? (${any(ratioNormal, inrNormal)}) : ${ratioNormal}) : ${inrNormal})`,
)
export const albumin = fromRecord(limit(['g/dL', '3.0'], ['g/L', '30']))

/** On the fasting panel a glucose is fasting unless it says otherwise; elsewhere somebody has to say so. */
export const fastingGlucose = `casebook.latest(casebook.rows("LBC LBE").filter(s, s.holds("LBFAST") ? s.code("LBFAST") == "Y" : s.of("LBE")), "LBC.GLUC LBE.GLUC", days(labDays), entry)`

/** Cycles of earlier PRRT: the rows that have a date or a number. */
export const cycles = 'casebook.rows("PPRRT").filter(c, c.holds("PPDAT") || c.holds("PPCYC"))'
/** Any row says that something was given. */
export const hadPrrt =
  'casebook.rows("PPRRT").exists(c, c.holds("PPDAT PPCYC PPAGENT PPACT") || (c.holds("PPNCYC") && c.number("PPNCYC") > 0)) || casebook.rows("PTX").exists(t, t.code("PTXCLASS") == "PRRT")'
export const lastCycle = `casebook.lastDay(casebook.needed(${cycles}, "PPRRT.PPDAT"), "PPDAT")`

export const history = (category: string): string =>
  `casebook.rows("MH").exists(h, h.holds("MHCAT") && h.code("MHCAT") == "${category}")`
export const treatedWith = (classes: string): string =>
  `casebook.rows("PTX").exists(t, t.code("PTXCLASS") in ${classes})`

/** Surgery is over on its day; other treatments end when somebody says so. */
const goesOn = '(t.code("PTXCLASS") != "SURGERY" && t.ongoing("CMONGO", "CMENDAT"))'
const end = 't.day(t.code("PTXCLASS") == "SURGERY" ? "CMENDAT CMSTDAT" : "CMENDAT")'
/** A treatment `t` ended as many days before an anchor as a parameter says. */
export const endedBefore = (anchor: string, days: string): string =>
  `(!${goesOn} && daysBetween(${end}, ${anchor}) >= ${days})`
const begunBy = (anchor: string): string => `(!t.holds("CMSTDAT") || t.day("CMSTDAT") <= ${anchor})`
/** A treatment `t` that went on at any time from a day to an anchor, both included. */
export const wentOn = (from: string, anchor: string): string =>
  `(${begunBy(anchor)} && (${goesOn} || ${end} >= ${from}))`
/** Days a treatment `t` lasted, until an anchor where it goes on. */
export const lasted = (anchor: string): string =>
  `(t.holds("PTXDUR") ? t.number("PTXDUR") : daysBetween(t.day("CMSTDAT"), t.ongoing("CMONGO", "CMENDAT") ? ${anchor} : t.day("CMENDAT")))`

/** Surgery in the span before an anchor, wherever it was written down. */
export const surgeryWithin = (span: string, anchor: string): string =>
  any(
    `casebook.rows("PTX").exists(t, t.code("PTXCLASS") == "SURGERY" && t.within("CMSTDAT", ${span}, ${anchor}))`,
    `casebook.rows("MH").exists(h, h.holds("MHCAT") && h.code("MHCAT") == "SURGERY" && h.within("MHSTDAT", ${span}, ${anchor}))`,
    `casebook.holds("NET.PRIMRESDAT") && casebook.within("NET.PRIMRESDAT", ${span}, ${anchor})`,
  )

const brainIsSite = 'casebook.holds("NET.METSITE") && "BRAIN" in casebook.codes("NET.METSITE")'
/** Brain metastases that are not known to be treated and stable for the days of the parameter `brainDays`. */
export const brainMetastases = (anchor: string, steroids: 'off-steroids' | 'any-steroids'): string => {
  const settled = every(
    `h.day("BMTRTDAT") <= ${anchor}`,
    `daysBetween(h.day("BMSTABDAT"), ${anchor}) >= brainDays`,
    ...(steroids === 'off-steroids' ? [`daysBetween(h.day("STERSTOPDAT"), ${anchor}) >= brainDays`] : []),
  )
  return any(
    `casebook.rows("MH").exists(h, h.holds("MHCAT") && h.code("MHCAT") == "BRAIN_METS" && !(${settled}))`,
    every(brainIsSite, `!${history('BRAIN_METS')}`),
  )
}
/** Any history of them asks for imaging that shows them stable. */
export const brainHistory = any(history('BRAIN_METS'), brainIsSite)

/** A lesion that RECIST 1.1 can measure: 10 mm, a node 15 mm across, or twice the slice where slices are thick. */
export const measurable =
  'casebook.expected("TUTL").exists(l, l.number("TRLDIAM") >= (l.holds("TUNODAL") && l.code("TUNODAL") == "Y" ? 15 : 10) && (!l.holds("TUSLICE") || l.number("TUSLICE") <= 5 || l.number("TRLDIAM") >= l.number("TUSLICE") * decimal("2")))'

/** Progression that imaging or histology shows. */
export const objectiveProgression = (after?: string): string =>
  `casebook.rows("PD").exists(p, p.codes("PDTYPE").exists(c, c in objective)${after === undefined ? '' : ` && p.date() > ${after}`})`
export const objective = assumed(
  ['TARGET', 'NONTARGET', 'NEW_LESION', 'RECUR_LIVER', 'RECUR_EXTRAHEP', 'RECUR_PRIMARY'],
  'Clinical or biochemical progression alone is no RECIST progression.',
)
export const progressionDay = `casebook.firstDay(casebook.needed(casebook.rows("PD").filter(p, p.codes("PDTYPE").exists(c, c in objective)), "PD.PDDAT"), "PDDAT")`

/** Blood or G-CSF given shortly before a count makes it say less. */
export const supported = (...analytes: readonly string[]) => ({
  severity: 'S' as const,
  when: any(
    ...analytes.map(
      (analyte) =>
        `casebook.rows("CM").exists(m, m.holds("CMFLAG") && m.codes("CMFLAG").exists(f, f in supportive) && m.within("CMSTDAT", days(supportiveDays), ${result(analyte)}.date()))`,
    ),
  ),
  text: {
    en: 'A transfusion or G-CSF was given shortly before this sample.',
    fr: 'Transfusion ou G-CSF peu avant ce prélèvement.',
    sv: 'Transfusion eller G-CSF gavs kort före det här provet.',
  },
})
export const supportive: EligibilityDef['parameters'] = {
  supportive: assumed(['GCSF', 'TRANSF_RBC', 'TRANSF_PLT'], 'What makes a blood count say less.'),
  supportiveDays: assumed(14, 'Given within 14 days before a sample.'),
}

/** Somatostatin analogues in use: as earlier therapy that goes on, or as a concomitant medicine. */
export const analogueInUse = any(
  'casebook.rows("PTX").exists(t, t.code("PTXCLASS") == "SSA" && t.ongoing("CMONGO", "CMENDAT"))',
  'casebook.rows("CM").exists(m, m.holds("CMFLAG") && m.codes("CMFLAG").exists(f, f in ["LA_SSA", "SA_SSA"]) && m.ongoing("CMONGO", "CMENDAT"))',
)

/** Other malignancies whose text is none of the harmless ones of the parameter `harmlessTumours`. */
export const otherMalignancy = (holds?: string): string =>
  `casebook.rows("MH").exists(h, h.holds("MHCAT") && h.code("MHCAT") == "MALIGNANCY" && !h.mentions("MHTERM MHDECOD", harmlessTumours)${holds === undefined ? '' : ` && (${holds})`})`
export const harmlessTumours = assumed(
  ['in situ', 'basal cell', 'basalioma', 'squamous cell carcinoma of skin', 'squamous cell carcinoma of the skin', 'skin squamous', 'non-melanoma skin'], // prettier-ignore
  'Tumours of the exception are known by these words in the term.',
)

/** Consent was signed by the day that decides. */
export const consented = 'consent <= entry'

/** Where tumours of the gut and pancreas begin. */
export const gepSites = [
  ...['STOMACH', 'DUODENUM', 'JEJUNUM_ILEUM', 'APPENDIX', 'CAECUM', 'COLON_RIGHT', 'COLON_LEFT', 'RECTUM'],
  ...['PANCREAS', 'UNKNOWN_MIDGUT_LIKELY'],
]

export const entryPhase = (entry: string, codes: readonly string[]) => ({
  oid: 'ENTRY',
  title: { en: 'Entry', fr: 'Entrée', sv: 'Inträde' },
  entry,
  codes: [...codes],
})
