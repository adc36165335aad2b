import { describe, expect, test } from 'vitest'
import { FormPath } from '#shared/casebook/path'
import { askEligibility, askedNow, eligibilityFollows, signableEligibility } from '#shared/eligibility/ask'
import { changedCriteria, expiresOn, intactEligibility, signedEligibility } from '#shared/eligibility/signed'
import { EligibilitySnapshot } from '#shared/eligibility/snapshot'
import { SiteId, SubjectCode } from '#shared/ids'
import { readinessOf } from '#shared/randomisation/readiness'
import { contentOf } from '#shared/casebook/derive'
import { compileStudy, problemsOf } from '#shared/study/compile'
import { versionIdOf } from '#shared/study/definition'
import { ELIGIBLE, eligibleStudy } from '../../support/eligible-study'
import { Story, investigator, nurse } from '../../support/story'

const version = eligibleStudy()
const study = compileStudy(version)
const NL01 = SiteId.parse('NL01')
const at = '2026-03-02T09:00:00.000+01:00'
const [NET, IE, PETF, SV] = [
  FormPath.parse('SCR/NET'),
  FormPath.parse('SCR/IE'),
  FormPath.parse('SCR/PETF'),
  FormPath.parse('SCR/SV'),
]

interface Told {
  readonly grade?: string
  readonly judged?: string
}

function candidate({ grade = 'G2', judged = 'Y' }: Told = {}): Story {
  const story = new Story(versionIdOf(version), ELIGIBLE, NL01)
  story.says(nurse, at, { kind: 'enrol', code: SubjectCode.parse('NL01-001') })
  story.enters(nurse, at, SV, { 'VISIT/SVSTDTC': '2026-02-20' })
  story.enters(nurse, at, NET, { 'DATA/NETGRADE': grade })
  story.enters(nurse, at, PETF, { 'DATA/FDGPOS': 'Y' })
  if (judged !== '') story.enters(investigator, at, IE, { 'DATA/IE_RS_I02': judged })
  return story
}

function signable(story: Story, day = '2026-03-02') {
  const occasion = askedNow(story.casebook(), 'SCR', day)
  const asked = askEligibility(study, story.casebook(), occasion)
  if (!asked) throw new Error('no criteria')
  return signableEligibility(versionIdOf(version), story.casebook(), occasion, asked)
}

function signs(story: Story, day = '2026-03-02'): EligibilitySnapshot {
  const snapshot = signable(story, day)
  if (typeof snapshot === 'string') throw new Error(snapshot)
  const body = { kind: 'eligibility', snapshot, key: 'k', signature: 'c2ln' } as const
  story.says(investigator, `${day}T10:00:00.000+01:00`, body)
  return snapshot
}

const reasons = (story: Story, day = '2026-03-02') =>
  readinessOf(study, story.casebook(), NL01, day).reasons.map(({ code, about }) => `${code} ${about ?? ''}`.trim())

test('the study is sound', () => expect(problemsOf(version)).toEqual([]))

test.each<[string, Told, string]>([
  ['met and judged', {}, 'signable'],
  ['not judged', { judged: '' }, 'open'],
  ['judged against it', { judged: 'N' }, 'not-eligible'],
  ['excluded', { grade: 'G1' }, 'not-eligible'],
])('%s', (_, told, outcome) => {
  const found = signable(candidate(told))
  expect(typeof found === 'string' ? found : 'signable').toBe(outcome)
})

test('what two people entered differently is not known, and nobody signs on it', () => {
  const story = candidate()
  story.enters(investigator, at, NET, { 'DATA/NETGRADE': 'G3' }, { blind: true })
  expect(signable(story)).toBe('open')
})

test('a waiver of the sponsor lets somebody be signed whom a criterion excludes, and stands in the snapshot', () => {
  const story = candidate({ grade: 'G1' })
  story.enters(nurse, at, IE, { 'DATA/IEWAIV': 'W-17' })
  expect(signable(story)).toMatchObject({ eligible: false, waiver: 'W-17' })
})

test('the snapshot holds each criterion with its values and days, and can travel', () => {
  const snapshot = signs(candidate())
  expect(EligibilitySnapshot.parse(snapshot)).toEqual(snapshot)
  expect(snapshot).toMatchObject({
    ...{ day: '2026-03-02', phase: 'ENTRY', eligible: true },
    criteria: [
      { id: 'RS-E01', answer: 'false', evidence: [{ item: 'NET.NETGRADE', value: 'G2', at: 'SCR/NET' }] },
      { id: 'RS-I01', answer: 'true', expires: '2026-03-20' },
      { id: 'RS-I02', answer: 'true', judged: 'Y' },
    ],
  })
  expect(expiresOn(snapshot)).toBe('2026-03-20')
})

