/**
 * What Tracer uses of pdfkit 0.20, the same in its Node and its browser build. The package brings no types, and those
 * published elsewhere describe an older version and need Node's.
 */
declare module 'pdfkit' {
  interface Options {
    size: 'A4'
    margin: number
    pdfVersion: '1.7'
    compress: boolean
    bufferPages: boolean
    autoFirstPage: boolean
    lang: string
    displayTitle: boolean
    font: null
    info: Readonly<Record<'Title' | 'Author' | 'Subject' | 'Producer' | 'Creator', string>> & { CreationDate: Date }
  }

  export interface Outline {
    addItem(title: string, options?: { expanded?: boolean; pageNumber?: number; top?: number }): Outline
  }

  interface TextOptions {
    lineBreak: false
    goTo?: string
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
    readonly page: { readonly width: number; readonly height: number }
    readonly outline: Outline
    /** The font in use; `font` is fontkit's. */
    readonly _font: { readonly font: Font }
    registerFont(name: string, bytes: Uint8Array): this
    font(name: string): this
    fontSize(size: number): this
    fillColor(color: string): this
    strokeColor(color: string): this
    lineWidth(width: number): this
    moveTo(x: number, y: number): this
    lineTo(x: number, y: number): this
    rect(x: number, y: number, width: number, height: number): this
    fill(color: string): this
    stroke(): this
    text(text: string, x: number, y: number, options: TextOptions): this
    widthOfString(text: string): number
    addPage(): this
    bufferedPageRange(): { readonly start: number; readonly count: number }
    switchToPage(page: number): unknown
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
