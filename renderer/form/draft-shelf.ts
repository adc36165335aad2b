import type { FormPath } from '#shared/casebook/path'
import type { Sitting } from './sitting'

/** What a control of the form holds while it is being typed: a text, several ticked codes, or nothing. */
export type Typed = string | string[] | null | undefined
export type TypedForm = Record<string, Typed>

interface Kept {
  readonly sitting: Sitting
  /** How many screens, or parts of one, are at it. */
  at: number
  /** Ends listening to it. */
  readonly stop: () => void
}

/**
 * Where things that are not stored lie while the person is on another screen: what was typed and could not be taken
 * (unreadable, or waiting for a reason), and the sittings whose entries this device could not save. In memory only, and
 * emptied when the device is locked.
 */
export class DraftShelf {
  private readonly drafts = new Map<FormPath, TypedForm>()
  /** Those that somebody is at, and those they left with something to save. */
  private readonly sittings = new Map<FormPath, Kept>()
  private emptied = false

  /** `onUnsaved` hears that another number of entries could not be saved. */
  constructor(private readonly onUnsaved: () => void = () => {}) {}

  keep(form: FormPath, typed: TypedForm): void {
    if (this.emptied) return
    if (Object.keys(typed).length > 0) this.drafts.set(form, typed)
    else this.drafts.delete(form)
  }

  of(form: FormPath): TypedForm {
    return this.drafts.get(form) ?? {}
  }

  /** The sitting of a form that is here, or else the one that is made now. */
  sittingOf(form: FormPath, make: () => Sitting): Sitting {
    return this.sittings.get(form)?.sitting ?? make()
  }

  /** Somebody is at it. */
  enter(sitting: Sitting): void {
    const kept = this.sittings.get(sitting.form)
    if (kept?.sitting === sitting) kept.at++
    else if (!kept && !this.emptied) this.sittings.set(sitting.form, { sitting, at: 1, stop: this.listenTo(sitting) })
  }

  /** They are no longer: it stays until everything taken is saved. */
  leave(sitting: Sitting): void {
    const kept = this.sittings.get(sitting.form)
    if (this.emptied) sitting.end()
    if (kept?.sitting !== sitting) return
    kept.at--
    void sitting.settled().then(() => this.letGo(sitting))
  }

  /** Forms of which something could not be saved. */
  unsavedForms(): readonly FormPath[] {
    return [...this.sittings.values()].flatMap(({ sitting }) => (sitting.unsaved().length > 0 ? [sitting.form] : []))
  }

  /** How many entries could not be saved. */
  unsaved(): number {
    return [...this.sittings.values()].reduce((sum, { sitting }) => sum + sitting.unsaved().length, 0)
  }

  empty(): void {
    this.emptied = true
    for (const { sitting, stop } of this.sittings.values()) {
      stop()
      sitting.end()
    }
    this.sittings.clear()
    this.drafts.clear()
    this.onUnsaved()
  }

  private listenTo(sitting: Sitting): () => void {
    let before = sitting.unsaved().length
    return sitting.subscribe(() => {
      const now = sitting.unsaved().length
      if (now === before) return
      before = now
      this.onUnsaved()
      this.letGo(sitting)
    })
  }

  private letGo(sitting: Sitting): void {
    const kept = this.sittings.get(sitting.form)
    if (kept?.sitting !== sitting || kept.at > 0 || sitting.unsaved().length > 0) return
    kept.stop()
    this.sittings.delete(sitting.form)
  }
}
