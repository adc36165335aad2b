import type { Casebook, ItemState, QueryState } from '#shared/casebook/casebook'
import { emptyForm, headRefs } from '#shared/casebook/derive'
import type { Finding } from '#shared/casebook/findings'
import { fold } from '#shared/casebook/fold'
import { proposedLimits, rangesOf } from '#shared/casebook/limits'
import {
  type FormPath,
  type GroupPath,
  type ItemPath,
  eventOf,
  groupOf,
  groupPath,
  itemPath,
} from '#shared/casebook/path'
import { visitDate } from '#shared/casebook/schedule'
import type { ChangeBody, Entry, Logged, MissingCode, QueryMove } from '#shared/change/change'
import { QueryId, refOf } from '#shared/change/change'
import type { ChangeRef, UserId } from '#shared/ids'
import { reasonNeeded } from '#shared/review/reason'
import type { Role } from '#shared/roles'
import type { CompiledStudy } from '#shared/study/compile'
import type { GroupDef, Language } from '#shared/study/definition'
import { type UnreadableReason, readEntry } from '#shared/study/read-entry'
import { type ItemView, type Scene, drawScene } from './scene'
import { readLimits } from './limits'
import { sameAnswer } from './shown'

export interface Author {
  readonly id: UserId
  readonly role: Role
  /** This running of the app: what was entered before it is no longer the same sitting. */
  readonly boot: string
}

/** What a sitting looks at; replaced as a whole whenever anything in it changes. */
export interface World {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  /** ISO date on the author's calendar. */
  readonly today: string
  /** Offset of the author's clock, `+01:00`. */
  readonly zoneOffset: string
  readonly language: Language
  readonly author: Author
  /** Left out until it is there; what is chosen from it cannot be taken before. */
  readonly dictionary?: Dictionary | undefined
}

/** The dictionary that a form's terms are chosen from. */
export interface Dictionary {
  readonly terms: readonly string[]
  /** Undefined where codes are not loaded. */
  codeOf(term: string): string | undefined
}

export type Entered =
  | { readonly kind: 'same' }
  | { readonly kind: 'stored'; readonly entry: Entry }
  | { readonly kind: 'reason-wanted' }
  | { readonly kind: 'unreadable'; readonly reason: UnreadableReason }

/** An entry that goes with another. */
interface Along {
  readonly path: ItemPath
  readonly entry: Entry
}

/** Stores what someone asserts; resolves when it is durable, rejects with nothing stored. */
export type Recorder = (body: ChangeBody) => Promise<Logged>

/**
 * One person at one form. Takes what is typed, shows it at once, stores it in order, and asks for a reason where one is
 * due. What is shown before it is durable has no mark; what could not be stored goes back to being typed.
 */
export class Sitting {
  private readonly listeners = new Set<() => void>()
  /** What this sitting stored: the casebook from outside may learn of it later than we do. */
  private mine: readonly Logged[] = []
  /** Entries on their way to the store, shown as if they were there. */
  private readonly underway = new Map<ItemPath, Entry>()
  /** Entries that wait for the reason they change something. */
  private readonly unexplained = new Map<ItemPath, Entry>()
  /** Items that could not be stored when last tried. */
  private readonly unstored = new Set<ItemPath>()
  /** The heads that stood when someone began to type: the bases of what they type. */
  private readonly seen = new Map<ItemPath, readonly ChangeRef[]>()
  /** The last write of each item that still runs, and the heads it will leave. */
  private readonly writes = new Map<ItemPath, Promise<readonly ChangeRef[]>>()
  private readonly addedRows: GroupPath[] = []
  private queue: Promise<unknown> = Promise.resolve()
  /** Jobs in the queue that have not ended. */
  private waiting = 0
  private asking: { readonly path: ItemPath; readonly about: 'missing' } | undefined
  private scene: Scene
  private world: World

