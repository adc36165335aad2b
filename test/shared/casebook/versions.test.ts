import { describe, expect, test } from 'vitest'
import { contentOf, headRefs } from '#shared/casebook/derive'
import { findingsOf } from '#shared/casebook/findings'
import { layoutOf } from '#shared/casebook/layout'
import { FormPath } from '#shared/casebook/path'
import { scheduleOf } from '#shared/casebook/schedule'
import { verificationsOf } from '#shared/casebook/verified'
import { consentTo, movesOf, studyAt, studyOf, versionOf, versionsIn } from '#shared/casebook/versions'
import { formTables } from '#shared/export/form-tables'
import type { ChangeBody } from '#shared/change/change'
import { SiteId, SubjectCode } from '#shared/ids'
import { problemsOf } from '#shared/study/compile'
import { versionIdOf } from '#shared/study/definition'
import { joinVersions } from '#shared/study/family'
import { amendedStudy, firstStudy } from '../../support/amended-study'
import { Story, investigator, monitor, nurse, secondNurse } from '../../support/story'

const at = '2026-03-01T10:00:00Z'
const today = '2026-03-10'
const study = joinVersions(firstStudy, [firstStudy, amendedStudy], amendedStudy)
const VS = FormPath.parse('SCR/VS')
const LATER = FormPath.parse('W4/VS')
const CONSENT = FormPath.parse('UNS:0198c0de-0000-7000-8000-00000000000a/ICF')

function enrolled() {
  const story = new Story(firstStudy.id, firstStudy.version.study.id)
  story.says(nurse, at, { kind: 'enrol', code: SubjectCode.parse('NL01-001') })
  story.enters(nurse, at, FormPath.parse('SCR/DM'), { 'MAIN/ICFDAT': '2026-02-01' })
  story.enters(nurse, at, VS, { 'MAIN/WEIGHT': '45' })
  return story
}

const move = (more: Partial<Extract<ChangeBody, { kind: 'amend' }>> = {}): ChangeBody => ({
  kind: 'amend',
  from: firstStudy.id,
  to: amendedStudy.id,
  forms: [],
  ...more,
})

const moved = (forms: readonly FormPath[] = []) => {
  const story = enrolled()
  story.says(nurse, at, move({ forms: [...forms] }))
  return story
}

const itemsOf = (casebook: ReturnType<Story['casebook']>, form: FormPath) =>
  layoutOf(studyOf(study, casebook), casebook, form)?.groups.flatMap(({ def }) => def.items.map(({ oid }) => oid))

test('both versions could be published', () => {
  expect(problemsOf(firstStudy.version)).toEqual([])
  expect(problemsOf(amendedStudy.version)).toEqual([])
})

test('a participant is on the version they were enrolled under until they are moved', () => {
  expect(versionOf(enrolled().casebook())).toBe(firstStudy.id)
  expect(versionOf(moved().casebook())).toBe(amendedStudy.id)
})

test('what was entered keeps its version, what is new takes the new one (GCP-16)', () => {
  const story = moved()
  expect(itemsOf(story.casebook(), VS)).not.toContain('WAIST')
  expect(itemsOf(story.casebook(), LATER)).toContain('WAIST')
  story.enters(nurse, at, LATER, { 'MAIN/WAIST': '90' }, { version: amendedStudy.id })
  expect(story.casebook().forms.get(LATER)?.version).toBe(amendedStudy.id)
  expect(versionsIn(story.casebook())).toEqual([firstStudy.id, amendedStudy.id].sort())
  story.enters(nurse, at, VS, { 'MAIN/WEIGHT': '46' }, { reason: 'misread' })
  expect(story.casebook().forms.get(VS)?.version).toBe(firstStudy.id)
})

test('findings are those of the version a form stands under (GCP-10)', () => {
  const story = moved()
  story.enters(nurse, at, LATER, { 'MAIN/WEIGHT': '45' }, { version: amendedStudy.id })
  const raised = (form: FormPath) =>
    findingsOf(studyOf(study, story.casebook()), story.casebook(), form, today).map(({ check }) => check)
  expect(raised(VS)).not.toContain('RANGE-SOFT:WEIGHT')
  expect(raised(LATER)).toContain('RANGE-SOFT:WEIGHT')
})

test('visits that the new version does not plan stay where something was entered', () => {
  const story = enrolled()
  story.enters(nurse, at, FormPath.parse('OLD/VS'), { 'MAIN/WEIGHT': '60' })
  story.says(nurse, at, move())
  const casebook = story.casebook()
  const events = scheduleOf(studyOf(study, casebook), casebook).map(({ event }) => event)
  expect(events).toContain('OLD')
  expect(events).toContain('W8')
  expect(scheduleOf(studyOf(study, moved().casebook()), moved().casebook()).map(({ event }) => event)).not.toContain(
    'OLD',
  )
})

