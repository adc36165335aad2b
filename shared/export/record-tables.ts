import { bookSignatures } from '../review/signed-content'
import { type Scope, steps } from '../casebook/path'
import type { Change, Entry, Logged } from '../change/change'
import type { QueryState, SignatureState } from '../casebook/casebook'
import { linesOf } from './audit'
import { rawText } from './entry-text'
import { isChosen } from './selection'
import { type ExportHead, type ExportSubject, codeOf, nameOf } from './source'
import type { TablePlan } from './table-plan'

/** The tables that say what happened rather than what stands: audit trail, query threads, signatures. */
export const recordPlans = (source: ExportHead): readonly TablePlan[] => [
  auditTable(source),
  queryTable(source),
  signatureTable(source),
]

const placeColumns = ['STUDYID', 'SITEID', 'SUBJID', 'EVENT', 'FORM', 'PATH'] as const

function place(source: ExportHead, { site, casebook }: ExportSubject, scope: Scope): readonly string[] {
  const [event, form] = steps(scope)
  return [source.study.version.study.id, site, codeOf(casebook), event?.oid ?? '', form?.oid ?? '', scope]
}

const authorColumns = ['USERID', 'USERNAME', 'ROLE', 'CLAIMED', 'ZONE', 'RECEIVED'] as const

/** Who, in which role, when by their own clock with its offset, and when the server received it. */
const author = (source: ExportHead, { change, receipt }: Logged): readonly string[] => [
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
function auditTable(source: ExportHead): TablePlan {
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
      'CLOCK',
      ...changeColumns,
    ],
    rowsOf: ({ subject }) =>
      linesOf(subject).map((line) => [
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
        line.clock ? `${line.clock.fault} ${Math.round(line.clock.by / 1_000)} s` : '',
        ...identity(line.logged),
      ]),
  }
}

const asText = (value: Entry | string): string => (typeof value === 'string' ? value : rawText(value))

/** One row for each entry of each thread. A query that opened by itself and was not talked about has one without an author. */
function queryTable(source: ExportHead): TablePlan {
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
    rowsOf: ({ subject }) =>
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
  }
}

function signatureTable(source: ExportHead): TablePlan {
  return {
    name: 'signatures',
    columns: [...placeColumns, 'MEANING', 'INTACT', ...authorColumns, ...changeColumns],
    rowsOf: ({ subject }) =>
      signaturesOf(subject).map(({ scope, meaning, intact, logged }) => [
        ...place(source, subject, scope),
        meaning,
        intact ? 'Y' : 'N',
        ...author(source, logged),
        ...identity(logged),
      ]),
  }
}

/** Every query of a participant that goes: their own first, then form by form in path order. */
export const queriesOf = (subject: ExportSubject): readonly QueryState[] =>
  [...subject.casebook.own.queries, ...formsInOrder(subject).flatMap(({ queries }) => queries)].filter(({ scope }) =>
    isChosen(subject.only, scope),
  )

export const signaturesOf = (subject: ExportSubject): readonly SignatureState[] =>
  [...bookSignatures(subject.casebook), ...formsInOrder(subject).flatMap(({ signatures }) => signatures)].filter(
    ({ scope }) => isChosen(subject.only, scope),
  )

const formsInOrder = ({ casebook }: ExportSubject) =>
  [...casebook.forms.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
