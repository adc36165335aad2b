import { bookSignatures } from '../review/signed-content'
import { type Scope, formOf, steps } from '../casebook/path'
import { valueSource } from '../casebook/value-source'
import type { Change, Entry, Logged } from '../change/change'
import type { QueryState, SignatureState } from '../casebook/casebook'
import { type AuditLine, linesOf } from './audit'
import { type Row, Run } from './csv'
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

/** The cells that say where before the path, for one place of a participant after the other: once for each form. */
function placed(
  source: Pick<ExportHead, 'study'>,
  { site, casebook }: Pick<ExportSubject, 'site' | 'casebook'>,
  code = codeOf(casebook),
): (scope: Scope) => Run {
  const { id } = source.study.version.study
  const known = new Map<Scope, Run>()
  return (scope) => {
    const place = formOf(scope) ?? scope
    let cells = known.get(place)
    if (!cells) {
      const [event, form] = steps(place)
      known.set(place, (cells = new Run([id, site, code, event?.oid ?? '', form?.oid ?? ''])))
    }
    return cells
  }
}

/** Makes runs of cells; where the same cells follow each other, they are one run. */
function running(): (...cells: readonly string[]) => Run {
  let last: Run | undefined
  return (...cells) => {
    if (!last?.cells.every((cell, i) => cell === cells[i])) last = new Run(cells)
    return last
  }
}

const authorColumns = ['USERID', 'USERNAME', 'ROLE', 'CLAIMED', 'ZONE', 'RECEIVED'] as const

/** Who, in which role, when by their own clock with its offset, and when the server received it. */
const author = (source: Pick<ExportHead, 'people'>, { change, receipt }: Logged): readonly string[] => [
  change.author,
  nameOf(source, change.author),
  change.role,
  change.claimedAt,
  change.zone,
  receipt?.committedAt ?? '',
]

const changeColumns = ['DEVICE', 'CHANGE', 'SEQ', 'APP'] as const
const identity = ({ change, receipt }: { change: Change; receipt?: Logged['receipt'] }): readonly string[] => [
  change.device,
  String(change.n),
  receipt ? String(receipt.seq) : '',
  change.app ?? '',
]

export const auditColumns = [
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
] as const

/** One row for each place a change speaks of; rows of one change share DEVICE and CHANGE. */
const auditTable = (source: ExportHead): TablePlan => ({
  name: 'audit',
  columns: auditColumns,
  rowsOf: ({ subject }) => linesOf(subject).map(auditRow(source, subject)),
})

/** The row of one line of the trail after the other, under `auditColumns`; `code` is what the participant is called. */
export function auditRow(
  source: Pick<ExportHead, 'study' | 'people'>,
  subject: Pick<ExportSubject, 'site' | 'casebook'>,
  code = codeOf(subject.casebook),
): (line: AuditLine) => Row {
  const at = placed(source, subject, code)
  const [who, how] = [running(), running()]
  return ({ logged, scope, item, kind, from, to, reason, reception, clock }) => {
    const { change, receipt } = logged
    const origin = item === undefined ? change.source : valueSource(source.study, change, item)
    return [
      at(scope),
      scope,
      kind,
      from.length === 0 ? '' : from.map(asText).join(' | '),
      asText(to),
      reason ?? '',
      who(change.author, nameOf(source, change.author), change.role),
      change.claimedAt,
      change.zone,
      receipt?.committedAt ?? '',
      how(reception, receipt?.reason ?? '', origin, change.version, change.boot),
      String(change.mono),
      clock ? `${clock.fault} ${Math.round(clock.by / 1_000)} s` : '',
      change.device,
      String(change.n),
      receipt ? String(receipt.seq) : '',
      change.app ?? '',
    ]
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
    rowsOf: ({ subject }) => {
      const at = placed(source, subject)
      return queriesOf(subject).flatMap((query) => {
        const head = [at(query.scope), query.scope, query.id, query.origin, query.status]
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
      })
    },
  }
}

function signatureTable(source: ExportHead): TablePlan {
  return {
    name: 'signatures',
    columns: [...placeColumns, 'MEANING', 'INTACT', ...authorColumns, ...changeColumns],
    rowsOf: ({ subject }) => {
      const at = placed(source, subject)
      return signaturesOf(subject).map(({ scope, meaning, intact, logged }) => [
        at(scope),
        scope,
        meaning,
        intact ? 'Y' : 'N',
        ...author(source, logged),
        ...identity(logged),
      ])
    },
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
