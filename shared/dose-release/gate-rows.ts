import type { GateCase, Row } from '../clinical/dose-gate/case-rows'
import { PartialDate } from '../partial-date'
import { randomisationOf } from '../randomisation/allocation'
import type { CompiledStudy } from '../study/compile'
import type { ItemDef } from '../study/definition'
import { journeyOf } from '../casebook/phases'
import type { Casebook, FormState, ItemState } from '../casebook/casebook'
import { takenOn } from '../casebook/earlier'
import { holdsSomething } from '../casebook/holds-something'
import { type FormPath, formOid, groupPath, itemPath } from '../casebook/path'
import { type ReadItem, itemReader } from '../casebook/read-item'
import { visitsOf } from '../casebook/visits'
import { judgements } from './agents'

/** A row of the case, and the form instance it was read from. */
export interface Source {
  readonly path: FormPath
  readonly row: Row
  /** Surely from after the day planned. */
  readonly isLater: boolean
}

/** What the gates read, with the items that were looked at. */
export interface GateRows {
  readonly case: GateCase
  readonly sources: readonly Source[]
  /** Everything that says something about the time up to the day planned, in path order. */
  readonly evidence: readonly ItemState[]
}

/** The forms that dose gates read, by their names in the catalogue of forms. */
const READ = (
  'DM SURG LBH LBC LBE LBK LBU VS EXLU EXEV EXCAP DPD EXOCT AE CM PTX PREG DOSIM MH PETF NET PD RAND REG' as const
).split(' ')
const ENTERED_ANYWHERE = ['CHILDPUGH', ...judgements]

/**
 * A casebook as rows of a case, so that one engine answers both. What is contested stays contested; a result whose own date
 * is contested has none, whatever the visit says; what is withdrawn is not there. `planned` is an ISO date, or an instant
 * where the hour matters; `isOwn` tells the form in which this very dose is recorded: it is no reason to give it.
 */
export function gateRowsOf(
  study: CompiledStudy,
  casebook: Casebook,
  planned: string,
  isOwn: (form: FormState) => boolean = () => false,
): GateRows {
  const visits = visitsOf(study, casebook)
  // What was entered under another version counts as well, although this one may not ask for it any more.
  const oids = new Set([
    ...study.version.forms.map(({ oid }) => oid),
    ...[...casebook.forms.keys()].map(formOid).toSorted(),
  ])
  const isRead = (oid: string): boolean =>
    READ.includes(oid) || ENTERED_ANYWHERE.some((item) => study.item(oid, item) !== undefined)
  const forms = [...oids]
    .filter(isRead)
    .flatMap((oid) => visits.of(oid))
    .filter((form) => !isOwn(form))
  const day = PartialDate.parse(planned.slice(0, 10))
  const rows = forms.map((form) => ({ form, row: rowOf(study, casebook, form) }))
  const isLater = ({ date }: Row): boolean => {
    const taken = PartialDate.parse(date ?? '')
    return day !== undefined && taken !== undefined && taken.first > day.first
  }
  const text = (form: string, item: string) =>
    rows.flatMap(({ row }) => (row.form === form && textOf(row, item)) || [])[0]
  const { assigned, stays } = journeyOf(study, casebook)
  const phase = stays.at(-1)?.phase
  return {
    case: {
      study: study.version.study.id,
      arm: assigned.part ?? assigned.arm,
      phase: study.version.phases?.find(({ oid }) => oid === phase)?.course?.oid ?? phase,
      anchors: {
        planned_dose: planned,
        randomisation: text('RAND', 'RANDDAT') ?? allocatedOn(casebook),
        enrolment: text('REG', 'REGDAT'),
      },
      judgements: Object.fromEntries(
        judgements.map((code) => [code, judged(rows.flatMap(({ row }) => row.items[code] ?? []))]),
      ),
      rows: rows.map(({ row }) => row),
    },
    sources: rows.map(({ form, row }) => ({ path: form.path, row, isLater: isLater(row) })),
    evidence: rows
      .filter(({ row }) => !isLater(row))
      .flatMap(({ form }) => [...form.items.values()].filter(holdsSomething))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
  }
}

/** Said more than once, a single no is the answer; nobody has answered while one of the answers is contested. */
function judged(answers: readonly NonNullable<Row['items'][string]>[]): string | undefined {
  const said = answers.flatMap((answer) => (typeof answer === 'string' ? [answer] : []))
  return said.length < answers.length ? undefined : (said.find((answer) => answer !== 'Y') ?? said[0])
}

/** Items that stand once; tables of a form (grades of an event, remarks on results) are no rows of the gate. */
function rowOf(study: CompiledStudy, casebook: Casebook, form: FormState): Row {
  const oid = formOid(form.path)
  const once = (study.form(oid)?.groups ?? []).filter(({ repeating }) => !repeating)
  const dated = once
    .flatMap((group) => group.items.map((def) => ({ def, group })))
    .find(({ def }) => def.type === 'date' || def.type === 'datetime')
  const date = dated && itemPath(groupPath(form.path, { oid: dated.group.oid }), dated.def.oid)
  const isDateContested = date && form.items.get(date)?.contested === true
  const read = itemReader(study, casebook, form.path)
  const items = once.flatMap((group) =>
    group.items.flatMap((def) => {
      const item = itemOf(def, read(def.oid))
      return item === undefined ? [] : [[def.oid, item] as const]
    }),
  )
  return {
    form: oid,
    date: isDateContested ? undefined : takenOn(study, casebook, form.path),
    items: Object.fromEntries(items),
  }
}

function itemOf({ type }: ItemDef, read: ReadItem | undefined): Row['items'][string] {
  if (read === undefined) return undefined
  if (read === 'contested') return { value: '?', contested: true }
  const { text, unit, units, lln, uln } = read
  const isNumber = type === 'integer' || type === 'decimal' || type === 'calculated'
  return isNumber ? { value: text, unit: unit ?? units?.[0]?.unit, lln, uln } : text
}

function textOf({ items }: Row, name: string): string | undefined {
  const item = items[name]
  return typeof item === 'string' ? item : undefined
}

/** The day on which the server allocated the participant. */
function allocatedOn(casebook: Casebook): string | undefined {
  const standing = randomisationOf(casebook)
  return standing.state === 'allocated' ? standing.answer.change.claimedAt.slice(0, 10) : undefined
}
