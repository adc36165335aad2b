import { expect, test } from 'vitest'
import { sha256OfBytes } from '#shared/export/manifest'
import { casebookPdf } from '#shared/export/pdf/casebook'
import type { ExportSource } from '#shared/export/source'
import { missingText } from '#shared/study/show-entry'
import { filledStory, fonts, longText, sourceOf, visit } from '../../support/filled-casebook'
import { bookmarks, pdfText } from '../../support/pdf-text'
import { nurse } from '../../support/story'

const write = async (source: ExportSource): Promise<Uint8Array> => {
  const [subject] = source.subjects
  if (!subject) throw new Error('nobody to write about')
  return casebookPdf(source, subject, fonts)
}
const english = await write(sourceOf(filledStory()))
const pages = pdfText(english)
const whole = pages.join('\n')
const oneLine = (text: string) => text.replace(/\s+/g, ' ')
const flat = oneLine(whole)

test('the cover says what this is, as of when, and who made it (PDF-01)', () => {
  for (const said of ['NL01-004', 'NETTER-2', 'NCT03972488', 'Rotterdam', 'Draft', 'Monitor Four', 'Tracer 0.1.0'])
    expect(pages[0]).toContain(said)
  expect(pages[0]).toContain('12 Mar 2026 12:00:00 (UTC+01:00)')
})

test('every page names the participant and its number of how many (PDF-01)', () => {
  expect(pages.length).toBeGreaterThan(5)
  pages.forEach((page, i) => {
    expect(page).toContain('NL01-004')
    expect(page).toContain(`Page ${i + 1} of ${pages.length}`)
  })
})

test('a page that goes on says what it goes on with', () => {
  const [on] = pages.filter((page) => page.includes('END OF STORY') && !page.includes('Medicine'))
  expect(on).toContain('Throughout · Concomitant medication 1')
})

test('bookmarks go visit, form, repeat (PDF-01)', () => {
  const outline = bookmarks(english)
  expect(outline.map(({ title }) => title)).toEqual([
    'Casebook',
    'Screening · 2 Mar 2026',
    'Cycle 1, day 1',
    'Cycle 1, week 4',
    'Throughout',
    'Audit trail',
  ])
  const events = outline[4]?.within[0]
  expect(events?.title).toBe('Adverse event')
  expect(events?.within.map(({ title }) => title.slice(0, 22))).toEqual([
    'Adverse event 1: Nause',
    'Adverse event 2: Größe',
    'Adverse event 3: Enter',
  ])
})

test.each([
  ['a number as typed with its unit', 'Weight 70,5 kg'],
  ['a coded answer with its text and code', 'Highest grade (CTCAE) 1 – mild [1]'],
  ['a partial date as far as it is known', 'Start date Mar 2026'],
  ['why there is no value, with its code', 'Time measured Not done: Clock was broken [ND]'],
  ['an item nobody answered', 'Temperature –'],
  [
    'all four values an item had, in order (P11-03)',
    'Systolic blood pressure 120 mmHg\nBefore: 181 mmHg · 118 mmHg · 119 mmHg',
  ],
  ['a held value, which counts for nothing', 'Diastolic blood pressure 79 mmHg\nBefore: 500 (waits for a decision)'],
  ['both values of a contested item', 'Two values, no decision yet\n2 – moderate [2]'],
  ['a blank form (PDF-02)', 'Demographics\nNot entered'],
  ['a withdrawn form', 'Adverse event 3: Entered for someone else\nWithdrawn Audit trail'],
  ['a question with who asked it', 'asked · Monitor Four, monitor, 4 Mar 2026 11:00:00 (UTC+01:00)'],
  ['its answer', '=The second reading counts'],
  [
    'a signature with name, role, time, offset and meaning (P11-11)',
    'I have reviewed this adverse event and accept it as recorded.\ninvestigator',
  ],
  ['a signature that holds', 'Valid: the content is what was signed.'],
  ['a signature that is broken (P11-13)', 'No longer valid: the content was changed after signing.'],
  [
    'a repeating group as a table',
    'Changes of grade From Grade 1 5 Mar 2026 1 – mild [1] 2 7 Mar 2026 2 – moderate [2]',
  ],
  ['a finding that waits for an answer', 'Pulse Outside 20–250 /min. to answer'],
  [
    'who verified how much against the source (PDF-02)',
    'Verified against the source 5 of 6 items Monitor Four, monitor',
  ],
  ['who accepted an event', 'Accepted by the investigator Dr Three, investigator, 7 Mar 2026 16:00:00 (UTC+01:00)'],
  ['that an accepted event has changed since', 'A value has changed since.'],
  [
    'what one person did in one go, each with its time',
    '3 Mar 2026 (UTC+01:00) Nurse One research nurse changed · entered directly 10:00:00 Systolic',
  ],
  ['the reason of a change, in the audit trail', 'Reason 2'],
  ['when the server received it (GCP-04)', 'The participant NL01-004 2 Mar 2026 07:55:02 (UTC)'],
  ['what the server does not have yet', 'on this device'],
  ['the reason of a withdrawal', 'Duplicate'],
])('shows %s (P11-05)', (_, said) => expect(flat.includes(oneLine(said)), said).toBe(true))

test('a character in no font stands as its code point (PDF-04)', () => {
  expect(whole).toContain('Größe, ελληνικά, Ångström, Жизнь, [U+6F22][U+5B57]')
})

test('a text longer than a page goes on to the next and is whole (PDF-04)', () => {
  const running = whole
    .replace(/NL01-004\n(?:[^\n]*\n)?NETTER-2 · Rotterdam\n[^\n]*Page \d+ of \d+/g, '')
    .replaceAll('\n', ' ')
  expect(running.replace(/ +/g, ' ')).toContain(longText.slice(0, 6_000).trimEnd())
  expect(whole).toContain('END OF STORY')
})

test('French speaks French (items, words, dates)', async () => {
  const french = pdfText(await write(sourceOf(filledStory(), undefined, 'fr'))).join('\n')
  for (const said of [
    'Cahier d’observation',
    'Signes vitaux',
    'Non saisi',
    missingText('ND', 'fr'),
    '2 mars 2026',
    'sur 1',
  ])
    expect(french).toContain(said)
})

test('same changes and same instant give the same bytes; what came later changes nothing (PDF-06)', async () => {
  expect(sha256OfBytes(await write(sourceOf(filledStory())))).toBe(sha256OfBytes(english))
  const longer = filledStory()
  longer.enters(nurse, '2026-03-20T09:00:00.000+01:00', visit, { 'VISIT/SVSTDTC': '2026-03-03' })
  expect(sha256OfBytes(await write(sourceOf(longer)))).toBe(sha256OfBytes(english))
})
