import { type CodeListDef, textIn } from '../../study/definition'
import { XML_HEAD, block, leaf, open } from '../odm/xml'
import { type DictionaryUsed, dictionariesOf, dictionaryList } from '../dictionaries'
import { SDTM_TERMINOLOGY } from '../../study/dictionaries'
import { type DomainClass, OWN_FINDINGS, type VariableType } from './domains'
import { codeListOid, itemGroupOid, itemOid, metaDataVersionOid, studyOid, systemOf } from './names'
import type { Dataset, Variable } from './shape'
import type { FilledDataset, Tabulated } from './tabular'
import { submissionOf } from './values'

/** What the data sets and their variables are, as Define-XML 2.1: every variable with where it came from. */
export function* defineXml(tabulated: Tabulated, fileOf: (dataset: string) => string): Generator<string> {
  const { source, filled } = tabulated
  const { study, asOf, app, exporter } = source
  const { id, name, title, sponsorCode } = study.version.study
  const system = systemOf(app)
  yield XML_HEAD
  yield open('ODM', {
    xmlns: 'http://www.cdisc.org/ns/odm/v1.3',
    'xmlns:xlink': 'http://www.w3.org/1999/xlink',
    'xmlns:def': 'http://www.cdisc.org/ns/def/v2.1',
    ODMVersion: '1.3.2',
    FileType: 'Snapshot',
    FileOID: `${id}.define.${asOf}`,
    CreationDateTime: asOf,
    AsOfDateTime: asOf,
    Originator: exporter.name,
    SourceSystem: system.name,
    SourceSystemVersion: system.version,
    'def:Context': 'Other',
  })
  yield `\n${open('Study', { OID: studyOid(id) })}\n`
  yield block(
    'GlobalVariables',
    {},
    leaf('StudyName', {}, name),
    leaf('StudyDescription', {}, textIn(title, 'en')),
    leaf('ProtocolName', {}, sponsorCode ?? id),
  )
  yield `${open('MetaDataVersion', {
    OID: metaDataVersionOid(source),
    Name: `${name}, version ${study.version.name}`,
    Description: `Data sets of ${name} as of ${asOf}`,
    'def:DefineVersion': '2.1.0',
  })}\n`
  const dictionaries = dictionariesOf(source.versions, source)
  yield standardsOf(filled, dictionaries)
  for (const set of filled) yield groupOf(set, fileOf(set.dataset.name))
  for (const set of filled)
    for (const { variable, at } of set.kept) yield itemOf(set.dataset, variable, set.measured.bytes[at] ?? 0)
  for (const list of listsOf(tabulated)) yield listOf(list)
  for (const one of dictionaries) if (one.name !== SDTM_TERMINOLOGY) yield externalList(one)
  yield block(
    'MethodDef',
    { OID: DERIVED, Name: 'Derivation', Type: 'Computation' },
    described('By a rule of the study or of this export, from what was collected.'),
  )
  yield block(
    'def:CommentDef',
    { OID: OWN },
    described('Collected by the study and held by no domain of the standard.'),
  )
  yield '</MetaDataVersion>\n</Study>\n</ODM>\n'
}

const TABULATION = 'STD.SDTM'
const ANALYSIS = 'STD.ADAM'
const DERIVED = 'MT.DERIVED'
const OWN = 'COM.OWN'

const isAnalysis = ({ dataset }: FilledDataset): boolean => dataset.class === 'analysis'

/** The implementation guides that the data sets follow in shape. */
const standardsOf = (filled: readonly FilledDataset[], dictionaries: readonly DictionaryUsed[]): string =>
  block(
    'def:Standards',
    {},
    block('def:Standard', { OID: TABULATION, Name: 'SDTMIG', Type: 'IG', Version: '3.4', Status: 'Final' }),
    filled.some(isAnalysis)
      ? block('def:Standard', { OID: ANALYSIS, Name: 'ADaMIG', Type: 'IG', Version: '1.3', Status: 'Final' })
      : undefined,
    ...dictionaries.flatMap(({ name, version }, i) => {
      if (name !== SDTM_TERMINOLOGY || version === undefined) return []
      const terms = { Name: 'CDISC/NCI', Type: 'CT', PublishingSet: 'SDTM', Version: version, Status: 'Final' }
      return [block('def:Standard', { OID: `STD.CT.${i + 1}`, ...terms })]
    }),
  )

/** A dictionary whose terms stand elsewhere, with its version. */
const externalList = ({ name, version }: DictionaryUsed): string =>
  block(
    'CodeList',
    { OID: codeListOid(dictionaryList({ name, version: version ?? '' })), Name: name, DataType: 'text' },
    block('ExternalCodeList', { Dictionary: name, Version: version }),
  )

const described = (text: string): string =>
  block('Description', {}, leaf('TranslatedText', { 'xml:lang': 'en' }, text === '' ? '-' : text))

