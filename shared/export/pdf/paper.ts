import { type Outline, PDFDocument } from 'pdfkit'
import { toBytes } from 'pdfkit/output'
import { xmpOf } from './archival'
import { batched } from './batched'
import { setOnce } from './shaping'
import { type Heads, type Level, type Tag, Tags } from './tags'
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
  /** Drawn before the text for a hand to fill in: a circle or a box to mark, a line to write on. */
  readonly fill?: Fill
}

/** `line` is as wide as the column, `short` leaves room for a unit behind it. */
export type Fill = 'circle' | 'box' | 'line' | 'short'

/** A column of a row: its share of the width and what stands in it. */
export interface Cell {
  readonly share: number
  readonly words: readonly Words[]
  /** Set against the right edge of its column. */
  readonly end?: boolean
  /** In a table: it says what stands beside it, or what stands below it. */
  readonly heads?: Heads
  /** In a table: how many of its columns it goes over. */
  readonly span?: number
}

export interface RowLook {
  readonly shaded?: boolean
  readonly ruled?: boolean
  /** The first cell is a heading, and the others are said beside it. Otherwise several cells are a row of a table. */
  readonly heading?: Level
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

/** A hand needs more room than letters that are printed. */
const heights: { readonly [F in Fill]: number } = { circle: 0, box: 0, line: 18, short: 18 }
const indents: { readonly [F in Fill]: number } = { circle: 12, box: 12, line: 0, short: 80 }

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
  readonly tag: Tag
  readonly tail?: string
  readonly fill?: Fill | undefined
  /** How far the text stands from the left of its column, where something is drawn before it. */
  readonly indent: number
}

/**
 * A4 pages written from top to bottom. Text wraps and goes on to the next page; nothing is ever cut. The same calls give
 * the same bytes on every machine: no clock, no random id, and streams are left uncompressed because the deflate of one
 * platform is not that of another. The document is PDF/A-2b and tagged: an archive takes it, and it can be read aloud.
 */
