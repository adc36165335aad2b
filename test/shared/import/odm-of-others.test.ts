import { describe, expect, test } from 'vitest'
import { DeviceId, SYSTEM_USER } from '#shared/ids'
import { encodingOf } from '#shared/import/encoding'
import { changesOf } from '#shared/import/imported-changes'
import { ImportRefused } from '#shared/import/refused'
import { problemsOf } from '#shared/study/compile'
import type { ImportedOdm } from '#shared/import/read-odm'
import { readOdm } from '../../support/odm-file'

/** Shapes in which other programs write ODM, each in a small file that is made here. */

const head = '<ODM xmlns="http://www.cdisc.org/ns/odm/v1.3" xmlns:v="urn:vendor" ODMVersion="1.3.2" FileType="Snapshot" FileOID="F" CreationDateTime="2026-01-01T00:00:00Z">' // prettier-ignore

const group = (oid: string, repeating: string, ...items: readonly string[]) =>
  `<ItemGroupDef OID="${oid}" Name="${oid}" Repeating="${repeating}">${items.map((item) => `<ItemRef ItemOID="${item}" Mandatory="No"/>`).join('')}</ItemGroupDef>`

const version = ({
  oid = 'V1',
  events = '<StudyEventDef OID="E" Name="Baseline" Repeating="No" Type="Scheduled"><FormRef FormOID="F" Mandatory="No"/></StudyEventDef>',
  groups = group('G', 'No', 'A', 'B'),
  items = '<ItemDef OID="A" Name="A" DataType="text"/><ItemDef OID="B" Name="B" DataType="boolean"/>',
  more = '',
} = {}) => `<MetaDataVersion OID="${oid}" Name="${oid}">${more}${events}
<FormDef OID="F" Name="Form" Repeating="No"><ItemGroupRef ItemGroupOID="G" Mandatory="No"/></FormDef>${groups}${items}</MetaDataVersion>`

const study = (versions: string, oid = 'S') =>
  `<Study OID="${oid}"><GlobalVariables><StudyName>One</StudyName><StudyDescription>A study</StudyDescription><ProtocolName>P</ProtocolName></GlobalVariables>${versions}</Study>`

const clinical = (subjects: string, versionOid = 'V1') =>
  `<ClinicalData StudyOID="S" MetaDataVersionOID="${versionOid}">${subjects}</ClinicalData>`

const subject = (groups: string, attributes = '') =>
  `<SubjectData SubjectKey="P 1"${attributes}><StudyEventData StudyEventOID="E"><FormData FormOID="F">${groups}</FormData></StudyEventData></SubjectData>`

const row = (items: string, attributes = '') => `<ItemGroupData ItemGroupOID="G"${attributes}>${items}</ItemGroupData>`
const value = (item: string, text: string, inside = '') => `<ItemData ItemOID="${item}" Value="${text}">${inside}</ItemData>` // prettier-ignore
const file = (...parts: readonly string[]) => `${head}\n${parts.join('\n')}\n</ODM>`

const entriesOf = (text: string) =>
  readOdm(text).subjects.flatMap(({ values }) =>
    values.map(({ path, entry }) => [path, entry.state === 'value' ? entry.text : entry.state]),
  )

function refusalOf(...texts: readonly string[]): string {
  try {
    readOdm(...texts)
  } catch (error) {
    if (error instanceof ImportRefused) return error.message
    throw error
  }
  return expect.unreachable('it is taken in')
}

const inEnglish = (left: ImportedOdm['left']) => left.map(({ en }) => en)

