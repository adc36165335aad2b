import type { FormPath } from '#shared/casebook/path'
import type { DraftShelf } from '../draft-shelf'
import { Sitting } from '../sitting'
import type { Recorder, World } from '../world'

/**
 * The sittings of a log, one a record, each made when its record is first looked at. A new casebook is shown to the record
 * someone works at once and to the others in sight one after the other, so that an entry never waits for the whole table.
 */
export class LogBook {
  private readonly sittings = new Map<FormPath, Sitting>()
  /** What each sitting looked at last. */
  private readonly looked = new Map<FormPath, World>()
  /** Records in sight, and how often. */
  private readonly shown = new Map<FormPath, number>()
  private isOpen = false
  private catching: ReturnType<typeof setTimeout> | undefined

  constructor(
    private world: World,
    private readonly record: Recorder,
    private readonly shelf: DraftShelf,
  ) {}

  /** The sitting of a record; one that nobody began has one too. */
  sittingOf(form: FormPath): Sitting {
    const known = this.sittings.get(form)
    if (known) return known
    const sitting = this.shelf.sittingOf(form, () => new Sitting(form, this.world, this.record))
    sitting.look(this.world)
    if (this.isOpen) this.shelf.enter(sitting)
    this.sittings.set(form, sitting)
    this.looked.set(form, this.world)
    return sitting
  }

  /** Records of which something could not be saved. */
  unsavedRecords(event: string, oid: string): readonly FormPath[] {
    return this.shelf.unsavedForms().filter((form) => form.startsWith(`${event}/${oid}:`))
  }

  /** The record is in sight until the function that comes back is called. */
  show(form: FormPath): () => void {
    this.shown.set(form, (this.shown.get(form) ?? 0) + 1)
    if (this.looked.get(form) !== this.world) this.catchUp()
    return () => {
      const left = (this.shown.get(form) ?? 1) - 1
      if (left > 0) this.shown.set(form, left)
      else this.shown.delete(form)
    }
  }

  /** Looks again: at `first` now, at the others in sight as soon as nothing else is to do. */
  look(world: World, first: FormPath | undefined): void {
    if (world === this.world) return
    this.world = world
    if (first !== undefined) this.bringUp(first)
    this.catchUp()
  }

  /** Somebody is at the log, until `close`. */
  open(): void {
    this.isOpen = true
    for (const sitting of this.sittings.values()) this.shelf.enter(sitting)
  }

  close(): void {
    this.isOpen = false
    clearTimeout(this.catching)
    this.catching = undefined
    for (const sitting of this.sittings.values()) this.shelf.leave(sitting)
  }

  private bringUp(form: FormPath): void {
    this.looked.set(form, this.world)
    this.sittings.get(form)?.look(this.world)
  }

  private catchUp(): void {
    this.catching ??= setTimeout(() => {
      this.catching = undefined
      const behind = [...this.shown.keys()].find((form) => this.looked.get(form) !== this.world)
      if (behind === undefined) return
      this.bringUp(behind)
      this.catchUp()
    })
  }
}
