import { headRefs } from '#shared/casebook/derive'
import type { Finding } from '#shared/casebook/findings'
import { answersOf } from '#shared/casebook/links'
import {
  type FormPath,
  type GroupPath,
  type ItemPath,
  formOid,
  groupPath,
  itemOf,
  itemPath,
} from '#shared/casebook/path'
import {
  type Entry,
  type Logged,
  type MissingCode,
  QueryId,
  type QueryMove,
  type QueryParty,
  type RedactionPlace,
} from '#shared/change/change'
import type { UserId } from '#shared/ids'
import { requestOf } from '#shared/redaction/judge'
import { mayDecideBetween } from '#shared/review/deciding'
import { type AskedQuery, queryMove } from '#shared/review/queries'
import { reasonNeeded } from '#shared/review/reason'
import type { GroupDef, Language } from '#shared/study/definition'
import { alongWith } from './along'
import { readLimits } from './limits'
import { firstToSay, readTyped } from './reading'
import { type ItemView, type Scene, drawScene } from './scene'
import { sameAnswer } from './shown'
import { Storing } from './storing'
import { withUnderway } from './underway'
import type { Along, Answerable, Author, Entered, Recorder, Weighed, World } from './world'

/**
 * One person at one form. Takes what is typed, shows it at once, stores it in order, and asks for a reason where one is
 * due. What is shown before it is durable has no mark; what could not be stored stays in sight, is said, and is tried again.
 */
export class Sitting {
  private readonly listeners = new Set<() => void>()
  /** Entries that wait for the reason they change something. */
  private readonly unexplained = new Map<ItemPath, Entry>()
  private readonly storing: Storing
  private readonly addedRows: GroupPath[] = []
  /** The item that is asked why it has no value. */
  private asking: ItemPath | undefined
  private scene: Scene
  private world: World

