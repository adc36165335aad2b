import { dictionary, type DictionaryTerm } from './dictionary'
import { folded, nearness, soundOf } from './spelling'

export interface SearchHit {
  readonly term: DictionaryTerm
  /** The words that were recognised: the name of the term, or how someone says it. */
  readonly by: string
}

/** One way to say one term. */
interface Phrase {
  readonly term: DictionaryTerm
  readonly text: string
  readonly folded: string
  readonly words: readonly string[]
}

interface Token {
  readonly text: string
  readonly sound: string
  readonly phrases: readonly Phrase[]
}

/** Little words that people put in or leave out. */
const fillers = new Set(
  'a an and at in my of on the to with au aux d dans de des du en et l la le les un une av en ett i med min och pa'.split(
    ' ',
  ),
)

/** Words without fillers, or all of them when there is nothing else. */
function wordsOf(text: string): readonly string[] {
  const words = text.split(' ').filter((word) => word !== '')
  const telling = words.filter((word) => !fillers.has(word))
  return telling.length === 0 ? words : telling
}

const phraseOf = (term: DictionaryTerm, text: string): Phrase => {
  const plain = folded(text)
  return { term, text, folded: plain, words: wordsOf(plain) }
}

function tokensOf(phrases: readonly Phrase[]): readonly Token[] {
  const found = new Map<string, Phrase[]>()
  for (const phrase of phrases)
    for (const word of new Set(phrase.words)) {
      const used = found.get(word)
      if (used) used.push(phrase)
      else found.set(word, [phrase])
    }
  return [...found].map(([text, used]) => ({ text, sound: soundOf(text), phrases: used }))
}

let index: readonly Token[] | undefined

/** Every word of every phrase. Takes a few keystrokes' time to make, so it is made once, when it is first needed. */
const tokens = (): readonly Token[] =>
  (index ??= tokensOf(
    dictionary.flatMap((term) => [term.term, ...Object.values(term.words).flat()].map((text) => phraseOf(term, text))),
  ))

/** How much a word of a phrase that was not asked for counts against it, and what speaks for it. */
const unasked = 0.15
const inOrder = 0.2
const ownName = 0.05
const wholeName = 1
const common = 0.4

/**
 * The terms that a person may mean, best first, in English, French and Swedish: by word, by the beginning of a word, by
 * how people say it, and through a slip of the pen. Every word of the query must be found. An empty query finds nothing.
 */
export function searchTerms(query: string, most = 20): readonly SearchHit[] {
  const text = folded(query.slice(0, 100))
  const words = wordsOf(text).slice(0, 8)
  const costs = words.map(costsOf)
  const [first, ...rest] = costs
  if (!first) return []
  const best = new Map<DictionaryTerm, { readonly cost: number; readonly by: string }>()
  for (const [phrase, cost] of first) {
    const others = rest.map((found) => found.get(phrase))
    if (others.includes(undefined)) continue
    const sum = others.reduce<number>((total, other) => total + (other ?? 0), cost)
    const total = sum + character(phrase, text, words.length)
    const known = best.get(phrase.term)
    if (!known || total < known.cost) best.set(phrase.term, { cost: total, by: phrase.text })
  }
  return [...best]
    .toSorted(([a, { cost }], [b, { cost: other }]) => cost - other || a.term.length - b.term.length)
    .slice(0, most)
    .map(([term, { by }]) => ({ term, by }))
}

const character = ({ term, text, folded: plain, words }: Phrase, query: string, asked: number): number =>
  unasked * Math.max(0, words.length - asked) -
  (plain.startsWith(query) ? inOrder : 0) -
  (text !== term.term ? 0 : plain === query ? wholeName : ownName) -
  (term.common ? common : 0)

/** The phrases with a word like this one, each with how far it is from it. */
function costsOf(word: string): ReadonlyMap<Phrase, number> {
  const found = new Map<Phrase, number>()
  const sound = soundOf(word)
  for (const token of tokens()) {
    const cost = nearness({ text: word, sound }, token)
    if (cost === undefined) continue
    for (const phrase of token.phrases) {
      const known = found.get(phrase)
      if (known === undefined || cost < known) found.set(phrase, cost)
    }
  }
  return found
}
