import { describe, expect, test } from 'vitest'
import { casebookPdf } from '#shared/export/pdf/casebook'
import { elementsOf } from '../../support/odm-file'
import { filledStory, fonts, sourceOf } from '../../support/filled-casebook'
import { PdfObjects, hasPdfTools, judged } from '../../support/pdf-tools'

/** A name that XML would stumble over, as the maker of the document. */
const maker = 'R&D <Monitor> "Four"'

const source = { ...sourceOf(filledStory(), undefined, 'fr'), exporter: { name: maker, role: 'monitor' } as const }
const [subject] = source.subjects
if (!subject) throw new Error('nobody to write about')
const bytes = await casebookPdf(source, subject, fonts)

describe.skipIf(!hasPdfTools)('an archive takes the casebook (GCP-21, PDF-03)', () => {
  test('qpdf finds no fault in it', () => {
    expect(judged('qpdf', ['--check'], bytes)).toMatchObject({ status: 0 })
  })

  test('poppler calls it tagged, without script or encryption', () => {
    const { said } = judged('pdfinfo', [], bytes)
    for (const [what, is] of [
      ['Tagged', 'yes'],
      ['JavaScript', 'no'],
      ['Encrypted', 'no'],
      ['Form', 'none'],
      ['Author', maker],
    ])
      expect(said).toMatch(new RegExp(`^${what}: +${is}$`, 'm'))
  })

  test('it says in XMP that it is PDF/A-2b, with title and maker as they are', () => {
    const { said } = judged('pdfinfo', ['-meta'], bytes)
    const elements = elementsOf(/<x:xmpmeta[\s\S]*<\/x:xmpmeta>/.exec(said)?.[0] ?? '')
    const told = elements.map(({ name, text }) => `${name} ${text}`)
    for (const [name, text] of [
      ['part', '2'],
      ['conformance', 'B'],
      ['li', maker],
      ['li', 'Cahier d’observation NL01-004'],
      ['CreateDate', '2026-03-12T11:00:00Z'],
    ])
      expect(told).toContain(`${name} ${text}`)
  })

  test('every font is in it, with what each sign means', () => {
    const fontsOf = judged('pdffonts', [], bytes).said.trim().split('\n').slice(2)
    expect(fontsOf.length).toBe(2)
    for (const font of fontsOf) expect(font).toMatch(/CID TrueType +Identity-H +yes yes yes/)
  })

  test('its colours are those of a profile that is in it, and its language is told', () => {
    const objects = new PdfObjects(bytes)
    const catalogue = objects.at([])
    expect(catalogue).toMatchObject({ '/Lang': 'u:fr' })
    const [intent] = objects.list(catalogue['/OutputIntents'])
    expect(objects.at([], intent)).toMatchObject({ '/S': '/GTS_PDFA1' })
    expect(objects.at(['/DestOutputProfile'], intent)).toMatchObject({ '/N': 3 })
    expect(objects.at(['/ViewerPreferences'])).toMatchObject({ '/DisplayDocTitle': true })
  })

  test('every link can be printed, says its words, and leads to a place that is there', () => {
    const objects = new PdfObjects(bytes)
    const names = objects.list(objects.at(['/Names', '/Dests'])['/Names']).filter((_, i) => i % 2 === 0)
    // Readers look a name up by halves: it has to stand where it belongs.
    expect(names).toEqual(names.toSorted())
    const links = objects.where('/Subtype', '/Link')
    expect(links.length).toBeGreaterThan(5)
    for (const link of links) {
      expect(link['/F']).toBe(4)
      expect(link['/Contents']).toMatch(/^u:./)
      expect(names).toContain(objects.at(['/A'], link)['/D'])
    }
  })
})

describe.skipIf(!hasPdfTools)('the casebook can be read aloud (PDF-03)', () => {
  const lines = judged('pdfinfo', ['-struct-text'], bytes).said.split('\n')

  test('headings go down one step at a time, under one title', () => {
    const levels = lines.flatMap((line) => (/^ *H([1-6]) /.exec(line)?.[1] ?? '').split('').map(Number))
    expect(levels.filter((level) => level === 1)).toEqual([1])
    expect(new Set(levels)).toEqual(new Set([1, 2, 3, 4]))
    levels.forEach((level, i) => {
      expect(level - (levels[i - 1] ?? 0)).toBeLessThanOrEqual(1)
    })
  })

  test('a label is the heading of its row', () => {
    const at = lines.findIndex((line) => line.trim() === '"Poids"')
    expect(lines.slice(at - 2, at + 4).map((line) => line.trim())).toEqual([
      'TH:',
      '/Scope /Row',
      '"Poids"',
      'TD',
      expect.stringContaining('"70,5'),
      'TR',
    ])
  })

  test('every row of a table has as many columns as its first', () => {
    const objects = new PdfObjects(bytes)
    const widthOf = (row: unknown): number =>
      objects.list(objects.at([], row)['/K']).reduce<number>((sum, cell) => {
        const attributes = objects.at([], cell)['/A']
        const span = attributes === undefined ? undefined : objects.at([], attributes)['/ColSpan']
        return sum + (typeof span === 'number' ? span : 1)
      }, 0)
    const tables = objects.where('/S', '/Table').map((table) => objects.list(table['/K']).map(widthOf))
    expect(tables.flat().length).toBeGreaterThan(50)
    for (const [first, ...rest] of tables) expect(rest.filter((width) => width !== first)).toEqual([])
  })

  test('whatever is drawn belongs to something or is decoration', () => {
    const file = new TextDecoder('latin1').decode(bytes)
    let within = 0
    let drawn = 0
    for (const [sign] of file.matchAll(/^(?:.*BDC|EMC|BT|[Sf])$/gm)) {
      if (sign.endsWith('BDC')) within++
      else if (sign === 'EMC') within--
      else {
        drawn++
        expect(within).toBe(1)
      }
    }
    expect(within).toBe(0)
    expect(drawn).toBeGreaterThan(300)
  })
})

test('no letter is larger than the title, whatever was measured in between', () => {
  const file = new TextDecoder('latin1').decode(bytes)
  const sizes = new Set([...file.matchAll(/^\/F\d+ (\S+) Tf$/gm)].map(([, size]) => Number(size)))
  expect(Math.max(...sizes)).toBe(30)
})
