import { describe, expect, test } from 'vitest'
import { FormPath } from '#shared/casebook/path'
import { ChangeBody, RedactionPlace, refOf } from '#shared/change/change'
import { auditOf } from '#shared/export/audit'
import { type Naming, recordedAs, sayAct } from '#shared/export/audit-words'
import { wordsIn } from '#shared/export/words'
import { type ChangeRef, Hash, StudyVersionId } from '#shared/ids'
import { targetOf } from '#shared/redaction/black-out'
import { compileStudy } from '#shared/study/compile'
import type { Language } from '#shared/study/definition'
import { randomisedStudy } from '../../support/randomised-study'
import { ruleStudy } from '../../support/rule-study'
import { smallStudy } from '../../support/small-study'
import { Story, dataManager, investigator, monitor, nurse } from '../../support/story'

const study = compileStudy(smallStudy)
const AE = FormPath.parse('LOG/AE:0198c0de-0000-7000-8000-000000000001')
const at = '2026-03-12T10:00:00.000Z'
const NAME = 'Wilhelmina Achterberg'
const ELSEWHERE = '0198c0de-0000-7000-8000-0000000000ff:7'

/** A nurse typed a name, put it right, and a monitor asks that it go. */
function slip() {
  const story = new Story(study.id)
  const slipped = story.enters(nurse, at, AE, { 'EVENT/AETERM': `Nausea, ${NAME}` }, { reason: `told by ${NAME}` })
  story.enters(nurse, at, AE, { 'EVENT/AETERM': 'Nausea' }, { reason: 'a name stood here' })
  const change = story.log().find((one) => refOf(one.change) === slipped)?.change
  const places = ['items/0/entry', 'items/0/reason'].map((place) => RedactionPlace.parse(place))
  const target = change && targetOf(change, places)
  const request = story.says(
    monitor,
    at,
    ChangeBody.parse({ kind: 'redaction-request', targets: [target], scopes: [AE], reason: 'a name' }),
  )
  return { story, slipped, request }
}

const decides = (request: ChangeRef, decision: 'approve' | 'decline') =>
  ChangeBody.parse({ kind: 'redaction-decision', request, scopes: [AE], decision, reason: 'seen' })

/** What the last entry of a story says in its trail. */
function lastSaid(story: Story, language: Language = 'en', of = study): string | undefined {
  const naming: Naming = {
    ...{ words: wordsIn(language), language, study: of, casebook: story.casebook() },
    place: (scope) => `<${scope.split('/').at(-1) ?? ''}>`,
    person: (author) => (author === nurse.user ? 'Ana' : author === monitor.user ? 'Vera' : 'another'),
    moment: (claimedAt) => claimedAt.slice(0, 10),
  }
  const line = auditOf(story.casebook()).at(-1)
  return line && typeof line.to === 'string' ? sayAct(naming, line, line.to) : undefined
}

test('a request to black out says which words of whose entry, and never the words (GCP-26, P11-03)', () => {
  const { story } = slip()
  expect(lastSaid(story)).toBe('value: <AETERM>; reason: <AETERM> · entered · Ana · 2026-03-12')
  expect(lastSaid(story, 'fr')).toBe('valeur\u00a0: <AETERM>; motif\u00a0: <AETERM> · saisi · Ana · 2026-03-12')
  expect(lastSaid(story, 'sv')).toBe('värde: <AETERM>; skäl: <AETERM> · matade in · Ana · 2026-03-12')
})

test.each([
  ['approve', 'approved'],
  ['decline', 'declined'],
] as const)('a decision about it says who had asked, and what of (%s)', (decision, said) => {
  const { story, request } = slip()
  story.says(investigator, at, decides(request, decision))
  expect(lastSaid(story)).toBe(
    `${said}: asked for a redaction · Vera · 2026-03-12; value: <AETERM>; reason: <AETERM> · entered · Ana · 2026-03-12`,
  )
  expect(lastSaid(story)).not.toContain(NAME)
})

test('a decision about a held entry says which, whichever way it went', () => {
  const story = new Story(study.id)
  const form = FormPath.parse('SCR/VS')
  const target = story.enters(
    nurse,
    at,
    form,
    { 'MAIN/HEIGHT': '171', 'MAIN/WEIGHT': '70' },
    { held: 'missing-reason' },
  )
  const release = { kind: 'release' as const, target, scopes: [form], reason: 'seen' }
  story.says(dataManager, at, { ...release, decision: 'release' })
  expect(lastSaid(story)).toBe('let count: <HEIGHT>; <WEIGHT> · entered · Ana · 2026-03-12')
  story.says(dataManager, at, { ...release, decision: 'decline' })
  expect(lastSaid(story)).toBe('declined: <HEIGHT>; <WEIGHT> · entered · Ana · 2026-03-12')
})

test('an entry of many items is named by the first of them', () => {
  const story = new Story(study.id)
  const form = FormPath.parse('SCR/VS')
  const items = {
    'MAIN/HEIGHT': '171',
    'MAIN/WEIGHT': '70',
    'MAIN/SYSBP': '120',
    'MAIN/DIABP': '80',
    'MAIN/TEMP': '37',
  }
  const target = story.enters(nurse, at, form, items, { held: 'missing-reason' })
  story.says(dataManager, at, { kind: 'release', target, scopes: [form], reason: 'seen', decision: 'release' })
  expect(lastSaid(story)).toBe('let count: <HEIGHT>; <WEIGHT>; <SYSBP>; 2 more · entered · Ana · 2026-03-12')
})

