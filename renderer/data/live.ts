import type { Casebook } from '#shared/casebook/casebook'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import { type SubjectSummary, byCode } from '#shared/casebook/summary'
import type { SiteId, StudyId, StudyVersionId, SubjectKey } from '#shared/ids'
import type { Published } from '#shared/protocol'
import { type CompiledStudy, compileStudy } from '#shared/study/compile'
import { joinVersions } from '#shared/study/family'
import type { DataDoor, DataEvent, RosterLine } from './door'
import type { HeldReference, ReferenceName } from './published'

/** A value that follows what is stored, shared by everyone who shows it. */
export interface Live<T> {
  /** What is known now; undefined until it was read. Throws what reading it threw: damage is never shown as empty. */
  readonly get: () => T | undefined
  readonly subscribe: (listener: () => void) => () => void
}

/** Where a value comes from, and what an event makes of it: another value, the need to read it again, or nothing. */
interface Source<T> {
  read(): Promise<T | undefined>
  hear(event: DataEvent, now: T | undefined): T | 'again' | undefined
}

/** Everything screens follow through one door. */
export interface LiveData {
  casebook(subject: SubjectKey): Live<Casebook>
  roster(study: StudyId, site: SiteId): Live<readonly SubjectSummary[]>
  /** Versions joined, the first in front; undefined while that one is not on this device. */
  study(versions: readonly StudyVersionId[]): Live<CompiledStudy>
  published(study: StudyId): Live<readonly Published[]>
  /** What was loaded for something; `held` is undefined where there is none on this device. */
  reference(of: ReferenceName): Live<{ readonly held: HeldReference | undefined }>
  /** Begins to follow events. Returns the end of it. */
  listen(): () => void
}

/** A value nobody shows any more is kept so long: people go back and forth between two screens. */
const KEPT = 10_000

export function createLive(data: DataDoor): LiveData {
  const values = new Map<string, Value<unknown>>()

  function live<T>(name: string, shelf: Map<string, Value<T>>, source: () => Source<T>): Live<T> {
    const known = shelf.get(name)
    if (known) return known
    const value = new Value(source(), () => {
      shelf.delete(name)
      values.delete(name)
    })
    shelf.set(name, value)
    values.set(name, value)
    return value
  }

  /** Each version is compiled once, whatever it is joined with. */
  const versions = new Map<StudyVersionId, CompiledStudy>()
  async function compiled(id: StudyVersionId): Promise<CompiledStudy | undefined> {
    const known = versions.get(id)
    if (known) return known
    const version = await data.studyVersion(id)
    const study = version && (versions.get(id) ?? compileStudy(version))
    if (study) versions.set(id, study)
    return study
  }

  const casebooks = new Map<string, Value<Casebook>>()
  const rosters = new Map<string, Value<readonly SubjectSummary[]>>()
  const studies = new Map<string, Value<CompiledStudy>>()
  const published = new Map<string, Value<readonly Published[]>>()
  const references = new Map<string, Value<{ readonly held: HeldReference | undefined }>>()

  return {
    casebook: (subject) =>
      live(`casebook ${subject}`, casebooks, () => ({
        read: async () => fold(await data.casebook(subject), emptyCasebook(subject)),
        hear(event, now) {
          if (event.kind === 'anew' && event.subject === subject) return 'again'
          return event.kind === 'changes' && event.subject === subject && now ? fold(event.changes, now) : undefined
        },
      })),
    roster: (study, site) =>
      live(`roster ${study} ${site}`, rosters, () => ({
        read: () => data.roster(study, site),
        hear: (event, now) =>
          event.kind === 'roster' && event.study === study && event.site === site && now
            ? withLines(now, event.lines)
            : undefined,
      })),
    study: (ids) =>
      live(`study ${ids.join(' ')}`, studies, () => ({
        async read() {
          const [front, ...others] = await Promise.all(ids.map(compiled))
          return (
            front &&
            joinVersions(
              front,
              others.flatMap((one) => one ?? []),
            )
          )
        },
        hear: (event, now) => (event.kind === 'study' && !now ? 'again' : undefined),
      })),
    published: (study) =>
      live(`published ${study}`, published, () => ({
        read: () => data.publishedVersions(study),
        hear: (event) => (event.kind === 'study' ? 'again' : undefined),
      })),
    reference: ({ kind, about }) =>
      live(`reference ${kind} ${about}`, references, () => ({
        read: async () => ({ held: await data.reference({ kind, about }) }),
        hear: (event) =>
          event.kind === 'reference' && event.of === kind && event.about === about ? 'again' : undefined,
      })),
    listen() {
      const listening = data.subscribe((event) => {
        if (event.kind === 'locked') versions.clear()
        for (const value of [...values.values()]) value.hear(event)
      })
      return () => void listening.then((stop) => stop())
    },
  }
}