describe('what belongs to another namespace', () => {
  test('is named and left, also where it is called as something of ODM is', () => {
    const { studies, left } = readOdm(
      file(
        study(
          version({
            items:
              '<ItemDef OID="A" Name="A" DataType="float" v:Active="Yes"><v:Question><TranslatedText>Theirs</TranslatedText></v:Question><v:RangeCheck Comparator="GE"/><Question><TranslatedText>Ours</TranslatedText></Question></ItemDef><ItemDef OID="B" Name="B" DataType="text"/>',
          }),
        ),
        clinical(subject(row(`${value('A', '1')}<v:ItemData ItemOID="Q" Value="x"/>`)), 'V1'),
      ),
    )
    expect(studies[0]?.version.forms[1]?.groups[0]?.items[0]).toEqual({
      oid: 'A',
      type: 'decimal',
      label: { en: 'Ours' },
    })
    expect(inEnglish(left)).toEqual(['what stands in the namespace urn:vendor is not carried (4 times)'])
  })
  test('and what ODM itself may be called by a prefix, or by no namespace at all', () => {
    const prefixed = file(study(version()), clinical(subject(row(value('A', 'x')))))
      .replaceAll(/<(\/?)([A-Z])/g, '<$1odm:$2')
      .replace('xmlns=', 'xmlns:odm=')
    expect(entriesOf(prefixed)).toEqual([['Baseline/Form/G/A', 'x']])
    const bare = file(study(version())).replace(/ xmlns="[^"]*"/, '')
    expect(readOdm(bare).studies).toHaveLength(1)
    expect(inEnglish(readOdm(bare).left)).toEqual(['ODM stands in no namespace'])
    expect(refusalOf(bare.replace(' ODMVersion="1.3.2"', ''))).toMatch(/stands in no namespace/)
  })
})

describe('what is longer than ours may be', () => {
  test('names are cut, and it is said which', () => {
    const long = file(study(version()))
      .replace('<StudyName>One', `<StudyName>${'One and another '.repeat(10)}`)
      .replace('Name="V1"', `Name="${'V'.repeat(41)}"`)
    const { studies, left } = readOdm(long)
    expect([studies[0]?.version.study.name.length, studies[0]?.version.name]).toEqual([60, 'V'.repeat(40)])
    expect(inEnglish(left)).toEqual([
      'the name of the study is longer than 60 characters; what is beyond is not carried',
      'the name of the version is longer than 40 characters; what is beyond is not carried',
    ])
  })

  test('anything else is refused in words of ours', () => {
    const list = (n: number) =>
      `<CodeList OID="CL${n}" Name="CL${n}" DataType="text"><EnumeratedItem CodedValue="Y"/></CodeList>`
    const items = `<ItemDef OID="A" Name="A" DataType="text"/><ItemDef OID="B" Name="B" DataType="text"/>`
    const many = file(study(version({ items: items + Array.from({ length: 301 }, (_, n) => list(n)).join('') })))
    expect(refusalOf(many)).toContain('the study cannot be one of ours: codeLists is more than 300')
  })
})