test('a verification taken back and a file taken away say what they were; what is not at hand is said to be elsewhere', () => {
  const story = new Story(study.id)
  const form = FormPath.parse('SCR/VS')
  const verified = story.says(monitor, at, { kind: 'verify', scope: form, heads: [] })
  story.says(monitor, at, { kind: 'unverify', scope: form, verifications: [verified], reason: 'The wrong visit' })
  expect(lastSaid(story)).toBe('<VS> · verified · Vera · 2026-03-12')
  const sha256 = Hash.parse('a'.repeat(64))
  const attached = story.says(
    nurse,
    at,
    ChangeBody.parse({
      ...{ kind: 'attach', form },
      file: { title: 'ECG of 12 March', type: 'image/png', bytes: 3, sha256, chunks: [sha256], blackened: 0 },
    }),
  )
  expect(lastSaid(story)).toBe('ECG of 12 March, 3 bytes')
  story.says(nurse, at, { kind: 'detach', form, attachment: attached, reason: 'Of somebody else' })
  expect(lastSaid(story)).toBe('ECG of 12 March')
  const body = ChangeBody.parse({
    ...{ kind: 'release', target: ELSEWHERE, scopes: [form], decision: 'decline', reason: 'seen' },
  })
  story.says(dataManager, at, body)
  expect(lastSaid(story)).toBe('declined: an entry that is not at hand here')
  const line = auditOf(story.casebook()).at(-1)
  expect(line && recordedAs(line)).toBe(`decline: ${ELSEWHERE}`)
})

test('a move between study versions names them; one that is not known keeps its hash', () => {
  const story = new Story(study.id)
  const elsewhere = StudyVersionId.parse('b'.repeat(64))
  story.says(nurse, at, { kind: 'amend', from: elsewhere, to: study.id, forms: [] })
  expect(lastSaid(story)).toBe(smallStudy.name)
  story.says(nurse, at, { kind: 'amend', from: study.id, to: elsewhere, forms: [] })
  expect(lastSaid(story)).toBe(elsewhere)
})

describe('clinical acts', () => {
  const form = FormPath.parse('SCR/VS')
  const said = (body: object, of = study, language: Language = 'en') => {
    const story = new Story(of.id)
    story.says(investigator, at, ChangeBody.parse(body))
    return lastSaid(story, language, of)
  }

  test('what was confirmed is the words of its check, or the item whose own rule it is', () => {
    const ruled = compileStudy(ruleStudy)
    const [check] = ruled.form('VS')?.checks ?? []
    const confirm = { kind: 'confirm', form, evidence: [], reason: 'as in source' }
    expect(said({ ...confirm, check: check?.id }, ruled)).toBe(check?.message.en)
    expect(said({ ...confirm, check: 'RANGE-SOFT:SYSBP' })).toBe(study.item('VS', 'SYSBP')?.def.label.en)
    expect(said({ ...confirm, check: 'GONE' })).toBe('GONE')
  })

  test('a request and a refusal are said by the names of strata and forms', () => {
    const drawn = compileStudy(randomisedStudy())
    const strata = [{ stratum: 'GRADE', level: 'G2' }]
    expect(said({ kind: 'request', act: 'randomise', strata }, drawn)).toBe('A title: A title')
    const reasons = [{ code: 'not-signed', about: 'IE' }, { code: 'need', about: 'SCAN' }, { code: 'site-full' }]
    const refuse = { kind: 'refuse', request: ELSEWHERE, reasons }
    expect(said(refuse, drawn)).toBe(
      'IE is not signed, or has changed since. No scan. This site has randomised as many as it may.',
    )
    expect(said(refuse, drawn, 'fr')).toContain('IE n’est pas signé, ou a changé depuis.')
  })

  test('an allocation is its number and its arm; of a blind study the number alone', () => {
    const drawn = compileStudy(randomisedStudy())
    const randomise = {
      kind: 'randomise',
      request: ELSEWHERE,
      number: '0004',
      strata: [],
      signatures: [],
      evidence: [],
    }
    expect(said({ ...randomise, arm: 'PERS', subArm: 'PERS-A' }, drawn)).toBe('0004 · A title')
    expect(said(randomise, drawn)).toBe('0004')
  })

  test('a dose and eligibility are said by what was decided, of which day', () => {
    const dose = {
      ...{
        kind: 'dose-release',
        event: 'SCR',
        agent: 'LU177',
        planned: '2026-03-13',
        decision: 'REDUCED',
        evidence: [],
      },
      ...{
        conditions: [{ code: 'X', verdict: 'met' }],
        amount: { value: '3700', unit: 'MBq' },
        key: 'k',
        signature: 's',
      },
    }
    expect(said(dose)).toBe('Lu-177 · 2026-03-13 · reduced · 3700 MBq')
    expect(said(dose, study, 'sv')).toBe('Lu-177 · 2026-03-13 · reducerad · 3700 MBq')
    const criterion = {
      ...{ id: 'I1', kind: 'inclusion', mode: 'judgement', answer: 'judgement', decides: true },
      ...{ evidence: [], missing: [], flags: [] },
    }
    const snapshot = {
      ...{ format: 1, version: study.id, day: '2026-03-12', phase: 'screening', eligible: false, waiver: 'W-7' },
      criteria: [criterion],
    }
    expect(said({ kind: 'eligibility', snapshot, key: 'k', signature: 's' })).toBe(
      'may not take part · 2026-03-12 · waiver W-7',
    )
  })
})
