import type { PDFDocument } from 'pdfkit'

/** Pieces of a file that are handed on together. */
const TOGETHER = 4_000

/**
 * Lets a document hand on what it writes in large pieces: pdfkit makes bytes of every operator and every line of an
 * object by itself, and there are several of them to a word. What is written is the same.
 */
export function batched(doc: PDFDocument): { readonly endPage: () => void } {
  let content: string[] = []
  doc.addContent = (operator) => {
    content.push(operator)
    return doc
  }
  const write = doc._write.bind(doc)
  let lines: string[] = []
  const handOn = (): void => {
    if (lines.length === 0) return
    const text = lines.join('\n')
    lines = []
    // It counts what it writes: these were counted as they came.
    doc._offset -= text.length + 1
    write(text)
  }
  doc._write = (piece) => {
    if (typeof piece === 'string') {
      lines.push(piece)
      doc._offset += piece.length + 1
      if (lines.length < TOGETHER && piece !== END_OF_FILE) return
    }
    handOn()
    if (typeof piece !== 'string') write(piece)
  }
  return {
    /** To be called before another page is written on, and before the end. */
    endPage() {
      if (content.length === 0) return
      doc.page.write(content.join('\n'))
      content = []
    },
  }
}

const END_OF_FILE = '%%EOF'
