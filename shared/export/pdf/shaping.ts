/** A text as a font sets it: which glyphs, and where each stands. */
interface Run {
  readonly glyphs: readonly unknown[]
  readonly positions: readonly {
    readonly xAdvance: number
    readonly yAdvance: number
    readonly xOffset: number
    readonly yOffset: number
  }[]
  readonly advanceWidth: number
}

/** What sets texts. */
interface Font {
  layout: (text: string) => Run
}

/** Signs that stand beside each other as they stand alone: figures and what is written between them. */
const signByItself = /^[0-9.,:;+\-/<>=()%[\]]+$/

/**
 * Lets a font work out how a word is set once only, with or without a space behind it, and numbers sign by sign: times and
 * values hardly ever come again, and setting a word costs far more than writing it. What is set is the same.
 */
export function setOnce(font: Font): void {
  const set = font.layout.bind(font)
  const words = new Map<string, Run>()
  const known = (word: string): Run => {
    const before = words.get(word)
    if (before) return before
    const made = signByItself.test(word) && word.length > 1 ? joined(Array.from(word, known)) : set(word)
    words.set(word, made)
    return made
  }
  font.layout = (text) => {
    const spaced = text.length > 1 && text.endsWith(' ')
    // Whoever asks goes on to work on the positions: they are theirs.
    return joined(spaced ? [known(text.slice(0, -1)), known(' ')] : [known(text)])
  }
}

const joined = (runs: readonly Run[]): Run => ({
  glyphs: runs.flatMap(({ glyphs }) => glyphs),
  positions: runs.flatMap(({ positions }) => positions.map((position) => ({ ...position }))),
  get advanceWidth() {
    return this.positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0)
  },
})
