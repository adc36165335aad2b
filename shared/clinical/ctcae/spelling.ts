/** Small letters and digits only, without accents, in American spelling: `Œdème` and `oedema` become `edeme` and `edema`. */
export const folded = (text: string): string =>
  text
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/ae|oe/g, 'e')
    .replace(/(?<=\w{3})our\b/g, 'or')
    .trim()

/** What is left of a folded word when letters that sound alike are one: `diarrhea` and `diarea` are the same. */
export const soundOf = (word: string): string =>
  word
    .replace(/ph/g, 'f')
    .replace(/ch(?=[^aeiouy])|ck|q/g, 'k')
    .replace(/c(?![eiyh])/g, 'k')
    .replace(/([rtgk])h/g, '$1')
    .replace(/^h(?=[aeiouy])/, '')
    .replace(/z/g, 's')
    .replace(/y/g, 'i')
    .replace(/(.)\1+/g, '$1')

interface Spelled {
  readonly text: string
  readonly sound: string
}

/**
 * How far a word of a query is from a word that is known: 0 when they are the same, more for a beginning of it, a
 * likeness in sound, a slip of the pen. Undefined when it is another word.
 */
export function nearness(query: Spelled, word: Spelled): number | undefined {
  if (query.text === word.text) return 0
  if (word.text.startsWith(query.text)) return 0.2 + rest(query.text, word.text)
  if (query.sound.length > 2 && query.sound === word.sound) return 0.5
  if (query.sound.length > 3 && word.sound.startsWith(query.sound)) return 0.7 + rest(query.sound, word.sound)
  const allowed = query.sound.length < 4 ? 0 : query.sound.length < 8 ? 1 : 2
  if (allowed === 0 || word.sound.length < query.sound.length - allowed || !beginAlike(query.sound, word.sound))
    return undefined
  const slips = slipsToBeginning(query.sound, word.sound, allowed)
  if (slips === undefined) return undefined
  return 0.8 + 0.6 * slips + rest(query.sound, word.sound)
}

/** People slip inside a word; its first letter is at worst left out, doubled by another or swapped with the second. */
const beginAlike = (written: string, word: string): boolean =>
  written[0] === word[0] || written[0] === word[1] || written[1] === word[0]

/** A long word is further away than a short one when only its beginning was written. */
const rest = (written: string, word: string): number => (0.5 * Math.max(0, word.length - written.length)) / word.length

/**
 * The least number of letters left out, put in, mistaken or swapped that make what was written a beginning of the word;
 * undefined when it takes more than allowed.
 */
function slipsToBeginning(written: string, word: string, allowed: number): number | undefined {
  const width = Math.min(word.length, written.length + allowed)
  let before: number[] = []
  let above = Array.from({ length: width + 1 }, (_, column) => column)
  for (let row = 1; row <= written.length; row++) {
    const current = [row]
    let least = row
    for (let column = 1; column <= width; column++) {
      const same = written[row - 1] === word[column - 1]
      let slips = Math.min(
        (above[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (same ? 0 : 1),
      )
      const swapped = written[row - 1] === word[column - 2] && written[row - 2] === word[column - 1]
      if (row > 1 && column > 1 && swapped) slips = Math.min(slips, (before[column - 2] ?? 0) + 1)
      current.push(slips)
      least = Math.min(least, slips)
    }
    if (least > allowed) return undefined
    before = above
    above = current
  }
  const slips = Math.min(...above)
  return slips > allowed ? undefined : slips
}
