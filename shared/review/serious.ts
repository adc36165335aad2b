import type { Casebook, FormState } from '../casebook/casebook'
import { FormPath, formOid, formPath, groupPath, itemOf, itemPath } from '../casebook/path'
import { visitsOf } from '../casebook/visits'
import type { ChangeBody, ItemChange } from '../change/change'
import type { CompiledStudy } from '../study/compile'
import { type AdverseEvent, adverseEvents } from './ae-queue'
import { sayings } from './sayings'
import { suspectsOf, wasGiven } from './suspects'

/** What a report needs before it says anything at all (ICH E2D 2.4; GVP module VI.B.2). */
export type MinimumFact = 'participant' | 'reporter' | 'product' | 'event'

export type ReportKind = 'initial' | 'follow-up' | 'final'

/** One version of the report of a serious adverse event. Its times are instants with an offset, as they were entered. */
export interface SeriousReport {
  readonly form: FormPath
  readonly state: FormState
  readonly kind: ReportKind
  readonly version: number
  /** The adverse event it is bound to. */
  readonly event: FormPath | undefined
  readonly aware: string | undefined
  readonly sent: string | undefined
  /** The report whose times it says were wrong. */
  readonly corrects: FormPath | undefined
  /** The minimum facts that it lacks. */
  readonly lacks: readonly MinimumFact[]
}

/** Until when the first report is to be sent, and what became of it. */
export interface ReportClock {
  /** When the site knew: as a report says, else when somebody first entered that the event is serious. */
  readonly aware: string
  readonly isReported: boolean
  /** ISO, in UTC. */
  readonly until: string
  readonly sent: string | undefined
  /** What was sent has the minimum facts, in one version or another: without them it is no report yet. */
  readonly isValid: boolean
  readonly standing: 'running' | 'overdue' | 'in-time' | 'late'
  /** Minutes left; below zero once it is overdue. Of a report that was sent, what was left then. */
  readonly minutes: number
}

export interface SeriousCase {
  readonly event: AdverseEvent
  /** By their version. */
  readonly reports: readonly SeriousReport[]
  readonly clock: ReportClock | undefined
}

/** The serious adverse events of a casebook with their reports, as of an instant. None where the study reports none. */
export function seriousCases(study: CompiledStudy, casebook: Casebook, now: string): readonly SeriousCase[] {
  const report = study.version.safety?.report
  if (!report) return []
  const all = visitsOf(study, casebook)
    .of(report.form)
    .map((state) => readReport(study, casebook, state))
  return adverseEvents(study.version, casebook)
    .filter(({ serious }) => serious)
    .map((event) => {
      const reports = all
        .filter((one) => one.event === event.form)
        .sort((a, b) => a.version - b.version || (a.form < b.form ? -1 : 1))
      return { event, reports, clock: clockOf(event, reports, report.hours, now) }
    })
}

function readReport(study: CompiledStudy, casebook: Casebook, state: FormState): SeriousReport {
  const said = sayings(state)
  const link = (item: string): FormPath | undefined => {
    const path = FormPath.safeParse(said.get(item))
    return path.success ? path.data : undefined
  }
  const event = link('SAEAELINK')
  const version = Number(said.get('SAEVER') ?? '1')
  return {
    form: state.path,
    state,
    kind: kindOf(said.get('SAETYPE'), version),
    version,
    event,
    aware: said.get('SAEAWARE'),
    sent: said.get('SAESENT'),
    corrects: link('SAECORR'),
    lacks: [
      ...(casebook.code === undefined ? (['participant'] as const) : []),
      ...(said.has('REPORTEDBY') ? [] : (['reporter'] as const)),
      ...(suspectsOf(study).some((suspect) => suspect.given !== undefined && wasGiven(study, casebook, suspect))
        ? []
        : (['product'] as const)),
      ...(said.has('SAETERM') ? [] : (['event'] as const)),
    ],
  }
}

function kindOf(code: string | undefined, version: number): ReportKind {
  switch (code) {
    case 'INITIAL':
      return 'initial'
    case 'FOLLOW_UP':
      return 'follow-up'
    case 'FINAL':
      return 'final'
    default:
      return version > 1 ? 'follow-up' : 'initial'
  }
}

const MINUTE = 60_000