function groupOf({ dataset, kept }: FilledDataset, file: string): string {
  const { name, label, keys, structure } = dataset
  const analysis = dataset.class === 'analysis'
  const own = isOwn(dataset)
  const archive = `LF.${name}`
  return block(
    'ItemGroupDef',
    {
      OID: itemGroupOid(name),
      Name: name,
      Repeating: name === 'DM' ? 'No' : 'Yes',
      IsReferenceData: 'No',
      SASDatasetName: name,
      ...(!analysis && { Domain: name.startsWith('SUPP') ? name.slice(4) : name }),
      Purpose: analysis ? 'Analysis' : 'Tabulation',
      'def:Structure': structure,
      'def:ArchiveLocationID': archive,
      ...(own
        ? { 'def:IsNonStandard': 'Yes', 'def:CommentOID': OWN }
        : { 'def:StandardOID': analysis ? ANALYSIS : TABULATION }),
    },
    described(label),
    ...kept.map(({ variable }, i) => {
      const key = keys.indexOf(variable.name)
      return block('ItemRef', {
        ItemOID: itemOid(name, variable.name),
        OrderNumber: String(i + 1),
        Mandatory: variable.always && keys.includes(variable.name) && !mayBeEmpty(dataset, variable) ? 'Yes' : 'No',
        KeySequence: key < 0 ? undefined : String(key + 1),
        MethodOID: variable.origin === 'Derived' ? DERIVED : undefined,
      })
    }),
    block('def:Class', { Name: classNames[dataset.class] }, subClassOf(dataset)),
    block('def:leaf', { ID: archive, 'xlink:href': file }, leaf('def:title', {}, file)),
  )
}

/** Whole sets are related for nobody in particular, and who has one record only needs no name for it. */
const mayBeEmpty = (dataset: Dataset, { name }: Variable): boolean =>
  dataset.class === 'relationship' && (/^IDVAR/.test(name) || (name === 'USUBJID' && dataset.name === 'RELREC'))

const isOwn = ({ name }: Dataset): boolean => name.replace(/^SUPP/, '') === OWN_FINDINGS

const subClassOf = ({ name }: Dataset): string | undefined =>
  name === 'ADTTE' ? block('def:SubClass', { Name: 'TIME-TO-EVENT' }) : undefined

const classNames: { readonly [C in DomainClass]: string } = {
  special: 'SPECIAL PURPOSE',
  interventions: 'INTERVENTIONS',
  events: 'EVENTS',
  findings: 'FINDINGS',
  relationship: 'RELATIONSHIP',
  analysis: 'BASIC DATA STRUCTURE',
}

/** A decimal has at most twenty digits on each side of its point. */
const dataTypes: { readonly [T in VariableType]: Readonly<Record<string, string>> } = {
  text: { DataType: 'text' },
  datetime: { DataType: 'partialDatetime' },
  integer: { DataType: 'integer' },
  decimal: { DataType: 'float' },
  day: { DataType: 'date' },
}

function itemOf(dataset: Dataset, variable: Variable, bytes: number): string {
  const { name, label, type, origin, saidBy = 'Investigator', from, codeList } = variable
  const timed = type === 'datetime' || type === 'day'
  return block(
    'ItemDef',
    {
      OID: itemOid(dataset.name, name),
      Name: name,
      ...dataTypes[type],
      ...(!timed && { Length: String(Math.max(1, bytes)) }),
      ...(type === 'decimal' && { SignificantDigits: String(Math.max(0, bytes - 2)) }),
      SASFieldName: name,
    },
    described(label),
    codeList === undefined ? undefined : block('CodeListRef', { CodeListOID: codeListOid(codeList) }),
    block(
      'def:Origin',
      { Type: origin, Source: origin === 'Collected' ? saidBy : 'Sponsor' },
      from.length > 0 ? described(from.join(', ')) : undefined,
    ),
  )
}

interface UsedList {
  readonly oid: string
  readonly label: string
  readonly codes: ReadonlyMap<string, string>
}

/** The lists that the variables name, with what every version of the study has in them. */
function listsOf({ source, filled }: Tabulated): readonly UsedList[] {
  const used = new Set(filled.flatMap(({ kept }) => kept.flatMap(({ variable }) => variable.codeList ?? [])))
  return [...used].sort().map((oid) => {
    const lists = source.versions.flatMap((study) => study.codeList(oid) ?? [])
    return { oid, label: oid, codes: new Map(lists.flatMap(codesOf)) }
  })
}

const codesOf = (list: CodeListDef): readonly (readonly [string, string])[] =>
  list.codes.map(({ code, text }) => [submissionOf(list, code), textIn(text, 'en')] as const)

const listOf = ({ oid, label, codes }: UsedList): string =>
  block(
    'CodeList',
    { OID: codeListOid(oid), Name: label, DataType: 'text', 'def:IsNonStandard': 'Yes' },
    ...[...codes].map(([code, text]) =>
      block(
        'CodeListItem',
        { CodedValue: code },
        block('Decode', {}, leaf('TranslatedText', { 'xml:lang': 'en' }, text)),
      ),
    ),
  )
