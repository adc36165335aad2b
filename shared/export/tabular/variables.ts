import type { VariableKind } from './domains'
import type { Variable } from './shape'

/** Variables of the sets that no class of domains describes, and which variables stand whatever is said. */

type Kinds = readonly (readonly [name: string, label: string, type?: VariableKind['type']])[]

const demographics: Kinds = [
  ['SUBJID', 'Subject Identifier for the Study'],
  ['RFSTDTC', 'Subject Reference Start Date/Time', 'datetime'],
  ['RFENDTC', 'Subject Reference End Date/Time', 'datetime'],
  ['RFXSTDTC', 'Date/Time of First Study Treatment', 'datetime'],
  ['RFXENDTC', 'Date/Time of Last Study Treatment', 'datetime'],
  ['RFICDTC', 'Date/Time of Informed Consent', 'datetime'],
  ['RFPENDTC', 'Date/Time of End of Participation', 'datetime'],
  ['DTHDTC', 'Date/Time of Death', 'datetime'],
  ['DTHFL', 'Subject Death Flag'],
  ['SITEID', 'Study Site Identifier'],
  ['BRTHDTC', 'Date/Time of Birth', 'datetime'],
  ['AGE', 'Age', 'decimal'],
  ['AGEU', 'Age Units'],
  ['SEX', 'Sex'],
  ['RACE', 'Race'],
  ['ETHNIC', 'Ethnicity'],
  ['ARMCD', 'Planned Arm Code'],
  ['ARM', 'Description of Planned Arm'],
  ['ACTARMCD', 'Actual Arm Code'],
  ['ACTARM', 'Description of Actual Arm'],
  ['ARMNRS', 'Reason Arm and/or Actual Arm is Null'],
  ['COUNTRY', 'Country'],
]

const visits: Kinds = [
  ['SVSPID', 'Sponsor-Defined Identifier'],
  ['VISITNUM', 'Visit Number', 'decimal'],
  ['VISIT', 'Visit Name'],
  ['SVPRESP', 'Pre-specified'],
  ['SVOCCUR', 'Occurrence'],
  ['SVREASOC', 'Reason for Occur Value'],
  ['EPOCH', 'Epoch'],
  ['SVSTDTC', 'Start Date/Time of Observation', 'datetime'],
  ['SVENDTC', 'End Date/Time of Observation', 'datetime'],
  ['SVSTDY', 'Study Day of Start of Observation', 'integer'],
]

const comments: Kinds = [
  ['RDOMAIN', 'Related Domain Abbreviation'],
  ['COSEQ', 'Sequence Number', 'integer'],
  ['IDVAR', 'Identifying Variable'],
  ['IDVARVAL', 'Identifying Variable Value'],
  ['COREF', 'Comment Reference'],
  ['COVAL', 'Comment'],
  ['COEVAL', 'Evaluator'],
  ['CODTC', 'Date/Time of Comment', 'datetime'],
]

/** The sets that have variables of their own, whatever their class has. */
export const ownSets: Readonly<Record<string, Kinds>> = { CO: comments, DM: demographics, SV: visits }

/** What stands in a set even where nobody said anything. */
export const required = new Set([
  ...['STUDYID', 'DOMAIN', 'RDOMAIN', 'USUBJID', 'SUBJID', 'SITEID', 'ARMCD', 'ARM', 'ARMNRS', 'VISITNUM'],
  ...['IDVAR', 'IDVARVAL', 'QNAM', 'QLABEL', 'QVAL', 'QORIG', 'RELTYPE', 'RELID'],
])
/** The same of names behind the code of their domain. */
export const requiredSuffixes = new Set(['SEQ', 'TESTCD', 'TEST', 'TERM', 'TRT'])

/** A variable as sets are made of them; `more` says what is otherwise than usual. */
export const variable = (
  name: string,
  label: string,
  type: VariableKind['type'] = 'text',
  more: Partial<Variable> = {},
) => ({
  ...{ name, label, type, always: required.has(name), origin: 'Assigned' as const, from: [], codeList: undefined },
  ...more,
})
