/**
 * What SDTM says of domains and variables (SDTM 2.0, SDTMIG 3.4): enough to put collected data into their shape. `--`
 * stands for the code of the domain in the names of variables.
 */

export type DomainClass = 'special' | 'interventions' | 'events' | 'findings' | 'relationship' | 'analysis'

/** `text` may be as long as it likes; numbers are decimals as text until a file turns them into its own; a day is a whole ISO date. */
export type VariableType = 'text' | 'integer' | 'decimal' | 'datetime' | 'day'

export interface VariableKind {
  readonly suffix: string
  readonly label: string
  readonly type: VariableType
}

export interface Domain {
  readonly code: string
  readonly label: string
  readonly class: DomainClass
}

const kinds = (type: VariableType, labels: Readonly<Record<string, string>>): readonly VariableKind[] =>
  Object.entries(labels).map(([suffix, label]) => ({ suffix, label, type }))

const identifiers = [
  ...kinds('integer', { SEQ: 'Sequence Number' }),
  ...kinds('text', {
    GRPID: 'Group ID',
    REFID: 'Reference ID',
    SPID: 'Sponsor-Defined Identifier',
    LNKID: 'Link ID',
    LNKGRP: 'Link Group ID',
  }),
]

const timing = [
  ...kinds('datetime', {
    DTC: 'Date/Time of Collection',
    STDTC: 'Start Date/Time',
    ENDTC: 'End Date/Time',
  }),
  ...kinds('integer', { DY: 'Study Day of Collection', STDY: 'Study Day of Start', ENDY: 'Study Day of End' }),
  ...kinds('text', {
    TPT: 'Planned Time Point Name',
    ENRTPT: 'End Relative to Reference Time Point',
    ENTPT: 'End Reference Time Point',
  }),
]

const grouping = kinds('text', {
  CAT: 'Category',
  SCAT: 'Subcategory',
  PRESP: 'Pre-Specified',
  OCCUR: 'Occurrence',
  STAT: 'Completion Status',
  REASND: 'Reason Not Done',
})

const interventions = [
  ...kinds('text', { TRT: 'Reported Name of Treatment', DECOD: 'Standardized Treatment Name' }),
  ...grouping,
  ...kinds('text', { INDC: 'Indication', CLAS: 'Class', CLASCD: 'Class Code' }),
  ...kinds('decimal', { DOSE: 'Dose' }),
  ...kinds('text', {
    DOSTXT: 'Dose Description',
    DOSU: 'Dose Units',
    DOSFRM: 'Dose Form',
    DOSFRQ: 'Dosing Frequency per Interval',
    ROUTE: 'Route of Administration',
    LOT: 'Lot Number',
    LOC: 'Location of Dose Administration',
    LAT: 'Laterality',
  }),
  ...kinds('decimal', { VAMT: 'Treatment Vehicle Amount' }),
  ...kinds('text', { VAMTU: 'Treatment Vehicle Amount Units', ADJ: 'Reason for Dose Adjustment' }),
]

const events = [
  ...kinds('text', { TERM: 'Reported Term', DECOD: 'Dictionary-Derived Term' }),
  ...grouping,
  ...kinds('text', {
    BODSYS: 'Body System or Organ Class',
    LOC: 'Location of Event',
    SEV: 'Severity/Intensity',
    SER: 'Serious Event',
    ACN: 'Action Taken with Study Treatment',
    REL: 'Causality',
    OUT: 'Outcome of Event',
    SCONG: 'Congenital Anomaly or Birth Defect',
    SDISAB: 'Persist or Signif Disability/Incapacity',
    SDTH: 'Results in Death',
    SHOSP: 'Requires or Prolongs Hospitalization',
    SLIFE: 'Is Life Threatening',
    SMIE: 'Other Medically Important Serious Event',
    CONTRT: 'Concomitant or Additional Trtmnt Given',
    TOXGR: 'Standard Toxicity Grade',
  }),
]

