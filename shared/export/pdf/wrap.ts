export type Face = 'regular' | 'bold'

export interface Measure {
  /** Whether a face can draw a character. */
  has(codePoint: number, face: Face): boolean
  width(text: string, face: Face, size: number): number
}

/** A character as it is named where it cannot be drawn: `[U+4E2D]`. */
const named = (codePoint: number): string => `[U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}]`

/** The same text with every character that the face cannot draw replaced by its code point, so that none is lost. */
export function printable(text: string, face: Face, measure: Measure): string {
  let out = ''
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0
    if (character === '\t') out += '    '
    else if (codePoint >= 0x20 && codePoint !== 0x7f && measure.has(codePoint, face)) out += character
    else out += named(codePoint)
  }
  return out
}

/**
 * The lines a text takes in a column: broken at line ends and spaces, and within a word that is wider than the column.
 * Every character of the text is in exactly one line, except the space or line end it was broken at.
 */
export function wrap(text: string, width: number, face: Face, size: number, measure: Measure): readonly string[] {
  return text
    .split(/\r\n|\r|\n/)
    .flatMap((paragraph) => wrapParagraph(printable(paragraph, face, measure), width, face, size, measure))
}

function wrapParagraph(text: string, room: number, face: Face, size: number, measure: Measure): readonly string[] {
  const space = measure.width(' ', face, size)
  const lines: string[] = []
  let line = ''
  let used = 0
  for (const word of text.split(' ').flatMap((each) => pieces(each, room, face, size, measure))) {
    const width = measure.width(word.text, face, size)
    const lead = line === '' || word.glued ? 0 : space
    if (line !== '' && (word.glued || used + lead + width > room)) {
      lines.push(line)
      line = word.text
      used = width
    } else {
      line += (lead > 0 ? ' ' : '') + word.text
      used += lead + width
    }
  }
  lines.push(line)
  return lines
}

/** A word, cut where it would not fit the column; every cut after the first is glued to the one before. */
function pieces(word: string, room: number, face: Face, size: number, measure: Measure) {
  if (measure.width(word, face, size) <= room) return [{ text: word, glued: false }]
  const cuts: { text: string; glued: boolean }[] = []
  let piece = ''
  for (const character of word) {
    if (piece !== '' && measure.width(piece + character, face, size) > room) {
      cuts.push({ text: piece, glued: cuts.length > 0 })
      piece = ''
    }
    piece += character
  }
  cuts.push({ text: piece, glued: cuts.length > 0 })
  return cuts
}
