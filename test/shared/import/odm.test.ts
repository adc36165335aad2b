import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DeviceId, SYSTEM_USER } from '#shared/ids'
import { Change } from '#shared/change/change'
import { changesOf } from '#shared/import/imported-changes'
import { ImportRefused } from '#shared/import/refused'
import { problemsOf } from '#shared/study/compile'
import { XML_LIMITS } from '#shared/import/xml-limits'
import { PIECE, examples, hasExamples, piecesOf, readOdm } from '../../support/odm-file'

const head = (attributes = '') =>
  `<ODM xmlns="http://www.cdisc.org/ns/odm/v1.3" ODMVersion="1.3.2" FileType="Snapshot" FileOID="F" CreationDateTime="2026-01-01T00:00:00Z"${attributes}>`

/** A small study of somebody else's: a visit, a form, three items, a list of codes. */
const study = (
  items = '',
  refs = '',
) => `<Study OID="S 1"><GlobalVariables><StudyName>One</StudyName><StudyDescription>A study</StudyDescription><ProtocolName>P</ProtocolName></GlobalVariables>
<BasicDefinitions><MeasurementUnit OID="MU.kg" Name="kg"><Symbol><TranslatedText>kg</TranslatedText></Symbol></MeasurementUnit></BasicDefinitions>
<MetaDataVersion OID="V1" Name="1">
<StudyEventDef OID="SE" Name="Baseline" Repeating="No" Type="Scheduled"><FormRef FormOID="F" Mandatory="Yes"/></StudyEventDef>
<FormDef OID="F" Name="Vital signs" Repeating="No"><ItemGroupRef ItemGroupOID="G" Mandatory="Yes"/></FormDef>
<ItemGroupDef OID="G" Name="G" Repeating="Yes">
<ItemRef ItemOID="I.W" Mandatory="Yes"/><ItemRef ItemOID="I.S" Mandatory="No"/><ItemRef ItemOID="I.D" Mandatory="No"/>${refs}
</ItemGroupDef>
<ItemDef OID="I.W" Name="WEIGHT" DataType="float"><Question><TranslatedText xml:lang="fr">Poids</TranslatedText><TranslatedText xml:lang="en">Weight</TranslatedText></Question><MeasurementUnitRef MeasurementUnitOID="MU.kg"/><RangeCheck Comparator="GE" SoftHard="Soft"><CheckValue>30</CheckValue></RangeCheck></ItemDef>
<ItemDef OID="I.S" Name="SEX" DataType="text"><CodeListRef CodeListOID="CL"/></ItemDef>
<ItemDef OID="I.D" Name="DAT" DataType="partialDate"/>${items}
<CodeList OID="CL" Name="Sex" DataType="text"><CodeListItem CodedValue="Not known"><Decode><TranslatedText xml:lang="en">Not known</TranslatedText></Decode></CodeListItem><CodeListItem CodedValue="F"><Decode><TranslatedText xml:lang="en">Female</TranslatedText></Decode></CodeListItem></CodeList>
</MetaDataVersion></Study>`

const data = (items: string, more = '') =>
  `<ClinicalData StudyOID="S 1" MetaDataVersionOID="V1"><SubjectData SubjectKey="P 1"><StudyEventData StudyEventOID="SE"><FormData FormOID="F">
<ItemGroupData ItemGroupOID="G" ItemGroupRepeatKey="2">${items}</ItemGroupData></FormData></StudyEventData></SubjectData>${more}</ClinicalData>`

const file = (...parts: readonly string[]) => `${head()}\n${parts.join('\n')}\n</ODM>`

function refusalOf(...texts: readonly (string | Iterable<string>)[]): string {
  try {
    readOdm(...texts)
  } catch (error) {
    if (error instanceof ImportRefused) return error.message
    throw error
  }
  return 'taken in'
}

