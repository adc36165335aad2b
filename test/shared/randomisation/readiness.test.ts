import { expect, test } from 'vitest'
import { contentOf } from '#shared/casebook/derive'
import { FormPath } from '#shared/casebook/path'
import { SiteId, SubjectCode } from '#shared/ids'
import { randomisationOf } from '#shared/randomisation/allocation'
import { readinessOf, siteLevel } from '#shared/randomisation/readiness'
import { compileStudy } from '#shared/study/compile'
import { versionIdOf } from '#shared/study/definition'
import { RANDOMISED, randomisedStudy } from '../../support/randomised-study'
import { Story, investigator, nurse } from '../../support/story'

const version = randomisedStudy()
const study = compileStudy(version)
const NL01 = SiteId.parse('NL01')
const [NET, IE, PETF, LATER] = ['SCR/NET', 'SCR/IE', 'SCR/PETF', 'EOS/NET'].map((path) => FormPath.parse(path))
const at = '2026-03-02T09:00:00.000+01:00'

function begun(): Story {
  const story = new Story(versionIdOf(version), RANDOMISED, NL01)
  story.says(nurse, at, { kind: 'enrol', code: SubjectCode.parse('NL01-001') })
  if (IE && PETF) {
    story.enters(nurse, at, PETF, { 'DATA/FDGPOS': 'N' })
    story.enters(nurse, at, IE, { 'DATA/IEYN': 'Y' })
    const content = contentOf(IE, story.casebook().forms.get(IE)?.items ?? new Map())
    const scopes = [{ scope: IE, content }]
    story.says(investigator, at, { kind: 'sign', meaning: 'eligibility', scopes, key: 'k', signature: 'c2ln' })
  }
  return story
}
const reasons = (story: Story) =>
  readinessOf(study, story.casebook(), NL01, '2026-03-02').reasons.map(({ code, about }) =>
    `${code} ${about ?? ''}`.trim(),
  )

test('a form of another visit does not stand in for the one of the visit that is named', () => {
  const story = begun()
  if (LATER) story.enters(nurse, at, LATER, { 'DATA/NETGRADE': 'G2' })
  expect(reasons(story)).toEqual(['stratum-missing GRADE'])
  if (NET) story.enters(nurse, at, NET, { 'DATA/NETGRADE': 'G3' })
  expect(reasons(story)).toEqual([])
  expect(readinessOf(study, story.casebook(), NL01, '2026-03-02')).toMatchObject({
    strata: [
      { stratum: 'GRADE', level: 'G3' },
      { stratum: 'SITE', level: 'NL01' },
    ],
    subArms: new Map([['PERS', 'PERS-A']]),
  })
})

test('a grade that two people entered differently is none', () => {
  const story = begun()
  if (NET) {
    story.enters(nurse, at, NET, { 'DATA/NETGRADE': 'G2' })
    story.enters(investigator, at, NET, { 'DATA/NETGRADE': 'G3' }, { blind: true })
  }
  expect(reasons(story)).toEqual(['stratum-missing GRADE'])
})

test('only what the server committed is an answer', () => {
  const story = begun()
  const request = story.says(nurse, at, { kind: 'request', act: 'randomise', strata: [] }, { offline: true })
  expect(randomisationOf(story.casebook())).toMatchObject({ state: 'waiting', sent: false })
  const body = {
    kind: 'randomise',
    request,
    number: '1',
    arm: 'PERS',
    strata: [],
    signatures: [],
    evidence: [],
  } as const
  const allocation = { ...body, strata: [], signatures: [], evidence: [] }
  story.says(investigator, at, allocation)
  story.says({ ...nurse, role: 'system' }, at, allocation, { offline: true })
  story.says({ ...nurse, role: 'system' }, at, allocation, { held: 'wrong-role' })
  expect(randomisationOf(story.casebook()).state).toBe('waiting')
  story.says({ ...nurse, role: 'system' }, at, allocation)
  expect(randomisationOf(story.casebook())).toMatchObject({ state: 'allocated', allocation: { arm: 'PERS' } })
})

test('a site is in its group, or stands for itself', () => {
  const groups = [{ code: 'SOUTH', title: { en: 'South' }, sites: [NL01] }]
  const stratum = { by: 'site' as const, oid: 'SITE', title: { en: 'Site' }, groups }
  expect(siteLevel(stratum, NL01)).toBe('SOUTH')
  expect(siteLevel(stratum, SiteId.parse('NL02'))).toBe('NL02')
})
