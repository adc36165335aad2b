import type { QueryStatus } from '../../casebook/casebook'
import type { Logged } from '../../change/change'
import type { LocalText } from '../../study/definition'
import type { PlannedSource } from '../../study/source-definition'
import { type OdmAdmin, type OdmEdition, type OdmStudy, type OdmSubject, refs, texts, yesNo } from './edition'
import { auditRecord, signer } from './edition-13'
import { FLAG_TYPE_LIST, flagListOf } from './flags'
import type { OdmCheck, OdmExpression, OdmItem, OdmMetadata, OdmRange } from './metadata'
import { type OdmAnnotation, type OdmNode, type OdmQuery } from './nodes'
import { oids } from './oids'
import { block, leaf } from './xml'

/**
 * ODM 2.0 (CDISC, 2023): forms are item groups, a unit is an item beside the value, values are elements, and what is said
 * of something stands behind it.
 */
export const edition20: OdmEdition = {
  version: '2.0',
  namespace: 'http://www.cdisc.org/ns/odm/v2.0',
  attributes: {},
  study,
  adminData,
  subject,
}

const plain = { Type: 'text/plain' }
const text = (name: string, all: LocalText): string => block(name, {}, texts(all, plain))

/** The item that holds the unit of another. */
export const unitItem = (item: string): string => `${item}.UNIT`

function study({ oid, name, title, protocol, versions }: OdmStudy): string {
  return block(
    'Study',
    { OID: oid, StudyName: name, ProtocolName: protocol },
    text('Description', title),
    ...versions.map(metadata),
  )
}

function metadata(version: OdmMetadata): string {
  const origins = new Map(version.items.map(({ oid, origin }) => [oid, origin]))
  const measured = new Map(version.items.filter(({ units }) => units.length > 0).map((item) => [item.oid, item]))
  return block(
    'MetaDataVersion',
    { OID: version.oid, Name: version.name },
    version.about && text('Description', version.about),
    ...version.events.map(({ oid, name, title, type, repeating, category, forms }) =>
      block(
        'StudyEventDef',
        { OID: oid, Name: name, Repeating: yesNo(repeating), Type: type, Category: category },
        text('Description', title),
        refs('ItemGroupRef', 'ItemGroupOID', forms),
      ),
    ),
    ...version.forms.map(({ oid, name, title, repeating, domain, groups }) =>
      block(
        'ItemGroupDef',
        { OID: oid, Name: name, Repeating: repeating ? 'Simple' : 'No', Domain: domain, Type: 'Form' },
        text('Description', title),
        refs('ItemGroupRef', 'ItemGroupOID', groups),
      ),
    ),
    ...version.groups.map(({ oid, name, title, repeating, items }) =>
      block(
        'ItemGroupDef',
        { OID: oid, Name: name, Repeating: repeating ? 'Simple' : 'No', Type: 'Section' },
        title && text('Description', title),
        ...items
          .flatMap((ref) => {
            const unit = measured.has(ref.item) ? unitItem(ref.item) : undefined
            const own = { ...ref, unit }
            const beside = {
              item: unit ?? '',
              mandatory: false,
              condition: undefined,
              method: undefined,
              unit: undefined,
            }
            return unit === undefined ? [own] : [own, beside]
          })
          .map(({ item, mandatory, condition, method, unit }, i) =>
            block(
              'ItemRef',
              {
                ItemOID: item,
                OrderNumber: String(i + 1),
                Mandatory: yesNo(mandatory),
                UnitsItemOID: unit,
                MethodOID: method,
                CollectionExceptionConditionOID: condition,
              },
              origin(origins.get(item)),
            ),
          ),
      ),
    ),
    ...version.items.map(item),
    ...[...measured.values()].map(units),
    ...version.codeLists.map(({ oid, name, codes }) =>
      codeList(
        oid,
        name,
        codes.map(({ code, text: decode }) => [code, decode]),
      ),
    ),
    ...[...measured.values()].map((one) =>
      codeList(
        oids.codeList(unitItem(one.oid)),
        unitItem(one.name),
        one.units.map((unit) => [unit, { en: unit }]),
      ),
    ),
    // A list without items whose coding says which system its terms are of: ODM 2.0 has no list that stands elsewhere.
    ...version.dictionaries.map(({ oid, name, version: of }) =>
      block(
        'CodeList',
        { OID: oid, Name: name, DataType: 'text' },
        block('Coding', { System: encodeURIComponent(name), SystemName: name, SystemVersion: of }),
      ),
    ),
    ...version.conditions.map((one) => expression('ConditionDef', one, 'boolean')),
    ...version.methods.map((one) => expression('MethodDef', one, 'text', { Type: 'Computation' })),
  )
}

