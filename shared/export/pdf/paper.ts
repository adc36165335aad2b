import { type Outline, PDFDocument } from 'pdfkit'
import { toBytes } from 'pdfkit/output'
import { setOnce } from './shaping'
import { type Face, type Measure, printable, wrap } from './wrap'

/** Whole font files. What neither has a glyph for is printed as its code point. */
export interface Fonts {
  readonly regular: Uint8Array
  readonly bold: Uint8Array
}

export interface PaperOptions {
  readonly title: string
  readonly subject: string
  readonly author: string
  readonly language: string
  readonly producer: string
  readonly created: Date
  readonly fonts: Fonts
  /** On every page: who this is about on the left, with the section it is in behind it; what it is on the right. */
  readonly header: { readonly left: string; readonly right: string }
  /** At the foot of every page, beside "page 3 of 12". */
  readonly footer: string
  readonly pageOf: (page: number, pages: number) => string
}

export type Ink = 'text' | 'quiet' | 'accent' | 'warn' | 'violet' | 'amber'

/** A paragraph within a cell. `to` makes it a link to a place that `mark` named. */
export interface Words {
  readonly text: string
  /** Said quietly behind the text, on its last line where there is room. */
  readonly tail?: string
  readonly face?: Face
  readonly size?: number
  readonly ink?: Ink
  readonly to?: string
}

/** A column of a row: its share of the width and what stands in it. */
export interface Cell {
  readonly share: number
  readonly words: readonly Words[]
  /** Set against the right edge of its column. */
  readonly end?: boolean
}

const inks: { readonly [I in Ink]: string } = {
  text: '#12191e',
  quiet: '#57646d',
  accent: '#0b5c5a',
  warn: '#a8231c',
  violet: '#5f36b3',
  amber: '#854d00',
}
const hairline = '#d0d8dd'
const ground = '#f0f3f5'

const edge = { left: 50, right: 50, top: 74, bottom: 60 }
const gap = 12
const body = 9
/** Where letters stand within their line, from its top: lines of different size beside each other share it. */
const baseline = 0.785

/** One line of a cell, as it is drawn. */
interface Line {
  readonly text: string
  readonly face: Face
  readonly size: number
  readonly ink: Ink
  readonly to: string | undefined
  readonly height: number
  readonly tail?: string
}

/**
 * A4 pages written from top to bottom. Text wraps and goes on to the next page; nothing is ever cut. The same calls give
 * the same bytes on every machine: no clock, no random id, and streams are left uncompressed because the deflate of one
 * platform is not that of another.
 */
export class Paper {
  readonly #doc: PDFDocument
  readonly #options: PaperOptions
  readonly #measure: Measure
  readonly #width: number
  readonly #bytes: Promise<Uint8Array>
  #y = edge.top
  /** Nothing stands on this page yet. */
  #blank = true
  #section = ''
  /** What each page begins with. */
  readonly #sections: string[] = ['']