  constructor(
    readonly form: FormPath,
    world: World,
    private readonly record: Recorder,
  ) {
    this.world = world
    this.scene = this.draw()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** The same object until something in it changes; so is each item in it. */
  readonly current = (): Scene => this.scene

  readonly item = (path: ItemPath): ItemView | undefined => this.scene.items.get(path)

  readonly today = (): string => this.world.today
  readonly language = (): Language => this.world.language
  readonly author = (): Author => this.world.author

  /** Looks again: a newer casebook, another day, another language. */
  look(world: World): void {
    if (world === this.world) return
    this.world = world
    this.redraw()
  }

  /** Someone has begun to change an item; what they see now is what their entry will be based on. */
  begin(path: ItemPath): void {
    if (!this.seen.has(path)) this.seen.set(path, this.headsOf(path))
  }

  readonly begun = (path: ItemPath): boolean => this.seen.has(path)

  /** Items that someone began to change and that are not stored yet. */
  readonly begunItems = (): readonly ItemPath[] => [...this.seen.keys()]

  /** Takes what was typed. Nothing is stored when it says what stands there already, or when it cannot be read. */
  enter(path: ItemPath, typed: { readonly text: string; readonly unit?: string }): Entered {
    const item = this.item(path)
    if (!item) return { kind: 'same' }
    const codes = item.codeList?.codes.map(({ code }) => code)
    const visited = visitDate(this.world.study, this.world.casebook, eventOf(this.form))
    const read = readEntry(item.def, typed, {
      today: this.world.today,
      zoneOffset: this.world.zoneOffset,
      ...(visited !== undefined && { visitDate: visited }),
      terms: this.world.dictionary?.terms ?? [],
      ...(codes && { codes }),
    })
    if (!read.ok) return { kind: 'unreadable', reason: read.reason }
    return this.assert(item, read.entry)
  }

  /** Takes limits as people write them: `120-160`, `<5`, `>60`; nothing for none. */
  enterLimits(path: ItemPath, text: string): Entered {
    const item = this.item(path)
    const read = readLimits(text)
    if (!item) return { kind: 'same' }
    if (!read) return { kind: 'unreadable', reason: 'not-a-number' }
    const { low, high } = item.limitPaths
    const unit = item.unit === undefined ? {} : { unit: item.unit }
    const taken = [
      ...(low ? [this.enter(low, { text: read.low, ...unit })] : []),
      ...(high ? [this.enter(high, { text: read.high, ...unit })] : []),
    ]
    return (
      taken.find(({ kind }) => kind === 'unreadable') ??
      taken.find(({ kind }) => kind === 'reason-wanted') ??
      taken.find(({ kind }) => kind === 'stored') ?? { kind: 'same' }
    )
  }

  enterMissing(path: ItemPath, code: MissingCode, words: string): void {
    const item = this.item(path)
    this.asking = undefined
    if (item) {
      const entry: Entry = { state: 'missing', code, ...(words !== '' && { reason: words }) }
      // Saying why there is no value says why the old one goes.
      this.assert(item, entry, words === '' ? undefined : words)
    }
    this.redraw()
  }

  /** Gives the reason that an entry waited for, and stores it. */
  explain(path: ItemPath, reason: string): void {
    const entry = this.unexplained.get(path)
    if (!entry) return
    this.unexplained.delete(path)
    this.store(path, entry, reason)
  }

  /** Lets the old value stand. */
  drop(path: ItemPath): void {
    this.unexplained.delete(path)
    this.unstored.delete(path)
    this.seen.delete(path)
    this.redraw()
  }

  askMissing(path: ItemPath | undefined): void {
    this.asking = path === undefined ? undefined : { path, about: 'missing' }
    this.redraw()
  }

  confirm(finding: Pick<Finding, 'check' | 'evidence'>, reason: string): Promise<boolean> {
    const { check, evidence } = finding
    return this.write(() => ({ kind: 'confirm', form: this.form, check, evidence: [...evidence], reason }))
  }

  /** Decides between values that stand against each other. */
  resolve(path: ItemPath, entry: Entry, reason: string): Promise<boolean> {
    const bases = [...this.headsOf(path)]
    return this.write(() => ({ kind: 'resolve', path, bases, entry, reason }))
  }

  setStatus(status: 'complete' | 'in-progress' | 'not-done', reason?: string): Promise<boolean> {
    return this.write(() => ({
      kind: 'status',
      form: this.form,
      bases: [...(this.casebook().forms.get(this.form)?.status?.heads ?? [])],
      status,
      ...(reason !== undefined && { reason }),
    }))
  }

  addRow(group: GroupDef, repeat: string): ItemPath | undefined {
    const path = groupPath(this.form, { oid: group.oid, repeat })
    this.addedRows.push(path)
    this.redraw()
    const first = group.items.find(({ type }) => type !== 'calculated')
    return first && itemPath(path, first.oid)
  }

  /** A row without a value just goes; one with values is withdrawn and stays in the history. */
  withdrawRow(path: GroupPath, reason: string): void {
    const at = this.addedRows.indexOf(path)
    if (at >= 0) this.addedRows.splice(at, 1)
    const bases = headRefs(path, this.casebook().forms.get(this.form)?.items ?? new Map())
    if (bases.length > 0) void this.write(() => ({ kind: 'withdraw', scope: path, bases: [...bases], reason }))
    this.redraw()
  }

  /** Takes a whole form instance out of what counts. It stays in the history. */
  withdraw(reason: string): Promise<boolean> {
    const bases = headRefs(this.form, this.casebook().forms.get(this.form)?.items ?? new Map())
    return this.write(() => ({ kind: 'withdraw', scope: this.form, bases: [...bases], reason }))
  }

  ask(query: string, path: ItemPath, text: string): Promise<boolean> {
    return this.write(() => ({
      kind: 'query',
      query: QueryId.parse(query),
      scope: path,
      bases: [],
      move: 'open',
      text,
    }))
  }

  say(query: QueryState, move: QueryMove, text: string): Promise<boolean> {
    const { id, scope } = query
    return this.write(() => ({ kind: 'query', query: QueryId.parse(id), scope, bases: [...query.heads], move, text }))
  }

  /** Resolves when everything taken so far is stored, or has failed to be. */
  settled(): Promise<unknown> {
    return this.queue
  }

  private assert(item: ItemView, entry: Entry, reason?: string): Entered {
    const { path } = item
    const now = this.underway.get(path) ?? item.state?.value
    const along = this.alongWith(item, entry)
    if (sameAnswer(now, entry) && along.length === 0 && !item.state?.contested) {
      this.drop(path)
      return { kind: 'same' }
    }
    const form = this.casebook().forms.get(this.form)
    const changed = [path, ...along.map((other) => other.path)]
    const explains = changed.some((each) => reasonNeeded(form, form?.items.get(each), this.by()))
    const needed = !this.writes.has(path) && explains
    if (needed && reason === undefined) {
      this.begin(path)
      this.unexplained.set(path, entry)
      this.redraw()
      return { kind: 'reason-wanted' }
    }
    this.unexplained.delete(path)
    this.store(path, entry, needed ? reason : undefined)
    return { kind: 'stored', entry }
  }

  /** What changes with an answer, in the same change, so that one is never without the other. */
  private alongWith(item: ItemView, entry: Entry): readonly Along[] {
    const code = this.codeOf(item, entry)
    return [...(code ? [code] : []), ...this.limitsWith(item, entry)]
  }

  /**
   * The limits of the laboratory for a new result. Those that someone entered stay as long as they are in its unit; without
   * a result there are none.
   */
  private limitsWith({ path, limitPaths }: ItemView, entry: Entry): readonly Along[] {
    const { low, high } = limitPaths
    const kept = [low, high].flatMap((limit) => limit ?? []).filter((limit) => !this.storedItem(limit)?.contested)
    if (entry.state !== 'value')
      return kept
        .filter((limit) => !sameAnswer(this.storedEntry(limit), { state: 'blank' }))
        .map((limit) => ({ path: limit, entry: { state: 'blank' } }))
    const stand = kept.some((limit) => {
      const stored = this.storedEntry(limit)
      return stored?.state === 'value' && stored.unit === entry.unit
    })
    if (stand) return []
    const { study } = this.world
    return proposedLimits(study, this.casebook(), rangesOf(study), path, entry.unit).filter(
      (limit) => kept.includes(limit.path) && !sameAnswer(this.storedEntry(limit.path), limit.entry),
    )
  }

  /** The code that changes with a term. */
  private codeOf({ def, path }: ItemView, entry: Entry): Along | undefined {
    if (def.type !== 'text' || def.dictionary === undefined) return undefined
    const item = [...this.scene.items.values()].find(
      (other) => other.def.type === 'text' && other.def.codeOf === def.oid && groupOf(other.path) === groupOf(path),
    )
    if (!item || item.state?.contested) return undefined
    const text = entry.state === 'value' ? this.world.dictionary?.codeOf(entry.text) : undefined
    // Where codes are not loaded, the one that came with this same term stays.
    if (text === undefined && sameAnswer(this.storedEntry(path), entry)) return undefined
    const code: Entry = text === undefined ? { state: 'blank' } : { state: 'value', text }
    return sameAnswer(this.storedEntry(item.path), code) ? undefined : { path: item.path, entry: code }
  }

  private by(): { readonly author: UserId; readonly boot: string } {
    return { author: this.world.author.id, boot: this.world.author.boot }
  }

  private store(path: ItemPath, entry: Entry, reason: string | undefined): void {
    const before = this.writes.get(path)
    const seen = this.seen.get(path) ?? this.headsOf(path)
    this.seen.delete(path)
    this.unstored.delete(path)
    this.underway.set(path, entry)
    const written: Promise<readonly ChangeRef[]> = this.inTurn(async () => {
      const bases = before ? await before : seen
      const shown = new Map<ItemPath, Entry>([[path, entry]])
      try {
        const why = reason !== undefined && { reason }
        const item = this.item(path)
        const along = item ? this.alongWith(item, entry) : []
        for (const other of along) {
          shown.set(other.path, other.entry)
          this.underway.set(other.path, other.entry)
        }
        const logged = await this.record({
          kind: 'value',
          items: [
            { path, bases: [...bases], entry, ...why },
            ...along.map((other) => ({ ...other, bases: [...this.headsOf(other.path)], ...why })),
          ],
        })
        this.mine = [...this.mine, logged]
        const refs = [refOf(logged.change)]
        // Who went on typing meanwhile saw this entry, not what stood before it.
        if (this.seen.has(path)) this.seen.set(path, refs)
        return refs
      } catch {
        this.unstored.add(path)
        this.seen.set(path, bases)
        return bases
      } finally {
        if (this.writes.get(path) === written) {
          this.writes.delete(path)
          this.underway.delete(path)
        }
        for (const [other, mine] of shown)
          if (other !== path && this.underway.get(other) === mine) this.underway.delete(other)
        this.redraw()
      }
    })
    this.writes.set(path, written)
    this.redraw()
  }

  /** False when it could not be made durable; then nothing was stored. */
  private write(body: () => ChangeBody): Promise<boolean> {
    return this.inTurn(async () => {
      try {
        this.mine = [...this.mine, await this.record(body())]
        return true
      } catch {
        return false
      } finally {
        this.redraw()
      }
    })
  }

  /** With nothing before it a job begins at once: the store works while the screen draws. */
  private inTurn<T>(job: () => Promise<T>): Promise<T> {
    const turn = this.waiting === 0 ? job() : this.queue.then(job)
    this.waiting++
    this.queue = turn.finally(() => this.waiting--)
    return turn
  }

  private headsOf(path: ItemPath): readonly ChangeRef[] {
    return this.storedItem(path)?.heads.map(({ ref }) => ref) ?? []
  }

  private storedEntry(path: ItemPath): Entry | undefined {
    return this.storedItem(path)?.value
  }

  private storedItem(path: ItemPath): ItemState | undefined {
    return this.casebook().forms.get(this.form)?.items.get(path)
  }

  private casebook(): Casebook {
    return fold(this.mine, this.world.casebook)
  }

  private redraw(): void {
    const next = this.draw()
    if (next === this.scene) return
    this.scene = next
    for (const listener of this.listeners) listener()
  }

  private draw(): Scene {
    const { study, today, language, author } = this.world
    return drawScene(
      {
        study,
        casebook: withUnderway(this.casebook(), this.form, this.underway, this.addedRows),
        form: this.form,
        today,
        language,
        role: author.role,
        unexplained: this.unexplained,
        unstored: this.unstored,
        underway: this.underway,
        asking: this.asking?.path,
      },
      this.scene,
    )
  }
}

/** The casebook as it will be: entries on their way take the place of values, added rows stand although they are empty. */
function withUnderway(
  casebook: Casebook,
  form: FormPath,
  underway: ReadonlyMap<ItemPath, Entry>,
  rows: readonly GroupPath[],
): Casebook {
  if (underway.size === 0 && rows.length === 0) return casebook
  const state = casebook.forms.get(form) ?? emptyForm(form)
  const items = new Map(state.items)
  const place = (path: ItemPath, value: Entry | undefined) => {
    const old = items.get(path)
    const base = old ?? { path, heads: [], history: [], contested: false, unsent: false, held: false }
    items.set(path, { ...base, value, contested: false })
  }
  for (const row of rows) {
    const first = itemPath(row, 'ROW')
    if (![...items.keys()].some((path) => path.startsWith(`${row}/`))) place(first, undefined)
  }
  for (const [path, entry] of underway) place(path, entry)
  return { ...casebook, forms: new Map(casebook.forms).set(form, { ...state, items }) }
}