describe('definitions', () => {
  test('are asked in the order that their numbers give', () => {
    const events = ['E1', 'E2'].map((oid) => `<StudyEventDef OID="${oid}" Name="${oid}" Repeating="No" Type="Scheduled"><FormRef FormOID="F" Mandatory="No"/></StudyEventDef>`).join('') // prettier-ignore
    const [one] = readOdm(
      file(
        study(
          version({
            events,
            more: '<Protocol><StudyEventRef StudyEventOID="E2" OrderNumber="1" Mandatory="No"/><StudyEventRef StudyEventOID="E1" OrderNumber="2" Mandatory="No"/></Protocol>',
            groups: '<ItemGroupDef OID="G" Name="G" Repeating="No"><ItemRef ItemOID="A" OrderNumber="10" Mandatory="No"/><ItemRef ItemOID="B" OrderNumber="9" Mandatory="No"/></ItemGroupDef>',
            items: '<ItemDef OID="A" Name="A" DataType="text"/><ItemDef OID="B" Name="B" DataType="text"><CodeListRef CodeListOID="CL"/></ItemDef><CodeList OID="CL" Name="CL" DataType="text"><EnumeratedItem CodedValue="Z" OrderNumber="2"/><EnumeratedItem CodedValue="Y" OrderNumber="1"/></CodeList>',
          }),
        ),
      ),
    ).studies // prettier-ignore
    expect(one?.version.events.map(({ oid }) => oid)).toEqual(['E2', 'E1'])
    expect(one?.version.forms[1]?.groups[0]?.items.map(({ oid }) => oid)).toEqual(['B', 'A'])
    expect(one?.version.codeLists[0]?.codes.map(({ code }) => code)).toEqual(['Y', 'Z'])
  })
  test('a code that is made of a text is never one that is there', () => {
    const list = ['A B', 'A_B', 'A-B'].map((code) => `<EnumeratedItem CodedValue="${code}"/>`).join('')
    const [one] = readOdm(
      file(
        study(
          version({
            items: `<ItemDef OID="A" Name="A" DataType="text"><CodeListRef CodeListOID="CL"/></ItemDef><ItemDef OID="B" Name="B" DataType="text"/><CodeList OID="CL" Name="CL" DataType="text">${list}</CodeList>`,
          }),
        ),
      ),
    ).studies
    expect(one && problemsOf(one.version)).toEqual([])
    expect(new Set(one?.version.codeLists[0]?.codes.map(({ code }) => code)).size).toBe(3)
  })
  test('may take in those of a version that was read before', () => {
    const parent = study(version(), 'PARENT')
    const site = study(
      `<MetaDataVersion OID="V1" Name="Site"><Include StudyOID="PARENT" MetaDataVersionOID="V1"/>${group('G', 'No', 'A', 'B', 'C')}<ItemDef OID="C" Name="C" DataType="text"/></MetaDataVersion>`,
    )
    const { studies } = readOdm(file(parent, site))
    expect(studies.map((one) => one.version.forms[1]?.groups[0]?.items.map(({ oid }) => oid))).toEqual([
      ['A', 'B'],
      ['A', 'B', 'C'],
    ])
    expect(entriesOf(file(parent, site, clinical(subject(row(value('C', 'x'))))))).toEqual([['Baseline/Form/G/C', 'x']])
    expect(refusalOf(file(site))).toMatch(
      /^line 2, .*Include: it takes in version V1 of study PARENT, which was not read before it/,
    )
  })
  test('of a site that has none of its own are no fault of the study', () => {
    const empty = study('<MetaDataVersion OID="V1" Name="V1"/>', 'SITE')
    expect(inEnglish(readOdm(file(study(version()), empty)).left)).toEqual([
      expect.stringMatching(/^line 4, .*MetaDataVersion\[V1\]: there is no form in it that could be entered/),
    ])
    expect(refusalOf(file(empty))).toMatch(/^line 2, .*there is no form in it/)
  })
  test('that are not carried are counted by name, conditions by place', () => {
    const { left } = readOdm(
      file(
        study(
          version({
            events:
              '<StudyEventDef OID="E" Name="E" Repeating="No" Type="Scheduled"><FormRef FormOID="F" Mandatory="No" CollectionExceptionConditionOID="C.1"/></StudyEventDef>',
            items:
              '<ItemDef OID="A" Name="A" DataType="text"><ExternalQuestion Dictionary="D"/><Alias Context="SDTM" Name="X"/></ItemDef><ItemDef OID="B" Name="B" DataType="text"><Alias Context="SDTM" Name="Y"/></ItemDef>',
          }),
        ),
      ),
    )
    expect(inEnglish(left)).toEqual([
      'line 2, /ODM/Study[S]/MetaDataVersion[V1]/StudyEventDef[E]/FormRef[F]: the condition on which it is not asked (C.1) is not carried',
      'ExternalQuestion is not carried',
      'Alias is not carried (2 times)',
    ])
  })
  test('without a name are called by their OID; a language may be written in three letters', () => {
    const { studies, left } = readOdm(
      file(
        study(
          version({
            items:
              '<ItemDef OID="A" Name=" " DataType="text"><Question><TranslatedText xml:lang="eng"> </TranslatedText></Question></ItemDef><ItemDef OID="B" Name="B" DataType="text"><Question><TranslatedText xml:lang="fry">Friesk</TranslatedText><TranslatedText xml:lang="eng">English</TranslatedText><TranslatedText xml:lang="swe">Svenska</TranslatedText></Question></ItemDef>',
          }),
        ),
      ),
    )
    expect(studies[0]?.version.forms[1]?.groups[0]?.items.map(({ label }) => label)).toEqual([
      { en: 'A' },
      { en: 'English', sv: 'Svenska' },
    ])
    expect(inEnglish(left)).toEqual(['texts in fry: the app does not speak it'])
  })
})

