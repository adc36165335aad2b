import { describe, expect, test } from 'vitest'
import { netRetreat } from '#forms/net-retreat/study'
import { FormPath } from '#shared/casebook/path'
import { bundle } from '#shared/export/bundle'
import { streamed } from '#shared/export/streamed'
import { DocumentId } from '#shared/ids'
import { compileStudy } from '#shared/study/compile'
import { type StudyVersion, versionIdOf } from '#shared/study/definition'
import { fonts } from '../../support/filled-casebook'
import { pdfText } from '../../support/pdf-text'
import { readOdm } from '../../support/odm-file'
import { faultsBySchema, hasSchemas } from '../../support/schemas'
import { Story, nurse } from '../../support/story'
import { exportOf } from '../../support/tabular-files'

const named: StudyVersion = {
  ...netRetreat,
  dictionaries: [
    { name: 'MedDRA', version: '27.1' },
    { name: 'CDISC SDTM CT', version: '2022-06-24' },
    { name: 'CTCAE', version: '5.0' },
  ],
}
const document = DocumentId.parse('5'.repeat(64))

function sourceUnder(version: StudyVersion, ctcaeTable?: DocumentId) {
  const story = new Story(versionIdOf(version), version.study.id)
  story.enters(nurse, '2024-09-01T10:00:00.000+02:00', FormPath.parse('SCR/VS'), {
    'VITALS/SYSBP': { state: 'value', text: '120', unit: 'mmHg' },
  })
  const source = exportOf(compileStudy(version), story.subject, story.log())
  return streamed({ ...source, ...(ctcaeTable !== undefined && { ctcaeTable }) })
}
const formats = ['pdf', 'csv', 'complete', 'odm', 'odm2', 'dataset-json', 'define', 'xpt', 'tte'] as const

describe('an export names the dictionaries that its values are words of (DATA-10)', () => {
  test.each(formats)(
    '%s: each with the version that the study names, and the table that was loaded',
    async (format) => {
      const { manifest } = await bundle(sourceUnder(named, document), { format, fonts })
      expect(manifest.dictionaries).toEqual([
        { name: 'CDISC SDTM CT', version: '2022-06-24' },
        { name: 'CTCAE', version: '5.0', document },
        { name: 'MedDRA', version: '27.1' },
      ])
    },
  )

  test('what nobody named is not made up, and data sets say that a version is missing', async () => {
    const silent = sourceUnder(netRetreat)
    const tables = await bundle(silent, { format: 'csv', fonts })
    expect(tables.manifest.dictionaries).toEqual([{ name: 'CTCAE', version: '5.0' }])
    const { manifest } = await bundle(silent, { format: 'xpt', fonts })
    expect(manifest.dictionaries).toEqual([{ name: 'CDISC SDTM CT' }, { name: 'CTCAE', version: '5.0' }])
    expect(manifest.notes).toContain(
      'CDISC SDTM CT: the study does not name the version that its terms were taken from.',
    )
  })

  test('the cover of a casebook names them', async () => {
    const { files } = await bundle(sourceUnder(named), { format: 'pdf', fonts })
    const cover = pdfText(files[0]?.bytes ?? new Uint8Array())[0]
    for (const said of ['Dictionaries', 'CDISC SDTM CT 2022-06-24', 'CTCAE 5.0', 'MedDRA 27.1'])
      expect(cover).toContain(said)
  })
})

describe('where a format has a place for them', () => {
  const textOf = async (format: 'define' | 'odm' | 'odm2') => {
    const { files } = await bundle(sourceUnder(named), { format, fonts })
    return new TextDecoder().decode(files[0]?.bytes)
  }

  test('Define-XML has the terminology among its standards and dictionaries as lists that stand elsewhere', async () => {
    const xml = await textOf('define')
    expect(xml).toMatch(/<def:Standard [^>]*Type="CT" PublishingSet="SDTM" Version="2022-06-24"/)
    expect(xml).toContain('<ExternalCodeList Dictionary="MedDRA" Version="27.1"/>')
    expect(xml).toContain('<ExternalCodeList Dictionary="CTCAE" Version="5.0"/>')
    if (hasSchemas) expect(await faultsBySchema(xml, 'define-2.1')).toEqual([])
  })

  test.each([
    { format: 'odm', schema: 'odm-1.3.2', says: '<ExternalCodeList Dictionary="MedDRA" Version="27.1"/>' },
    { format: 'odm2', schema: 'odm-2.0', says: '<Coding System="MedDRA" SystemName="MedDRA" SystemVersion="27.1"/>' },
  ] as const)(
    '$schema has them as lists, and a study read from it names them again',
    async ({ format, schema, says }) => {
      const xml = await textOf(format)
      expect(xml).toContain(says)
      if (hasSchemas) expect(await faultsBySchema(xml, schema)).toEqual([])
      const { studies, left } = readOdm(xml)
      const read = studies[0]?.version.dictionaries?.map(({ name, version }) => `${name} ${version}`).sort()
      expect(read).toEqual(['CDISC SDTM CT 2022-06-24', 'CTCAE 5.0', 'MedDRA 27.1'])
      expect(left.filter(({ en }) => en.includes('stand elsewhere'))).toEqual([])
    },
  )
})
