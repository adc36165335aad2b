import type { ItemState, QueryState } from '#shared/casebook/casebook'
import type { Calculation } from '#shared/rules/calculation'
import type { ItemView } from './item-view'
import type { GroupView, RowView } from './scene'

/** The value before, where the next says the same: who looks at it need not look again. */
export const keep = <T>(last: T | undefined, next: T): T =>
  last !== undefined && JSON.stringify(last) === JSON.stringify(next) ? last : next

/** Whether two drawings of an item say the same. States are made anew by every fold, so they are compared by content. */
export function alike(a: ItemView, b: ItemView): boolean {
  return (
    a.def === b.def &&
    a.codeList === b.codeList &&
    a.language === b.language &&
    a.required === b.required &&
    a.edit === b.edit &&
    a.unit === b.unit &&
    a.missingText === b.missingText &&
    a.calculatedText === b.calculatedText &&
    seenKey(a.calculation) === seenKey(b.calculation) &&
    a.toEnter === b.toEnter &&
    a.closed === b.closed &&
    a.saving === b.saving &&
    a.unstored === b.unstored &&
    a.askingMissing === b.askingMissing &&
    a.unexplained === b.unexplained &&
    a.previous?.path === b.previous?.path &&
    a.previous?.entry === b.previous?.entry &&
    a.earlier.length === b.earlier.length &&
    resultKey(a) === resultKey(b) &&
    a.marks.join() === b.marks.join() &&
    stateKey(a.state) === stateKey(b.state) &&
    findingsKey(a) === findingsKey(b) &&
    queriesKey(a.queries) === queriesKey(b.queries)
  )
}

/** What it was made from decides what it is, grades and proof included. */
const seenKey = (calculation: Calculation | undefined): string =>
  calculation === undefined ? '' : JSON.stringify(calculation.seen)

/** Grades follow from the value, which is compared beside this, and from what it is measured against. */
const resultKey = ({ limits, grades, proposals, revised }: ItemView): string =>
  [
    limits.lln?.toFixed() ?? '',
    limits.uln?.toFixed() ?? '',
    ...grades.map(({ graded }) => (graded.ok ? `${graded.value}${graded.trace.rule ?? ''}` : graded.refusal.reason)),
    JSON.stringify(proposals),
    JSON.stringify(revised),
  ].join('|')

const stateKey = (state: ItemState | undefined): string =>
  state === undefined
    ? ''
    : `${state.contested}${state.history.map(({ ref, counts, logged }) => `${ref}${counts}${logged.receipt?.seq ?? ''}`).join()}`

const findingsKey = ({ findings, confirmed }: ItemView): string =>
  [...findings, ...confirmed]
    .map(({ check, evidence, confirmation }) => `${check}${evidence.join()}${confirmation?.reason ?? ''}`)
    .join('|')

const queriesKey = (queries: readonly QueryState[]): string =>
  queries
    .map(
      ({ id, status, thread }) =>
        `${id}${status}${thread.map(({ ref, logged }) => `${ref}${logged.receipt ? 1 : 0}`).join()}`,
    )
    .join('|')

const rowKey = (row: RowView | undefined): string | undefined => row && `${row.path} ${row.items.join()}`

/** The same groups, rows and items in sight. */
export const sameShape = (a: readonly GroupView[], b: readonly GroupView[]): boolean =>
  a.length === b.length &&
  a.every((group, i) => {
    const other = b[i]
    return (
      other !== undefined &&
      group.def === other.def &&
      group.withdrawnRows === other.withdrawnRows &&
      group.rows.length === other.rows.length &&
      group.rows.every((row, j) => rowKey(row) === rowKey(other.rows[j]))
    )
  })
