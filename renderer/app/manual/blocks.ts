/** As much of Markdown as our own pages are written in. */
export type Block =
  | { readonly kind: 'title' | 'heading' | 'paragraph'; readonly words: readonly Piece[] }
  | { readonly kind: 'list'; readonly items: readonly (readonly Piece[])[] }

export interface Piece {
  readonly text: string
  readonly look: 'plain' | 'strong' | 'code'
}

/** The blocks of a page: titles, headings, paragraphs and lists, parted by empty lines. */
export const blocksOf = (page: string): readonly Block[] =>
  page
    .split(/\n{2,}/)
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map((text): Block => {
      if (text.startsWith('# ')) return { kind: 'title', words: piecesOf(text.slice(2)) }
      if (text.startsWith('## ')) return { kind: 'heading', words: piecesOf(text.slice(3)) }
      if (text.startsWith('- ')) return { kind: 'list', items: text.slice(2).split(/\n- /).map(piecesOf) }
      return { kind: 'paragraph', words: piecesOf(text) }
    })

const piecesOf = (text: string): readonly Piece[] =>
  text
    .replaceAll('\n', ' ')
    .split(/(\*\*[^*]+\*\*|`[^`]+`)/)
    .filter((piece) => piece !== '')
    .map((piece): Piece => {
      if (piece.startsWith('**')) return { text: piece.slice(2, -2), look: 'strong' }
      if (piece.startsWith('`')) return { text: piece.slice(1, -1), look: 'code' }
      return { text: piece, look: 'plain' }
    })