/** In the terms of the standard, with our own word beside them: it has none for what was copied from another record. */
const origin = (planned: PlannedSource | undefined): string | undefined =>
  planned && block('Origin', originTerms[planned], text('Description', { en: planned }))

const originTerms: { readonly [P in PlannedSource]: { readonly Type: string; readonly Source: string } } = {
  direct: { Type: 'Collected', Source: 'Investigator' },
  transcribed: { Type: 'Collected', Source: 'Investigator' },
  device: { Type: 'Collected', Source: 'Investigator' },
  participant: { Type: 'Collected', Source: 'Subject' },
  calculated: { Type: 'Derived', Source: 'Sponsor' },
}

const codeList = (oid: string, name: string, codes: readonly (readonly [string, LocalText])[]): string =>
  block(
    'CodeList',
    { OID: oid, Name: name, DataType: 'text' },
    ...codes.map(([code, decode], i) =>
      block('CodeListItem', { CodedValue: code, OrderNumber: String(i + 1) }, text('Decode', decode)),
    ),
  )

const expression = (
  name: string,
  one: OdmExpression,
  result: 'boolean' | 'text',
  more: Readonly<Record<string, string>> = {},
): string =>
  block(
    name,
    { OID: one.oid, Name: one.name, ...more },
    text('Description', one.about),
    block('MethodSignature', {}, block('ReturnValue', { Name: 'result', DataType: result })),
    block('FormalExpression', { Context: one.context }, leaf('Code', {}, one.expression)),
  )

function item(def: OdmItem): string {
  const { oid, name, label, help, dataType, length, ranges, checks, codeList: list, aliases } = def
  return block(
    'ItemDef',
    { OID: oid, Name: name, DataType: dataType, Length: length?.toString() },
    text('Question', label),
    help && text('CRFCompletionInstructions', help),
    ...ranges.map(range),
    ...checks.map(check),
    list && block('CodeListRef', { CodeListOID: list }),
    ...aliases.map(([context, alias]) => block('Alias', { Context: context, Name: alias })),
  )
}

const units = ({ oid, name, label }: OdmItem): string =>
  block(
    'ItemDef',
    { OID: unitItem(oid), Name: unitItem(name), DataType: 'text', Length: '40' },
    text('Question', label),
    block('CodeListRef', { CodeListOID: oids.codeList(unitItem(oid)) }),
  )

const range = ({ comparator, value, hard }: OdmRange): string =>
  block('RangeCheck', { Comparator: comparator, SoftHard: hard ? 'Hard' : 'Soft' }, leaf('CheckValue', {}, value))

const check = ({ expression: code, hard, message }: OdmCheck): string =>
  block(
    'RangeCheck',
    { SoftHard: hard ? 'Hard' : 'Soft' },
    block('FormalExpression', { Context: 'CEL' }, leaf('Code', {}, code)),
    text('ErrorMessage', message),
  )

function adminData({ studyOid, versionOid, day, users, sites, meanings }: OdmAdmin): string {
  return block(
    'AdminData',
    { StudyOID: studyOid },
    ...users.map(({ oid, name }) => block('User', { OID: oid }, leaf('FullName', {}, name))),
    ...sites.map(({ oid, name }) =>
      block(
        'Location',
        { OID: oid, Name: name, Role: 'Site' },
        block('MetaDataVersionRef', { StudyOID: studyOid, MetaDataVersionOID: versionOid, EffectiveDate: day }),
      ),
    ),
    ...meanings.map(({ oid, meaning, reason }) =>
      block(
        'SignatureDef',
        { OID: oid, Methodology: 'Electronic' },
        leaf('Meaning', {}, meaning),
        leaf('LegalReason', {}, reason),
      ),
    ),
  )
}