test('a question that is marked up keeps all its words, in order', () => {
  const marked = '<ItemDef OID="A" Name="A" DataType="text"><Question><TranslatedText xml:lang="en">Do <x:b xmlns:x="http://www.w3.org/1999/xhtml">you <x:i>ever</x:i></x:b> smoke?</TranslatedText></Question></ItemDef><ItemDef OID="B" Name="B" DataType="text"/>' // prettier-ignore
  const [one] = readOdm(file(study(version({ items: marked })))).studies
  expect(one?.version.forms[1]?.groups[0]?.items[0]?.label).toEqual({ en: 'Do you ever smoke?' })
})

describe('clinical data', () => {
  const withData = (...parts: readonly string[]) => file(study(version()), ...parts)
  test('a truth may be a digit', () => {
    expect(entriesOf(withData(clinical(subject(row(value('B', '1'))))))).toEqual([['Baseline/Form/G/B', 'true']])
    expect(refusalOf(withData(clinical(subject(row(value('B', '2'))))))).toMatch(/2 is neither true nor false/)
  })
  test('forms of a study without visits need none around them; those of one with visits do', () => {
    const bare = clinical(`<SubjectData SubjectKey="1"><FormData FormOID="F" FormRepeatKey="1">${row(value('A', 'x'))}</FormData></SubjectData>`) // prettier-ignore
    expect(entriesOf(file(study(version({ events: '' })), bare))).toEqual([[expect.stringMatching(/^VISIT:.*\/Form\/G\/A$/), 'x']]) // prettier-ignore
    expect(refusalOf(withData(bare))).toMatch(/FormData does not stand in SubjectData/)
  })
  test('rows of what does not repeat do not fall on each other: they are refused', () => {
    const rows = row(value('A', 'x'), ' ItemGroupRepeatKey="1"') + row(value('A', 'y'), ' ItemGroupRepeatKey="2"')
    expect(refusalOf(withData(clinical(subject(rows))))).toMatch(/does not repeat in this study, and stands there as 1 and as 2/) // prettier-ignore
    expect(refusalOf(withData(clinical(subject(row(value('A', 'x') + value('A', 'y'))))))).toMatch(
      /ItemOID A stands there twice/,
    )
  })
  test('a group in rows of another is a row of its own in each', () => {
    const nested = `<ODM xmlns="http://www.cdisc.org/ns/odm/v2.0" FileType="Snapshot" FileOID="F" CreationDateTime="2026-01-01T00:00:00Z"><Study OID="S" StudyName="S" ProtocolName="P"><MetaDataVersion OID="V1" Name="V1"><StudyEventDef OID="E" Name="E" Repeating="No" Type="Scheduled"><ItemGroupRef ItemGroupOID="F" Mandatory="No"/></StudyEventDef>
<ItemGroupDef OID="F" Name="F" Repeating="No" Type="Form"><ItemGroupRef ItemGroupOID="R" Mandatory="No"/></ItemGroupDef><ItemGroupDef OID="R" Name="R" Repeating="Simple" Type="Section"><ItemGroupRef ItemGroupOID="N" Mandatory="No"/></ItemGroupDef><ItemGroupDef OID="N" Name="N" Repeating="No" Type="Section"><ItemRef ItemOID="A" Mandatory="No"/></ItemGroupDef><ItemDef OID="A" Name="A" DataType="text" Length="5"/></MetaDataVersion></Study>
<ClinicalData StudyOID="S" MetaDataVersionOID="V1"><SubjectData SubjectKey="1"><StudyEventData StudyEventOID="E"><ItemGroupData ItemGroupOID="F">${['1', '2'].map((key) => `<ItemGroupData ItemGroupOID="R" ItemGroupRepeatKey="${key}"><ItemGroupData ItemGroupOID="N"><ItemData ItemOID="A"><Value>${key}</Value></ItemData></ItemGroupData></ItemGroupData>`).join('')}</ItemGroupData></StudyEventData></SubjectData></ClinicalData></ODM>`
    const entries = entriesOf(nested)
    expect(entries.map(([, text]) => text)).toEqual(['1', '2'])
    expect(new Set(entries.map(([path]) => path)).size).toBe(2)
  })
  test('what is removed whole is taken back, value by value, with who removed it', () => {
    const removal = '<AuditRecord><UserRef UserOID="U"/><LocationRef LocationOID="L"/><DateTimeStamp>2026-01-02T00:00:00Z</DateTimeStamp></AuditRecord>' // prettier-ignore
    const { subjects } = readOdm(
      withData(
        clinical(subject(row(value('A', 'x') + value('B', 'true')))),
        clinical(subject(row(removal, ' TransactionType="Remove"'))),
        clinical(subject(row(removal, ' TransactionType="Remove"'))),
      ),
    )
    expect(subjects[0]?.values.map(({ entry, audit }) => [entry.state, audit?.by])).toEqual([
      ['value', undefined],
      ['value', undefined],
      ['blank', 'U'],
      ['blank', 'U'],
    ])
  })
  test('audit records may stand behind the values that name them', () => {
    const typed = '<ItemDataString ItemOID="A" AuditRecordID="AR.1">x</ItemDataString>'
    const records = `<AuditRecords><AuditRecord ID="AR.1"><UserRef UserOID="U"/><LocationRef LocationOID="L"/><DateTimeStamp>2026-01-02T00:00:00Z</DateTimeStamp><ReasonForChange>typo</ReasonForChange></AuditRecord></AuditRecords>`
    const read = readOdm(withData(clinical(subject(row(typed)) + records)))
    expect(read.subjects[0]?.values[0]?.audit).toEqual({ by: 'U', at: '2026-01-02T00:00:00Z', reason: 'typo' })
    expect(read.left).toEqual([])
    expect(refusalOf(withData(clinical(subject(row(typed)))))).toMatch(/AuditRecordID AR\.1 is defined nowhere/)
  })
  test('signatures, comments and audit records of whole forms are named, not lost', () => {
    const said = '<Annotation SeqNum="1"><Comment>by phone</Comment></Annotation>'
    expect(inEnglish(readOdm(withData(clinical(subject(said + row(value('A', 'x', said)))))).left)).toEqual([
      'Annotation is not carried (2 times)',
    ])
  })
  test('a participant under two versions is one participant', () => {
    const two = file(
      study(version() + version({ oid: 'V2' })),
      clinical(subject(row(value('A', 'x')))),
      clinical(subject(row(value('A', 'y'))), 'V2'),
    )
    const importer = {
      device: DeviceId.parse('0198c0de-0000-7000-8000-0000000000d9'),
      author: SYSTEM_USER,
      role: 'system' as const,
      at: '2026-01-01T00:00:00.000Z',
      zone: 'UTC',
      boot: '0198c0de-0000-7000-8000-0000000000b9',
      from: 1,
    }
    const changes = [...changesOf(readOdm(two).subjects, importer)]
    expect(changes.map(({ body }) => body.kind)).toEqual(['enrol', 'value', 'value'])
    const last = changes[2]?.body
    expect(last?.kind === 'value' && last.items[0]?.bases).toEqual(['0198c0de-0000-7000-8000-0000000000d9:2'])
  })
})

test.each([
  ['UTF-16 without a mark', [0x3c, 0, 0x3f, 0], 'utf-16le'],
  ['UTF-16 the other way round', [0, 0x3c, 0, 0x3f], 'utf-16be'],
  ['a mark that the declaration does not know of', [0xef, 0xbb, 0xbf, ...Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?>')], 'utf-8'],
  ['Latin 2', [...Buffer.from("<?xml version='1.0' encoding='ISO-8859-2'?>")], 'iso-8859-2'],
  ['UTF-16 by name only', [...Buffer.from('<?xml version="1.0" encoding="UTF-16"?>')], 'utf-8'],
] as const)('%s is read in its encoding', (_, bytes, encoding) => expect(encodingOf(Uint8Array.from(bytes))).toBe(encoding)) // prettier-ignore