describe('a foreign study', () => {
  const { studies, subjects } = readOdm(
    file(
      study(),
      data(
        '<ItemData ItemOID="I.W" Value="1e2"><MeasurementUnitRef MeasurementUnitOID="MU.kg"/></ItemData><ItemData ItemOID="I.S" Value="Not known"/><ItemData ItemOID="I.D" IsNull="Yes"/>',
      ),
    ),
  )
  const [one] = studies
  test('becomes a version that is sound: labels, units, ranges, codes, repeats, a date for each visit', () => {
    expect(one && problemsOf(one.version)).toEqual([])
    expect(one?.version.study.id).toBe('S-1')
    expect(one?.version.events).toMatchObject([{ oid: 'Baseline', forms: ['SV', 'F'] }])
    expect(one?.version.forms[1]?.groups[0]).toMatchObject({
      oid: 'G',
      repeating: true,
      items: [
        { oid: 'WEIGHT', type: 'decimal', label: { en: 'Weight', fr: 'Poids' }, required: true, soft: { low: '30' } },
        { oid: 'SEX', type: 'code' },
        { oid: 'DAT', type: 'date', partial: true },
      ],
    })
    expect(one?.version.codeLists[0]?.codes[0]).toMatchObject({ code: 'Not_known', submission: 'Not known' })
  })
  test('its values keep their text, unit and place; null is not an empty text (ODM-08)', () => {
    expect(subjects[0]?.values.map(({ entry }) => entry)).toEqual([
      { state: 'value', text: '1e2', unit: 'kg' },
      { state: 'value', text: 'Not_known' },
      { state: 'missing', code: 'UNK', reason: 'Null in the imported file' },
    ])
    expect(subjects[0]?.values[0]?.path).toMatch(/^Baseline\/F\/G:00000002-/)
  })
  test('its participants become changes marked as imported, each seen by the next', () => {
    const importer = {
      device: DeviceId.parse('0198c0de-0000-7000-8000-0000000000d9'),
      author: SYSTEM_USER,
      role: 'system' as const,
      at: '2026-01-01T00:00:00.000Z',
      zone: 'UTC',
      boot: '0198c0de-0000-7000-8000-0000000000b9',
      from: 5,
    }
    const changes = [...changesOf(subjects, importer)]
    expect(changes.map((change) => Change.parse(change).source)).toEqual(['imported', 'imported'])
    expect(changes.map(({ n, body }) => [n, body.kind])).toEqual([
      [5, 'enrol'],
      [6, 'value'],
    ])
  })
  test('definitions may stand in another file', () => {
    const value = data('<ItemData ItemOID="I.W" Value="70.5"/>')
    expect(readOdm(file(study()), file(value)).subjects).toHaveLength(1)
    expect(refusalOf(file(value))).toMatch(/^line 2, \/ODM\/ClinicalData: .*no definition of it/)
  })
})

describe('is refused with line, path and reason (ODM-07)', () => {
  test.each([
    ['another root', '<html/>', /^line 1, \/html: the root is html/],
    ['another namespace', '<ODM xmlns="urn:x"/>', /is no edition of ODM/],
    [
      'an edition that its namespace is not',
      '<ODM xmlns="http://www.cdisc.org/ns/odm/v1.3" ODMVersion="2.0"/>',
      /does not go with/,
    ],
    [
      'what the other edition has',
      file(study('<ItemDef OID="X" Name="X" DataType="text" Repeat="Yes"/>')),
      /no attribute Repeat/,
    ],
    [
      'an item that is not there',
      file(study('', '<ItemRef ItemOID="I.X" Mandatory="No"/>')),
      /^line 8, .*I\.X is defined nowhere/,
    ],
    [
      'an OID that is there twice',
      file(study('<ItemDef OID="I.W" Name="W" DataType="text"/>')),
      /OID I\.W is there twice/,
    ],
    [
      'no number',
      file(study(), data('<ItemData ItemOID="I.W" Value="heavy"/>')),
      /ItemData\[I\.W\]: heavy is no number/,
    ],
    ['no code', file(study(), data('<ItemData ItemOID="I.S" Value="X"/>')), /X is not in the code list/],
    [
      'a strange item',
      file(study(), data('<ItemData ItemOID="I.Q" Value="X"/>')),
      /ItemOID I\.Q is no item of group G/,
    ],
    [
      'a strange unit',
      file(
        study(),
        data('<ItemData ItemOID="I.W" Value="1"><MeasurementUnitRef MeasurementUnitOID="MU.g"/></ItemData>'),
      ),
      /MU\.g is defined nowhere/,
    ],
    ['too long a text', file(study('<ItemDef OID="I.T" Name="T" DataType="text"/>', '<ItemRef ItemOID="I.T" Mandatory="No"/>'), data(`<ItemData ItemOID="I.T" Value="${'x'.repeat(32_768)}"/>`)), /32768 characters/], // prettier-ignore
    ['a tag left open', `${head()}<Study>`, /Study> of line 1 is not closed|<Study> of line 1 is not closed/],
    ['a tag closed wrongly', `${head()}</Odm>`, /closes <ODM>/],
    ['an end in the middle', `${head()}<Stu`, /ends in the middle/],
    ['nothing', '', /no XML/],
    ['text around it', `hello${head()}</ODM>`, /outside the root/],
    ['an attribute twice', '<ODM a="1" a="2"/>', /there twice/],
    ['a control', `${head()}&#1;</ODM>`, /^taken in$|no sign/],
  ])('%s', (_, text, why) => expect(refusalOf(text)).toMatch(why))
})

