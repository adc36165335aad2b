import type { Casebook } from '#shared/casebook/casebook'
import { fold } from '#shared/casebook/fold'
import type { FormPath, ItemPath } from '#shared/casebook/path'
import { type ChangeBody, type Entry, type Logged, refOf } from '#shared/change/change'
import type { ChangeRef } from '#shared/ids'
import type { Along, Recorder } from './world'

/** Why an entry is not stored: the disk has no room, or something else. */
export type NotStored = 'no-room' | 'failed'

/** An entry as somebody gave it, and what goes with it. */
interface Taken {
  readonly entry: Entry
  readonly reason: string | undefined
  /** Asked when its turn has come: what was entered before it counts. */
  readonly alongNow: () => readonly Along[]
}

interface Unstored extends Taken {
  readonly why: NotStored
  /** The heads it is based on. */
  readonly bases: readonly ChangeRef[]
}

/** Milliseconds after which what could not be stored is tried again by itself. */
const TRY_AGAIN = 5_000

/**
 * What a sitting stores, in order: what is on its way, what could not be stored, what was, and the heads that whoever
 * types has seen. Each change of these is told by `onChange`. What could not be stored is tried again until it is, or
 * until somebody gives it up.
 */
export class Storing {
  /** What was stored here: the casebook from outside may learn of it later than we do. */
  private mine: readonly Logged[] = []
  /** The casebook from outside with it. */
  private stored: Casebook
  /** Entries on their way to the store, shown as if they were there. */
  readonly underway = new Map<ItemPath, Entry>()
  /** Entries that could not be stored when last tried, shown as if they were there. */
  readonly unstored = new Map<ItemPath, Unstored>()
  /** The heads that stood when someone began to type: the bases of what they type. */
  readonly seen = new Map<ItemPath, readonly ChangeRef[]>()
  /** The last write of each item that still runs, and the heads it will leave. */
  private readonly writes = new Map<ItemPath, Promise<readonly ChangeRef[]>>()
  private queue: Promise<unknown> = Promise.resolve()
  /** Jobs in the queue that have not ended. */
  private waiting = 0
  private later: ReturnType<typeof setTimeout> | undefined
  private ended = false

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

  /** Someone has begun to type; what they see now is what their entry will be based on. */
  begin(path: ItemPath): void {
    if (!this.seen.has(path)) this.seen.set(path, this.unstored.get(path)?.bases ?? this.headsOf(path))
  }

  isStoring(path: ItemPath): boolean {
    return this.writes.has(path)
  }

  /** Resolves when everything taken so far is stored, or has failed to be. */
  settled(): Promise<unknown> {
    return this.queue
  }

  /** Stores an entry and what goes with it, after what was entered there before. */
  store(path: ItemPath, entry: Entry, reason: string | undefined, alongNow: Taken['alongNow']): void {
    this.begin(path)
    const bases = this.seen.get(path) ?? []
    this.seen.delete(path)
    this.unstored.delete(path)
    this.underway.set(path, entry)
    this.attempt(path, { entry, reason, alongNow, bases })
    this.onChange()
  }

  /** Tries once more what could not be stored, and gives it back; undefined when there is nothing of the kind. */
  retry(path: ItemPath): Entry | undefined {
    const failed = this.unstored.get(path)
    if (failed && !this.writes.has(path)) this.attempt(path, failed)
    return failed?.entry
  }

  /** Nothing is tried again from here on, and nothing of it kept. */
  end(): void {
    this.ended = true
    clearTimeout(this.later)
    this.unstored.clear()
  }

  private attempt(path: ItemPath, taken: Taken & { readonly bases: readonly ChangeRef[] }): void {
    const before = this.writes.get(path)
    const isAgain = this.unstored.has(path)
    const written: Promise<readonly ChangeRef[]> = this.inTurn(async () => {
      const bases = before ? await before : taken.bases
      const { entry, reason } = taken
      const isLast = () => this.writes.get(path) === written
      let along: readonly Along[] = []
      try {
        along = taken.alongNow()
        for (const other of along) this.underway.set(other.path, other.entry)
        const why = reason !== undefined && { reason }
        const logged = await this.record({
          kind: 'value',
          items: [
            { path, bases: [...bases], entry, ...why },
            ...along.map((other) => ({ ...other, bases: [...this.headsOf(other.path)], ...why })),
          ],
        })
        this.keep(logged)
        const refs = [refOf(logged.change)]
        if (isLast()) this.unstored.delete(path)
        // Who went on typing meanwhile saw this entry, not what stood before it.
        if (this.seen.has(path)) this.seen.set(path, refs)
        return refs
      } catch (error) {
        // Given up while it was tried again, it is not brought back.
        if (isLast() && (!isAgain || this.unstored.has(path)))
          this.setAside(path, { ...taken, bases, why: causeOf(error) })
        return bases
      } finally {
        if (isLast()) {
          this.writes.delete(path)
          this.underway.delete(path)
        }
        for (const other of along) if (this.underway.get(other.path) === other.entry) this.underway.delete(other.path)
        this.onChange()
      }
    })
    this.writes.set(path, written)
  }

  private setAside(path: ItemPath, failed: Unstored): void {
    if (this.ended) return
    this.unstored.set(path, failed)
    this.later ??= setTimeout(() => {
      this.later = undefined
      for (const waiting of [...this.unstored.keys()]) this.retry(waiting)
    }, TRY_AGAIN)
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

const causeOf = (error: unknown): NotStored =>
  error instanceof Error && error.name === 'NoRoom' ? 'no-room' : 'failed'
