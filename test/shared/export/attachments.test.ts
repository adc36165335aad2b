import { describe, expect, test } from 'vitest'
import { describeFile } from '#shared/attachment'
import { sha256OfBytes } from '#shared/canonical-json'
import { bundle, packed } from '#shared/export/bundle'
import { readCsv } from '#shared/export/csv'
import { deidentificationNotes, deidentified } from '#shared/export/deidentified'
import { ExportFormat } from '#shared/export/manifest'
import { type StreamedSource, streamed } from '#shared/export/streamed'
import { filledStory, fonts, mistake, sourceOf, vitals } from '../../support/filled-casebook'
import { danglingIn, elementsOf, readOdm } from '../../support/odm-file'
import { pdfText } from '../../support/pdf-text'
import { realPng } from '../../support/real-pictures'
import { faultsBySchema, hasSchemas } from '../../support/schemas'
import { investigator, nurse } from '../../support/story'
import { textIn } from '../../support/tabular-files'

const strip = realPng(320, 1)
const ofAnother = realPng(20, 2)
const withdrawn = realPng(20, 3)
const all = [strip, ofAnother, withdrawn]
const described = (content: Uint8Array, title: string) =>
  describeFile(content, { title, type: 'image/png', blackened: 2 })
const file = described(strip, '=ECG before <cycle 1> & after')

const story = filledStory()
const at = (minute: number) => `2026-03-11T15:0${minute}:00.000+01:00`
story.says(nurse, at(0), { kind: 'attach', form: vitals, file })
const wrong = { kind: 'attach' as const, form: vitals, file: described(ofAnother, 'Of somebody else') }
const attachment = story.says(nurse, at(1), wrong)
story.says(investigator, at(2), { kind: 'detach', form: vitals, attachment, reason: 'Of another participant' })
story.says(nurse, at(3), { kind: 'attach', form: mistake, file: described(withdrawn, 'Of a withdrawn form') })
// The same picture once more: the archive has it once.
story.says(nurse, at(4), { kind: 'attach', form: vitals, file: described(strip, 'The same strip') })

const byHash = new Map(all.map((bytes) => [String(sha256OfBytes(bytes)), bytes]))
const source: StreamedSource = {
  ...streamed(sourceOf(story)),
  content: (one) => Promise.resolve(byHash.get(one.file.sha256)),
}
const name = `attachments/NL01-004/${file.sha256.slice(0, 32)}.png`
const make = (format: ExportFormat, from = source) => bundle(from, { format, fonts })

describe.each(['pdf', 'csv', 'complete', 'odm', 'odm2'] as const)('%s', (format) => {
  test('the file that stands with a form lies beside it, byte for byte, and once', async () => {
    const { files, manifest } = await make(format)
    const beside = files.filter((one) => one.name.startsWith('attachments/'))
    expect(beside.map((one) => one.name)).toEqual([name])
    expect(Buffer.from(beside[0]?.bytes ?? []).equals(strip)).toBe(true)
    expect(manifest.files).toContainEqual({ name, bytes: strip.length, sha256: file.sha256 })
  })

  test('where the bytes cannot be had it says so, and still says which file it is', async () => {
    const { files, manifest } = await make(format, streamed(sourceOf(story)))
    expect(files.map((one) => one.name).filter((one) => one.startsWith('attachments/'))).toEqual([])
    expect(manifest.notes).toContainEqual(
      expect.stringMatching(/^Files that were added to forms: 1 of 1 are not beside/),
    )
  })
})

test.each(['dataset-json', 'xpt', 'define', 'tte'] as const)('%s leaves them out and says so', async (format) => {
  const { files, manifest } = await make(format)
  expect(files.some((one) => one.name.startsWith('attachments/'))).toBe(false)
  expect(manifest.notes).toContainEqual(expect.stringMatching(/^Files that were added to forms \(1\) are left out/))
})

