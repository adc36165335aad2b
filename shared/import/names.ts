/** Names of our own for what a foreign file calls otherwise, each once. */
export class Names {
  readonly #taken = new Set<string>()
  /** The number that was last put behind a name: a thousand of one name do not count from one a thousand times. */
  readonly #last = new Map<string, number>()

  /** What no name may be, whoever asks. */
  readonly #reserved: ReadonlySet<string>

  constructor(reserved: readonly string[] = []) {
    this.#reserved = new Set(reserved)
  }

  /** The wanted name where it can be one, else the nearest that can, with a number behind it where that is taken. */
  give(wanted: string, kind: 'oid' | 'code'): string {
    const longest = kind === 'oid' ? 40 : 60
    const bad = kind === 'oid' ? /[^A-Za-z0-9_]+/g : /[^A-Za-z0-9._-]+/g
    const plain = wanted
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .replace(bad, '_')
      .replace(/^[._-]+|[._-]+$/g, '')
    const start = kind === 'oid' && !/^[A-Za-z]/.test(plain) ? `X${plain}` : plain || 'X'
    for (let n = (this.#last.get(start) ?? 0) + 1; ; n++) {
      const end = n === 1 ? '' : `_${n}`
      const name = start.slice(0, longest - end.length) + end
      if (this.#taken.has(name) || this.#reserved.has(name)) continue
      this.#taken.add(name)
      this.#last.set(start, n)
      return name
    }
  }
}
