import type { ChangeRef } from '../ids'
import { PartialDate } from '../partial-date'
import { readsToday } from '../rules/reads'
import { agentOf } from '../dose-release/doses'
import type { CompiledStudy } from '../study/compile'
import type { CheckDef, LocalText, Severity } from '../study/definition'
import { type Stale, affectedBy } from './affected'
import type { Casebook, Confirmation } from './casebook'
import { type FormDifference, differenceOf } from './difference'
import { following } from './following'
import { type FormLayout, layoutOf } from './layout'
import { hasLinks, linkFindings } from './link-findings'
import { movesLinks } from './links'
import { type FormPath, type GroupPath, type ItemPath, formOid, groupOf, itemOf, steps } from './path'
import {
  type Checked,
  type Raised,
  type Raising,
  checkFindings,
  itemFindings,
  releaseFindings,
  rowsAsked,
} from './raise'

/**
 * Something about a form that does not fit. `check` and `evidence` together are its name: a confirmation answers it as
 * long as both are the same, so a new value asks again.
 */
export interface Finding {
  /** The check's id, or `REQUIRED:`, `RANGE-HARD:`, `RANGE-SOFT:`, `FUTURE-DATE:`, `IDENTIFYING:`, `NOT-EXPECTED:`, `LINK-GONE:`, `LINK-WORDS:` and the item; then the row. */
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

/** What was raised about a form, as far as nothing it depends on changed since. */
interface KeptFindings {
  readonly today: string
  readonly items: ReadonlyMap<ItemPath, readonly Raised[]>
  readonly checks: ReadonlyMap<string, KeptCheck>
  /** Of its links; undefined where something came or went since. */
  readonly links: readonly Raised[] | undefined
  readonly release: readonly Raised[]
  /** All of it with its confirmations. */
  readonly findings: readonly Finding[]
  /** What of it is still all. A dose is looked at after every change, for it hangs on the whole casebook. */
  readonly whole: Readonly<Record<'items' | 'checks' | 'release' | 'confirmations', boolean>>
}

interface KeptCheck extends Checked {
  readonly id: string
  readonly row: GroupPath | undefined
}

const NONE: readonly Finding[] = []
const ALL = { items: true, checks: true, release: true, confirmations: true }

const nothing = {
  ...{ items: new Map(), checks: new Map(), links: undefined, release: [], findings: NONE },
  whole: { items: false, checks: false, release: false, confirmations: false },
} as const

/** The findings that somebody asked for, passed on to the next casebook without those it may change. */
const findingsIn = following<Map<FormPath, KeptFindings>>((study, casebook, before) => {
  const kept = new Map<FormPath, KeptFindings>()
  if (!before) return kept
  const affected = affectedBy(study, before.casebook, casebook)
  const difference = differenceOf(before.casebook, casebook)
  const linksMove = movesLinks(difference)
  const changed = new Map(difference.forms.map((form) => [form.path, form]))
  for (const [form, one] of before.value)
    if (affected.canKeep(form))
      kept.set(form, passedOn(study, form, one, affected.of(form), changed.get(form), linksMove))
  return kept
})

function passedOn(
  study: CompiledStudy,
  form: FormPath,
  one: KeptFindings,
  stale: Stale | undefined,
  own: FormDifference | undefined,
  linksMove: boolean,
): KeptFindings {
  const isDose = agentOf(study, formOid(form)) !== undefined
  const looksForLinks = (own !== undefined || linksMove) && hasLinks(study, formOid(form))
  if (!stale && !own && !isDose && !looksForLinks) return one
  const items = own?.status
    ? new Map()
    : stale?.items
      ? without(one.items, (path) => isStaleItem(stale, path))
      : one.items
  const checks = stale?.checks ? without(one.checks, (_, { id, row, seen }) => stale.check(id, row, seen)) : one.checks
  return {
    ...{ ...one, items, checks, links: looksForLinks ? undefined : one.links },
    whole: {
      items: one.whole.items && items.size === one.items.size && !stale?.rows,
      checks: one.whole.checks && checks.size === one.checks.size && !stale?.rows,
      release: !isDose,
      confirmations: one.whole.confirmations && !own?.confirmations,
    },
  }
}

/** The same map where nothing is stale, as in most of the forms that a change may reach. */
function without<K, V>(all: ReadonlyMap<K, V>, isStale: (key: K, value: V) => boolean): ReadonlyMap<K, V> {
  let fresh: Map<K, V> | undefined
  for (const [key, value] of all) {
    if (!isStale(key, value)) continue
    fresh ??= new Map(all)
    fresh.delete(key)
  }
  return fresh ?? all
}

/** Most items of a form are none that anything reached: their paths are not taken apart. */
function isStaleItem(stale: Stale, path: ItemPath): boolean {
  const item = itemOf(path)
  if (!stale.reaches(item)) return false
  return stale.item(item, steps(path)[2]?.repeat === undefined ? undefined : groupOf(path))
}

const keyOf = (check: CheckDef, row: GroupPath | undefined): string =>
  row === undefined ? check.id : `${check.id} ${row}`

/**
 * What does not fit in one form instance, in the order of its items, then of its checks. A form that nobody began and a
 * withdrawn one have none. Nothing here ever stops a value from being stored. What does not depend on anything that
 * changed since the casebook before is not asked again.
 */
export function findingsOf(
  study: CompiledStudy,
  casebook: Casebook,
  form: FormPath,
  today: string,
): readonly Finding[] {
  const state = casebook.forms.get(form)
  if (!state || state.withdrawn.includes(form)) return NONE
  const known = findingsIn(study, casebook)
  const kept = known.get(form) ?? { ...nothing, today }
  if (isWhole(kept) && kept.today === today) return kept.findings
  const now = PartialDate.parse(today)
  const layout = now && layoutOf(study, casebook, form)
  if (!layout) return NONE
  const raising = { study, casebook, state, layout, today: now }
  const next = raiseAll(raising, kept.today === today ? kept : onDay(study, kept, layout, today))
  known.set(form, next)
  return next.findings
}

const isWhole = ({ whole, links }: KeptFindings): boolean =>
  links !== undefined && whole.items && whole.checks && whole.release && whole.confirmations

/** What is raised whatever the day. */
function onDay(study: CompiledStudy, kept: KeptFindings, { def }: FormLayout, today: string): KeptFindings {
  const dated = (path: ItemPath) => {
    const type = study.item(def.oid, itemOf(path))?.def.type
    return type === 'date' || type === 'datetime'
  }
  const asksToday = new Set(def.checks.filter(({ holds }) => readsToday(holds)).map(({ id }) => id))
  return {
    ...{ ...kept, today },
    items: without(kept.items, dated),
    checks: without(kept.checks, (_, { id }) => asksToday.has(id)),
    whole: { ...kept.whole, items: false, checks: false },
  }
}

/** What tells what was raised of one form apart. */
const nameOf = (raised: readonly Raised[]): string =>
  raised
    .map(({ check, severity, message, evidence }) => `${check} ${severity} ${message.en} ${evidence.join()}`)
    .join('|')

/** Raises what is not known. */
function raiseAll(raising: Raising, kept: KeptFindings): KeptFindings {
  const { today, whole } = kept
  const { confirmations } = raising.state
  const release = releaseFindings(raising, (raised) => isOpen(withConfirmation(raised, confirmations)))
  if (isWhole({ ...kept, whole: { ...whole, release: true } }) && nameOf(release) === nameOf(kept.release))
    return { ...kept, whole: ALL }
  const links = kept.links ?? linkFindings(raising)
  const items = whole.items ? kept.items : raiseItems(raising, kept.items)
  const checks = whole.checks ? kept.checks : raiseChecks(raising, kept.checks)
  const raised = [
    ...[...items.values()].flat(),
    ...[...checks.values()].flatMap((check) => check.raised),
    ...release,
    ...links,
  ]
  // The same findings stay the same object, for those who count them.
  const isSame = whole.confirmations && nameOf(raised) === nameOf(kept.findings)
  const findings = isSame ? kept.findings : raised.map((one) => withConfirmation(one, confirmations))
  return { today, items, checks, links, release, findings, whole: ALL }
}

function raiseItems(
  { state, layout, today }: Raising,
  kept: ReadonlyMap<ItemPath, readonly Raised[]>,
): ReadonlyMap<ItemPath, readonly Raised[]> {
  const items = new Map<ItemPath, readonly Raised[]>()
  for (const { rows } of layout.groups)
    for (const row of rows)
      for (const item of row.items)
        items.set(item.path, kept.get(item.path) ?? itemFindings(state, item, row.repeat, today))
  return items
}

function raiseChecks(raising: Raising, kept: ReadonlyMap<string, KeptCheck>): ReadonlyMap<string, KeptCheck> {
  const checks = new Map<string, KeptCheck>()
  for (const check of raising.layout.def.checks)
    for (const row of rowsAsked(raising, check)) {
      const key = keyOf(check, row)
      checks.set(key, kept.get(key) ?? { ...checkFindings(raising, check, row), id: check.id, row })
    }
  return checks
}

/** A finding that nobody has answered. */
export const isOpen = (finding: Finding): boolean => finding.confirmation === undefined

function withConfirmation(raised: Raised, confirmations: readonly Confirmation[]): Finding {
  const confirmation = confirmations.findLast(
    ({ check, evidence, logged }) =>
      check === raised.check &&
      (raised.severity !== 'H' || logged.change.role === 'investigator') &&
      [...evidence].sort().join() === raised.evidence.join(),
  )
  return confirmation ? { ...raised, confirmation } : raised
}
