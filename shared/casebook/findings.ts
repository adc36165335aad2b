import type { ChangeRef } from '../ids'
import { PartialDate } from '../partial-date'
import { readsToday } from '../rules/reads'
import { agentOf } from '../dose-release/doses'
import type { CompiledStudy } from '../study/compile'
import type { CheckDef, LocalText, Severity } from '../study/definition'
import { affectedBy } from './affected'
import type { Casebook, Confirmation } from './casebook'
import { differenceOf } from './difference'
import { following } from './following'
import { type FormLayout, layoutOf } from './layout'
import { hasLinks, linkFindings } from './link-findings'
import { movesLinks } from './links'
import { type FormPath, GroupPath, type ItemPath, formOid, groupOf, itemOf, steps } from './path'
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
  /** The check's id, or `REQUIRED:`, `RANGE-HARD:`, `RANGE-SOFT:`, `FUTURE-DATE:`, `NOT-EXPECTED:`, `LINK-GONE:`, `LINK-WORDS:` and the item; then the row. */
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
  readonly checks: ReadonlyMap<string, Checked>
  readonly release: readonly Raised[]
  /** All of it with its confirmations. */
  readonly findings: readonly Finding[]
  /** Whether it is still all; doses hang on the whole casebook, links on what comes and goes in it. */
  readonly isWhole: boolean | 'but-release'
}

const NONE: readonly Finding[] = []

const nothing = { items: new Map(), checks: new Map(), release: [], findings: NONE, isWhole: false } as const

/** The findings that somebody asked for, passed on to the next casebook without those it may change. */
const findingsIn = following<Map<FormPath, KeptFindings>>((study, casebook, before) => {
  const kept = new Map<FormPath, KeptFindings>()
  if (!before) return kept
  const affected = affectedBy(study, before.casebook, casebook)
  const difference = differenceOf(before.casebook, casebook)
  const linksMove = movesLinks(difference)
  const changed = new Map(difference.forms.map((form) => [form.path, form]))
  for (const [form, one] of before.value) {
    if (!affected.canKeep(form)) continue
    const stale = affected.of(form)
    const own = changed.get(form)
    if (stale || own?.status || own?.confirmations)
      kept.set(form, {
        ...one,
        items: own?.status ? new Map() : without(one.items, (path) => stale?.item(...placeIn(path)) ?? false),
        checks: without(one.checks, (key, { seen }) => stale?.check(...checkIn(key), seen) ?? false),
        isWhole: false,
      })
    else if (one.isWhole && hangsOnOthers(study, form, linksMove)) kept.set(form, { ...one, isWhole: 'but-release' })
    else kept.set(form, one)
  }
  return kept
})

/** Whether findings of a form may change with something that its checks and items do not read. */
const hangsOnOthers = (study: CompiledStudy, form: FormPath, linksMove: boolean): boolean =>
  agentOf(study, formOid(form)) !== undefined || (linksMove && hasLinks(study, formOid(form)))

const without = <K, V>(all: ReadonlyMap<K, V>, isStale: (key: K, value: V) => boolean): Map<K, V> =>
  new Map([...all].filter(([key, value]) => !isStale(key, value)))

const placeIn = (path: ItemPath): readonly [string, GroupPath | undefined] => [
  itemOf(path),
  steps(path)[2]?.repeat === undefined ? undefined : groupOf(path),
]

const keyOf = (check: CheckDef, row: GroupPath | undefined): string =>
  row === undefined ? check.id : `${check.id} ${row}`

function checkIn(key: string): readonly [string, GroupPath | undefined] {
  const [id = '', row] = key.split(' ')
  return [id, row === undefined ? undefined : GroupPath.parse(row)]
}

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
  if (kept.isWhole === true && kept.today === today) return kept.findings
  const now = PartialDate.parse(today)
  const layout = now && layoutOf(study, casebook, form)
  if (!layout) return NONE
  const raising = { study, casebook, state, layout, today: now }
  const next = raiseAll(raising, kept.today === today ? kept : onDay(study, kept, layout, today))
  known.set(form, next)
  return next.findings
}

/** What is raised whatever the day. */
function onDay(study: CompiledStudy, kept: KeptFindings, { def }: FormLayout, today: string): KeptFindings {
  const dated = (path: ItemPath) => {
    const type = study.item(def.oid, itemOf(path))?.def.type
    return type === 'date' || type === 'datetime'
  }
  const asksToday = new Set(def.checks.filter(({ holds }) => readsToday(holds)).map(({ id }) => id))
  return {
    ...{ ...kept, today, isWhole: false },
    items: without(kept.items, dated),
    checks: without(kept.checks, (key) => asksToday.has(checkIn(key)[0])),
  }
}

/** What tells findings of one form apart. */
const nameOf = (raised: readonly Raised[]): string =>
  raised
    .map(({ check, severity, message, evidence }) => `${check} ${severity} ${message.en} ${evidence.join()}`)
    .join('|')

/** Raises what is not known. */
function raiseAll(raising: Raising, kept: KeptFindings): KeptFindings {
  const { state, layout, today } = raising
  const release = [
    ...releaseFindings(raising, (raised) => isOpen(withConfirmation(raised, state.confirmations))),
    ...linkFindings(raising),
  ]
  if (kept.isWhole && nameOf(release) === nameOf(kept.release)) return { ...kept, isWhole: true }
  const items = new Map<ItemPath, readonly Raised[]>()
  const checks = new Map<string, Checked>()
  for (const { rows } of layout.groups)
    for (const row of rows)
      for (const item of row.items)
        items.set(item.path, kept.items.get(item.path) ?? itemFindings(state, item, row.repeat, today))
  for (const check of layout.def.checks)
    for (const row of rowsAsked(raising, check)) {
      const key = keyOf(check, row)
      checks.set(key, kept.checks.get(key) ?? checkFindings(raising, check, row))
    }
  const raised = [...[...items.values()].flat(), ...[...checks.values()].flatMap(({ raised }) => raised), ...release]
  const findings = raised.map((one) => withConfirmation(one, state.confirmations))
  return { today: kept.today, items, checks, release, findings, isWhole: true }
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
