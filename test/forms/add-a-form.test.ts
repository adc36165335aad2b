import { defineStudy } from '#forms/define'
import { design, netter2 } from '#forms/netter-2/study'
import { findingsOf } from '#shared/casebook/findings'
import { layoutOf } from '#shared/casebook/layout'
import { FormPath } from '#shared/casebook/path'
import { codebook, formTables } from '#shared/export/form-tables'
import { compileStudy, problemsOf } from '#shared/study/compile'
import { StudyVersion, versionIdOf } from '#shared/study/definition'
import { expect, test } from 'vitest'
import { nurse, Story } from '../support/story'
import { pregnancyTest } from './pregnancy-test'

/** A new eCRF is one new file (`pregnancy-test.ts`) and one line: the event it is asked at. */
const version = defineStudy({
  ...design,
  events: design.events.map((event) =>
    event.oid === 'W4' ? { ...event, forms: [...event.forms, pregnancyTest] } : event,
  ),
})
const study = compileStudy(version)
const path = FormPath.parse('W4/PREG')

const filled = () => {
  const story = new Story(versionIdOf(version))
  story.enters(nurse, '2026-03-12T09:00:00.000+01:00', path, {
    'TEST/RPDAT': '2026-03-12',
    'TEST/RPMETH': 'SERUM',
    'TEST/RPORRES': 'NEG',
    'TEST/HCGVAL': { state: 'value', text: '7,3', unit: 'IU/L' },
  })
  return story
}

test('the study takes the form and its code lists, is sound, and is another version', () => {
  expect(StudyVersion.parse(version)).toEqual(version)
  expect(problemsOf(version)).toEqual([])
  expect(version.forms.map(({ oid }) => oid)).toContain('PREG')
  expect(version.codeLists.map(({ oid }) => oid)).toEqual(expect.arrayContaining(['RPMETH', 'RPORRES']))
  expect(versionIdOf(version)).not.toBe(versionIdOf(netter2))
})

test('it is drawn, checked and exported without another line of code', () => {
  const casebook = filled().casebook()
  const drawn = layoutOf(study, casebook, path)?.groups.flatMap(({ rows }) => rows.flatMap(({ items }) => items))
  expect(drawn?.map(({ def, visible }) => [def.oid, visible])).toEqual([
    ['RPDAT', true],
    ['RPMETH', true],
    ['RPORRES', true],
    ['HCGVAL', true],
  ])
  expect(findingsOf(study, casebook, path, '2026-03-12').map(({ check }) => check)).toEqual([
    'RANGE-SOFT:HCGVAL',
    'PREG-01',
  ])
  const source = {
    study,
    subjects: [{ site: filled().site, siteName: 'Rotterdam', casebook }],
    people: new Map([[nurse.user, nurse.name]]),
    asOf: '2026-03-12T12:00:00.000+01:00',
    exporter: { name: 'Data Manager', role: 'data-manager' as const },
    app: 'Tracer',
    language: 'en' as const,
  }
  expect(JSON.stringify(formTables(source))).toContain('7,3')
  expect(JSON.stringify(codebook(source))).toContain('PREG')
})
