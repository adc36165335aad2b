import type { Casebook } from '../casebook/casebook'
import { itemOf } from '../casebook/path'
import { journeyOf } from '../casebook/phases'
import { scheduleOf } from '../casebook/schedule'
import { isBlind } from '../randomisation/allocation'
import { can, type Role } from '../roles'
import type { CompiledStudy } from '../study/compile'
import type { LocalText } from '../study/definition'
import { type AdverseEvent, type Grade, SEVERE, adverseEvents } from './ae-queue'
import { suspectsOf } from './suspects'

/** One adverse event as tables count it. */
export interface CountedEvent {
  readonly event: AdverseEvent
  /** The CTCAE term; what was typed where none was chosen. */
  readonly term: string
  readonly systemOrganClass: string | undefined
  readonly serious: boolean
  /** To an agent of the study, possibly or more. */
  readonly related: boolean
  /** In which part of the calendar it began; undefined before the first. */
  readonly cycle: string | undefined
}

/** A participant whom tables count, with or without events. */
export interface CountedPerson {
  readonly code: string
  readonly arm: string | undefined
  /** The parts of the calendar they came to. */
  readonly cycles: readonly string[]
  readonly events: readonly CountedEvent[]
}

const RELATED: ReadonlySet<string> = new Set(['POSSIBLE', 'PROBABLE', 'DEFINITE'])

/** What a casebook brings to tables; undefined for who is not enrolled. `classOf` is the dictionary's organ class of a term. */
export function countedPerson(
  study: CompiledStudy,
  casebook: Casebook,
  classOf: (term: string) => string | undefined,
): CountedPerson | undefined {
  if (casebook.code === undefined) return undefined
  const { arm, part } = journeyOf(study, casebook).assigned
  const begun = beginnings(study, casebook)
  const relations = new Set(suspectsOf(study).map(({ relation }) => relation))
  const events = adverseEvents(study.version, casebook).map((event): CountedEvent => {
    const said = [...event.state.items.values()].flatMap(({ path, value }) =>
      value?.state === 'value' ? [{ item: itemOf(path), text: value.text }] : [],
    )
    const text = (oid: string) => said.find(({ item }) => item === oid)?.text
    const chosen = text('AECTC')
    return {
      event,
      term: chosen ?? event.term ?? '',
      systemOrganClass: (chosen === undefined ? undefined : classOf(chosen)) ?? text('AEBODSYS'),
      serious: event.serious,
      related: said.some((one) => relations.has(one.item) && RELATED.has(one.text)),
      cycle: begun.findLast(({ from }) => event.start !== undefined && from <= event.start)?.name,
    }
  })
  return { code: casebook.code, arm: part ?? arm, cycles: begun.map(({ name }) => name), events }
}

/** The parts of the calendar of which a visit took place, each from its first, by its English name. */
function beginnings(study: CompiledStudy, casebook: Casebook) {
  const first = new Map<string, string>()
  for (const { def, actual } of scheduleOf(study, casebook)) {
    const name = def.epoch?.en
    if (name === undefined || actual === undefined) continue
    const before = first.get(name)
    if (before === undefined || actual < before) first.set(name, actual)
  }
  return [...first]
    .map(([name, from]) => ({ name, from }))
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
}

/** How many participants had something, each counted once with the worst. */
export interface Counts {
  readonly any: number
  /** By their worst grade, 1 to 5. */
  readonly worst: readonly [number, number, number, number, number]
  readonly severe: number
  readonly serious: number
  readonly related: number
}

export interface ToxicityRow {
  /** Undefined where no organ class is known. */
  readonly systemOrganClass: string | undefined
  /** Undefined in the line of the organ class itself, and in that of all events. */
  readonly term: string | undefined
  readonly kind: 'all' | 'class' | 'term'
  /** One for each group. */
  readonly counts: readonly Counts[]
}

export interface ToxicityGroup {
  readonly name: string
  readonly title: LocalText | undefined
  /** How many participants there are in it: what a share is of. */
  readonly participants: number
}

export interface ToxicityTable {
  readonly groups: readonly ToxicityGroup[]
  /** All events, then each organ class with its terms, the most frequent first. */
  readonly rows: readonly ToxicityRow[]
}

export type Split = 'none' | 'arm' | 'cycle'

