import { type Scope, formOf, steps } from '../casebook/path'
import type { SiteId, SubjectKey } from '../ids'
import type { CompiledStudy } from '../study/compile'
import { auditOf } from './audit'
import { queriesOf, signaturesOf } from './record-tables'
import { type Selection, isChosen } from './selection'
import { type CasebookStatus, type ExportSubject, codeOf, formStatusOf, logOf, statusOf } from './source'

/** What there is of a participant, counted place by place, so that any choice of it can be counted at once. */
export interface Inventory {
  readonly subject: SubjectKey
  readonly site: SiteId
  readonly code: string
  readonly status: CasebookStatus
  /** What stands outside any form has no status. */
  readonly places: readonly InventoryPlace[]
}

export interface InventoryPlace extends Counts {
  /** A form, a visit or the participant. */
  readonly scope: Scope
  readonly status: CasebookStatus | undefined
}

export interface Counts {
  readonly values: number
  readonly changes: number
  readonly queries: number
  readonly signatures: number
  /** Changes the server does not have yet: they go, marked. */
  readonly notReceived: number
  /** Items with two values, neither of which counts. */
  readonly contested: number
  /** Changes that wait for a decision: in the audit trail only. */
  readonly held: number
  /** Forms taken back: in the audit trail only. */
  readonly withdrawn: number
}

const NOTHING: Counts = {
  ...{ values: 0, changes: 0, queries: 0, signatures: 0 },
  ...{ notReceived: 0, contested: 0, held: 0, withdrawn: 0 },
}
/** The same while it is counted. */
type Tally = { -readonly [K in keyof Counts]: number }

const kinds = ['values', 'changes', 'queries', 'signatures', 'notReceived', 'contested', 'held', 'withdrawn'] as const

export function inventoryOf(study: CompiledStudy, subject: ExportSubject): Inventory {
  const { casebook, site, siteBook } = subject
  const counts = new Map<Scope, Tally>()
  const at = (scope: Scope) => {
    const place = formOf(scope) ?? scope
    const found = counts.get(place) ?? { ...NOTHING }
    counts.set(place, found)
    return found
  }
  for (const { path, items, withdrawn } of casebook.forms.values()) {
    const here = at(path)
    if (withdrawn.includes(path)) {
      here.withdrawn++
      continue
    }
    for (const { value, contested } of items.values()) {
      if (value?.state === 'value') here.values++
      if (contested) here.contested++
    }
  }
  // A change that speaks of several places is counted at the first: a sum over all of them is the whole log.
  const placed = new Map(
    auditOf(casebook)
      .toReversed()
      .map(({ logged, scope, reception }) => [logged, { scope, reception }]),
  )
  for (const logged of logOf(casebook)) {
    const { scope = '', reception } = placed.get(logged) ?? {}
    const here = at(scope)
    here.changes++
    if (!logged.receipt) here.notReceived++
    if (reception === 'held') here.held++
  }
  for (const { scope } of queriesOf(subject)) at(scope).queries++
  for (const { scope } of signaturesOf(subject)) at(scope).signatures++
  return {
    subject: casebook.subject,
    site,
    code: codeOf(casebook),
    status: statusOf(study, casebook, siteBook),
    places: [...counts].map(([scope, own]) => {
      const path = formOf(scope)
      const state = path && casebook.forms.get(path)
      return {
        ...own,
        scope,
        status: state && own.withdrawn === 0 ? formStatusOf(study, casebook, state, siteBook) : undefined,
      }
    }),
  }
}

/** What a choice comes to. */
export interface Contents extends Counts {
  readonly participants: number
  readonly forms: number
  /** Forms by how far they are. */
  readonly byStatus: { readonly [S in CasebookStatus]: number }
  /** Forms by what they are of, and by the visit they are at; only what there is. */
  readonly byForm: ReadonlyMap<string, number>
  readonly byEvent: ReadonlyMap<string, number>
}

/** What goes of these participants when it is narrowed to a selection. */
export function contentsOf(all: readonly Inventory[], only?: Selection): Contents {
  const sum: Tally = { ...NOTHING }
  const byStatus = { draft: 0, unsigned: 0, signed: 0, locked: 0 }
  const byForm = new Map<string, number>()
  const byEvent = new Map<string, number>()
  let forms = 0
  for (const { places } of all)
    for (const place of places) {
      const [event, form] = steps(place.scope)
      if (!isChosen(only, place.scope)) continue
      for (const kind of kinds) sum[kind] += place[kind]
      if (place.status === undefined || !form || !event) continue
      forms++
      byStatus[place.status]++
      byForm.set(form.oid, (byForm.get(form.oid) ?? 0) + 1)
      byEvent.set(event.oid, (byEvent.get(event.oid) ?? 0) + 1)
    }
  return { ...sum, participants: all.length, forms, byStatus, byForm, byEvent }
}
