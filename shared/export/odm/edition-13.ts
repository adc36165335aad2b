import { type Change, type Logged, refOf } from '../../change/change'
import { canonicalJson } from '../../canonical-json'
import { streamParts } from '../../ids'
import { type OdmAdmin, type OdmEdition, type OdmStudy, type OdmSubject, refs, texts, yesNo } from './edition'
import { FLAG_TYPE_LIST, flagListOf } from './flags'
import type { OdmCheck, OdmExpression, OdmItem, OdmMetadata, OdmRange } from './metadata'
import { type OdmAnnotation, type OdmAudit, type OdmNode, type OdmQuery, type OdmSignature, flagged } from './nodes'
import { oids } from './oids'
import { block, leaf } from './xml'

/** ODM 1.3.2 (CDISC, 2013): children in the order of its schema. */
export const edition13: OdmEdition = {
  version: '1.3.2',
  namespace: 'http://www.cdisc.org/ns/odm/v1.3',
  attributes: {},
  study,
  adminData,
  subject,
}

function study({ oid, name, title, protocol, units, versions }: OdmStudy): string {
  return block(
    'Study',
    { OID: oid },
    block(
      'GlobalVariables',
      {},
      leaf('StudyName', {}, name),
      leaf('StudyDescription', {}, title.en),
      leaf('ProtocolName', {}, protocol),
    ),
    block(
      'BasicDefinitions',
      {},
      ...units.map((unit) =>
        block('MeasurementUnit', { OID: oids.unit(unit), Name: unit }, block('Symbol', {}, texts({ en: unit }))),
      ),
    ),
    ...versions.map(metadata),
  )
}

function metadata(version: OdmMetadata): string {
  return block(
    'MetaDataVersion',
    { OID: version.oid, Name: version.name, Description: version.about?.en },
    block(
      'Protocol',
      {},
      refs(
        'StudyEventRef',
        'StudyEventOID',
        version.events.map(({ oid }) => oid),
      ),
    ),
    ...version.events.map(({ oid, name, title, type, repeating, category, forms }) =>
      block(
        'StudyEventDef',
        { OID: oid, Name: name, Repeating: yesNo(repeating), Type: type, Category: category },
        block('Description', {}, texts(title)),
        refs('FormRef', 'FormOID', forms),
      ),
    ),
    ...version.forms.map(({ oid, name, title, repeating, domain, groups }) =>
      block(
        'FormDef',
        { OID: oid, Name: name, Repeating: yesNo(repeating) },
        block('Description', {}, texts(title)),
        refs('ItemGroupRef', 'ItemGroupOID', groups),
        domain === undefined ? '' : block('Alias', { Context: 'Tracer:domain', Name: domain }),
      ),
    ),
    ...version.groups.map(({ oid, name, title, repeating, items }) =>
      block(
        'ItemGroupDef',
        { OID: oid, Name: name, Repeating: yesNo(repeating) },
        title && block('Description', {}, texts(title)),
        ...items.map(({ item, mandatory, condition, method }, i) =>
          block('ItemRef', {
            ItemOID: item,
            OrderNumber: String(i + 1),
            Mandatory: yesNo(mandatory),
            MethodOID: method,
            CollectionExceptionConditionOID: condition,
          }),
        ),
      ),
    ),
    ...version.items.map(item),
    ...version.codeLists.map(({ oid, name, codes }) =>
      block(
        'CodeList',
        { OID: oid, Name: name, DataType: 'text' },
        ...codes.map(({ code, text }, i) =>
          block('CodeListItem', { CodedValue: code, OrderNumber: String(i + 1) }, block('Decode', {}, texts(text))),
        ),
      ),
    ),
    ...version.dictionaries.map(({ oid, name, version: of }) =>
      block(
        'CodeList',
        { OID: oid, Name: name, DataType: 'text' },
        block('ExternalCodeList', { Dictionary: name, Version: of }),
      ),
    ),
    ...version.conditions.map((one) => expression('ConditionDef', one)),
    ...version.methods.map((one) => expression('MethodDef', one, { Type: 'Computation' })),
  )
}

const expression = (name: string, one: OdmExpression, more: Readonly<Record<string, string>> = {}): string =>
  block(
    name,
    { OID: one.oid, Name: one.name, ...more },
    block('Description', {}, texts(one.about)),
    leaf('FormalExpression', { Context: one.context }, one.expression),
  )

function item(def: OdmItem): string {
  const { oid, name, label, help, dataType, origin, length, decimals, units, ranges, checks, codeList, aliases } = def
  return block(
    'ItemDef',
    {
      OID: oid,
      Name: name,
      DataType: dataType,
      Length: length?.toString(),
      SignificantDigits: decimals?.toString(),
      Origin: origin,
    },
    help && block('Description', {}, texts(help)),
    block('Question', {}, texts(label)),
    ...units.map((unit) => block('MeasurementUnitRef', { MeasurementUnitOID: oids.unit(unit) })),
    ...ranges.map(range),
    ...checks.map(check),
    codeList && block('CodeListRef', { CodeListOID: codeList }),
    ...aliases.map(([context, alias]) => block('Alias', { Context: context, Name: alias })),
  )
}

const range = ({ comparator, value, hard, unit }: OdmRange): string =>
  block(
    'RangeCheck',
    { Comparator: comparator, SoftHard: hard ? 'Hard' : 'Soft' },
    leaf('CheckValue', {}, value),
    unit && block('MeasurementUnitRef', { MeasurementUnitOID: oids.unit(unit) }),
  )

