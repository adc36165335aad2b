import type { PDFDocument, StructureElement } from 'pdfkit'

/** How deep a heading stands: the document, a visit, a form, a part of a form. */
export type Level = 1 | 2 | 3 | 4

/** What a cell of a table is the heading of. */
export type Heads = 'Row' | 'Column'

/** What is drawn belongs to one of these: a paragraph, a heading, a cell. */
export interface Tag {
  readonly type: string
  readonly element: StructureElement
}

/** What is to be known of a cell before it is drawn. */
interface CellTag {
  readonly heads?: Heads
  /** How many columns of the table it goes over. */
  readonly span?: number
}

/**
 * What a document consists of, besides how it looks: headings, paragraphs and tables in the order in which they are read.
 * Programs that read aloud or take text out go by this. What only decorates is marked as such.
 */
export class Tags {
  readonly #doc: PDFDocument
  readonly #root: StructureElement
  #table: { readonly element: StructureElement; readonly columns: number } | undefined

  constructor(doc: PDFDocument) {
    this.#doc = doc
    this.#root = doc.struct('Document')
    doc.addStructure(this.#root)
  }

  /** A heading or a paragraph; it ends the table before it. */
  block(type: 'P' | `H${Level}`): Tag {
    this.#endTable()
    return this.#below(this.#root, type)
  }

  /** A cell for each, in a row of the table that is being written: a new one where the columns are others. */
  row(cells: readonly CellTag[]): readonly Tag[] {
    const columns = cells.reduce((sum, { span = 1 }) => sum + span, 0)
    const begins = cells.some(({ heads }) => heads === 'Column')
    if (begins || this.#table?.columns !== columns) {
      this.#endTable()
      this.#table = { element: this.#below(this.#root, 'Table').element, columns }
    }
    const { element } = this.#below(this.#table.element, 'TR')
    return cells.map(({ heads, span = 1 }) => {
      const type = heads ? 'TH' : 'TD'
      const cell = this.#doc.struct(type, heads ? { scope: heads } : {})
      const { data } = cell.dictionary
      if (span > 1) data.A = { ...data.A, O: 'Table', ColSpan: span }
      element.add(cell)
      return { type, element: cell }
    })
  }

  /** A paragraph within a cell that has several. */
  within(tag: Tag): Tag {
    return this.#below(tag.element, 'P')
  }

  /** Draws what belongs to `tag`. */
  draw(tag: Tag, draw: () => void): void {
    const content = this.#doc.markStructureContent(tag.type)
    draw()
    this.#doc.endMarkedContent()
    tag.element.add(content)
  }

  /** Draws a link to a place that has a name: its words, and where to press. */
  link(tag: Tag, draw: () => void, area: (link: StructureElement) => void): void {
    const link = this.#below(tag.element, 'Link')
    this.draw(link, draw)
    area(link.element)
    link.element.end()
  }

  /** Draws what says nothing: lines, grounds, and what is repeated on every page. */
  decorate(type: 'Layout' | 'Pagination', draw: () => void): void {
    this.#doc.markContent('Artifact', { type })
    draw()
    this.#doc.endMarkedContent()
  }

  /** To be called before the document ends. */
  end(): void {
    this.#endTable()
    this.#root.end()
  }

  #below(parent: StructureElement, type: string): Tag {
    const element = this.#doc.struct(type)
    parent.add(element)
    return { type, element }
  }

  #endTable(): void {
    this.#table?.element.end()
    this.#table = undefined
  }
}