describe('a signature', () => {
  const changes = (story: Story) => {
    const last = signedEligibility(study, story.casebook(), 'SCR').at(-1)
    return last && changedCriteria(study, story.casebook(), last.snapshot)
  }

  test('holds while nothing that it rests on changes; time and what came later change nothing', () => {
    const story = candidate()
    signs(story)
    expect(changes(story)).toEqual([])
    story.enters(nurse, '2026-04-02T09:00:00.000+02:00', FormPath.parse('EOS/SV'), { 'VISIT/SVSTDTC': '2026-04-02' })
    story.enters(nurse, '2026-04-02T09:00:00.000+02:00', FormPath.parse('EOS/NET'), { 'DATA/NETGRADE': 'G1' })
    expect(changes(story)).toEqual([])
  })

  test('is broken by a value that is corrected, says which criterion, and is kept beside the next one', () => {
    const story = candidate()
    signs(story)
    story.enters(nurse, at, NET, { 'DATA/NETGRADE': 'G3' }, { reason: 'Read again.' })
    expect(changes(story)).toMatchObject([
      { id: 'RS-E01', signed: { evidence: [{ value: 'G2' }] }, now: { evidence: [{ value: 'G3' }] } },
    ])
    expect(intactEligibility(study, story.casebook(), 'SCR')).toBeUndefined()
    signs(story, '2026-03-03')
    expect(changes(story)).toEqual([])
    expect(signedEligibility(study, story.casebook(), 'SCR').map(({ superseded }) => superseded)).toEqual([true, false])
  })

  test('is broken by the investigator who judges otherwise', () => {
    const story = candidate()
    signs(story)
    story.enters(investigator, at, IE, { 'DATA/IE_RS_I02': 'N' })
    expect(changes(story)).toMatchObject([{ id: 'RS-I02', signed: { judged: 'Y' }, now: { judged: 'N' } }])
  })

  test('follows from the casebook, or it does not count', () => {
    const story = candidate()
    const snapshot = signs(story)
    const casebook = story.casebook()
    const follows = (said: EligibilitySnapshot) => eligibilityFollows(study, casebook, said)
    const [first, ...others] = snapshot.criteria
    if (!first) throw new Error('no criterion')
    expect(follows(snapshot)).toBe(true)
    expect(follows({ ...snapshot, day: '2026-03-21' })).toBe(false)
    expect(follows({ ...snapshot, waiver: 'W-17' })).toBe(false)
    expect(follows({ ...snapshot, criteria: others })).toBe(false)
    expect(follows({ ...snapshot, criteria: [{ ...first, evidence: [] }, ...others] })).toBe(false)
    const excluded = candidate({ grade: 'G1' })
    expect(eligibilityFollows(study, excluded.casebook(), snapshot)).toBe(false)
  })
})

describe('nobody is randomised without the signed snapshot', () => {
  test('a signature over the form is none', () => {
    const story = candidate()
    expect(reasons(story)).toEqual(['not-signed IE'])
    const content = contentOf(IE, story.casebook().forms.get(IE)?.items ?? new Map())
    const scopes = [{ scope: IE, content }]
    story.says(investigator, at, { kind: 'sign', meaning: 'eligibility', scopes, key: 'k', signature: 'c2ln' })
    expect(reasons(story)).toEqual(['not-signed IE'])
    signs(story)
    expect(reasons(story)).toEqual([])
  })

  test('one that was held, and one that has been broken, are none', () => {
    const held = candidate()
    const snapshot = signable(held)
    if (typeof snapshot === 'string') throw new Error(snapshot)
    const body = { kind: 'eligibility', snapshot, key: 'k', signature: 'c2ln' } as const
    held.says(investigator, at, body, { held: 'evidence-differs' })
    expect(reasons(held)).toEqual(['not-signed IE'])
    const broken = candidate()
    signs(broken)
    broken.enters(nurse, at, PETF, { 'DATA/FDGPOS': 'N' }, { reason: 'Read again.' })
    expect(reasons(broken)).toEqual(['not-signed IE'])
  })

  test.each([
    ['2026-03-19', []],
    ['2026-03-20', []],
    ['2026-03-21', ['signature-expired IE']],
  ])('the scan is from 20 February and counts for 28 days: on %s %j', (day, expected) => {
    const story = candidate()
    signs(story)
    expect(reasons(story, day)).toEqual(expected)
  })
})
