import { streamOf } from '../change/carried'
import type { Logged } from '../change/change'
import { type ChangeRef, type SiteId, type StudyId, type SubjectCode, type SubjectKey, streamParts } from '../ids'
import type { CompiledStudy } from '../study/compile'
import type { FormDef } from '../study/definition'
import type { Casebook, FormState } from './casebook'
import { standings } from './derive'
import { isWithdrawn } from './difference'
import { type Finding, findingsOf, isOpen } from './findings'
import { freshnessOf } from './freshness'
import { holdsSomething } from './holds-something'
import { type EventPath, itemOf, formOid } from './path'
import { journeyOf } from './phases'
import { isUnsettled } from './queries'
import { type PlannedEvent, scheduleOf } from './schedule'
import { hasLeft, siteOf } from './whereabouts'

/** One participant as lists show them: a cache, made again from the casebook whenever that changes. */
export interface SubjectSummary {
  readonly subject: SubjectKey
  readonly study: StudyId
  readonly site: SiteId
  readonly code: SubjectCode
  /** The site where they went on: nothing is due here any more, and nobody has to look at anything. */
  readonly movedTo?: SiteId
  readonly arm: string | undefined
  /** The visits still to come or under way, soonest first: screens compare them with today. None that hang on another. */
  readonly next: readonly DueEvent[]
  /** What still counts for a visit to come, soonest gone first; a summary made before there was this has none. */
  readonly expiring?: readonly ExpiringEvent[]
  /** Scheduled visits by state, in schedule order, for the stage bar. */
  readonly stages: readonly ('done' | 'begun' | 'ahead')[]
  readonly lastContact: string | undefined
  /** When the server received what was said last; left out where it has nothing, and in summaries made before there was this. */
  readonly lastReceived?: string
  readonly findings: number
  readonly openQueries: number
  readonly contested: number
  readonly unsent: number
  readonly held: number
  readonly serious: number
  /** Adverse events the investigator has not accepted as they stand now. */
  readonly toReview: number
  readonly toSign: number
}

/** Years of follow-up are planned ahead; nobody looks further than this in a list. */
const MOST_NEXT = 24

/** The order of a list of participants. */
export const byCode = (a: SubjectSummary, b: SubjectSummary): number => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)

export interface DueEvent {
  readonly event: EventPath
  readonly oid: string
  /** ISO dates; `from` and `to` bound the window, both included. */
  readonly target: string
  readonly from: string
  readonly to: string
  readonly begun: boolean
}

/** What was found counts up to a day: a form for the visit named, or all of that visit for what it is to serve. */
export interface ExpiringEvent {
  readonly event: EventPath
  readonly oid: string
  readonly form?: string
  /** The last day on which it counts. */
  readonly last: string
}

/** The summary of a participant, or undefined while no enrolment counts. Pure: the same casebook and day give the same. */
export function summarise(
  study: CompiledStudy,
  casebook: Casebook,
  place: { readonly study: StudyId; readonly site: SiteId },
  today: string,
): SubjectSummary | undefined {
  if (casebook.code === undefined) return undefined
  if (hasLeft(casebook, place.site)) return summariseLeft(study, casebook, place)
  const planned = scheduleOf(study, casebook)
  const { arm, part } = journeyOf(study, casebook).assigned
  const total = {
    findings: 0,
    queries: unsettled(casebook.own.queries),
    contested: 0,
    serious: 0,
    toReview: 0,
    toSign: 0,
  }
  for (const form of casebook.forms.values()) {
    if (isWithdrawn(form)) continue
    const count = countForm(study, casebook, form, today)
    total.findings += count.findings
    total.queries += count.queries
    total.contested += count.contested
    total.serious += count.serious
    total.toReview += count.toReview
    total.toSign += count.toSign
  }
  return {
    subject: casebook.subject,
    ...place,
    code: casebook.code,
    arm: part ?? arm,
    next: planned
      .flatMap(dueEvent)
      .sort((a, b) => (a.target < b.target ? -1 : a.target > b.target ? 1 : 0))
      .slice(0, MOST_NEXT),
    expiring: planned
      .flatMap((one) => expiring(study, casebook, one))
      .sort((a, b) => (a.last < b.last ? -1 : a.last > b.last ? 1 : 0)),
    stages: planned.filter(({ def }) => def.kind === 'scheduled').map(({ state }) => state),
    lastContact: planned
      .flatMap(({ actual }) => (actual !== undefined && actual <= today ? [actual] : []))
      .sort()
      .at(-1),
    findings: total.findings,
    openQueries: total.queries,
    contested: total.contested,
    ...countChanges(casebook, place.site),
    ...lastReceived(casebook),
    serious: total.serious,
    toReview: total.toReview,
    toSign: total.toSign,
  }
}

/** Of somebody who went on at another site: who they are, how far they came here, and what is still to be sent or decided. */
function summariseLeft(
  study: CompiledStudy,
  casebook: Casebook,
  place: { readonly study: StudyId; readonly site: SiteId },
): SubjectSummary | undefined {
  const { code } = casebook
  const movedTo = siteOf(casebook)
  if (code === undefined || movedTo === undefined) return undefined
  const { arm, part } = journeyOf(study, casebook).assigned
  return {
    ...{ subject: casebook.subject, ...place, code, movedTo, arm: part ?? arm, next: [], expiring: [], stages: [] },
    ...{ lastContact: undefined, findings: 0, openQueries: 0, contested: 0, serious: 0, toReview: 0, toSign: 0 },
    ...countChanges(casebook, place.site),
    ...lastReceived(casebook),
  }
}

