import { crc32 } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { netter2 } from '#forms/netter-2/study'
import { contentOf } from '#shared/casebook/derive'
import type { FormPath } from '#shared/casebook/path'
import { bundle as bundled, type BundleOptions, csvTables, packed } from '#shared/export/bundle'
import { contentsOf, inventoryOf } from '#shared/export/inventory'
import { readCsv, writeCsv } from '#shared/export/csv'
import { manifestFile, readManifest, sha256OfBytes } from '#shared/export/manifest'
import { type ExportSource, logOf, statusOf } from '#shared/export/source'
import { streamed } from '#shared/export/streamed'
import { safeName } from '#shared/export/zip'
import { versionIdOf } from '#shared/study/definition'
import { filledStory, fonts, longText, nausea, sourceOf, vitals } from '../../support/filled-casebook'
import { Story, investigator, nurse } from '../../support/story'

const source = sourceOf(filledStory())
const bundle = (from: ExportSource, options: BundleOptions) => bundled(streamed(from), options)
const tables = csvTables(source)
const [subject] = source.subjects
const text = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)

function rows(name: string): readonly Readonly<Record<string, string>>[] {
  const table = tables.find((each) => each.name === name)
  if (!table) throw new Error(`no table ${name}`)
  return table.rows.map((row) => Object.fromEntries(table.columns.map((column, i) => [column, row[i] ?? ''])))
}

describe('tables of forms', () => {
  test('a row an instance, the value beside its unit, canonical value and missing code', () => {
    expect(rows('VS')).toMatchObject([
      {
        STUDYID: 'NCT03972488',
        SITEID: 'NL01',
        SUBJID: 'NL01-004',
        EVENT: 'SCR',
        FORMSTATUS: 'complete',
        VSTIM: '',
        VSTIM_MISSING: 'ND',
        VSTIM_MISSREASON: 'Clock was broken',
        WEIGHT: '70,5',
        WEIGHT_UNIT: 'kg',
        WEIGHT_STD: '70.5',
        SYSBP: '120',
        DIABP: '79',
        PULSE: '-5',
        OPENQUERIES: '1',
        NOTRECEIVED: '1',
      },
    ])
  })
  test('a calculated value has the decimals of its form, whatever was typed', () => {
    const story = filledStory()
    const height = { state: 'value' as const, text: '70', unit: 'in' }
    story.enters(nurse, '2026-03-10T10:00:00.000+01:00', vitals, { 'VITALS/HEIGHT': height })
    const table = csvTables(sourceOf(story)).find(({ name }) => name === 'VS')
    // √(177.8 × 70.5 ÷ 3600) = 1.8660…
    expect(table?.rows.map((row) => row[table.columns.indexOf('BSA')])).toEqual(['1.87'])
    expect(rows('VS')[0]?.['BSA']).toBe('')
  })
  test('a contested item has no value; both stand in CONTESTED', () => {
    expect(rows('AE')[1]).toMatchObject({ AETOXGR: '', AETOXGR_TEXT: '', CONTESTED: 'AETOXGR: 2 | 3' })
  })
  test('a coded answer has its text; a withdrawn form has no row', () => {
    expect(rows('AE').map(({ AETERM, AESER, AESER_TEXT }) => [AETERM?.slice(0, 6), AESER, AESER_TEXT])).toEqual([
      ['Nausea', 'N', 'No'],
      ['Größe,', 'N', 'No'],
    ])
  })
  test('a repeating group has a table of its own, joined by the names of its form', () => {
    const [first] = rows('AE')
    expect(rows('AE_GRADES')).toMatchObject([
      { FORMID: first?.['FORMID'], AEGRDAT: '2026-03-05', AEGRADE: '1' },
      { FORMID: first?.['FORMID'], AEGRDAT: '2026-03-07', AEGRADE: '2' },
    ])
  })
  test('a text longer than a page is whole', () => expect(rows('CM')[0]?.['CMTRT']).toBe(longText))
  test('every column of every form table is in the codebook, every code in the code lists', () => {
    const described = new Set(rows('codebook').map(({ TABLE, COLUMN }) => `${TABLE}.${COLUMN}`))
    for (const name of ['VS', 'AE', 'AE_GRADES', 'CM'])
      for (const column of tables.find((each) => each.name === name)?.columns.slice(11) ?? [])
        expect(described).toContain(`${name}.${column}`)
    expect(rows('codelists')).toContainEqual({ CODELIST: 'AETOXGR', CODE: '2', TEXT: '2 – moderate' })
  })
})