test('a form that the visit no longer asks is still in it', () => {
  const casebook = moved().casebook()
  const screening = scheduleOf(studyOf(study, casebook), casebook).find(({ event }) => event === 'SCR')
  expect(screening?.def.forms).toContain('DM')
  expect(amendedStudy.event('SCR')?.forms).not.toContain('DM')
})

describe('taken along', () => {
  const signed = () => {
    const story = enrolled()
    const items = story.casebook().forms.get(VS)?.items ?? new Map()
    story.says(monitor, at, { kind: 'verify', scope: VS, heads: [...headRefs(VS, items)] })
    const scopes = [{ scope: VS, content: contentOf(VS, items) }]
    story.says(investigator, at, { kind: 'sign', meaning: 'data-correct', scopes, key: 'k', signature: 's' })
    return story
  }
  const standing = (story: Story) => {
    const form = story.casebook().forms.get(VS)
    if (!form) throw new Error('nothing was entered')
    const verified = verificationsOf(form)
    return {
      version: form.version,
      signed: form.signatures.some(({ intact }) => intact),
      verified: [...form.items.values()].every((item) => verified(item) !== undefined),
    }
  }

  test('a form is of the new version, and what was signed and verified was another', () => {
    const story = signed()
    expect(standing(story)).toEqual({ version: firstStudy.id, signed: true, verified: true })
    story.says(nurse, at, move({ forms: [VS] }))
    expect(standing(story)).toEqual({ version: amendedStudy.id, signed: false, verified: false })
    expect(itemsOf(story.casebook(), VS)).toContain('WAIST')
  })

  test('a form that stays loses neither', () => {
    const story = signed()
    story.says(nurse, at, move())
    expect(standing(story)).toEqual({ version: firstStudy.id, signed: true, verified: true })
  })
})

test('of two moves made apart the second moves nobody', () => {
  const elsewhere = versionIdOf({ ...amendedStudy.version, name: '3.0' })
  const story = enrolled()
  story.says(nurse, at, move(), { offline: true })
  story.says(secondNurse, at, move({ to: elsewhere }))
  expect(movesOf(story.casebook()).map(({ move }) => move.to)).toEqual([elsewhere])
  expect(versionOf(story.casebook())).toBe(elsewhere)
})

test('a move that is held counts for nothing', () => {
  const story = enrolled()
  story.says(nurse, at, move(), { held: 'no-consent' })
  expect(versionOf(story.casebook())).toBe(firstStudy.id)
})

test('a consent still to be given is given to the version the site works by', () => {
  const casebook = enrolled().casebook()
  expect(studyAt(studyOf(study, casebook), casebook, CONSENT).id).toBe(amendedStudy.id)
  expect(studyAt(studyOf(study, casebook), casebook, LATER).id).toBe(firstStudy.id)
})

describe('consent to a version', () => {
  const consenting = (day: string, kind: string, version = amendedStudy.id, complete = true) => {
    const story = enrolled()
    story.enters(nurse, at, CONSENT, { 'MAIN/SIGNED': day, 'MAIN/KIND': kind }, { version })
    if (complete) story.says(nurse, at, { kind: 'status', form: CONSENT, bases: [], status: 'complete' }, { version })
    return consentTo(amendedStudy, story.casebook(), '2026-03-05')?.on
  }
  test.each([
    ['the day before the approval', consenting('2026-03-04', 'AGAIN'), undefined],
    ['on the day of the approval', consenting('2026-03-05', 'AGAIN'), '2026-03-05'],
    ['later', consenting('2026-03-06', 'AGAIN'), '2026-03-06'],
    ['to something else', consenting('2026-03-06', 'SAMPLES'), undefined],
    ['on a form of the version before', consenting('2026-03-06', 'AGAIN', firstStudy.id), undefined],
    ['on a form that is not complete', consenting('2026-03-06', 'AGAIN', amendedStudy.id, false), undefined],
  ])('%s', (_, found, expected) => expect(found).toBe(expected))
})

test('an export of both versions loses no value', () => {
  const story = enrolled()
  story.enters(nurse, at, VS, { 'MAIN/HIP': '101' })
  story.says(nurse, at, move())
  story.enters(nurse, at, LATER, { 'MAIN/WAIST': '90' }, { version: amendedStudy.id })
  const tables = formTables({
    study: study.as(amendedStudy.id),
    subjects: [{ site: SiteId.parse('NL01'), siteName: 'One', casebook: story.casebook() }],
    people: new Map(),
    asOf: at,
    exporter: { name: 'Monitor', role: 'monitor' },
    app: 'test',
    language: 'en',
  })
  const text = tables.flatMap(({ rows }) => rows.map((row) => row.join(' '))).join('\n')
  expect(text).toMatch(/\b45\b/)
  expect(text).toMatch(/\b90\b/)
  expect(text).toMatch(/SCR\/VS\/MAIN\/HIP 101/)
})
