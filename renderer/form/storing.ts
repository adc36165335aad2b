import type { Casebook } from '#shared/casebook/casebook'
import { fold } from '#shared/casebook/fold'
import type { FormPath, ItemPath } from '#shared/casebook/path'
import { type ChangeBody, type Entry, type Logged, refOf } from '#shared/change/change'
import type { ChangeRef } from '#shared/ids'
import type { Along, Recorder } from './world'

/**
 * What a sitting stores, in order: what is on its way, what could not be stored, what was, and the heads that whoever
 * types has seen. Each change of these is told by `onChange`.
 */
export class Storing {
  /** What was stored here: the casebook from outside may learn of it later than we do. */
  private mine: readonly Logged[] = []
  /** The casebook from outside with it. */
  private stored: Casebook
  /** Entries on their way to the store, shown as if they were there. */
  readonly underway = new Map<ItemPath, Entry>()
  /** Items that could not be stored when last tried. */
  readonly unstored = new Set<ItemPath>()
  /** The heads that stood when someone began to type: the bases of what they type. */
  readonly seen = new Map<ItemPath, readonly ChangeRef[]>()
  /** The last write of each item that still runs, and the heads it will leave. */
  private readonly writes = new Map<ItemPath, Promise<readonly ChangeRef[]>>()
  private queue: Promise<unknown> = Promise.resolve()
  /** Jobs in the queue that have not ended. */
  private waiting = 0

  constructor(
    private readonly form: FormPath,
    casebook: Casebook,
    private readonly record: Recorder,
    private readonly onChange: () => void,
  ) {
    this.stored = casebook
  }

  /** What is stored, as far as anyone here knows. */
  readonly casebook = (): Casebook => this.stored

  readonly formState = () => this.stored.forms.get(this.form)

  readonly headsOf = (path: ItemPath): readonly ChangeRef[] =>
    this.formState()
      ?.items.get(path)
      ?.heads.map(({ ref }) => ref) ?? []

  /** A newer casebook from outside. What it knows of ours need not be kept beside it. */
  look(casebook: Casebook): void {
    this.stored = fold(this.mine, casebook)
    if (this.stored === casebook) this.mine = []
  }

  /** Learns of a change that was stored elsewhere. */
  learn(logged: Logged): void {
    this.mine = [...this.mine, logged]
    this.stored = fold([logged], this.stored)
    this.onChange()
  }

  isStoring(path: ItemPath): boolean {
    return this.writes.has(path)
  }

  /** Resolves when everything taken so far is stored, or has failed to be. */
  settled(): Promise<unknown> {
    return this.queue
  }

  /** Stores an entry and what goes with it, after what was entered there before. */
  store(path: ItemPath, entry: Entry, reason: string | undefined, alongNow: () => readonly Along[]): void {
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
        const along = alongNow()
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
        this.keep(logged)
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
        this.onChange()
      }
    })
    this.writes.set(path, written)
    this.onChange()
  }

  /** False when it could not be made durable; then nothing was stored. */
  write(body: () => ChangeBody): Promise<boolean> {
    return this.inTurn(async () => {
      try {
        this.keep(await this.record(body()))
        return true
      } catch {
        return false
      } finally {
        this.onChange()
      }
    })
  }

  private keep(logged: Logged): void {
    this.mine = [...this.mine, logged]
    this.stored = fold([logged], this.stored)
  }

  /** With nothing before it a job begins at once: the store works while the screen draws. */
  private inTurn<T>(job: () => Promise<T>): Promise<T> {
    const turn = this.waiting === 0 ? job() : this.queue.then(job)
    this.waiting++
    this.queue = turn.finally(() => this.waiting--)
    return turn
  }
}
