import { type Entry, refOf } from '../change/change'
import type { ChangeRef } from '../ids'
import { PartialDate } from '../partial-date'
import { parseDecimal } from '../quantity/decimal'
import { PartialNumber } from '../quantity/partial-number'
import { ask } from '../rules/ask'
import type { Inputs } from '../rules/inputs'
import { valueOf } from '../rules/value'
import type { CompiledStudy } from '../study/compile'
import { showUnit } from '../study/show-entry'
import type { CheckDef, FormDef, ItemDef, LocalText, Range, Severity } from '../study/definition'
import type { Casebook, Confirmation, FormState, ItemState } from './casebook'
import { messages, outside } from './finding-texts'
import { formOid, inputsOf, rowsOf } from './inputs'
import { agentOf, releasesOf } from '../dose-release/release'
import { type FormLayout, type LaidItem, holdsSomething, layoutOf } from './layout'
import { type FormPath, type GroupPath, type ItemPath, eventOf, groupPath, itemPath } from './path'

/**
 * Something about a form that does not fit. `check` and `evidence` together are its name: a confirmation answers it as
 * long as both are the same, so a new value asks again.
 */
export interface Finding {
  /** The check's id, or `REQUIRED:`, `RANGE-HARD:`, `RANGE-SOFT:`, `FUTURE-DATE:`, `NOT-EXPECTED:` and the item; then the row. */
  readonly check: string
  readonly severity: Severity
  /** Where it is shown; the first is where it is answered. */
  readonly items: readonly ItemPath[]
  readonly message: LocalText
  /** Every value it rests on. */
  readonly evidence: readonly ChangeRef[]
  /** Who said that the source says so. Only an investigator can say it of a finding that gates a step (severity H). */
  readonly confirmation?: Confirmation
}

type Raised = Omit<Finding, 'confirmation'>

/**
 * What does not fit in one form instance, in the order of its items, then of its checks. A form that nobody began and a
 * withdrawn one have none. Nothing here ever stops a value from being stored.
 */
export function findingsOf(
  study: CompiledStudy,
  casebook: Casebook,
  form: FormPath,
  today: string,
): readonly Finding[] {
  const state = casebook.forms.get(form)
  const layout = state && layoutOf(study, casebook, form)
  const now = PartialDate.parse(today)
  if (!layout || !now || state.withdrawn.includes(form)) return []
  const items = layout.groups.flatMap(({ rows }) =>
    rows.flatMap((row) => row.items.flatMap((item) => itemFindings(state, item, row.repeat, now))),
  )
  const checks = layout.def.checks.flatMap((check) => checkFindings(study, casebook, form, layout.def, check, now))
  return [...items, ...checks, ...releaseFindings(study, casebook, state, layout)].map((raised) =>
    withConfirmation(raised, state.confirmations),
  )
}

/**
 * A form that records a dose needs a release that stands. One that fell after the form was complete is asked about, and
 * takes nothing back: the dose was given.
 */
function releaseFindings(
  study: CompiledStudy,
  casebook: Casebook,
  { path, status }: FormState,
  layout: FormLayout,
): readonly Raised[] {
  const agent = agentOf(study, formOid(path))
  const first = layout.groups[0]?.rows[0]?.items[0]
  if (agent === undefined || !first || status?.status === 'not-done') return []
  const releases = releasesOf(study, casebook, eventOf(path)).filter(({ release }) => release.agent === agent)
  if (releases.some(({ stands }) => stands)) return []
  const hasFallen = releases.length > 0
  return [
    {
      check: 'DOSE-RELEASE',
      severity: hasFallen && status?.status === 'complete' ? 'S' : 'H',
      items: [first.path],
      message: hasFallen ? messages.releaseFallen : messages.notReleased,
      evidence: releases.map(({ logged }) => refOf(logged.change)).sort(),
    },
  ]
}

/** A finding that nobody has answered. */
export const isOpen = (finding: Finding): boolean => finding.confirmation === undefined

function itemFindings(state: FormState, laid: LaidItem, repeat: string | undefined, today: PartialDate): Raised[] {
  const { def, path } = laid
  const item = state.items.get(path)
  const raise = (kind: string, severity: Severity, message: LocalText): Raised => ({
    check: named(`${kind}:${def.oid}`, repeat),
    severity,
    items: [path],
    message,
    evidence: refsOf(item ? [item] : []),
  })
  if (laid.required && state.status?.status !== 'not-done' && isMissing(laid, item))
    return [raise('REQUIRED', 'H', item?.value?.state === 'missing' ? messages.reason : messages.required)]
  if (!laid.expected && holdsSomething(item)) return [raise('NOT-EXPECTED', 'S', messages.notExpected)]
  const value = def.type === 'calculated' ? laid.calculated : item?.value
  if (!value) return []
  const hard = isOutside(def, value, 'hard')
  const soft = hard ? undefined : isOutside(def, value, 'soft')
  return [
    ...(hard ? [raise('RANGE-HARD', 'H', outside(hard, firstUnit(def)))] : []),
    ...(soft ? [raise('RANGE-SOFT', 'S', outside(soft, firstUnit(def)))] : []),
    ...(liesAhead(def, value, today) ? [raise('FUTURE-DATE', 'H', messages.future)] : []),
  ]
}