describe('the audit trail', () => {
  test('has every change, and says who, when, from what, to what and why (P11-01, GCP-02, GCP-04, GCP-25)', () => {
    const audit = rows('audit')
    const changes = new Set(audit.map(({ DEVICE, CHANGE }) => `${DEVICE}:${CHANGE}`))
    expect(changes.size).toBe(subject && logOf(subject.casebook).length)
    const pressures = audit
      .filter(({ PATH }) => PATH === 'SCR/VS/VITALS/SYSBP')
      .filter(({ ACTION }) => ACTION === 'value')
    expect(pressures.map(({ FROM, TO, REASON }) => [FROM, TO, REASON])).toEqual([
      ['', '181 mmHg', ''],
      ['181 mmHg', '118 mmHg', 'Reason 1'],
      ['118 mmHg', '119 mmHg', 'Reason 2'],
      ['119 mmHg', '120 mmHg', 'Reason 3'],
    ])
    expect(pressures[0]).toMatchObject({
      USERNAME: 'Nurse One',
      ROLE: 'nurse',
      CLAIMED: '2026-03-02T09:05:00.000+01:00',
      RECEIVED: '2026-03-02T08:05:02.000Z',
      APP: '1.2.3',
      STATE: 'applied',
    })
  })
  test('keeps what was held, withdrawn and not yet sent (P11-06)', () => {
    const audit = rows('audit')
    expect(audit.find(({ TO }) => TO === '500')).toMatchObject({ STATE: 'held', HELDREASON: 'missing-reason' })
    expect(audit.find(({ ACTION }) => ACTION === 'withdraw')).toMatchObject({ REASON: 'Duplicate' })
    expect(audit.find(({ TO }) => TO === '-5')).toMatchObject({ STATE: 'on-device', RECEIVED: '', SEQ: '' })
  })
  test('has every kind of event the participant had (GCP-02)', () => {
    expect(new Set(rows('audit').map(({ ACTION }) => ACTION))).toEqual(
      new Set(['enrol', 'value', 'status', 'query', 'verify', 'review', 'sign', 'withdraw']),
    )
  })
})

test('queries have one row for each entry of the thread', () => {
  expect(rows('queries').map(({ ORIGIN, STATUS, MOVE, TEXT }) => [ORIGIN, STATUS, MOVE, TEXT])).toEqual([
    ['contested', 'open', 'open', ''],
    ['manual', 'answered', 'open', 'The source says 112. Which one is right?'],
    ['manual', 'answered', 'answer', '=The second reading counts'],
  ])
})

test('signatures say name, role, time with offset, meaning, and whether they hold (P11-11)', () => {
  expect(
    rows('signatures').map(({ USERNAME, ROLE, CLAIMED, MEANING, INTACT }) => [
      USERNAME,
      ROLE,
      CLAIMED,
      MEANING,
      INTACT,
    ]),
  ).toEqual([
    ['Dr Three', 'investigator', '2026-03-07T16:01:00.000+01:00', 'reviewed-adverse-event', 'Y'],
    ['Dr Three', 'investigator', '2026-03-07T16:03:00.000+01:00', 'reviewed-adverse-event', 'N'],
  ])
})

test('every table comes back from its file as it was (DATA-08)', () => {
  for (const table of tables) expect(readCsv(table.name, text(writeCsv(table)))).toEqual(table)
})

test('the contents count what goes and what stays', () => {
  expect(contentsOf(source.subjects.map((one) => inventoryOf(source.study, one)))).toMatchObject({
    participants: 1,
    queries: 2,
    signatures: 2,
    notReceived: 1,
    contested: 1,
    held: 1,
    withdrawn: 1,
  })
})