  constructor(
    readonly form: FormPath,
    world: World,
    record: Recorder,
  ) {
    this.world = world
    this.storing = new Storing(form, world.casebook, record, () => this.redraw())
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

  /** Whether the person may decide between the values of an item. */
  readonly mayDecide = (path: ItemPath): boolean =>
    mayDecideBetween(this.world.author.role, this.world.study, this.storing.casebook(), path)

  /** Looks again: a newer casebook, another day, another language. */
  look(world: World): void {
    if (world === this.world) return
    this.world = world
    this.storing.look(world.casebook)
    this.redraw()
  }

  /** Someone has begun to change an item; what they see now is what their entry will be based on. */
  begin(path: ItemPath): void {
    this.storing.begin(path)
  }

  readonly begun = (path: ItemPath): boolean => this.storing.seen.has(path)

  /** Items that someone began to change and that are not stored yet. */
  readonly begunItems = (): readonly ItemPath[] => [...this.storing.seen.keys()]

  /** Takes what was typed. Nothing is stored when it says what stands there already, or when it cannot be read. */
  enter(path: ItemPath, typed: { readonly text: string; readonly unit?: string }): Entered {
    const item = this.item(path)
    if (!item) return { kind: 'same' }
    const read = readTyped(this.world, this.form, item, typed)
    if (!read.ok) return { kind: 'unreadable', reason: read.reason }
    return this.assert(item, read.entry)
  }

  /**
   * What a text would change, with nothing stored: for entries that are taken together or not at all. An item that is not
   * asked now can be weighed too, since what is taken with it may ask it.
   */
  weigh(path: ItemPath, typed: { readonly text: string; readonly unit?: string }): Weighed {
    const item = this.answerable(path)
    if (!item) return { kind: 'unreadable', reason: 'calculated' }
    const read = readTyped(this.world, this.form, item, typed)
    if (!read.ok) return { kind: 'unreadable', reason: read.reason }
    const { entry } = read
    const along = this.alongWith(item, entry)
    if (sameAnswer(item.state?.value, entry) && along.length === 0 && !item.state?.contested) return { kind: 'same' }
    const items = [{ path, entry }, ...along].map((change) => ({
      ...change,
      bases: [...this.storing.headsOf(change.path)],
    }))
    return { kind: 'change', items, explains: this.explains(items.map((change) => change.path)) }
  }

  /** Learns of a change about this form that was stored elsewhere by the same person. */
  learn(logged: Logged): void {
    this.storing.learn(logged)
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
    return firstToSay(taken)
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

  /** Tries to store once more what could not be stored; undefined when there is nothing of the kind. */
  retry(path: ItemPath): Entered | undefined {
    const entry = this.storing.retry(path)
    if (entry) this.storing.seen.delete(path)
    return entry && { kind: 'stored', entry }
  }

  /** Items whose entries could not be stored when last tried. */
  readonly unsaved = (): readonly ItemPath[] => [...this.storing.unstored.keys()]

  /** The device is locked: what could not be stored goes, and nothing is tried again. */
  end(): void {
    this.storing.end()
  }

  /** Lets the old value stand. */
  drop(path: ItemPath): void {
    this.unexplained.delete(path)
    this.storing.unstored.delete(path)
    this.storing.seen.delete(path)
    this.redraw()
  }

  askMissing(path: ItemPath | undefined): void {
    this.asking = path
    this.redraw()
  }

  confirm(finding: Pick<Finding, 'check' | 'evidence'>, reason: string): Promise<boolean> {
    const { check, evidence } = finding
    return this.storing.write(() => ({ kind: 'confirm', form: this.form, check, evidence: [...evidence], reason }))
  }

  /** Puts the limits that the laboratory has now beside results that have others, or none, in one change. */
  takeRevisedLimits(results: readonly ItemPath[], reason: string): Promise<boolean> {
    const { storing } = this
    return storing.write(() => ({
      kind: 'value',
      items: results
        .flatMap((path) => this.item(path)?.revised?.limits ?? [])
        .map(({ path, entry }) => {
          const before = storing.formState()?.items.get(path)?.value
          const replaces = before !== undefined && before.state !== 'blank'
          return { path, entry, bases: [...storing.headsOf(path)], ...(replaces && { reason }) }
        }),
    }))
  }

  /** Decides between values that stand against each other. */
  resolve(path: ItemPath, entry: Entry, reason: string): Promise<boolean> {
    const bases = [...this.storing.headsOf(path)]
    return this.storing.write(() => ({ kind: 'resolve', path, bases, entry, reason }))
  }

  setStatus(status: 'complete' | 'in-progress' | 'not-done', reason?: string): Promise<boolean> {
    return this.storing.write(() => ({
      kind: 'status',
      form: this.form,
      bases: [...(this.storing.formState()?.status?.heads ?? [])],
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
    const bases = headRefs(path, this.storing.formState()?.items ?? new Map())
    if (bases.length > 0) void this.storing.write(() => ({ kind: 'withdraw', scope: path, bases: [...bases], reason }))
    this.redraw()
  }

  /** Takes a whole form instance out of what counts. It stays in the history. */
  withdraw(reason: string): Promise<boolean> {
    const bases = headRefs(this.form, this.storing.formState()?.items ?? new Map())
    return this.storing.write(() => ({ kind: 'withdraw', scope: this.form, bases: [...bases], reason }))
  }

  ask(query: string, path: ItemPath, text: string, to?: QueryParty): Promise<boolean> {
    return this.storing.write(() => ({
      kind: 'query',
      query: QueryId.parse(query),
      scope: path,
      bases: [],
      move: 'open',
      text,
      ...(to && { to }),
    }))
  }

  say(query: AskedQuery, move: QueryMove, text: string): Promise<boolean> {
    return this.storing.write(() => queryMove(query, move, text))
  }

  /** Asks that what stands at these places of a change be blacked out. */
  askToBlackOut({ change }: Logged, places: readonly RedactionPlace[], reason: string): Promise<boolean> {
    const request = requestOf(change, places, reason)
    return request ? this.storing.write(() => request) : Promise.resolve(false)
  }

  /** Resolves when everything taken so far is stored, or has failed to be. */
  settled(): Promise<unknown> {
    return this.storing.settled()
  }

  private assert(item: ItemView, entry: Entry, reason?: string): Entered {
    const { path } = item
    const failed = this.storing.unstored.get(path)
    if (failed && sameAnswer(failed.entry, entry)) return this.retry(path) ?? { kind: 'same' }
    const shown = failed ? this.storing.formState()?.items.get(path)?.value : item.state?.value
    const now = this.storing.underway.get(path) ?? shown
    const along = this.alongWith(item, entry)
    if (sameAnswer(now, entry) && along.length === 0 && !item.state?.contested) {
      this.drop(path)
      return { kind: 'same' }
    }
    const needed = !this.storing.isStoring(path) && this.explains([path, ...along.map((other) => other.path)])
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

  private answerable(path: ItemPath): Answerable | undefined {
    const drawn = this.item(path)
    if (drawn) return drawn
    const { study } = this.world
    const def = study.item(formOid(this.form), itemOf(path))?.def
    const codeList = def && answersOf(study, this.storing.casebook(), def)
    return def && { path, def, codeList, limitPaths: {}, state: this.storing.formState()?.items.get(path) }
  }

  private explains(paths: readonly ItemPath[]): boolean {
    const form = this.storing.formState()
    return paths.some((path) => reasonNeeded(form, form?.items.get(path), this.by()))
  }

  /** What changes with an answer, in the same change, so that one is never without the other. */
  private alongWith(item: Answerable, entry: Entry): readonly Along[] {
    const { world, scene, storing } = this
    return alongWith({ world, scene, casebook: storing.casebook(), form: storing.formState() }, item, entry)
  }

  private by(): { readonly author: UserId; readonly boot: string } {
    return { author: this.world.author.id, boot: this.world.author.boot }
  }

  private store(path: ItemPath, entry: Entry, reason: string | undefined): void {
    this.storing.store(path, entry, reason, () => {
      const item = this.item(path)
      return item ? this.alongWith(item, entry) : []
    })
  }

  private redraw(): void {
    const next = this.draw()
    if (next === this.scene) return
    this.scene = next
    for (const listener of this.listeners) listener()
  }

  private draw(): Scene {
    const { study, today, language, author, ranges } = this.world
    const { unstored, underway } = this.storing
    const shown = new Map([...unstored].map(([path, { entry }]) => [path, entry] as const))
    for (const [path, entry] of underway) shown.set(path, entry)
    return drawScene(
      {
        study,
        ranges,
        casebook: withUnderway(this.storing.casebook(), this.form, shown, this.addedRows),
        form: this.form,
        today,
        language,
        role: author.role,
        doing: { unexplained: this.unexplained, unstored, underway, asking: this.asking },
      },
      this.scene,
    )
  }
}
