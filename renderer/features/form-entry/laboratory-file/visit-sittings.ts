import type { FormPath } from '#shared/casebook/path'
import { Sitting } from '../../../form/sitting'
import type { Recorder, World } from '../../../form/world'

/** The sittings of the forms of a visit: that of the form on the screen, and others made when their form is first looked at. */
export class VisitSittings {
  private readonly others = new Map<FormPath, Sitting>()

  constructor(
    private readonly open: Sitting,
    private world: World,
    private readonly record: Recorder,
  ) {}

  of(form: FormPath): Sitting {
    if (form === this.open.form) return this.open
    const known = this.others.get(form)
    if (known) return known
    const made = new Sitting(form, this.world, this.record)
    this.others.set(form, made)
    return made
  }

  /** Looks again; the form on the screen does so by itself. */
  look(world: World): void {
    this.world = world
    for (const one of this.others.values()) one.look(world)
  }

  /** Resolves when everything typed into any of them is stored, or has failed to be. */
  async settled(): Promise<void> {
    await Promise.all([this.open, ...this.others.values()].map((one) => one.settled()))
  }
}
