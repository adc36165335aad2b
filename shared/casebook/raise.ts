import { type Entry, refOf } from '../change/change'
import { DOSE_CHECK, deviationRecorded, doseFault } from '../dose-release/recorded'
import type { ChangeRef } from '../ids'
import { PartialDate } from '../partial-date'
import { lookAlikeIn } from '../privacy/look-alike'
import { parseDecimal } from '../quantity/decimal'
import { PartialNumber } from '../quantity/partial-number'
import { ask } from '../rules/ask'
import { valueOf } from '../rules/value'
import type { CompiledStudy } from '../study/compile'
import type { CheckDef, FormDef, ItemDef, LocalText, Range, Severity } from '../study/definition'
import { showUnit } from '../study/show-entry'
import type { Casebook, FormState, ItemState } from './casebook'
import { doseFaults, identifying, messages, outside } from './finding-texts'
import type { Finding } from './findings'
import { holdsSomething } from './holds-something'
import { inputsOf } from './inputs'
import type { FormLayout, LaidItem } from './layout'
import { type FormPath, type GroupPath, type ItemPath, formOid, groupPath, itemPath } from './path'
import { studyAt } from './versions'

/** What does not fit, before anyone answered it. */
export type Raised = Omit<Finding, 'confirmation'>

/** A form whose findings are raised. */
export interface Raising {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  readonly state: FormState
  readonly layout: FormLayout
  readonly today: PartialDate
}

/**
 * A form that records a dose needs a release that stands, for its day and amount. One that fell after the form was complete
 * is asked about, and takes nothing back: the dose was given. One that an investigator answers for is a deviation.
 */
export function releaseFindings(
  { study, casebook, state: { path, status } }: Raising,
  isOpen: (raised: Raised) => boolean,
): readonly Raised[] {
  const found = status?.status === 'not-done' ? undefined : doseFault(study, casebook, path)
  const group = found && study.item(formOid(path), found.item)?.group.oid
  if (!found || group === undefined) return []
  const { fault, item, decisions } = found
  const items = [itemPath(groupPath(path, { oid: group }), item)]
  const asked: Raised = {
    check: DOSE_CHECK,
    severity: fault === 'fallen' && status?.status === 'complete' ? 'S' : 'H',
    items,
    message: doseFaults[fault],
    evidence: decisions.map(({ logged }) => refOf(logged.change)).sort(),
  }
  const isDeviation = asked.severity === 'H' && !isOpen(asked) && !deviationRecorded(study, casebook, path)
  return isDeviation
    ? [asked, { check: 'DOSE-DEVIATION', severity: 'H', items, message: messages.doseDeviation, evidence: [] }]
    : [asked]
}

/** What an item says by itself: it is missing, not expected, out of range, or ahead of today. */
export function itemFindings(
  state: FormState,
  laid: LaidItem,
  repeat: string | undefined,
  today: PartialDate,
): Raised[] {
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
  const words = wordsIn(def, value)
  const telling = words === '' ? undefined : lookAlikeIn(words, today.toString())
  const hard = isOutside(def, value, 'hard')
  const soft = hard ? undefined : isOutside(def, value, 'soft')
  return [
    ...(hard ? [raise('RANGE-HARD', 'H', outside(hard, firstUnit(def)))] : []),
    ...(soft ? [raise('RANGE-SOFT', 'S', outside(soft, firstUnit(def)))] : []),
    ...(liesAhead(def, value, today) ? [raise('FUTURE-DATE', 'H', messages.future)] : []),
    ...(telling ? [raise('IDENTIFYING', 'S', identifying(telling))] : []),
  ]
}

/** Shorter answers are numbers of batches, samples and readers: nobody tells a story in them. */
const STORY = 100

/** What somebody put in their own words: a free text, or why there is no value. */
function wordsIn(def: ItemDef, entry: Entry): string {
  if (entry.state === 'missing') return entry.reason ?? ''
  const isFree = def.type === 'text' && !def.link && !def.dictionary && (def.maxLength ?? STORY) >= STORY
  return isFree && entry.state === 'value' ? entry.text : ''
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
export function rowsAsked(
  { study, casebook, state, layout: { def, groups } }: Raising,
  check: CheckDef,
): readonly (GroupPath | undefined)[] {
  const table = tableOf(studyAt(study, casebook, state.path), def, check)
  return table ? (groups.find((group) => group.def === table)?.rows.map(({ path }) => path) ?? []) : [undefined]
}

const tableOf = (study: CompiledStudy, form: FormDef, check: CheckDef) =>
  check.items.flatMap((oid) => study.item(form.oid, oid)?.group ?? []).find((group) => group.repeating)

/** What a check answers of a form, or of one row, with every item it looked at and every one it is shown at. */
export function askCheck(
  { study, casebook, state, layout: { def: form }, today }: Raising,
  check: CheckDef,
  row: GroupPath | undefined,
) {
  const { path } = state
  const own = studyAt(study, casebook, path)
  const table = tableOf(own, form, check)
  const seen = new Set<ItemState>()
  const inputs = inputsOf(study, casebook, path, row, (item) => seen.add(item))
  const outcome = ask({ study: own, form, ...(table && { row: table }) }, check.holds, inputs, today)
  const items = check.items.flatMap((oid) => placeOf(own, form, path, row, oid))
  for (const item of items) {
    const shown = state.items.get(item)
    if (shown) seen.add(shown)
  }
  return { outcome, items, seen }
}

/** What a check says of a form, or of one row, and every item it looked at for that. */
export interface Checked {
  readonly raised: readonly Raised[]
  readonly seen: ReadonlySet<ItemPath>
}

/** Nothing is raised where all is well or an input is missing. */
export function checkFindings(raising: Raising, check: CheckDef, row: GroupPath | undefined): Checked {
  const { outcome, items, seen } = askCheck(raising, check, row)
  const looked = new Set([...seen].map(({ path }) => path))
  if (outcome.known ? outcome.value === true : outcome.why === 'missing') return { raised: [], seen: looked }
  const raised: Raised = {
    check: named(check.id, row?.slice(row.lastIndexOf(':') + 1)),
    // What could fail and need not is asked, never held against a step.
    severity: outcome.known || check.severity === 'I' ? check.severity : 'S',
    items,
    message: check.message,
    evidence: refsOf([...seen]),
  }
  return { raised: [raised], seen: looked }
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