const check = ({ expression: text, hard, message }: OdmCheck): string =>
  block(
    'RangeCheck',
    { SoftHard: hard ? 'Hard' : 'Soft' },
    leaf('FormalExpression', { Context: 'CEL' }, text),
    block('ErrorMessage', {}, texts(message)),
  )

function adminData({ studyOid, versionOid, day, users, sites, meanings }: OdmAdmin): string {
  return block(
    'AdminData',
    { StudyOID: studyOid },
    ...users.map(({ oid, name }) => block('User', { OID: oid }, leaf('DisplayName', {}, name))),
    ...sites.map(({ oid, name }) =>
      block(
        'Location',
        { OID: oid, Name: name, LocationType: 'Site' },
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
    own.audit && auditRecord(own.audit),
    own.signature && signature(own.signature),
    block('SiteRef', { LocationOID: oids.site(site) }),
    annotations(own),
    ...nodes.map((node) => clinical(node, 0)),
  )
}

const levels = [
  { element: 'StudyEventData', oid: 'StudyEventOID', repeat: 'StudyEventRepeatKey' },
  { element: 'FormData', oid: 'FormOID', repeat: 'FormRepeatKey' },
  { element: 'ItemGroupData', oid: 'ItemGroupOID', repeat: 'ItemGroupRepeatKey' },
] as const

function clinical(node: OdmNode, depth: number): string {
  const level = levels[depth]
  if (!level) return itemData(node)
  return block(
    level.element,
    { [level.oid]: node.step.oid, [level.repeat]: node.step.repeat, TransactionType: node.transaction },
    node.audit && auditRecord(node.audit),
    node.signature && signature(node.signature),
    annotations(node),
    ...(node.children ?? []).map((child) => clinical(child, depth + 1)),
  )
}

function itemData(node: OdmNode): string {
  const { step, transaction, value, unit, audit } = node
  return block(
    'ItemData',
    {
      ItemOID: step.oid,
      TransactionType: transaction,
      IsNull: value === null ? 'Yes' : undefined,
      Value: value ?? undefined,
    },
    audit && auditRecord(audit),
    unit === undefined ? '' : block('MeasurementUnitRef', { MeasurementUnitOID: oids.unit(unit) }),
    annotations(node),
  )
}

export function auditRecord({ logged, reason }: OdmAudit): string {
  const { change } = logged
  return block(
    'AuditRecord',
    { EditPoint: editPointOf(change) },
    block('UserRef', { UserOID: oids.user(change.author) }),
    block('LocationRef', { LocationOID: oids.site(streamParts(change.stream).site) }),
    leaf('DateTimeStamp', {}, change.claimedAt),
    reason === undefined ? '' : leaf('ReasonForChange', {}, reason),
    leaf('SourceID', {}, refOf(change)),
  )
}

/** Where in the life of the data it was said; left out for what the site enters. */
function editPointOf({ role }: Change): 'Monitoring' | 'DataManagement' | undefined {
  switch (role) {
    case 'monitor':
      return 'Monitoring'
    case 'data-manager':
      return 'DataManagement'
    case 'nurse':
    case 'investigator':
    case 'administrator':
    case 'participant':
    case 'system':
      return undefined
  }
}

function signature({ logged, meaning }: OdmSignature): string {
  return block(
    'Signature',
    {},
    signer(logged, meaning),
    ...proofOf(logged).map((proof) => leaf('CryptoBindingManifest', {}, proof)),
  )
}

/** Who signed what, where and when. */
export const signer = ({ change }: Logged, meaning: string): string =>
  [
    block('UserRef', { UserOID: oids.user(change.author) }),
    block('LocationRef', { LocationOID: oids.site(streamParts(change.stream).site) }),
    block('SignatureRef', { SignatureOID: oids.signature(meaning) }),
    leaf('DateTimeStamp', {}, change.claimedAt),
  ].join('')

/** What the signature is over and what it is: key, scopes with their hashes, Ed25519. */
function proofOf({ change: { body } }: Logged): readonly string[] {
  if (body.kind !== 'sign') return []
  const { key, signature, scopes, meaning } = body
  return [canonicalJson({ key, meaning, scopes, signature })]
}

function annotations({ annotations: own = [], queries = [] }: Partial<OdmNode>): string {
  return [...own, ...queries.flatMap(threadOf)].map((one, i) => annotation(one, i + 1)).join('')
}

/** A query as annotations: where it stands, then each thing that was said, with the name of the thread. */
const threadOf = ({ id, status, thread }: OdmQuery): readonly OdmAnnotation[] => [
  flagged('QUERY_STATUS', status, id),
  ...thread.map(({ text, move }) => flagged('QUERY_MOVE', move, text)),
]

const annotation = ({ comment, by, flags }: OdmAnnotation, n: number): string =>
  block(
    'Annotation',
    { SeqNum: String(n) },
    comment === undefined ? '' : leaf('Comment', { SponsorOrSite: by }, comment),
    ...flags.map(({ type, value }) =>
      block(
        'Flag',
        {},
        leaf('FlagValue', { CodeListOID: flagListOf(type) }, value),
        leaf('FlagType', { CodeListOID: FLAG_TYPE_LIST }, type),
      ),
    ),
  )