const findings = [
  ...kinds('text', {
    TESTCD: 'Test Short Name',
    TEST: 'Test Name',
    CAT: 'Category',
    SCAT: 'Subcategory',
    POS: 'Position of Subject',
    ORRES: 'Result or Finding in Original Units',
    ORRESU: 'Original Units',
    ORNRLO: 'Reference Range Lower Limit in Orig Unit',
    ORNRHI: 'Reference Range Upper Limit in Orig Unit',
    STRESC: 'Character Result in Std Format',
  }),
  ...kinds('decimal', { STRESN: 'Numeric Result in Standard Units' }),
  ...kinds('text', { STRESU: 'Standard Units' }),
  ...kinds('decimal', {
    STNRLO: 'Reference Range Lower Limit-Std Units',
    STNRHI: 'Reference Range Upper Limit-Std Units',
  }),
  ...kinds('text', {
    STAT: 'Completion Status',
    REASND: 'Reason Not Done',
    NAM: 'Vendor Name',
    SPEC: 'Specimen Type',
    LOC: 'Location',
    LAT: 'Laterality',
    METHOD: 'Method of Test or Examination',
    FAST: 'Fasting Status',
    DRVFL: 'Derived Flag',
    EVAL: 'Evaluator',
  }),
]

/** What every record of a participant begins with, and what it says of the visit; these names have no domain in them. */
const always = (label: string, suffix: string, type: VariableType = 'text'): VariableKind => ({ suffix, label, type })
export const head: readonly VariableKind[] = [
  always('Study Identifier', 'STUDYID'),
  always('Domain Abbreviation', 'DOMAIN'),
  always('Unique Subject Identifier', 'USUBJID'),
]
export const visitKinds: readonly VariableKind[] = [
  always('Visit Number', 'VISITNUM', 'decimal'),
  always('Visit Name', 'VISIT'),
  always('Epoch', 'EPOCH'),
]

/** The variables of a class whose names begin with the domain, in the order in which they stand. */
export const kindsOf: { readonly [C in DomainClass]: readonly VariableKind[] } = {
  special: [],
  interventions: [...identifiers, ...interventions],
  events: [...identifiers, ...events],
  findings: [...identifiers, ...findings],
  relationship: [],
  analysis: [],
}
export { timing as timingKinds }

const of = (type: DomainClass, labels: Readonly<Record<string, string>>): readonly Domain[] =>
  Object.entries(labels).map(([code, label]) => ({ code, label, class: type }))

const all = [
  ...of('special', { CO: 'Comments', DM: 'Demographics', SV: 'Subject Visits' }),
  ...of('interventions', {
    CM: 'Concomitant/Prior Medications',
    EC: 'Exposure as Collected',
    EX: 'Exposure',
    PR: 'Procedures',
    SU: 'Substance Use',
  }),
  ...of('events', {
    AE: 'Adverse Events',
    BE: 'Biospecimen Events',
    CE: 'Clinical Events',
    DS: 'Disposition',
    DV: 'Protocol Deviations',
    HO: 'Healthcare Encounters',
    MH: 'Medical History',
  }),
  ...of('findings', {
    CV: 'Cardiovascular System Findings',
    DA: 'Drug Accountability',
    DD: 'Death Details',
    EG: 'ECG Test Results',
    GF: 'Genomics Findings',
    IE: 'Inclusion/Exclusion Criteria',
    LB: 'Laboratory Test Results',
    PC: 'Pharmacokinetics Concentrations',
    PE: 'Physical Examination',
    QS: 'Questionnaires',
    RP: 'Reproductive System Findings',
    RS: 'Disease Response and Clin Classification',
    SC: 'Subject Characteristics',
    SS: 'Subject Status',
    TR: 'Tumor/Lesion Results',
    TU: 'Tumor/Lesion Identification',
    VS: 'Vital Signs',
    XF: 'Findings of the Study',
  }),
  ...of('relationship', { RELREC: 'Related Records' }),
  ...of('analysis', { ADTTE: 'Time to Event Analysis' }),
]

const byCode = new Map(all.map((domain) => [domain.code, domain]))

/** The findings of a study's own, where everything goes that no other domain takes. */
export const OWN_FINDINGS = 'XF'

export const domainOf = (code: string): Domain =>
  byCode.get(code) ?? { code, label: `Findings of the Study, ${code}`, class: 'findings' }

export const isDomain = (code: string): boolean => byCode.has(code)

/** The variable that a suffix of this domain's class names; undefined where SDTM has none. */
export const kindOf = (domain: string, suffix: string): VariableKind | undefined =>
  [...kindsOf[domainOf(domain).class], ...timing].find((kind) => kind.suffix === suffix)