describe('hostile files end soon, with a sentence (ASVS-1.5.1)', () => {
  const deep = (n: number) => '<a>'.repeat(n)
  const laughs = `<?xml version="1.0"?><!DOCTYPE ODM [<!ENTITY a "ha">${Array.from({ length: 9 }, (_, i) => `<!ENTITY a${i} "${'&a;'.repeat(10)}">`).join('')}]><ODM>&a8;</ODM>`
  test.each([
    ['billion laughs', laughs, /DOCTYPE/, PIECE],
    ['an outside entity', '<!DOCTYPE ODM SYSTEM "file:///etc/passwd"><ODM/>', /DOCTYPE/, PIECE],
    ['an entity of its own', `${head()}<Study OID="&secret;"/></ODM>`, /entities/, PIECE],
    ['very deep', head() + deep(100_000), /more than 64 deep/, PIECE],
    [
      'very many attributes',
      `<ODM ${Array.from({ length: 10_000 }, (_, i) => `a${i}=""`).join(' ')}/>`,
      /more than 64 attributes/,
      // Where the tag ends, or twice as far: what has not ended is looked at again when there is twice as much.
      160_000,
    ],
    ['a tag without end', `<ODM a="${'x'.repeat(5_000_000)}`, /longer than/, XML_LIMITS.token + PIECE],
    ['a comment without end', `${head()}<!-- ${'-'.repeat(5_000_000)}`, /longer than/, XML_LIMITS.token + PIECE],
    ['a prefix that stands for nothing', '<x:ODM/>', /stands for nothing/, PIECE],
    ['groups that hold each other', `<ODM xmlns="http://www.cdisc.org/ns/odm/v2.0" FileType="Snapshot" FileOID="F" CreationDateTime="2026-01-01T00:00:00Z"><Study OID="S" StudyName="S" ProtocolName="P"><MetaDataVersion OID="V" Name="V"><StudyEventDef OID="E" Name="E" Repeating="No" Type="Scheduled"><ItemGroupRef ItemGroupOID="A" Mandatory="No"/></StudyEventDef><ItemGroupDef OID="A" Name="A" Repeating="No" Type="Form"><ItemGroupRef ItemGroupOID="B" Mandatory="No"/></ItemGroupDef><ItemGroupDef OID="B" Name="B" Repeating="No" Type="Section"><ItemGroupRef ItemGroupOID="A" Mandatory="No"/></ItemGroupDef></MetaDataVersion></Study></ODM>`, /lies in itself/, PIECE], // prettier-ignore
  ])('%s', (_, text, why, most) => {
    let read = 0
    const counted = function* () {
      for (const piece of piecesOf(text)) {
        read += piece.length
        yield piece
      }
    }
    expect(refusalOf(counted())).toMatch(why)
    expect(read, 'characters that were asked for before it was refused').toBeLessThanOrEqual(most)
  })
})

describe.skipIf(!hasExamples)('files of others (ODM-07)', () => {
  const read = (name: string) => readFileSync(join(examples, name), 'utf8')
  test.each([
    ['odm132-snapshot-metadata-and-data.xml', 52, 2, 165],
    ['odm132-metadata-multilanguage.xml', 63, 0, 0],
    ['odm20-chronic-low-back-pain.xml', 2, 1, 8],
    ['odm20-repeating-itemgroup.xml', 4, 1, 12],
    ['odm20-atlas-questionnaire.xml', 6, 1, 6],
  ])('%s', (name, items, participants, values) => {
    const { studies, subjects } = readOdm(read(name))
    expect(studies.flatMap(({ version }) => problemsOf(version))).toEqual([])
    expect(studies.flatMap(({ names }) => [...names.items]).length).toBeGreaterThanOrEqual(items)
    expect(subjects).toHaveLength(participants)
    expect(subjects.flatMap((subject) => subject.values)).toHaveLength(values)
  })
  test('every typed value keeps its text, complete or not', () => {
    const { subjects } = readOdm(read('odm132-typed-itemdata.xml'))
    const texts = subjects.flatMap(({ values }) =>
      values.map(({ entry }) => (entry.state === 'value' ? entry.text : '')),
    )
    expect(texts).toContain('1959---11')
    expect(texts).not.toContain('')
  })
  test.each([
    ['invalid-odm132-mixed-v2-constructs.xml', /^line 13, .*ItemGroupRef does not stand in StudyEventDef/],
    ['odm13-snapshot-japanese-isnull.xml', /^line 3, .*no definition of it/],
    ['odm20-fragment-visit-timing-windows.xml', /^line 1, .*the root is MetaDataVersion/],
    ['odm20-cdash-mh-nested.xml', /^line 271, .*No is not in the code list/],
  ])('%s is refused', (name, why) => expect(refusalOf(read(name))).toMatch(why))
})