describe('how far a casebook is (DATA-10)', () => {
  const status = (tell: (story: Story) => void) => {
    const story = new Story(versionIdOf(netter2))
    tell(story)
    return statusOf(source.study, story.casebook())
  }
  const completes = (story: Story, form: FormPath) => {
    story.enters(nurse, '2026-03-06T09:00:00.000+01:00', form, { 'EVENT/AETERM': 'Nausea' })
    story.says(nurse, '2026-03-06T09:10:00.000+01:00', { kind: 'status', form, bases: [], status: 'complete' })
  }
  test('two values and forms in progress make a draft', () => {
    expect(subject && statusOf(source.study, subject.casebook)).toBe('draft')
  })
  test('nothing entered is a draft', () => expect(status(() => undefined)).toBe('draft'))
  test('complete without the signature it needs', () => {
    expect(status((story) => completes(story, nausea))).toBe('unsigned')
  })
  test('complete where nothing was to be signed is not signed', () => {
    const tell = (story: Story) => {
      story.says(nurse, '2026-03-06T09:10:00.000+01:00', {
        kind: 'status',
        form: vitals,
        bases: [],
        status: 'complete',
      })
    }
    expect(status(tell)).toBe('unsigned')
  })
  test('complete and signed as it stands', () => {
    const tell = (story: Story) => {
      completes(story, nausea)
      const content = contentOf(nausea, story.casebook().forms.get(nausea)?.items ?? new Map())
      story.says(investigator, '2026-03-07T16:01:00.000+01:00', {
        kind: 'sign',
        meaning: 'reviewed-adverse-event',
        scopes: [{ scope: nausea, content }],
        key: 'key-1',
        signature: 'c2ln',
      })
    }
    expect(status(tell)).toBe('signed')
  })
})