/** Incidence and worst grades of adverse events: of all, by arm, or by the cycle in which they began. */
export function toxicityTable(study: CompiledStudy, people: readonly CountedPerson[], split: Split): ToxicityTable {
  const groups = groupsOf(study, people, split)
  const lines = new Map<string, { readonly soc: string | undefined; readonly terms: Set<string> }>()
  for (const { events } of people)
    for (const { term, systemOrganClass: soc } of events) {
      const line = lines.get(soc ?? '') ?? { soc, terms: new Set<string>() }
      lines.set(soc ?? '', line)
      line.terms.add(term)
    }
  const count = (has: (event: CountedEvent) => boolean): readonly Counts[] =>
    groups.map(({ members, within }) =>
      countsOf(members.map(({ events }) => events.filter((event) => within(event) && has(event)))),
    )
  const total = ({ counts }: ToxicityRow): number => counts.reduce((sum, { any }) => sum + any, 0)
  const byFrequency = (a: ToxicityRow, b: ToxicityRow): number =>
    total(b) - total(a) || ((a.term ?? a.systemOrganClass ?? '') < (b.term ?? b.systemOrganClass ?? '') ? -1 : 1)
  const classes = [...lines.values()].map(({ soc, terms }) => {
    const own = (event: CountedEvent) => event.systemOrganClass === soc
    const row: ToxicityRow = { systemOrganClass: soc, term: undefined, kind: 'class', counts: count(own) }
    const within = [...terms].map((term): ToxicityRow => {
      const counts = count((event) => own(event) && event.term === term)
      return { systemOrganClass: soc, term, kind: 'term', counts }
    })
    return { row, within: within.sort(byFrequency) }
  })
  const all: ToxicityRow = { systemOrganClass: undefined, term: undefined, kind: 'all', counts: count(() => true) }
  return {
    groups: groups.map(({ name, title, members }) => ({ name, title, participants: members.length })),
    rows: [all, ...classes.sort((a, b) => byFrequency(a.row, b.row)).flatMap(({ row, within }) => [row, ...within])],
  }
}

interface Group {
  readonly name: string
  readonly title: LocalText | undefined
  readonly members: readonly CountedPerson[]
  readonly within: (event: CountedEvent) => boolean
}

function groupsOf(study: CompiledStudy, people: readonly CountedPerson[], split: Split): readonly Group[] {
  const always = () => true
  switch (split) {
    case 'none':
      return [{ name: '', title: undefined, members: people, within: always }]
    case 'arm':
      return study.version.arms.flatMap(({ oid, title }) => {
        const members = people.filter(({ arm }) => arm === oid)
        return members.length > 0 ? [{ name: oid, title, members, within: always }] : []
      })
    case 'cycle': {
      const titles = new Map(study.events.flatMap(({ epoch }) => (epoch ? [[epoch.en, epoch] as const] : [])))
      return [...titles].flatMap(([name, title]) => {
        const members = people.filter(({ cycles }) => cycles.includes(name))
        return members.length > 0 ? [{ name, title, members, within: ({ cycle }: CountedEvent) => cycle === name }] : []
      })
    }
  }
}

function countsOf(perPerson: readonly (readonly CountedEvent[])[]): Counts {
  const some = perPerson.filter((events) => events.length > 0)
  const worst = some.map(worstOf)
  const having = (is: (event: CountedEvent) => boolean) => some.filter((events) => events.some(is)).length
  const of = (grade: Grade) => worst.filter((one) => one === grade).length
  return {
    any: some.length,
    worst: [of(1), of(2), of(3), of(4), of(5)],
    severe: worst.filter((grade) => (grade ?? 0) >= SEVERE).length,
    serious: having(({ serious }) => serious),
    related: having(({ related }) => related),
  }
}

function worstOf(events: readonly CountedEvent[]): Grade | undefined {
  let worst: Grade | undefined
  for (const { event } of events) if (event.grade && event.grade > (worst ?? 0)) worst = event.grade
  return worst
}

/** The worst a participant had of one term. */
export interface WorstOfTerm {
  readonly code: string
  readonly arm: string | undefined
  readonly systemOrganClass: string | undefined
  readonly term: string
  readonly grade: Grade | undefined
  readonly events: number
  readonly serious: boolean
  readonly related: boolean
}

/** Participant by participant, each term once, the worst first. */
export const worstByPerson = (people: readonly CountedPerson[]): readonly WorstOfTerm[] =>
  people.flatMap(({ code, arm, events }) =>
    [...new Set(events.map(({ term }) => term))]
      .map((term): WorstOfTerm => {
        const own = events.filter((event) => event.term === term)
        return {
          ...{ code, arm, term, systemOrganClass: own[0]?.systemOrganClass, grade: worstOf(own), events: own.length },
          serious: own.some(({ serious }) => serious),
          related: own.some(({ related }) => related),
        }
      })
      .sort((a, b) => (b.grade ?? 0) - (a.grade ?? 0) || (a.term < b.term ? -1 : 1)),
  )

/** Whether somebody may see who is in which arm: whoever reads casebooks, unless the study is blind. */
export const mayKnowArms = (study: CompiledStudy, roles: readonly Role[]): boolean =>
  !isBlind(study) && roles.some((role) => can(role, 'read-casebook'))
