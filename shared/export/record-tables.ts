import { bookSignatures } from '../review/signed-content'
import { type Scope, steps } from '../casebook/path'
import type { Change, Entry, Logged } from '../change/change'
import type { QueryState, SignatureState } from '../casebook/casebook'
import { auditOf } from './audit'
import type { Table } from './csv'
import { rawText } from './entry-text'
import { type ExportSource, type ExportSubject, codeOf, nameOf } from './source'

/** The tables that say what happened rather than what stands: audit trail, query threads, signatures. */
export const recordTables = (source: ExportSource): readonly Table[] => [
  auditTable(source),
  queryTable(source),
  signatureTable(source),
]

const placeColumns = ['STUDYID', 'SITEID', 'SUBJID', 'EVENT', 'FORM', 'PATH'] as const

function place(source: ExportSource, { site, casebook }: ExportSubject, scope: Scope): readonly string[] {
  const [event, form] = steps(scope)
  return [source.study.version.study.id, site, codeOf(casebook), event?.oid ?? '', form?.oid ?? '', scope]
}

const authorColumns = ['USERID', 'USERNAME', 'ROLE', 'CLAIMED', 'ZONE', 'RECEIVED'] as const

/** Who, in which role, when by their own clock with its offset, and when the server received it. */
const author = (source: ExportSource, { change, receipt }: Logged): readonly string[] => [
  change.author,
  nameOf(source, change.author),
  change.role,
  change.claimedAt,
  change.zone,
  receipt?.committedAt ?? '',
]

const changeColumns = ['DEVICE', 'CHANGE', 'SEQ'] as const
const identity = ({ change, receipt }: { change: Change; receipt?: Logged['receipt'] }): readonly string[] => [
  change.device,
  String(change.n),
  receipt ? String(receipt.seq) : '',
]

/** One row for each place a change speaks of; rows of one change share DEVICE and CHANGE. */
function auditTable(source: ExportSource): Table {
  return {
    name: 'audit',
    columns: [
      ...placeColumns,
      'ACTION',
      'FROM',
      'TO',
      'REASON',
      ...authorColumns,
      'STATE',
      'HELDREASON',
      'SOURCE',
      'VERSION',
      'BOOT',
      'MONOTONIC',
      ...changeColumns,
    ],
    rows: source.subjects.flatMap((subject) =>
      auditOf(subject.casebook).map((line) => [
        ...place(source, subject, line.scope),
        line.kind,
        line.from.map(asText).join(' | '),
        asText(line.to),
        line.reason ?? '',
        ...author(source, line.logged),
        line.reception,
        line.logged.receipt?.reason ?? '',
        line.logged.change.source,
        line.logged.change.version,
        line.logged.change.boot,
        String(line.logged.change.mono),
        ...identity(line.logged),
      ]),
    ),
  }
}

const asText = (value: Entry | string): string => (typeof value === 'string' ? value : rawText(value))

/** One row for each entry of each thread. A query that opened by itself and was not talked about has one without an author. */
function queryTable(source: ExportSource): Table {
  return {
    name: 'queries',
    columns: [
      ...placeColumns,
      'QUERY',
      'ORIGIN',
      'STATUS',
      'MOVE',
      'TEXT',
      'LEGAL',
      ...authorColumns,
      ...changeColumns,
    ],
    rows: source.subjects.flatMap((subject) =>
      queriesOf(subject).flatMap((query) => {
        const head = [...place(source, subject, query.scope), query.id, query.origin, query.status]
        const blank = [...authorColumns, ...changeColumns].map(() => '')
        if (query.thread.length === 0) return [[...head, 'open', '', 'Y', ...blank]]
        return query.thread.map(({ move, text, legal, logged }) => [
          ...head,
          move,
          text,
          legal ? 'Y' : 'N',
          ...author(source, logged),
          ...identity(logged),
        ])
      }),
    ),
  }
}

function signatureTable(source: ExportSource): Table {
  return {
    name: 'signatures',
    columns: [...placeColumns, 'MEANING', 'INTACT', ...authorColumns, ...changeColumns],
    rows: source.subjects.flatMap((subject) =>
      signaturesOf(subject).map(({ scope, meaning, intact, logged }) => [
        ...place(source, subject, scope),
        meaning,
        intact ? 'Y' : 'N',
        ...author(source, logged),
        ...identity(logged),
      ]),
    ),
  }
}

/** Every query of a participant: their own first, then form by form in path order. */
export const queriesOf = ({ casebook }: ExportSubject): readonly QueryState[] => [
  ...casebook.own.queries,
  ...formsInOrder(casebook).flatMap(({ queries }) => queries),
]

const signaturesOf = ({ casebook }: ExportSubject): readonly SignatureState[] => [
  ...bookSignatures(casebook),
  ...formsInOrder(casebook).flatMap(({ signatures }) => signatures),
]

const formsInOrder = (casebook: ExportSubject['casebook']) =>
  [...casebook.forms.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
