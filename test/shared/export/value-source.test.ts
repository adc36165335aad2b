import { describe, expect, test } from 'vitest'
import { netter2 } from '#forms/netter-2/study'
import { trials } from '#forms/studies'
import { FormPath, ItemPath } from '#shared/casebook/path'
import { valueSource } from '#shared/casebook/value-source'
import { csvTables } from '#shared/export/bundle'
import { blankFormsPdf } from '#shared/export/pdf/blank-forms'
import { tabulationOf } from '#shared/export/tabular/tabulation'
import { compileStudy } from '#shared/study/compile'
import { StudyVersion } from '#shared/study/definition'
import { plannedSource, sourceOf as sourceOfValue } from '#shared/study/source-definition'
import { filledStory, fonts, sourceOf, vitals } from '../../support/filled-casebook'
import { type EditionName, elementsOf, odmText, readOdm } from '../../support/odm-file'
import { pdfText } from '../../support/pdf-text'
import { nurse } from '../../support/story'

const haematology = FormPath.parse('SCR/LBH')
const story = filledStory()
const haemoglobin = { state: 'value' as const, text: '8.1', unit: 'mmol/L' }
story.enters(nurse, '2026-03-11T09:00:00.000+01:00', haematology, { 'RESULTS/HGB': haemoglobin })
const platelets = { state: 'value' as const, text: '210', unit: '10^9/L' }
story.enters(nurse, '2026-03-11T09:05:00.000+01:00', haematology, { 'RESULTS/PLT': platelets }, { source: 'imported' })
const source = sourceOf(story)

function rows(name: string): readonly Readonly<Record<string, string>>[] {
  const table = csvTables(source).find((each) => each.name === name)
  return (table?.rows ?? []).map((row) =>
    Object.fromEntries(table?.columns.map((column, i) => [column, row[i] ?? '']) ?? []),
  )
}

test.each([
  ['direct', 'direct', 'direct'],
  ['direct', 'transcribed', 'transcribed'],
  ['direct', 'device', 'device'],
  // Typed by staff: what was answered on paper was copied from it.
  ['direct', 'participant', 'transcribed'],
  ['participant', 'participant', 'participant'],
  ['imported', 'transcribed', 'imported'],
  ['imported', 'direct', 'imported'],
] as const)('a change that is %s, of an item that is %s, gives a value that is %s (GCP-24)', (said, planned, is) => {
  expect(sourceOfValue(said, planned)).toBe(is)
})

test('every item of every study says where its values come from, and laboratories and participants are told apart (GCP-24)', () => {
  for (const version of trials) {
    const bySource = new Map<string, string[]>()
    for (const form of version.forms)
      for (const item of form.groups.flatMap(({ items }) => items)) {
        const planned = plannedSource(form, item)
        bySource.set(planned, [...(bySource.get(planned) ?? []), `${form.oid}.${item.oid}`])
      }
    expect(bySource.get('transcribed')).toContain('LBH.HGB')
    expect(bySource.get('direct')).toEqual(expect.arrayContaining(['VS.SYSBP', 'AE.AETERM']))
    expect(bySource.get('calculated')).toContain('VS.BSA')
    if (version.forms.some(({ oid }) => oid === 'QLQ')) expect(bySource.get('participant')).toContain('QLQ.C30_01')
  }
})

test('a version that was published before items said their source reads as it did, and what was entered by it is direct', () => {
  const unsaid = JSON.stringify(netter2, (key, value: unknown) =>
    key === 'source' && typeof value === 'string' ? undefined : value,
  )
  const before = StudyVersion.parse(JSON.parse(unsaid))
  const path = ItemPath.parse(`${haematology}/RESULTS/HGB`)
  const [logged] = story.log().filter(({ change: { body } }) => body.kind === 'value' && body.items[0]?.path === path)
  expect(logged && valueSource(compileStudy(before), logged.change, path)).toBe('direct')
  expect(logged && valueSource(compileStudy(netter2), logged.change, path)).toBe('transcribed')
})

test('the audit trail and the codebook of the tables say it (GCP-24)', () => {
  const said = new Map(rows('audit').map((row) => [row['PATH'], row['SOURCE']]))
  expect([
    said.get(`${vitals}/VITALS/DIABP`),
    said.get(`${haematology}/RESULTS/HGB`),
    said.get(`${haematology}/RESULTS/PLT`),
  ]).toEqual(['direct', 'transcribed', 'imported'])
  const planned = new Map(rows('codebook').map((row) => [`${row['TABLE']}.${row['COLUMN']}`, row['SOURCE']]))
  expect([planned.get('VS.SYSBP'), planned.get('LBH.HGB'), planned.get('VS.BSA')]).toEqual([
    'direct',
    'transcribed',
    'calculated',
  ])
})

test('the forms on paper say it (GCP-24)', async () => {
  const forms = pdfText(await blankFormsPdf(source, compileStudy(netter2), undefined, fonts)).join('\n')
  expect(forms.replace(/\s+/g, ' ')).toContain('Source: entered directly')
  expect(forms.replace(/\s+/g, ' ')).toContain('Source: copied from another record')
})

describe.each(['1.3.2', '2.0'] as const satisfies readonly EditionName[])('ODM %s', (edition) => {
  test('says it of each item, marks values that came otherwise, and is read back (GCP-24)', async () => {
    const text = await odmText(source, edition, 'snapshot')
    const origins = new Map(
      edition === '1.3.2'
        ? elementsOf(text)
            .filter(({ name }) => name === 'ItemDef')
            .map(({ attributes }) => [attributes.get('Name'), attributes.get('Origin')])
        : elementsOf(text)
            .filter(({ name }) => name === 'ItemRef')
            .map(({ attributes, children: [origin] }) => [
              attributes.get('ItemOID')?.split('.').at(-1),
              origin?.children[0]?.children[0]?.text,
            ]),
    )
    expect([origins.get('HGB'), origins.get('SYSBP'), origins.get('BSA')]).toEqual([
      'transcribed',
      'direct',
      'calculated',
    ])
    const marked = elementsOf(text)
      .filter(({ name, text }) => name === 'FlagType' && text === 'SOURCE')
      .map(({ parent }) => parent?.children[0]?.text)
    expect(marked).toEqual(['imported'])

    const { studies, left } = readOdm(text)
    const read = studies[0]?.version.forms
      .find(({ oid }) => oid === 'LBH')
      ?.groups.flatMap(({ items }) => items)
      .find(({ oid }) => oid === 'HGB')
    expect(read?.source).toBe('transcribed')
    expect(left.filter(({ en }) => en.includes('Origin'))).toEqual([])
  })
})

test('data sets know whose words the answers to a questionnaire are (GCP-24)', () => {
  const withQuestionnaires = trials.filter(({ forms }) => forms.some(({ oid }) => oid === 'QLQ'))
  const { datasets } = tabulationOf(withQuestionnaires.map(compileStudy))
  const saidBy = (dataset: string, variable: string) =>
    datasets.get(dataset)?.variables.find(({ name }) => name === variable)?.saidBy
  expect(saidBy('QS', 'QSORRES')).toBe('Subject')
  expect(saidBy('LB', 'LBORRES')).toBeUndefined()
})
