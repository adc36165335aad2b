import type { RuleValue } from './value'

/** What an expression meets under a name: a value, another form, or the rows of a group. */
export type Fact = RuleValue | Facts | readonly Facts[]

/**
 * The names of a form or a row with what stands under each, looked up only when an expression asks. Looking up throws
 * `Unknown` when nothing stands there. A `Map`, because that is what the engine reads variables and fields from.
 */
export class Facts extends Map<string, Fact> {
  constructor(private readonly read: (name: string) => Fact) {
    super()
  }

  override get(name: string): Fact {
    return this.read(name)
  }
}