const named = (check: string, repeat: string | undefined): string =>
  repeat === undefined ? check : `${check}:${repeat}`

/** Neither a value nor a reason for there being none. A contested item has a query of its own. */
function isMissing(laid: LaidItem, item: ItemState | undefined): boolean {
  if (laid.def.type === 'calculated' || item?.contested) return false
  const value = item?.value
  if (value?.state === 'missing') return value.code === 'ND' && value.reason === undefined
  return value?.state !== 'value'
}

function firstUnit(def: ItemDef): string | undefined {
  const unit = def.type === 'integer' || def.type === 'decimal' ? def.units?.[0]?.unit : undefined
  return unit && showUnit(unit)
}

/** The range a value surely lies outside of. `<5` is outside 10 to 20 and may be inside 1 to 20. */
function isOutside(def: ItemDef, entry: Entry, kind: 'hard' | 'soft'): Range | undefined {
  const range = def.type === 'integer' || def.type === 'decimal' ? def[kind] : undefined
  const value = range && valueOf(def, entry)
  if (!(value instanceof PartialNumber)) return undefined
  const low = bound(range?.low)
  const high = bound(range?.high)
  const out = (low && value.isBelow(low) === 'yes') || (high && high.isBelow(value) === 'yes')
  return out ? range : undefined
}

const bound = (text: string | undefined): PartialNumber | undefined => {
  const value = text === undefined ? undefined : parseDecimal(text)
  return value && PartialNumber.of(value)
}

function liesAhead(def: ItemDef, entry: Entry, today: PartialDate): boolean {
  if ((def.type !== 'date' && def.type !== 'datetime') || def.future || entry.state !== 'value') return false
  const date = PartialDate.parse(def.type === 'date' ? entry.text : entry.text.slice(0, 10))
  return date !== undefined && today.isBefore(date) === 'yes'
}

/** A check over items of a repeating group is asked of each of its rows, any other of the form. */
function checkFindings(
  study: CompiledStudy,
  casebook: Casebook,
  path: FormPath,
  form: FormDef,
  check: CheckDef,
  today: PartialDate,
): readonly Raised[] {
  const groups = check.items.flatMap((oid) => study.item(form.oid, oid)?.group ?? [])
  const repeating = groups.find((group) => group.repeating)
  const rows = repeating ? rowsOf(casebook.forms.get(path), path, repeating.oid) : [undefined]
  return rows.flatMap((row) => {
    const seen = new Set<ItemState>()
    const inputs = withRelease(
      study,
      casebook,
      path,
      inputsOf(study, casebook, path, row, (item) => seen.add(item)),
    )
    const outcome = ask({ study, form, ...(repeating && { row: repeating }) }, check.holds, inputs, today)
    if (outcome.known ? outcome.value === true : outcome.why === 'missing') return []
    const items = check.items.flatMap((oid) => placeOf(study, form, path, row, oid))
    for (const item of items) {
      const shown = casebook.forms.get(path)?.items.get(item)
      if (shown) seen.add(shown)
    }
    return [
      {
        check: named(check.id, row?.slice(row.lastIndexOf(':') + 1)),
        // What could fail and need not is asked, never held against a step.
        severity: outcome.known || check.severity === 'I' ? check.severity : 'S',
        items,
        message: check.message,
        evidence: refsOf([...seen]),
      },
    ]
  })
}

/** What a signed release allows is looked up only for a form that records a dose. */
function withRelease(study: CompiledStudy, casebook: Casebook, path: FormPath, inputs: Inputs): Inputs {
  const agent = agentOf(study, formOid(path))
  if (agent === undefined) return inputs
  return {
    ...inputs,
    get released() {
      const releases = releasesOf(study, casebook, eventOf(path)).filter(({ release }) => release.agent === agent)
      return (releases.findLast(({ stands }) => stands) ?? releases.at(-1))?.release.amount?.value
    },
  }
}

function placeOf(
  study: CompiledStudy,
  form: FormDef,
  path: FormPath,
  row: GroupPath | undefined,
  oid: string,
): readonly ItemPath[] {
  const group = study.item(form.oid, oid)?.group
  if (!group) return []
  const place = group.repeating ? row : groupPath(path, { oid: group.oid })
  return place ? [itemPath(place, oid)] : []
}

const refsOf = (items: readonly ItemState[]): readonly ChangeRef[] =>
  [...new Set(items.flatMap(({ heads }) => heads.map(({ ref }) => ref)))].sort()

function withConfirmation(raised: Raised, confirmations: readonly Confirmation[]): Finding {
  const confirmation = confirmations.findLast(
    ({ check, evidence, logged }) =>
      check === raised.check &&
      (raised.severity !== 'H' || logged.change.role === 'investigator') &&
      [...evidence].sort().join() === raised.evidence.join(),
  )
  return confirmation ? { ...raised, confirmation } : raised
}