function dueEvent({ event, def, target, from, to, state, projected, passed }: PlannedEvent): readonly DueEvent[] {
  if (state === 'done' || projected || passed) return []
  if (target === undefined || from === undefined || to === undefined) return []
  return [{ event, oid: def.oid, target, from, to, begun: state === 'begun' }]
}

/** Samples of a visit that did not come yet, taken for the day it is planned; what is missing altogether is not in it. */
function expiring(study: CompiledStudy, casebook: Casebook, one: PlannedEvent): readonly ExpiringEvent[] {
  const { event, def, expires, actual, projected, passed, omitted, target } = one
  if (actual !== undefined) return expires === undefined ? [] : [{ event, oid: def.oid, last: expires }]
  if (projected || passed || omitted || target === undefined) return []
  return freshnessOf(study, casebook, one).flatMap(({ form, latest }) =>
    latest ? [{ event, oid: def.oid, form, last: latest.expires }] : [],
  )
}

interface FormCount {
  readonly findings: number
  readonly queries: number
  readonly contested: number
  readonly serious: number
  readonly toReview: number
  readonly toSign: number
}

/** Counted once for a form as it stands with its findings: both stay the same objects as long as nothing changes. */
const counted = new WeakMap<
  FormState,
  { readonly study: CompiledStudy; readonly findings: readonly Finding[]; readonly count: FormCount }
>()

function countForm(study: CompiledStudy, casebook: Casebook, form: FormState, today: string): FormCount {
  const findings = findingsOf(study, casebook, form.path, today)
  const known = counted.get(form)
  if (known?.study === study && known.findings === findings) return known.count
  const def = study.form(formOid(form.path))
  const event = def?.domain === 'AE' && [...form.items.values()].some(holdsSomething)
  const accepted = form.reviews.some(({ current }) => current)
  const count = {
    findings: countFindings(form, findings),
    queries: unsettled(form.queries),
    contested: [...form.items.values()].filter(({ contested }) => contested).length,
    serious: event && isSerious(form) ? 1 : 0,
    toReview: event && !accepted ? 1 : 0,
    toSign: def && (event ? accepted : form.status?.status === 'complete') && lacksSignature(study, def, form) ? 1 : 0,
  }
  counted.set(form, { study, findings, count })
  return count
}

/** Open findings that someone has to look at. What is still missing counts once the form is said to be complete. */
function countFindings(form: FormState, findings: readonly Finding[]): number {
  const complete = form.status?.status === 'complete'
  return findings.filter(
    (finding) => isOpen(finding) && finding.severity !== 'I' && (complete || !finding.check.startsWith('REQUIRED:')),
  ).length
}

const unsettled = (queries: FormState['queries']): number =>
  // What opened for a finding is counted with the findings.
  queries.filter(({ status, origin }) => origin !== 'check' && isUnsettled(status)).length

/** Someone said so; while two values stand, one yes is enough. */
const isSerious = (form: FormState): boolean =>
  [...form.items.values()].some(
    ({ path, heads }) =>
      itemOf(path) === 'AESER' && heads.some(({ value }) => value.state === 'value' && value.text === 'Y'),
  )

const lacksSignature = (study: CompiledStudy, def: FormDef, form: FormState): boolean =>
  study.version.signing.some(
    (asked) =>
      asked.form === def.oid && !form.signatures.some(({ meaning, intact }) => intact && meaning === asked.meaning),
  )

/** Changes the server does not have, and those that wait for a decision; one that touches several forms counts once. */
function countChanges(casebook: Casebook, site: SiteId): { readonly unsent: number; readonly held: number } {
  const unsent = new Set<ChangeRef>()
  const note = (log: FormState['log']) => {
    for (const [ref, { receipt }] of log) if (!receipt) unsent.add(ref)
  }
  note(casebook.own.log)
  for (const form of casebook.forms.values()) if (form.unsent > 0) note(form.log)
  return { unsent: unsent.size, held: heldAt(casebook, site).length }
}

/** Of each part of a casebook: a part stays the same object as long as nothing is said in it. */
const received = new WeakMap<Casebook['own'] | FormState, string>()

function lastReceivedIn(part: Casebook['own'] | FormState): string {
  const known = received.get(part)
  if (known !== undefined) return known
  let last = ''
  for (const { receipt } of part.log.values()) if (receipt && receipt.committedAt > last) last = receipt.committedAt
  received.set(part, last)
  return last
}

function lastReceived({ own, forms }: Casebook): Pick<SubjectSummary, 'lastReceived'> {
  let last = lastReceivedIn(own)
  for (const form of forms.values()) {
    const then = lastReceivedIn(form)
    if (then > last) last = then
  }
  return last === '' ? {} : { lastReceived: last }
}

/** The same of one site, where somebody was at several: what came too late waits where it was said. */
export const heldAt = (casebook: Casebook, site: SiteId): readonly Logged[] =>
  heldIn(casebook).filter((logged) => streamParts(streamOf(logged)).site === site)

/** What the server holds back and nobody has decided on, each once, in whatever form or of the participant themselves. */
export function heldIn({ own, forms }: Casebook): readonly Logged[] {
  const held = new Map<ChangeRef, Logged>()
  const note = (log: FormState['log']) => {
    for (const [ref, standing] of standings(log)) {
      const logged = standing === 'held' ? log.get(ref) : undefined
      if (logged) held.set(ref, logged)
    }
  }
  note(own.log)
  for (const form of forms.values()) if (form.held.length > 0) note(form.log)
  return [...held.values()]
}
