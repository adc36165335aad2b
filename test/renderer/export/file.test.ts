import { expect, test } from 'vitest'
import { SiteId, StudyId, StudyVersionId, SubjectCode, SubjectKey } from '#shared/ids'
import { showBytes } from '../../../renderer/ui/bytes'
import { type ExportWish, nameOf } from '../../../renderer/export/make-export'

const participant = (n: number) => ({
  subject: SubjectKey.parse(`0198c0de-0000-7000-8000-00000000000${n}`),
  code: SubjectCode.parse(`NL01-00${n}`),
})
const wish = (format: ExportWish['format'], ...who: number[]): ExportWish => ({
  study: StudyId.parse('NCT03972488'),
  site: SiteId.parse('NL01'),
  siteName: 'Rotterdam',
  version: StudyVersionId.parse('a'.repeat(64)),
  versions: [StudyVersionId.parse('a'.repeat(64))],
  participants: who.map(participant),
  format,
  kind: 'snapshot',
  language: 'en',
})

test.each([
  ['one casebook is called by its participant', wish('pdf', 4), 'NL01-004_casebook_2026-03-12'],
  ['so are its tables', wish('csv', 4), 'NL01-004_tables_2026-03-12'],
  ['several by study and site', wish('pdf', 1, 2), 'NETTER-2_NL01_casebooks_2026-03-12'],
  ['a complete copy says so', wish('complete', 1, 2), 'NETTER-2_NL01_complete_2026-03-12'],
])('%s', (_, asked, name) => expect(nameOf('NETTER-2', asked, '2026-03-12T23:30:00.000+01:00')).toBe(name))

test.each([
  [912, 'en', '0.9 kB'],
  [71_234, 'en', '71.2 kB'],
  [1_500_849, 'fr', '1,5 Mo'],
] as const)('%d bytes in %s', (bytes, language, said) =>
  expect(showBytes(bytes, language).replace(/\s/g, ' ')).toBe(said),
)