/** A list with some lines made anew, in the order it is read in: reading all of a large site again would cost too much. */
function withLines(roster: readonly SubjectSummary[], lines: readonly RosterLine[]): readonly SubjectSummary[] {
  const made = new Map(lines.map(({ subject, summary }) => [subject, summary]))
  const stays = (line: SubjectSummary) => !made.has(line.subject) || made.get(line.subject)?.code === line.code
  const known = new Set(roster.map(({ subject }) => subject))
  // Most often a participant who was there changed, and stays where they were: sorting thousands would be all the work.
  if (roster.every(stays) && lines.every(({ subject }) => known.has(subject)))
    return roster.map((line) => made.get(line.subject) ?? line)
  return [...roster.filter(({ subject }) => !made.has(subject)), ...lines.flatMap(({ summary }) => summary ?? [])].sort(
    byCode,
  )
}

class Value<T> implements Live<T> {
  #now: T | undefined
  #failure: { readonly error: unknown } | undefined
  #listeners = new Set<() => void>()
  #reading = false
  #readAgain = false
  /** Events that came while the value was being read: they may or may not be in it. */
  #early: DataEvent[] = []
  #leaving: ReturnType<typeof setTimeout> | undefined
  /** Counts the locks: what was being read for one person is neither a value nor damage to the next. */
  #life = 0

  constructor(
    private readonly source: Source<T>,
    private readonly drop: () => void,
  ) {}

  get = (): T | undefined => {
    if (this.#failure) throw this.#failure.error
    return this.#now
  }

  subscribe = (listener: () => void): (() => void) => {
    clearTimeout(this.#leaving)
    this.#listeners.add(listener)
    if (this.#now === undefined) void this.#read()
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size === 0) this.#leaving = setTimeout(this.drop, KEPT)
    }
  }

  hear(event: DataEvent): void {
    if (event.kind === 'locked') this.#forget()
    else if (this.#reading) this.#early.push(event)
    else this.#apply(event)
  }

  #apply(event: DataEvent): void {
    const next = this.source.hear(event, this.#now)
    if (next === 'again') void this.#read()
    else if (next !== undefined) this.#set(next)
  }

  #forget(): void {
    this.#life++
    this.#failure = undefined
    this.#reading = false
    this.#early = []
    this.#set(undefined)
  }

  async #read(): Promise<void> {
    this.#readAgain = true
    if (this.#reading) return
    this.#reading = true
    const life = this.#life
    try {
      while (this.#readAgain) {
        this.#readAgain = false
        const read = await this.source.read()
        if (life !== this.#life) return
        if (read !== undefined) this.#set(read)
      }
    } catch (error) {
      if (life !== this.#life) return
      this.#failure = { error }
      this.#tell()
    }
    this.#reading = false
    for (const event of this.#early.splice(0)) this.#apply(event)
  }

  #set(value: T | undefined): void {
    if (Object.is(value, this.#now)) return
    this.#now = value
    this.#tell()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