  constructor(options: PaperOptions) {
    this.#options = options
    this.#doc = new PDFDocument({
      size: 'A4',
      margin: 0,
      pdfVersion: '1.7',
      compress: false,
      bufferPages: true,
      autoFirstPage: true,
      lang: options.language,
      displayTitle: true,
      font: null,
      info: {
        Title: options.title,
        Author: options.author,
        Subject: options.subject,
        Producer: options.producer,
        Creator: options.producer,
        CreationDate: options.created,
      },
    })
    this.#bytes = toBytes(this.#doc)
    this.#doc.registerFont('regular', options.fonts.regular).registerFont('bold', options.fonts.bold)
    this.#measure = measureWith(this.#doc)
    this.#width = this.#doc.page.width - edge.left - edge.right
  }

  get outline(): Outline {
    return this.#doc.outline
  }

  /** Adds a bookmark under `parent` that leads to where the next thing is written. */
  bookmark(parent: Outline, title: string, expanded = false): Outline {
    return parent.addItem(title, { expanded, top: this.#y - 6 })
  }

  /** Names this place for links. */
  mark(name: string): void {
    this.#doc.addNamedDestination(name, 'XYZ', 0, this.#y - 8, null)
  }

  /** Names what is written from here on, for the heads of the pages it goes over. */
  section(name: string): void {
    this.#section = name
    if (this.#blank) this.#sections[this.#sections.length - 1] = name
  }

  /** Leaves room. At the head of a page there is enough already, unless `always`. */
  space(points: number, always = false): void {
    if (!this.#blank || always) this.#y += points
  }

  /** Goes to a new page unless this one is still empty. */
  turn(): void {
    if (this.#blank) return
    this.#doc.addPage()
    this.#y = edge.top
    this.#blank = true
    this.#sections.push(this.#section)
  }

  /** Goes to a new page unless so much is left on this one: keeps a heading with what it heads. */
  need(points: number): void {
    if (this.#y + points > this.#bottom) this.turn()
  }

  rule(): void {
    this.#doc
      .strokeColor(hairline)
      .lineWidth(0.5)
      .moveTo(edge.left, this.#y)
      .lineTo(edge.left + this.#width, this.#y)
      .stroke()
  }

  paragraph(...words: readonly Words[]): void {
    this.row([{ share: 1, words }])
  }

  /** A row of columns side by side. A short row is kept on one page; a long one goes on over as many as it takes. */
  row(cells: readonly Cell[], options: { readonly shaded?: boolean; readonly ruled?: boolean } = {}): void {
    const columns = this.#columns(cells)
    const height = Math.max(0, ...columns.map(({ lines }) => lines.reduce((sum, line) => sum + line.height, 0)))
    if (height < (this.#bottom - edge.top) / 3) this.need(height)
    if (options.shaded && height > 0) {
      this.#blank = false
      this.#doc.rect(edge.left - 4, this.#y - 2, this.#width + 8, height + 4).fill(ground)
    }
    const deepest = Math.max(0, ...columns.map(({ lines }) => lines.length))
    for (let i = 0; i < deepest; i++) {
      const level = columns.flatMap(({ lines }) => lines[i] ?? [])
      const high = Math.max(...level.map((line) => line.height))
      this.need(high)
      for (const line of level) this.#draw(line, line.x, this.#y + (high - line.height) * baseline)
      this.#y += high
    }
    if (options.ruled) {
      this.#y += 2
      this.rule()
      this.#y += 3
    }
  }

  /** Writes heads and feet, closes the document and gives its bytes. Nothing may be written after. */
  async finish(): Promise<Uint8Array> {
    const { header, footer, pageOf } = this.#options
    const pages = this.#doc.bufferedPageRange().count
    const right = edge.left + this.#width
    for (let page = 0; page < pages; page++) {
      this.#doc.switchToPage(page)
      this.#head(header, this.#sections[page] ?? '')
      this.#y = 54
      this.rule()
      const foot = this.#doc.page.height - 40
      this.#y = foot - 6
      this.rule()
      this.#line({ text: footer, face: 'regular', size: 8, ink: 'quiet' }, edge.left, foot)
      this.#line({ text: pageOf(page + 1, pages), face: 'regular', size: 8, ink: 'quiet' }, right, foot, 'end')
    }
    this.#doc.end()
    return this.#bytes
  }

  /** Who, in which section, and what this is; a section too long for the line is cut, as it stands in full below. */
  #head({ left, right }: PaperOptions['header'], section: string): void {
    const width = (text: string, face: Face, size: number) =>
      this.#measure.width(printable(text, face, this.#measure), face, size)
    const from = edge.left + width(left, 'bold', body) + gap
    const room = edge.left + this.#width - width(right, 'regular', 8) - 2 * gap - from
    let shown = section
    while (shown !== '' && width(shown, 'regular', 8) > room) shown = `${shown.slice(0, -2).trimEnd()}…`
    this.#line({ text: left, face: 'bold', size: body, ink: 'text' }, edge.left, 36)
    this.#line({ text: shown, face: 'regular', size: 8, ink: 'quiet' }, from, 36 + (body - 8) * baseline)
    this.#line({ text: right, face: 'regular', size: 8, ink: 'quiet' }, edge.left + this.#width, 37, 'end')
  }

  get #bottom(): number {
    return this.#doc.page.height - edge.bottom
  }

  #columns(cells: readonly Cell[]) {
    const shares = cells.reduce((sum, { share }) => sum + share, 0)
    const room = this.#width - gap * (cells.length - 1)
    let x = edge.left
    return cells.map(({ share, words, end }) => {
      const width = (room * share) / shares
      const left = x
      const lines = words
        .flatMap((each) => this.#lines(each, width))
        .map((line) => ({
          ...line,
          x: end ? left + width - this.#measure.width(line.text, line.face, line.size) : left,
        }))
      const column = { lines }
      x += width + gap
      return column
    })
  }

  #lines({ text, tail, face = 'regular', size = body, ink = 'text', to }: Words, width: number): readonly Line[] {
    const height = Math.round(size * 1.36 * 100) / 100
    const styled = (text: string, face: Face, ink: Ink): readonly Line[] =>
      wrap(text, width, face, size, this.#measure).map((line) => ({ text: line, face, size, ink, to, height }))
    const lines = styled(text, face, ink)
    const last = lines.at(-1)
    if (tail === undefined || !last) return lines
    const behind = printable(tail, 'regular', this.#measure)
    const long = this.#measure.width(`${last.text} `, face, size) + this.#measure.width(behind, 'regular', size)
    return long > width
      ? [...lines, ...styled(tail, 'regular', 'quiet')]
      : [...lines.slice(0, -1), { ...last, tail: behind }]
  }

  #line(
    words: { text: string; face: Face; size: number; ink: Ink },
    x: number,
    y: number,
    align: 'start' | 'end' = 'start',
  ) {
    const text = printable(words.text, words.face, this.#measure)
    const at = align === 'end' ? x - this.#measure.width(text, words.face, words.size) : x
    this.#draw({ ...words, text, to: undefined }, at, y)
  }

  #draw(line: Omit<Line, 'height'>, x: number, y: number): void {
    if (line.text === '') return
    this.#blank = false
    const { text, face, size, ink, to, tail } = line
    this.#doc
      .font(face)
      .fontSize(size)
      .fillColor(inks[ink])
      .text(text, x, y, { lineBreak: false, ...(to === undefined ? {} : { goTo: to }) })
    if (tail === undefined) return
    const behind = x + this.#measure.width(`${text} `, face, size)
    this.#doc.font('regular').fillColor(inks.quiet).text(tail, behind, y, { lineBreak: false })
  }
}

/** Widths and glyphs are asked for again and again; looking for each once is what makes a long casebook quick. */
function measureWith(doc: PDFDocument): Measure {
  const measureOf = (face: Face) => {
    const { font } = doc.font(face)._font
    setOnce(font)
    return { font, widths: new Map<string, number>(), glyphs: new Map<number, boolean>() }
  }
  const faces = { regular: measureOf('regular'), bold: measureOf('bold') }
  return {
    has(codePoint, face) {
      const { font, glyphs } = faces[face]
      let has = glyphs.get(codePoint)
      if (has === undefined) glyphs.set(codePoint, (has = font.hasGlyphForCodePoint(codePoint)))
      return has
    },
    width(text, face, size) {
      const { widths } = faces[face]
      let width = widths.get(text)
      if (width === undefined) widths.set(text, (width = doc.font(face).fontSize(100).widthOfString(text)))
      return (width * size) / 100
    },
  }
}