function clockOf(
  event: AdverseEvent,
  reports: readonly SeriousReport[],
  hours: number,
  now: string,
): ReportClock | undefined {
  // Times that a later report calls wrong count no longer; the report that says so has the right ones.
  const wrong = new Set(reports.flatMap(({ corrects }) => corrects ?? []))
  const standing = reports.filter(({ form }) => !wrong.has(form))
  const said = earliest(standing.flatMap(({ aware }) => aware ?? []))
  const aware = said ?? firstCalledSerious(event)
  if (aware === undefined || Number.isNaN(Date.parse(aware))) return undefined
  const until = Date.parse(aware) + hours * 60 * MINUTE
  const sent = earliest(standing.flatMap((one) => one.sent ?? []))
  const minutes = Math.floor((until - Date.parse(sent ?? now)) / MINUTE)
  return {
    aware,
    isReported: said !== undefined,
    until: new Date(until).toISOString(),
    sent,
    isValid: standing.some((one) => one.sent !== undefined && one.lacks.length === 0),
    minutes,
    standing: sent === undefined ? (minutes < 0 ? 'overdue' : 'running') : minutes < 0 ? 'late' : 'in-time',
  }
}

const earliest = (instants: readonly string[]): string | undefined =>
  instants.filter((instant) => !Number.isNaN(Date.parse(instant))).sort((a, b) => Date.parse(a) - Date.parse(b))[0]

/** When somebody first said it, by their own clock: the site knew then at the latest. */
function firstCalledSerious({ state }: AdverseEvent): string | undefined {
  const serious = [...state.items.values()].find(({ path }) => itemOf(path) === 'AESER')
  return earliest(
    (serious?.history ?? []).flatMap(({ value, counts, logged }) =>
      counts && value.state === 'value' && value.text === 'Y' ? [logged.change.claimedAt] : [],
    ),
  )
}

/**
 * Begins another report of an event in a form of its own: bound to the event, with its number, version, and what the last
 * report or the event says already. Never the times, which are asked each time. Undefined where the study reports none.
 */
export function beginReport(
  study: CompiledStudy,
  casebook: Casebook,
  { event, reports }: SeriousCase,
  repeat: string,
): { readonly form: FormPath; readonly items: readonly ItemChange[] } | undefined {
  const oid = study.version.safety?.report?.form
  const log = study.events.find(({ kind, forms }) => kind === 'log' && oid !== undefined && forms.includes(oid))
  if (oid === undefined || !log) return undefined
  const form = formPath({ oid: log.oid }, { oid, repeat })
  const last = reports.at(-1)
  const before: ReadonlyMap<string, string> = last ? sayings(last.state) : new Map<string, string>()
  const version = (last?.version ?? 0) + 1
  const known: readonly (readonly [item: string, text: string | undefined])[] = [
    ['SAENO', before.get('SAENO') ?? `${casebook.code ?? ''}-${event.form.slice(-4).toUpperCase()}`],
    ['SAEVER', String(version)],
    ['SAETYPE', version === 1 ? 'INITIAL' : 'FOLLOW_UP'],
    ['SAEAELINK', event.form],
    ['SAETERM', event.term],
    ['SAESTDAT', event.start],
    ['SAEENDAT', event.end],
    ...['SAENARR', 'HOSPADM', 'HOSPDIS', 'SAEEXP', 'SAECAUSINV'].map((item) => [item, before.get(item)] as const),
  ]
  const items = known.flatMap(([item, text]): readonly ItemChange[] => {
    const placed = study.item(oid, item)
    if (!placed || text === undefined) return []
    const path = itemPath(groupPath(form, { oid: placed.group.oid }), item)
    return [{ path, bases: [], entry: { state: 'value', text } }]
  })
  return { form, items }
}

/** Something of which people at the sponsor are told at once. */
export interface SeriousNews {
  readonly kind: 'event' | 'report'
  readonly form: FormPath
}

/**
 * What a change by itself says of serious events: somebody calls one serious, or sends a report. For whoever hears of
 * changes without having the casebook; a change that was held is for the caller to leave out.
 */
export function seriousNews(study: CompiledStudy, body: ChangeBody): readonly SeriousNews[] {
  const items: readonly Pick<ItemChange, 'path' | 'entry'>[] =
    body.kind === 'value' ? body.items : body.kind === 'resolve' ? [{ path: body.path, entry: body.entry }] : []
  const report = study.version.safety?.report?.form
  const news = items.flatMap(({ path, entry }): readonly SeriousNews[] => {
    const parsed = FormPath.safeParse(path.split('/').slice(0, 2).join('/'))
    if (entry.state !== 'value' || !parsed.success) return []
    const [form, item] = [parsed.data, itemOf(path)]
    if (study.form(formOid(form))?.domain === 'AE' && item === 'AESER' && entry.text === 'Y')
      return [{ kind: 'event', form }]
    return formOid(form) === report && item === 'SAESENT' ? [{ kind: 'report', form }] : []
  })
  return [...new Map(news.map((one) => [`${one.kind} ${one.form}`, one])).values()]
}
