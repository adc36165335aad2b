import { describe, expect, test } from 'vitest'
import { netter2 } from '#forms/netter-2/study'
import { blankFormsPdf } from '#shared/export/pdf/blank-forms'
import { streamed } from '#shared/export/streamed'
import { tabulationOf } from '#shared/export/tabular/tabulation'
import { writeExport } from '#shared/export/write-export'
import { compileStudy } from '#shared/study/compile'
import type { Language } from '#shared/study/definition'
import { filledStory, fonts, sourceOf } from '../../support/filled-casebook'
import { bookmarks, pdfText } from '../../support/pdf-text'
import { hasPdfTools, judged } from '../../support/pdf-tools'

const study = compileStudy(netter2)
const tabulation = tabulationOf([study])
const write = (annotated: boolean, language: Language = 'en') =>
  blankFormsPdf({ ...sourceOf(filledStory(), undefined, language) }, study, annotated ? tabulation : undefined, fonts)
const blank = await write(false)
const annotated = await write(true)
const flat = (bytes: Uint8Array) => pdfText(bytes).join('\n').replace(/\s+/g, ' ')

test('bookmarks lead to every form by itself, and to those of each visit (PDF-05)', () => {
  const outline = bookmarks(annotated)
  expect(outline.map(({ title }) => title)).toEqual(['Annotated forms', 'Forms', 'Visits and their forms'])
  expect(outline[1]?.within.map(({ title }) => title)).toEqual(netter2.forms.map(({ title }) => title.en))
  expect(outline[2]?.within.map(({ title }) => title)).toEqual(study.events.map(({ title }) => title.en))
  const screening = outline[2]?.within[0]?.within.map(({ title }) => title)
  expect(screening).toContain('Vital signs')
})

test.each([
  ['the data set of a form', 'Vital signs As often as needed', false],
  ['the data set of a form', 'VS (Vital Signs)', true],
  ['a test by its short name', 'VSORRES, VSORRESU where VSTESTCD', true],
  ['a variable that an item gives', 'SVSTDTC', true],
  ['the grade of an adverse event', 'AETOXGR', true],
  ['what no variable holds', 'SUPPAE.QVAL where QNAM =', true],
])('the annotated forms say %s: %s is there: %s (PDF-05)', (_, said, there) => {
  expect(flat(annotated).includes(said)).toBe(there)
})

test('the same plan makes data sets: nothing else is named beside an item', () => {
  const named = [...flat(annotated).matchAll(/QNAM = (\w+)/g)].map(([, name = '']) => name)
  expect(named.length).toBeGreaterThan(5)
  for (const name of named) expect(name).toMatch(/^[A-Z_][A-Z0-9_]{0,7}$/)
})

test('blank forms hold every item and every answer, and nothing of data sets or people', () => {
  const text = flat(blank)
  for (const form of netter2.forms)
    for (const { label } of form.groups.flatMap(({ items }) => items))
      expect(text).toContain(label.en.replace(/\s+/g, ' ').slice(0, 18))
  expect(text).toContain('1 – mild [1]')
  for (const other of ['VSORRES', 'SUPPAE', 'NL01-004']) expect(text).not.toContain(other)
})

test('French and Swedish forms speak their language', async () => {
  expect(flat(await write(false, 'fr'))).toContain('Formulaires vierges')
  expect(flat(await write(true, 'sv'))).toContain('Annoterade formulär')
})

test('same version and same instant give the same bytes (PDF-06)', async () => {
  expect(Buffer.from(await write(true)).equals(Buffer.from(annotated))).toBe(true)
})

test('an export of forms has both of every version, and nobody in it', async () => {
  const files = new Set<string>()
  const source = { ...streamed(sourceOf(filledStory())), subjects: () => expect.unreachable() }
  const written = await writeExport(
    source,
    { format: 'forms', kind: 'snapshot', fonts },
    { append: (file) => void files.add(file) },
  )
  expect([...files]).toEqual(['NETTER-2_0.1_forms.pdf', 'NETTER-2_0.1_forms-annotated.pdf'])
  expect(written).toEqual({ participants: [], notes: [] })
})

describe.skipIf(!hasPdfTools)('an archive takes them (PDF-03)', () => {
  test('tagged, without fault', () => {
    expect(judged('qpdf', ['--check'], annotated)).toMatchObject({ status: 0 })
    expect(judged('pdfinfo', [], annotated).said).toMatch(/^Tagged: +yes$/m)
  })
})