export class Paper {
  readonly #doc: PDFDocument
  readonly #options: PaperOptions
  readonly #measure: Measure
  readonly #width: number
  readonly #bytes: Promise<Uint8Array>
  readonly #tags: Tags
  /** Hands on what was drawn on a page, before another is drawn on. */
  readonly #endPage: () => void
  /** Places by name, as they are called in the document: numbers, which are in order in every language. */
  readonly #places = new Map<string, string>()
  /** Where the places are that were marked. */
  readonly #marks = new Map<string, { readonly pageNumber: number; readonly top: number }>()
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
      subset: 'PDF/A-2b',
      tagged: true,
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
    this.#doc._addInfo = () => {
      this.#doc.appendXML(xmpOf(options))
    }
    this.#bytes = toBytes(this.#doc)
    this.#endPage = batched(this.#doc).endPage
    this.#tags = new Tags(this.#doc)
    this.#doc.registerFont('regular', options.fonts.regular).registerFont('bold', options.fonts.bold)
    this.#measure = measureWith(this.#doc)
    this.#width = this.#doc.page.width - edge.left - edge.right
  }

  get outline(): Outline {
    return this.#doc.outline
  }

  /** Adds a bookmark under `parent` that leads to where the next thing is written. */
  bookmark(parent: Outline, title: string, expanded = false): Outline {
    return parent.addItem(title, { expanded, top: this.#y - 6, left: this.#doc.page.width })
  }

  /** Adds a bookmark under `parent` that leads to a place that `mark` named before. */
  bookmarkTo(parent: Outline, title: string, name: string): void {
    const place = this.#marks.get(name)
    if (place) parent.addItem(title, { ...place, left: this.#doc.page.width })
  }

  /** Names this place for links. */
  mark(name: string): void {
    this.#marks.set(name, { pageNumber: this.#doc.bufferedPageRange().count - 1, top: this.#y - 6 })
    this.#doc.addNamedDestination(this.#placeOf(name), 'XYZ', 0, this.#y - 8, null)
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
    this.#endPage()
    this.#doc.addPage()
    this.#y = edge.top
    this.#blank = true
    this.#sections.push(this.#section)
  }

  /** Goes to a new page unless so much is left on this one: keeps a heading with what it heads. */
  need(points: number): void {
    if (this.#y + points > this.#bottom) this.turn()
  }

  paragraph(...words: readonly Words[]): void {
    this.row([{ share: 1, words }])
  }

  heading(level: Level, words: Words): void {
    this.row([{ share: 1, words: [words] }], { heading: level })
  }

  /** A row of columns side by side. A short row is kept on one page; a long one goes on over as many as it takes. */
  row(cells: readonly Cell[], { shaded, ruled, heading }: RowLook = {}): void {
    const columns = this.#columns(cells, this.#tagsOf(cells, heading))
    const height = Math.max(0, ...columns.map(({ lines }) => lines.reduce((sum, line) => sum + line.height, 0)))
    if (height < (this.#bottom - edge.top) / 3) this.need(height)
    if (shaded && height > 0) {
      this.#blank = false
      this.#tags.decorate('Layout', () => {
        this.#doc.rect(edge.left - 4, this.#y - 2, this.#width + 8, height + 4).fill(ground)
      })
    }
    const deepest = Math.max(0, ...columns.map(({ lines }) => lines.length))
    for (let i = 0; i < deepest; i++) {
      const level = columns.flatMap(({ lines }) => lines[i] ?? [])
      const high = Math.max(...level.map((line) => line.height))
      this.need(high)
      for (const line of level) this.#draw(line, line.x, this.#y + (high - line.height) * baseline, line.room)
      this.#y += high
    }
    if (ruled) {
      this.#y += 2
      this.#tags.decorate('Layout', () => {
        this.#rule()
      })
      this.#y += 3
    }
  }

  /** Writes heads and feet, closes the document and gives its bytes. Nothing may be written after. */
  async finish(): Promise<Uint8Array> {
    const pages = this.#doc.bufferedPageRange().count
    for (let page = 0; page < pages; page++) {
      this.#endPage()
      this.#doc.switchToPage(page)
      this.#tags.decorate('Pagination', () => {
        this.#edges(page, pages)
      })
    }
    this.#endPage()
    this.#tags.end()
    this.#doc.end()
    return this.#bytes
  }

  /** What stands above and below a page. */
  #edges(page: number, pages: number): void {
    const { header, footer, pageOf } = this.#options
    const right = edge.left + this.#width
    this.#head(header, this.#sections[page] ?? '')
    this.#y = 54
    this.#rule()
    const foot = this.#doc.page.height - 40
    this.#y = foot - 6
    this.#rule()
    this.#line({ text: footer, face: 'regular', size: 8, ink: 'quiet' }, edge.left, foot)
    this.#line({ text: pageOf(page + 1, pages), face: 'regular', size: 8, ink: 'quiet' }, right, foot, 'end')
  }

  #rule(): void {
    this.#doc
      .strokeColor(hairline)
      .lineWidth(0.5)
      .moveTo(edge.left, this.#y)
      .lineTo(edge.left + this.#width, this.#y)
      .stroke()
  }

  #placeOf(name: string): string {
    let place = this.#places.get(name)
    if (place === undefined) this.#places.set(name, (place = String(this.#places.size).padStart(7, '0')))
    return place
  }

  /** What each cell is in the document. Cells without words are left out, unless a table would miss one. */
  #tagsOf(cells: readonly Cell[], heading: Level | undefined): readonly (Tag | undefined)[] {
    if (heading === undefined && cells.length > 1) return this.#tags.row(cells)
    return cells.map(({ words }, i) => {
      if (words.length === 0) return undefined
      return this.#tags.block(i === 0 && heading !== undefined ? `H${heading}` : 'P')
    })
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

  #columns(cells: readonly Cell[], tags: readonly (Tag | undefined)[]) {
    const shares = cells.reduce((sum, { share }) => sum + share, 0)
    const room = this.#width - gap * (cells.length - 1)
    let x = edge.left
    return cells.map(({ share, words, end }, i) => {
      const width = (room * share) / shares
      const left = x
      const tag = tags[i]
      const lines = words
        .flatMap((each) => (tag ? this.#lines(each, width, words.length > 1 ? this.#tags.within(tag) : tag) : []))
        .map((line) => ({
          ...line,
          room: width,
          x: end ? left + width - this.#measure.width(line.text, line.face, line.size) : left,
        }))
      const column = { lines }
      x += width + gap
      return column
    })
  }

  #lines(
    { text, tail, face = 'regular', size = body, ink = 'text', to, fill }: Words,
    column: number,
    tag: Tag,
  ): readonly Line[] {
    const height = Math.round(size * 1.36 * 100) / 100
    const indent = fill === undefined ? 0 : indents[fill]
    const width = column - indent
    const styled = (text: string, face: Face, ink: Ink): readonly Line[] =>
      wrap(text, width, face, size, this.#measure).map((line) => ({
        text: line,
        face,
        size,
        ink,
        to,
        height,
        tag,
        indent,
      }))
    const lines = styled(text, face, ink).map((line, i) =>
      i === 0 && fill ? { ...line, fill, height: Math.max(height, heights[fill]) } : line,
    )
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
    this.#set({ ...words, text }, at, y)
  }

  #draw(line: Line, left: number, top: number, room: number): void {
    const { text, face, size, to, tag, fill, indent, height } = line
    // Text beside a line to write on stands on that line.
    const y = top + (fill ? Math.max(0, height - size * 1.36) * baseline : 0)
    if (text === '' && fill === undefined) return
    this.#blank = false
    if (fill)
      this.#tags.decorate('Layout', () => {
        this.#fill(fill, left, y, size, room)
      })
    if (text === '') return
    const x = left + indent
    const set = () => {
      this.#set(line, x, y)
    }
    if (to === undefined) this.#tags.draw(tag, set)
    else {
      const width = this.#measure.width(text, face, size)
      this.#tags.link(tag, set, (structParent) => {
        const options = { structParent, Contents: new String(text) }
        this.#doc.goTo(x, y, width, this.#doc.currentLineHeight(), this.#placeOf(to), options)
      })
    }
  }

  /** What a hand fills in. */
  #fill(fill: Fill, x: number, y: number, size: number, room: number): void {
    const middle = y + size * 0.72
    const doc = this.#doc.strokeColor(inks.quiet).lineWidth(0.7)
    switch (fill) {
      case 'circle':
        doc.circle(x + 3.5, middle, 3.2).stroke()
        return
      case 'box':
        doc.rect(x + 0.3, middle - 3.2, 6.4, 6.4).stroke()
        return
      case 'line':
      case 'short': {
        const line = y + size * 1.15
        const width = fill === 'line' ? room : indents.short - 8
        doc
          .moveTo(x, line)
          .lineTo(x + width, line)
          .stroke()
      }
    }
  }

  #set(
    { text, face, size, ink, tail }: Pick<Line, 'text' | 'face' | 'size' | 'ink' | 'tail'>,
    x: number,
    y: number,
  ): void {
    if (text === '') return
    const behind = tail === undefined ? x : x + this.#measure.width(text, face, size)
    this.#doc.font(face).fontSize(size).fillColor(inks[ink]).text(text, x, y, { lineBreak: false })
    if (tail === undefined) return
    this.#doc.font('regular').fillColor(inks.quiet).text(` ${tail}`, behind, y, { lineBreak: false })
  }
}

/** Widths and glyphs are asked for again and again; looking for each once is what makes a long casebook quick. */
function measureWith(doc: PDFDocument): Measure {
  const measureOf = (face: Face) => {
    const own = doc.font(face)._font
    const { font } = own
    setOnce(font)
    return { own, font, widths: new Map<string, number>(), glyphs: new Map<number, boolean>() }
  }
  // Where a text ends is only asked here: pdfkit would work it out twice more for each that it sets.
  doc.widthOfString = () => 0
  const faces = { regular: measureOf('regular'), bold: measureOf('bold') }
  return {
    has(codePoint, face) {
      const { font, glyphs } = faces[face]
      let has = glyphs.get(codePoint)
      if (has === undefined) glyphs.set(codePoint, (has = font.hasGlyphForCodePoint(codePoint)))
      return has
    },
    width(text, face, size) {
      const { own, widths } = faces[face]
      let width = widths.get(text)
      if (width === undefined) widths.set(text, (width = own.widthOfString(text, 100)))
      return (width * size) / 100
    },
  }
}
