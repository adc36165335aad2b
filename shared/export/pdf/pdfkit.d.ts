/**
 * What Tracer uses of pdfkit 0.20, the same in its Node and its browser build. The package brings no types, and those
 * published elsewhere describe an older version and need Node's.
 */
declare module 'pdfkit' {
  interface Options {
    size: 'A4'
    margin: number
    pdfVersion: '1.7'
    subset: 'PDF/A-2b'
    tagged: true
    compress: boolean
    bufferPages: boolean
    autoFirstPage: boolean
    lang: string
    displayTitle: boolean
    font: null
    info: Readonly<Record<'Title' | 'Author' | 'Subject' | 'Producer' | 'Creator', string>> & { CreationDate: Date }
  }

  export interface Outline {
    addItem(title: string, options?: { expanded?: boolean; pageNumber?: number; top?: number; left?: number }): Outline
  }

  interface TextOptions {
    lineBreak: false
  }

  /** What is drawn between the beginning and the end of a mark. */
  interface StructureContent {
    readonly refs: readonly unknown[]
  }

  /** A part of what the document consists of. */
  export interface StructureElement {
    /** As it will be written: `A` says of a cell how many columns it goes over. */
    readonly dictionary: { readonly data: { A?: Readonly<Record<string, string | number>> } }
    add(child: StructureElement | StructureContent): this
    end(): void
  }

  interface Position {
    readonly xAdvance: number
    readonly yAdvance: number
    readonly xOffset: number
    readonly yOffset: number
  }

  /** A text as a font sets it: which glyphs, and where each stands. */
  export interface Run {
    readonly glyphs: readonly unknown[]
    readonly positions: readonly Position[]
    readonly advanceWidth: number
  }

  /** What is used of fontkit's fonts. */
  export interface Font {
    hasGlyphForCodePoint(codePoint: number): boolean
    layout: (text: string) => Run
  }

  export class PDFDocument {
    constructor(options: Options)
    readonly page: { readonly width: number; readonly height: number; write(content: string): void }
    readonly outline: Outline
    /** The font in use; `font` is fontkit's. */
    readonly _font: { readonly font: Font; widthOfString(text: string, size: number): number }
    registerFont(name: string, bytes: Uint8Array): this
    font(name: string): this
    fontSize(size: number): this
    fillColor(color: string): this
    strokeColor(color: string): this
    lineWidth(width: number): this
    moveTo(x: number, y: number): this
    lineTo(x: number, y: number): this
    circle(x: number, y: number, radius: number): this
    rect(x: number, y: number, width: number, height: number): this
    fill(color: string): this
    stroke(): this
    text(text: string, x: number, y: number, options: TextOptions): this
    /** How far a text goes in the font in use: pdfkit asks for each that it sets. */
    widthOfString: (text: string) => number
    addPage(): this
    bufferedPageRange(): { readonly start: number; readonly count: number }
    switchToPage(page: number): unknown
    /** Lets a place lead to a named destination. */
    goTo(
      x: number,
      y: number,
      width: number,
      height: number,
      name: string,
      options: { readonly structParent: StructureElement; readonly Contents: InstanceType<typeof String> },
    ): this
    currentLineHeight(): number
    struct(type: string, options?: { readonly scope?: 'Row' | 'Column' }): StructureElement
    addStructure(root: StructureElement): this
    markStructureContent(type: string): StructureContent
    markContent(type: 'Artifact', options: { readonly type: 'Layout' | 'Pagination' }): this
    endMarkedContent(): this
    /** Writes title, author and the like into the XMP packet, as they are: `&` would break it. */
    _addInfo: () => void
    appendXML(xml: string): void
    /** Adds an operator to the page. */
    addContent: (operator: string) => this
    /** Writes a line of the file, or bytes as they are. */
    _write: (piece: string | Uint8Array) => void
    /** As many bytes are written. */
    _offset: number
    addNamedDestination(name: string, kind: 'XYZ', x: number | null, y: number | null, zoom: number | null): void
    end(): void
    on(event: 'data', listener: (chunk: Uint8Array) => void): this
    on(event: 'end', listener: () => void): this
    on(event: 'error', listener: (error: Error) => void): this
    off(event: 'data' | 'end' | 'error', listener: (...args: never[]) => void): this
  }
}

declare module 'pdfkit/output' {
  import type { PDFDocument } from 'pdfkit'

  /** Collects what a document writes; to be called before its `end()`. */
  export function toBytes(document: PDFDocument): Promise<Uint8Array>
}
