/**
 * Names as transport files allow them: at most so many signs, capital letters, digits and lines, a letter first. A name
 * that fits stays as it is; of others the first comer takes the beginning, the next one a number at its end.
 */
export class ShortNames {
  readonly #given = new Map<string, string>()
  readonly #taken = new Set<string>()
  readonly #cut = new Map<string, string>()

  constructor(private readonly longest = 8) {}

  /** Names that must not be given to anything else. */
  keep(names: Iterable<string>): void {
    for (const name of names) this.#taken.add(name)
  }

  /** What did not fit and is called otherwise, by its name. */
  get cut(): ReadonlyMap<string, string> {
    return this.#cut
  }

  /** Gives a name to something, unless something else has it. */
  call(name: string, short: string): void {
    if (this.#given.has(name) || this.#taken.has(short)) return
    this.#given.set(name, short)
    this.#taken.add(short)
  }

  of(name: string): string {
    const known = this.#given.get(name)
    if (known !== undefined) return known
    const plain = name
      .toUpperCase()
      .replace(/[^A-Z0-9_]/g, '_')
      .replace(/^[^A-Z]+/, 'X')
    const whole = plain.slice(0, this.longest)
    let short = whole
    for (let n = 2; this.#taken.has(short); n++) short = whole.slice(0, this.longest - String(n).length) + String(n)
    this.#taken.add(short)
    this.#given.set(name, short)
    if (short !== name) this.#cut.set(name, short)
    return short
  }
}
