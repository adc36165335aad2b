import { describe, expect, test } from 'vitest'
import { type Json, canonicalJson } from '#shared/canonical-json'
import { Change } from '#shared/change/change'
import { readCsv, writeCsv } from '#shared/export/csv'
import { readManifest } from '#shared/export/manifest'
import { StudyVersion } from '#shared/study/definition'
import { problemsOf } from '#shared/study/compile'
import { readOdm } from '../support/odm-file'
import { smallStudy } from '../support/small-study'

/** Names that lead out of an object where code takes a key for a name of its own. */
const names = ['__proto__', 'constructor', 'prototype']

const untouched = () => {
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  expect(Reflect.get(Object, 'polluted')).toBeUndefined()
}

const odm = (oid: string) =>
  `<ODM xmlns="http://www.cdisc.org/ns/odm/v1.3" ODMVersion="1.3.2" FileType="Snapshot" FileOID="F" CreationDateTime="2026-01-01T00:00:00Z"><Study OID="${oid}"><GlobalVariables><StudyName>${oid}</StudyName><StudyDescription>x</StudyDescription><ProtocolName>${oid}</ProtocolName></GlobalVariables><MetaDataVersion OID="${oid}" Name="polluted"><Protocol><StudyEventRef StudyEventOID="${oid}" Mandatory="No"/></Protocol><StudyEventDef OID="${oid}" Name="${oid}" Repeating="No" Type="Scheduled"><FormRef FormOID="${oid}" Mandatory="No"/></StudyEventDef><FormDef OID="${oid}" Name="${oid}" Repeating="No"><ItemGroupRef ItemGroupOID="${oid}" Mandatory="No"/></FormDef><ItemGroupDef OID="${oid}" Name="${oid}" Repeating="No"><ItemRef ItemOID="${oid}" Mandatory="No"/></ItemGroupDef><ItemDef OID="${oid}" Name="polluted" DataType="text"/></MetaDataVersion></Study></ODM>`

describe.each(names)('%s as a name reaches no prototype (ASVS-15.3.6)', (name) => {
  test('in a change', () => {
    const text = `{"${name}":{"polluted":true},"v":1,"body":{"${name}":{"polluted":true},"kind":"enrol"}}`
    expect(Change.safeParse(JSON.parse(text)).success).toBe(false)
    const said = canonicalJson(JSON.parse(`{"b":1,"${name}":{"polluted":true}}`) as Json)
    expect(said).toContain(`"${name}":{"polluted":true}`)
    untouched()
  })

  test('in a study', () => {
    const text = JSON.stringify(smallStudy)
    const atTop: unknown = JSON.parse(text.replace('{', `{"${name}":{"polluted":true},`))
    expect(StudyVersion.safeParse(atTop).success).toBe(false)
    const renamed = StudyVersion.safeParse(JSON.parse(text.replaceAll('"SYSBP"', `"${name}"`)))
    // A name of an item that is taken is an item like any other.
    if (renamed.success) expect(problemsOf(renamed.data)).toEqual([])
    untouched()
  })

  test('in a table', () => {
    const table = { name, columns: [name, 'polluted'], rows: [[name, 'true']] }
    expect(readCsv(name, new TextDecoder().decode(writeCsv(table)))).toEqual(table)
    untouched()
  })

  test('in a manifest', () => {
    expect(readManifest(`{"${name}":{"polluted":true},"format":"tracer-export/1"}`)).toHaveProperty('fault')
    untouched()
  })

  test('in ODM', () => {
    try {
      const { studies } = readOdm(odm(name))
      expect(studies.map(({ version }) => problemsOf(version))).toEqual([[]])
    } catch (refused) {
      expect(String(refused)).toMatch(/line \d+/)
    }
    untouched()
  })
})