describe('the bundle', () => {
  test('the manifest lists every file with rows, bytes and hash; same source, same manifest (DATA-09)', async () => {
    const made = await bundle(source, { format: 'csv', fonts })
    expect(readManifest(text(manifestFile(made.manifest).bytes))).toMatchObject(made.manifest)
    expect(made.manifest.participants).toEqual([{ site: 'NL01', code: 'NL01-004', status: 'draft' }])
    for (const file of made.files)
      expect(made.manifest.files).toContainEqual(
        expect.objectContaining({ name: file.name, bytes: file.bytes.length, sha256: sha256OfBytes(file.bytes) }),
      )
    expect((await bundle(sourceOf(filledStory()), { format: 'csv', fonts })).manifestHash).toBe(made.manifestHash)
  })
  test.each([
    ['{', 'is no JSON'],
    ['[]', 'is no manifest: the whole is missing or not of the kind that stands there'],
    ['{"format":"tracer-export/2"}', 'is no manifest: format is missing or none of tracer-export/1'],
  ])('%s is refused in plain words with the place', (said, fault) => expect(readManifest(said)).toEqual({ fault }))
  test('a file of it without its hash, and a name that it does not know, are named', async () => {
    const { manifest } = await bundle(source, { format: 'csv', fonts })
    const faultOf = (otherwise: unknown) => readManifest(JSON.stringify(otherwise))
    const [first, ...others] = manifest.files
    expect(faultOf({ ...manifest, files: [{ ...first, sha256: 'abc' }, ...others] })).toEqual({
      fault: 'is no manifest: files.0.sha256 is not written as it has to be',
    })
    expect(faultOf({ ...manifest, files: [{ ...first, bytes: -1 }, ...others] })).toEqual({
      fault: 'is no manifest: files.0.bytes is less, or shorter, than 0',
    })
    expect(faultOf({ ...manifest, more: 1 })).toEqual({
      fault: 'is no manifest: the whole has more, which is not known there',
    })
  })
  test('one casebook is saved as itself, several files as an archive with the manifest (DATA-09)', async () => {
    expect(packed(await bundle(source, { format: 'pdf', fonts }), 'NL01-004').name).toBe('NL01-004.pdf')
    const made = await bundle(source, { format: 'csv', fonts })
    const archive = packed(made, 'NETTER-2 NL01')
    expect(archive.name).toBe('NETTER-2_NL01.zip')
    expect(entries(archive.bytes)).toEqual(
      [...made.files, manifestFile(made.manifest)].map(({ name, bytes }) => [name, bytes.length]),
    )
  })
  test('a complete copy holds casebooks and tables, each in their folder, and says what the maker knew (GCP-08)', async () => {
    const heardAt = '2026-03-12T11:58:00.000+01:00'
    const { manifest } = await bundle({ ...source, heardAt }, { format: 'complete', fonts })
    const names = manifest.files.map(({ name }) => name)
    expect(names[0]).toBe('casebooks/NL01-004.pdf')
    expect(names).toContain('tables/audit.csv')
    expect(names).toContain('tables/README.txt')
    expect(manifest.heardAt).toBe(heardAt)
  })
  test.each([
    ['en', 'One table a form'],
    ['fr', 'Un tableau par formulaire'],
  ] as const)('the tables explain themselves in %s, with the line ends of any system', async (language, said) => {
    const { files } = await bundle({ ...source, language }, { format: 'csv', fonts })
    const about = text(files.find(({ name }) => name === 'README.txt')?.bytes ?? new Uint8Array())
    expect(about).toContain(said)
    expect(about).toContain("^'+[=+\\-@\\t\\r]")
    expect(about.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  })
  test('progress ends at the rows and bytes that the manifest says', async () => {
    let told = { rows: 0, bytes: 0 }
    const { manifest } = await bundle(source, { format: 'csv', fonts, onProgress: (now) => (told = now) })
    expect(told.rows).toBe(manifest.files.reduce((sum, { rows = 0 }) => sum + rows, 0))
    expect(told.bytes).toBe(manifest.files.reduce((sum, { bytes }) => sum + bytes, 0))
  })
  test('a part holds what was chosen and says so, in every format', async () => {
    const only = { events: new Set(['SCR']), forms: new Set(['VS']) }
    const part = { ...source, subjects: source.subjects.map((one) => ({ ...one, only })) }
    const { files, manifest } = await bundle(part, { format: 'csv', fonts, only: { events: ['SCR'], forms: ['VS'] } })
    const names = files.map(({ name }) => name)
    expect(names).toContain('VS.csv')
    expect(names).not.toContain('AE.csv')
    expect(manifest.only).toEqual({ events: ['SCR'], forms: ['VS'] })
    const audit = readCsv('audit', text(files.find(({ name }) => name === 'audit.csv')?.bytes ?? new Uint8Array()))
    expect(new Set(audit.rows.map((row) => row[audit.columns.indexOf('FORM')]))).toEqual(new Set(['', 'VS']))
    for (const kind of ['snapshot', 'transactional'] as const) {
      const [odm] = (await bundle(part, { format: 'odm', kind, fonts })).files
      const said = [...text(odm?.bytes ?? new Uint8Array()).matchAll(/<FormData FormOID="([^"]+)"/g)].map(
        ([, oid]) => oid,
      )
      expect(new Set(said).size).toBe(1)
    }
  })
  test('a preview counts what a choice comes to', () => {
    const all = source.subjects.map((one) => inventoryOf(source.study, one))
    const part = contentsOf(all, { forms: new Set(['VS']) })
    expect([...part.byForm.keys()]).toEqual(['VS'])
    expect(part.forms).toBe(1)
    expect(part.values).toBeLessThan(contentsOf(all).values)
    expect(contentsOf(all).changes).toBe(source.subjects.flatMap(({ casebook }) => logOf(casebook)).length)
  })
  test.each([
    ['NL01-004', 'NL01-004'],
    ['../../etc/passwd', 'etc_passwd'],
    ['con', 'xcon'],
    ['COM1.csv', 'xCOM1.csv'],
    ['Ångström/2', 'ngstr_m_2'],
    ['', 'x'],
  ])('a name that is safe everywhere: %s (DATA-09)', (name, safe) => expect(safeName(name)).toBe(safe))
})

/** Names and sizes of an archive's entries, each checked against its checksum, read from the directory at its end. */
function entries(archive: Uint8Array): readonly (readonly [string, number])[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  const end = archive.length - 22
  expect(view.getUint32(end, true)).toBe(0x06054b50)
  let at = view.getUint32(end + 16, true)
  return Array.from({ length: view.getUint16(end + 10, true) }, () => {
    const [sum, size, name, local] = [
      view.getUint32(at + 16, true),
      view.getUint32(at + 24, true),
      view.getUint16(at + 28, true),
      view.getUint32(at + 42, true),
    ]
    const label = text(archive.subarray(at + 46, at + 46 + name))
    const start = local + 30 + view.getUint16(local + 26, true)
    expect(crc32(archive.subarray(start, start + size))).toBe(sum)
    at += 46 + name
    return [label, size] as const
  })
}
