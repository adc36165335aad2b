import type { GateCase, Row } from '../clinical/dose-gate/case-rows'
import { PartialDate } from '../partial-date'
import { randomisationOf } from '../randomisation/allocation'
import type { CompiledStudy } from '../study/compile'
import { journeyOf } from '../casebook/phases'
import type { Casebook, FormState, ItemState } from '../casebook/casebook'
import { takenOn } from '../casebook/earlier'
import type { Limits } from '../casebook/graded'
import { limitsIn } from '../casebook/limits'
import { holdsSomething } from '../casebook/holds-something'
import { type LaidItem, layoutOf } from '../casebook/layout'
import { type FormPath, type ItemPath, formOid } from '../casebook/path'
import { visitsOf } from '../casebook/visits'

/** What a dose is asked about. */
export interface PlannedDose {
  /** An ISO date, or an instant where the hour matters. */
  readonly planned: string
  /** The form in which this dose is recorded: what it says itself is no reason to give it. */
  readonly own?: FormPath | undefined
}

/** The laboratory's own limits of a result, in the unit it was reported in. */
type LimitsOf = (form: FormPath, item: string) => Limits

/** What the gates read, with the items that were looked at. */
export interface GateRows {
  readonly case: GateCase
  /** Everything that says something about the time up to the day planned, in path order. */
  readonly evidence: readonly ItemState[]
}

/** The forms that dose gates read, by their names in the catalogue of forms. */
const READ = (
  'DM SURG LBH LBC LBE LBK LBU VS EXLU EXEV EXCAP DPD EXOCT AE CM PTX PREG DOSIM MH PETF NET PD RAND REG' as const
).split(' ')
const ENTERED_ANYWHERE = 'CHILDPUGH'

/**
 * A casebook as rows of a case, so that one engine answers both. What is contested stays contested; a result whose own date
 * is contested has none, whatever the visit says; what is withdrawn is not there.
 */
export function gateRowsOf(
  study: CompiledStudy,
  casebook: Casebook,
  { planned, own }: PlannedDose,
  limitsOf: LimitsOf = limitsIn(study, casebook),
): GateRows {
  const visits = visitsOf(study, casebook)
  const forms = study.version.forms
    .filter(({ oid }) => READ.includes(oid) || study.item(oid, ENTERED_ANYWHERE) !== undefined)
    .flatMap(({ oid }) => visits.of(oid))
    .filter(({ path }) => path !== own)
  const day = PartialDate.parse(planned.slice(0, 10))
  const rows = forms.map((form) => ({ form, row: rowOf(study, casebook, form, limitsOf) }))
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
      judgements: {},
      rows: rows.map(({ row }) => row),
    },
    evidence: rows
      .filter(({ row }) => !isLater(row))
      .flatMap(({ form }) => [...form.items.values()].filter(holdsSomething))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
  }
}

/** Items that stand once; tables of a form (grades of an event, remarks on results) are no rows of the gate. */
function rowOf(study: CompiledStudy, casebook: Casebook, form: FormState, limitsOf: LimitsOf): Row {
  const laid = (layoutOf(study, casebook, form.path)?.groups ?? [])
    .filter(({ def }) => !def.repeating)
    .flatMap(({ rows }) => rows.flatMap(({ items }) => items))
  const dated = laid.find(({ def }) => def.type === 'date' || def.type === 'datetime')
  const isDateContested = dated && form.items.get(dated.path)?.contested === true
  const items = laid.flatMap((item) => {
    const read = itemOf(form.items, item, () => limitsOf(form.path, item.def.oid))
    return read === undefined ? [] : [[item.def.oid, read] as const]
  })
  return {
    form: formOid(form.path),
    date: isDateContested ? undefined : takenOn(study, casebook, form.path),
    items: Object.fromEntries(items),
  }
}

function itemOf(
  items: ReadonlyMap<ItemPath, ItemState>,
  { path, def, calculated }: LaidItem,
  limitsOf: () => Limits,
): Row['items'][string] {
  const state = items.get(path)
  if (state?.contested) {
    const text = state.heads.flatMap(({ value }) => (value.state === 'value' ? [value] : []))[0]
    return { value: text?.text ?? '?', unit: text?.unit, contested: true }
  }
  const entry = def.type === 'calculated' ? calculated : state?.value
  if (entry?.state !== 'value') return undefined
  if (def.type !== 'integer' && def.type !== 'decimal' && def.type !== 'calculated') return entry.text
  const { lln, uln } = limitsOf()
  const units = def.type === 'calculated' ? undefined : def.units
  return { value: entry.text, unit: entry.unit ?? units?.[0]?.unit, lln: lln?.toFixed(), uln: uln?.toFixed() }
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