test.each(ExportFormat.options)('de-identified, %s has no file and names none', async (format) => {
  const { files } = await make(format, deidentified(source, Buffer.from('a secret of this test, long enough')))
  for (const one of files) {
    expect(one.name).not.toContain('attachments')
    for (const trace of [file.sha256, 'ECG before']) expect(Buffer.from(one.bytes).includes(trace)).toBe(false)
  }
  expect(deidentificationNotes).toContainEqual(expect.stringMatching(/^Files that were added to forms are left out/))
})

describe('the casebook', async () => {
  const { files } = await make('pdf')
  const text = pdfText(files.find((one) => one.name.endsWith('.pdf'))?.bytes ?? new Uint8Array()).join('\n')
  const plain = text.replace(/\s+/g, '')

  test('names each file with its size, its hash, where it lies, and who added it when', () => {
    for (const said of [file.title, `SHA-256 ${file.sha256}`, name, 'bytes, 2 parts blacked out'])
      expect(plain.includes(said.replace(/\s+/g, ''))).toBe(true)
    expect(text).toContain(`${String(strip.length).replace(/(\d{3})$/, ',$1')} bytes`)
    expect(text).toContain('Nurse One, research nurse, 11 Mar 2026 15:00:00')
  })

  test('one that was taken away is named with the reason, and lies nowhere', () => {
    expect(/Ofsomebodyelse.*Takenaway.*Ofanotherparticipant/.test(plain)).toBe(true)
    expect(plain).not.toContain(`/${sha256OfBytes(ofAnother).slice(0, 32)}`)
  })

  test('it is saved with the files as one archive', async () =>
    expect(packed(await make('pdf'), 'NL01-004_casebook').name).toBe('NL01-004_casebook.zip'))
})

test('a table says where each lies; a title that a spreadsheet would run is guarded', async () => {
  const { files } = await make('csv')
  const text = textIn(files.find((one) => one.name === 'attachments.csv')?.bytes)
  const { columns, rows } = readCsv('attachments', text)
  const cell = (row: readonly string[] | undefined, column: string) => row?.[columns.indexOf(column)]
  expect(rows).toHaveLength(2)
  expect([cell(rows[0], 'FILE'), cell(rows[0], 'TITLE'), cell(rows[0], 'BYTES'), cell(rows[0], 'SHA256')]).toEqual([
    name,
    file.title,
    String(strip.length),
    file.sha256,
  ])
  expect(text).toContain("'=ECG")
})

describe.each([
  ['odm', '1.3.2'],
  ['odm2', '2.0'],
] as const)('%s', (format, edition) => {
  const whole = make(format).then(({ files }) => textIn(files.find((one) => one.name.endsWith('.xml'))?.bytes))

  test('item data name the file, what it shows and its hash', async () => {
    const said = elementsOf(await whole)
      .filter((element) => element.name === 'ItemData' && element.attributes.get('ItemOID')?.startsWith('TRACER.FILE.'))
      .map(({ attributes, children }) => attributes.get('Value') ?? children[0]?.text)
    expect(said.slice(0, 5)).toEqual([name, file.title, 'image/png', String(strip.length), file.sha256])
    expect(said).toHaveLength(14)
  })

  test('every reference leads somewhere', async () => expect(danglingIn(await whole)).toEqual([]))

  test.skipIf(!hasSchemas)('it is valid', async () =>
    expect(await faultsBySchema(await whole, `odm-${edition}`)).toEqual([]),
  )

  test('our reader takes the values and says that the files are not carried', async () => {
    const { subjects, left, studies } = readOdm(await whole)
    expect(subjects[0]?.values.length).toBeGreaterThan(10)
    expect(left).toContainEqual({
      en: 'a file that was added to a form is named there, and is not carried (2 times)',
      fr: 'un fichier joint à un formulaire y est nommé et n’est pas repris (2 fois)',
      sv: 'en fil som bifogats ett formulär nämns där och tas inte med (2 gånger)',
    })
    expect(JSON.stringify(studies[0]?.version)).not.toContain('TRACER.FILE')
  })
})