function subject({ key, site, own, nodes, transactional }: OdmSubject): string {
  return block(
    'SubjectData',
    { SubjectKey: key, TransactionType: own.transaction ?? (transactional ? 'Context' : undefined) },
    block('SiteRef', { LocationOID: oids.site(site) }),
    ...nodes.map((node) => clinical(node, 0)),
    about(own),
  )
}

const levels = [
  { element: 'StudyEventData', oid: 'StudyEventOID', repeat: 'StudyEventRepeatKey' },
  { element: 'ItemGroupData', oid: 'ItemGroupOID', repeat: 'ItemGroupRepeatKey' },
  { element: 'ItemGroupData', oid: 'ItemGroupOID', repeat: 'ItemGroupRepeatKey' },
] as const

function clinical(node: OdmNode, depth: number): string {
  const level = levels[depth]
  if (!level) return itemData(node)
  return block(
    level.element,
    { [level.oid]: node.step.oid, [level.repeat]: node.step.repeat, TransactionType: node.transaction },
    ...(node.children ?? []).map((child) => clinical(child, depth + 1)),
    about(node),
  )
}

function itemData(node: OdmNode): string {
  const { step, transaction, value, unit } = node
  const isNull = value === null ? 'Yes' : undefined
  const own = block(
    'ItemData',
    { ItemOID: step.oid, TransactionType: transaction, IsNull: isNull },
    value === null || value === undefined ? '' : leaf('Value', {}, value),
    about(node),
  )
  if (unit === undefined) return own
  const beside = { ItemOID: unitItem(step.oid), TransactionType: transaction }
  return own + block('ItemData', beside, leaf('Value', {}, unit), node.audit && auditRecord(node.audit))
}

/** What is said of something: who wrote and signed it, notes, queries. */
function about({ audit, signature, annotations = [], queries = [] }: Partial<OdmNode>): string {
  return [
    audit ? auditRecord(audit) : '',
    signature ? block('Signature', {}, signer(signature.logged, signature.meaning)) : '',
    ...annotations.map((one, i) => annotation(one, i + 1)),
    ...queries.map(query),
  ].join('')
}

const annotation = ({ comment, by, flags }: OdmAnnotation, n: number): string =>
  block(
    'Annotation',
    { SeqNum: String(n) },
    comment === undefined ? '' : block('Comment', { SponsorOrSite: by }, leaf('TranslatedText', plain, comment)),
    ...flags.map(({ type, value }) =>
      block(
        'Flag',
        {},
        leaf('FlagValue', { CodeListOID: flagListOf(type) }, value),
        leaf('FlagType', { CodeListOID: FLAG_TYPE_LIST }, type),
      ),
    ),
  )

/** The standard has no word for a query that was opened again: it is open. */
const states: Readonly<Record<QueryStatus, string>> = {
  candidate: 'Candidate',
  open: 'Open',
  answered: 'Answered',
  reopened: 'Open',
  closed: 'Closed',
  cancelled: 'Cancelled',
}

/** A query has one text here: what was asked. What was answered stands as the reason of each further record. */
function query({ id, status, system, thread, since }: OdmQuery): string {
  const [first] = thread
  return block(
    'Query',
    {
      OID: id,
      Source: system ? 'System' : sourceOf(first?.logged),
      Type: system ? 'System' : 'Manual',
      State: states[status],
      LastUpdateDatetime: thread.at(-1)?.logged.change.claimedAt ?? since,
    },
    leaf('Value', {}, first?.text ?? ''),
    ...thread.map(({ text: words, move, logged }) => auditRecord({ logged, reason: `${move}: ${words}` })),
  )
}

const sourceOf = (logged: Logged | undefined): string =>
  logged?.change.role === 'data-manager' ? 'Data Management' : 'Site Monitor'
