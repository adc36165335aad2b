import { describe, expect, test } from 'vitest'
import { EventPath, FormPath, ItemPath, type Scope } from '#shared/casebook/path'
import { ChangeBody, type Closing, QueryId } from '#shared/change/change'
import { Hash, SiteId, type ChangeRef } from '#shared/ids'
import { Grant } from '#shared/protocol'
import { againstLocking, closedAt, closedHere, siteBookOf } from '#shared/review/closing'
import { signaturesOver, waited } from '#shared/review/covering'
import { investigatorDecides } from '#shared/review/deciding'
import { judge } from '#shared/review/hold'
import { queriesIn, queryMove, turnOf } from '#shared/review/queries'
import { bookSignatures, signedContent } from '#shared/review/signed-content'
import { needsSigning } from '#shared/review/signing'
import {
  isAsked,
  isSampled,
  takingBack,
  verifiable,
  verificationProgress,
  verifying,
} from '#shared/review/verification'
import { type CompiledStudy, compileStudy } from '#shared/study/compile'
import { ReviewDef, reviewProblems } from '#shared/study/review-definition'
import { ruleStudy } from '../../support/rule-study'
import { type Narrator, Story, investigator, monitor, nurse, secondNurse } from '../../support/story'

const study = compileStudy(ruleStudy)
const vitals = FormPath.parse('SCR/VS')
const weight = ItemPath.parse('SCR/VS/MAIN/WEIGHT')
const height = ItemPath.parse('SCR/VS/MAIN/HEIGHT')
const event = FormPath.parse('LOG/AE:0198c0de-0000-7000-8000-000000000001')
const site = SiteId.parse('NL01')
const today = '2026-03-01'
const dataManager: Narrator = { ...monitor, role: 'data-manager', name: 'Manager Five' }
let minute = 0
/** A later instant with every call. */
const at = () => `2026-01-01T10:${String(minute++ % 60).padStart(2, '0')}:00Z`

const begin = () => new Story(study.id, ruleStudy.study.id)
const kilograms = (text: string) => ({ state: 'value' as const, text, unit: 'kg' })
const complete = (story: Story, form = vitals) =>
  story.says(nurse, at(), {
    ...{ kind: 'status', form, status: 'complete' },
    bases: [...(story.casebook().forms.get(form)?.status?.heads ?? [])],
  })

/** What the server says of a body after a story, with what was said of the site. */
function held(story: Story, who: Narrator, body: ChangeBody, ofSite = begin(), ...more: readonly Partial<Grant>[]) {
  const scratch = new Story(study.id, ruleStudy.study.id)
  scratch.says(who, at(), body)
  const [logged] = scratch.log()
  if (!logged) throw new Error('nothing was said')
  return judge(
    { ...logged.change, n: 1_000 },
    {
      now: '2026-03-01T10:00:00Z',
      grants: (more.length > 0 ? more : [{}]).map((part) =>
        Grant.parse({ study: ruleStudy.study.id, site, role: who.role, from: '2025-01-01T00:00:00Z', ...part }),
      ),
      study,
      approved: (id) => (id === study.id ? { study, on: '2026-01-01' } : undefined),
      casebook: story.casebook(),
      siteBook: ofSite.casebook(),
    },
  )
}

describe('without a training on record nothing is entered (P11-09)', () => {
  const untrained = { untrained: true } as const
  test('what says what happened to the participant is held, what is thought of it is not', () => {
    const story = begin()
    story.enters(nurse, at(), vitals, { 'MAIN/WEIGHT': kilograms('70') })
    const [head] = [...(story.casebook().forms.get(vitals)?.items.get(weight)?.heads ?? [])]
    expect(held(story, nurse, entering(), begin(), untrained)).toBe('no-training')
    const ask = { kind: 'query', query: 'q1', scope: weight, bases: [], move: 'open', text: 'Which page?' }
    expect(held(story, nurse, ChangeBody.parse(ask), begin(), untrained)).toBeUndefined()
    const verify = ChangeBody.parse({ kind: 'verify', scope: weight, heads: [head?.ref] })
    expect(held(story, monitor, verify, begin(), untrained)).toBeUndefined()
  })
  test('one training for the role is enough, and one for another role is none', () => {
    expect(held(begin(), nurse, entering(), begin(), untrained, {})).toBeUndefined()
    expect(held(begin(), nurse, entering(), begin(), untrained, { role: 'investigator' })).toBe('no-training')
  })
  test.each([
    ['the day before', '2026-01-31', 'no-training'],
    ['the day itself', '2026-02-01', undefined],
    ['the day after', '2026-02-02', undefined],
  ])('a version that asks for a training of its own takes one of %s or not', (_, trainedOn, reason) => {
    const heldUnder = ({ id, version }: CompiledStudy) => {
      const story = new Story(id, version.study.id)
      story.says(nurse, at(), entering())
      const [logged] = story.log()
      if (!logged) throw new Error('nothing was said')
      const given = { study: version.study.id, site, role: 'nurse', from: '2025-01-01T00:00:00Z', trainedOn }
      return judge(logged.change, {
        ...{ now: '2026-03-01T10:00:00Z', grants: [Grant.parse(given)], casebook: new Story(id).casebook() },
        ...{ study: compileStudy(version), approved: () => ({ study: compileStudy(version), on: '2026-01-01' }) },
      })
    }
    expect(heldUnder(compileStudy({ ...ruleStudy, training: { since: '2026-02-01' } }))).toBe(reason)
    expect(heldUnder(study)).toBeUndefined()
  })
})

const lock = (scope: Scope, closing: Closing, bases: readonly ChangeRef[] = [], reason?: string): ChangeBody =>
  ChangeBody.parse({ kind: 'lock', scope, closing, bases, ...(reason && { reason }) })
const entering = (item = height, text = '171'): ChangeBody =>
  ChangeBody.parse({ kind: 'value', items: [{ path: item, bases: [], entry: { state: 'value', text } }] })

describe('what is closed is closed with everything in it (P11-06, GCP-14)', () => {
  const scopes: readonly [string, Scope, boolean][] = [
    ['the item', height, true],
    ['another item', weight, false],
    ['the form', vitals, true],
    ['another form', event, false],
    ['the visit', EventPath.parse('SCR'), true],
    ['another visit', EventPath.parse('W4'), false],
    ['the participant', '', true],
  ]
  test.each(scopes)('%s is frozen', (_, scope, closes) => {
    const story = begin()
    story.says(monitor, at(), lock(scope, 'frozen'))
    expect(held(story, nurse, entering())).toBe(closes ? 'after-lock' : undefined)
    expect(closedAt(story.casebook(), height)?.closing).toBe(closes ? 'frozen' : undefined)
  })

  test('the site, with participants still to come', () => {
    const ofSite = begin()
    ofSite.says(dataManager, at(), lock('', 'locked'))
    expect(held(begin(), nurse, entering(), ofSite)).toBe('after-lock')
    expect(held(begin(), nurse, ChangeBody.parse({ kind: 'enrol', code: 'NL01-001' }), ofSite)).toBe('after-lock')
  })

  test('a frozen form is still reviewed, a locked one is not', () => {
    const story = begin()
    story.enters(nurse, at(), vitals, { 'MAIN/HEIGHT': '170' })
    const form = story.casebook().forms.get(vitals)
    const verify = form && verifying(form, vitals)
    if (!verify) throw new Error('nothing to verify')
    const frozen = story.says(monitor, at(), lock(vitals, 'frozen'))
    expect(held(story, monitor, verify)).toBeUndefined()
    story.says(dataManager, at(), lock(vitals, 'locked', [frozen]))
    expect(held(story, monitor, verify)).toBe('after-lock')
  })

  test.each([
    ['a monitor freezes', monitor, 'open', 'frozen', undefined, undefined],
    ['a monitor locks', monitor, 'open', 'locked', undefined, 'wrong-role'],
    ['a nurse freezes', nurse, 'open', 'frozen', undefined, 'wrong-role'],
    ['a data manager locks', dataManager, 'open', 'locked', undefined, undefined],
    ['a data manager locks what is frozen', dataManager, 'frozen', 'locked', undefined, undefined],
    ['a data manager opens with a reason', dataManager, 'locked', 'open', 'a result came late', undefined],
    ['a data manager opens without', dataManager, 'locked', 'open', undefined, 'missing-reason'],
    ['a monitor opens what they froze', monitor, 'frozen', 'open', 'too early', 'wrong-role'],
    ['a data manager loosens a lock', dataManager, 'locked', 'frozen', 'for review', undefined],
    ['a monitor loosens a lock', monitor, 'locked', 'frozen', 'for review', 'wrong-role'],
    ['what is frozen is frozen again', monitor, 'frozen', 'frozen', undefined, 'illegal-transition'],
    ['what is open is opened', dataManager, 'open', 'open', 'why not', 'illegal-transition'],
  ] as const)('%s', (_, who, from, to, reason, outcome) => {
    const story = begin()
    const bases = from === 'open' ? [] : [story.says(dataManager, at(), lock(vitals, from))]
    expect(held(story, who, lock(vitals, to, bases, reason))).toBe(outcome)
  })

  test('opened and locked without sight of each other: it stays locked, on every device', () => {
    const story = begin()
    const frozen = story.says(dataManager, at(), lock(vitals, 'frozen'))
    story.says(dataManager, at(), lock(vitals, 'locked', [frozen]))
    story.says({ ...dataManager, device: nurse.device }, at(), lock(vitals, 'open', [frozen], 'late'))
    expect(closedHere(story.casebook(), vitals)).toMatchObject({ closing: 'locked', heads: { length: 2 } })
  })

  test('nothing is locked over what waits for a person', () => {
    const story = begin()
    story.enters(nurse, at(), vitals, { 'MAIN/HEIGHT': '170' })
    story.enters(secondNurse, at(), vitals, { 'MAIN/HEIGHT': '171' }, { blind: true })
    const query = QueryId.parse('0198c0de-0000-7000-8000-0000000000c1')
    story.says(monitor, at(), { kind: 'query', query, scope: weight, bases: [], move: 'open', text: 'and the weight?' })
    expect(againstLocking(story.casebook(), vitals)).toEqual({ contested: [height], held: [], queries: [query] })
    expect(held(story, dataManager, lock(vitals, 'locked'))).toBe('illegal-transition')
    expect(held(story, dataManager, lock(event, 'locked'))).toBeUndefined()
  })

  test('an entry made before the lock arrived waits for the data manager and then counts', () => {
    const story = begin()
    story.says(dataManager, at(), lock(vitals, 'locked'))
    const late = story.enters(nurse, at(), vitals, { 'MAIN/HEIGHT': '170' }, { held: 'after-lock' })
    const decide = ChangeBody.parse({
      ...{ kind: 'release', target: late, scopes: [height], decision: 'release', reason: 'entered on the ward' },
    })
    expect(held(story, investigator, decide)).toBe('wrong-role')
    expect(held(story, dataManager, decide)).toBeUndefined()
    story.says(dataManager, at(), decide)
    expect(story.casebook().forms.get(vitals)?.items.get(height)?.value).toMatchObject({ text: '170' })
  })

  test('the book of a site is about closing and exports only, and has the same name on every device', () => {
    const book = siteBookOf(ruleStudy.study.id, site)
    expect(siteBookOf(ruleStudy.study.id, SiteId.parse('FR01'))).not.toBe(book)
    const story = begin()
    story.says(dataManager, at(), lock('', 'locked'))
    const [logged] = story.log()
    const context = {
      ...{ now: '2026-03-01T10:00:00Z', study, casebook: begin().casebook() },
      grants: [Grant.parse({ study: ruleStudy.study.id, site, role: 'data-manager', from: '2025-01-01T00:00:00Z' })],
      approved: () => ({ study, on: '2026-01-01' }),
    }
    if (!logged) throw new Error('nothing was said')
    expect(judge({ ...logged.change, subject: book }, context)).toBeUndefined()
    expect(judge({ ...logged.change, subject: book, body: lock(vitals, 'locked') }, context)).toBe('illegal-transition')
    const taken = {
      ...{ kind: 'export' as const, format: 'csv', asOf: '2026-03-01T10:00:00Z', participants: 3, part: false },
      ...{ rows: 12, bytes: 900, sha256: Hash.parse('0'.repeat(64)) },
    }
    expect(judge({ ...logged.change, subject: book, body: taken }, context)).toBeUndefined()
    expect(judge({ ...logged.change, body: taken }, context)).toBe('illegal-transition')
  })
})

describe('a query of a finding (GCP-09, GCP-10, GCP-11)', () => {
  const weighed = (text: string) => {
    const story = begin()
    story.enters(nurse, at(), vitals, { 'MAIN/WEIGHT': kilograms(text) })
    return story
  }
  const query = (story: Story) =>
    queriesIn(study, story.casebook(), today).find(({ origin, scope }) => origin === 'check' && scope === weight)
  const confirm = (story: Story) => {
    const finding = query(story)?.finding
    if (!finding) throw new Error('nothing to confirm')
    const { check, evidence } = finding
    story.says(nurse, at(), { kind: 'confirm', form: vitals, check, evidence: [...evidence], reason: 'as in source' })
  }
  const move = (story: Story, who: Narrator, move: 'answer' | 'close' | 'cancel' | 'reopen') => {
    const asked = query(story)
    if (!asked) throw new Error('no query')
    const body = queryMove(asked, move, 'because')
    const reason = held(story, who, body)
    if (!reason) story.says(who, at(), body)
    return reason
  }

  test('is a candidate until the form is complete, then open', () => {
    const story = weighed('160')
    expect(query(story)).toMatchObject({ status: 'candidate', turn: 'site' })
    complete(story)
    expect(query(story)).toMatchObject({ status: 'open', turn: 'site' })
  })

  test('closes itself when the value is corrected, and opens again when the rule finds fault again', () => {
    const story = weighed('160')
    complete(story)
    confirm(story)
    expect(query(story)?.status).toBe('answered')
    expect(query(story)?.turn).toBe('monitor')
    story.enters(nurse, at(), vitals, { 'MAIN/WEIGHT': kilograms('60') }, { reason: 'misread' })
    expect(query(story)).toBeUndefined()
    story.enters(nurse, at(), vitals, { 'MAIN/WEIGHT': kilograms('170') }, { reason: 'misread again' })
    expect(query(story)?.status).toBe('reopened')
  })

  test('is judged on the very values that raised it', () => {
    const story = weighed('160')
    complete(story)
    confirm(story)
    expect(move(story, nurse, 'close')).toBe('wrong-role')
    expect(move(story, monitor, 'close')).toBeUndefined()
    expect(query(story)?.status).toBe('closed')
    story.enters(nurse, at(), vitals, { 'MAIN/WEIGHT': kilograms('170') }, { reason: 'misread' })
    expect(query(story)?.status).toBe('reopened')
  })

  test('is asked again when a monitor does not accept the confirmation, and answered by another', () => {
    const story = weighed('160')
    complete(story)
    confirm(story)
    expect(move(story, monitor, 'reopen')).toBeUndefined()
    expect(query(story)).toMatchObject({ status: 'reopened', turn: 'site' })
    confirm(story)
    expect(query(story)?.status).toBe('answered')
    expect(move(story, monitor, 'close')).toBeUndefined()
    expect(query(story)?.status).toBe('closed')
  })

  test('judged without saying on which values, it is held', () => {
    const story = weighed('160')
    complete(story)
    const asked = query(story)
    if (!asked) throw new Error('no query')
    expect(held(story, monitor, queryMove({ ...asked, finding: undefined }, 'close', ''))).toBe('illegal-transition')
  })
})

describe('a proposed query (GCP-11)', () => {
  const id = QueryId.parse('0198c0de-0000-7000-8000-0000000000c1')
  const say = (move: 'propose' | 'open' | 'answer' | 'cancel', bases: readonly ChangeRef[]): ChangeBody =>
    ChangeBody.parse({ kind: 'query', query: id, scope: height, bases, move, text: 'This check is wrong.' })

  test('waits for the data manager, who asks it or takes it back', () => {
    const story = begin()
    const proposed = story.says(nurse, at(), say('propose', []))
    const [query] = queriesIn(study, story.casebook(), today)
    expect(query && turnOf(query)).toBe('data-manager')
    expect(held(story, secondNurse, say('answer', [proposed]))).toBe('illegal-transition')
    expect(held(story, dataManager, say('open', [proposed]))).toBeUndefined()
    expect(held(story, dataManager, say('cancel', [proposed]))).toBeUndefined()
  })
})

describe('verification', () => {
  const filled = () => {
    const story = begin()
    story.enters(nurse, at(), vitals, { 'MAIN/HEIGHT': '170', 'MAIN/WEIGHT': kilograms('70') })
    return story
  }
  const verifies = (story: Story, scope: typeof vitals | typeof height = vitals) => {
    const form = story.casebook().forms.get(vitals)
    const body = form && verifying(form, scope, 'chart, page 3')
    if (!body) throw new Error('nothing to verify')
    story.says(monitor, at(), body)
  }
  const states = (story: Story, version = ruleStudy) => {
    const form = story.casebook().forms.get(vitals)
    return form && verifiable(version, story.subject, form).map(({ state }) => state)
  }

  test('of a form covers every value in it, and a later change touches exactly its own (GCP-12)', () => {
    const story = filled()
    expect(states(story)).toEqual(['to-verify', 'to-verify'])
    verifies(story)
    expect(states(story)).toEqual(['verified', 'verified'])
    story.enters(nurse, at(), vitals, { 'MAIN/WEIGHT': kilograms('71') }, { reason: 'misread' })
    expect(states(story)).toEqual(['verified', 'changed'])
    expect(verificationProgress(ruleStudy, story.casebook())).toEqual([
      { form: vitals, asked: 2, verified: 1, changed: 1 },
    ])
    verifies(story)
    expect(states(story)).toEqual(['verified', 'verified'])
  })

  test('is taken back for an item alone, with a reason', () => {
    const story = filled()
    verifies(story)
    const form = story.casebook().forms.get(vitals)
    const body = form && takingBack(form, height, 'wrong chart')
    if (!body) throw new Error('nothing to take back')
    expect(held(story, investigator, body)).toBe('wrong-role')
    expect(held(story, monitor, body)).toBeUndefined()
    story.says(monitor, at(), body)
    expect(states(story)).toEqual(['to-verify', 'verified'])
  })

  test('of a form in which nothing stands is held (P11-06)', () => {
    expect(held(begin(), monitor, { kind: 'verify', scope: vitals, heads: [] })).toBe('illegal-transition')
    expect(held(filled(), monitor, { kind: 'verify', scope: vitals, heads: [] })).toBe('illegal-transition')
  })

  test.each([
    ['everything without a plan', undefined, ['to-verify', 'to-verify']],
    ['everything', { everyone: 'all' }, ['to-verify', 'to-verify']],
    ['a form', { everyone: ['VS'] }, ['to-verify', 'to-verify']],
    ['an item', { everyone: ['VS.HEIGHT'] }, ['to-verify', 'not-asked']],
    [
      'nothing of this participant',
      { everyone: 'nothing', sample: { percent: 1, seed: 'a', targets: 'all' } },
      ['not-asked', 'not-asked'],
    ],
    [
      'a sampled participant',
      { everyone: ['VS.HEIGHT'], sample: { percent: 99, seed: 'a', targets: 'all' } },
      ['to-verify', 'to-verify'],
    ],
  ])('a plan asks for %s', (_, verification, expected) => {
    const review = ReviewDef.parse(verification ? { verification } : {})
    expect(states(filled(), { ...ruleStudy, review })).toEqual(expected)
  })

  test('a sample is so many of a hundred, and the same for everybody', () => {
    const all = Array.from({ length: 1_000 }, (_, i) => siteBookOf(ruleStudy.study.id, SiteId.parse(`S${i}`)))
    const chosen = all.filter((subject) => isSampled({ percent: 20, seed: 'a' }, subject))
    expect(chosen.length).toBeGreaterThan(150)
    expect(chosen.length).toBeLessThan(250)
    expect(all.filter((subject) => isSampled({ percent: 20, seed: 'b' }, subject))).not.toEqual(chosen)
    expect(isAsked(undefined, all[0] ?? siteBookOf(ruleStudy.study.id, site), vitals, height)).toBe(true)
  })

  test('a plan names what its study has', () => {
    const review = ReviewDef.parse({
      verification: { everyone: ['VS', 'NO', 'VS.NO'] },
      signing: { visits: ['SCR', 'X'] },
    })
    expect(reviewProblems({ ...ruleStudy, review })).toEqual([
      ...['review: there is no NO', 'review: there is no VS.NO', 'review: there is no visit X'],
    ])
  })
})

describe('signatures of visits and casebooks', () => {
  const asked = { ...ruleStudy, review: ReviewDef.parse({ signing: { visits: ['SCR'], casebook: true } }) }
  const signedStudy = compileStudy(asked)
  const visit = EventPath.parse('SCR')
  const filled = () => {
    const story = begin()
    story.enters(nurse, at(), vitals, { 'MAIN/HEIGHT': '170' })
    return story
  }
  const signing = (story: Story, scope: Scope): ChangeBody => ({
    ...{ kind: 'sign', meaning: 'data-correct', key: 'k', signature: 's' },
    scopes: [{ scope, content: signedContent(story.casebook(), scope) }],
  })
  const needed = (story: Story) =>
    needsSigning(signedStudy, story.casebook()).filter(({ meaning }) => meaning === 'data-correct')

  test.each([
    ['a form', vitals],
    ['a visit', visit],
    ['a casebook', ''],
  ] as const)('%s is signed when it is complete (P11-06)', (_, scope) => {
    const story = filled()
    expect(held(story, investigator, signing(story, scope))).toBe('illegal-transition')
    complete(story)
    expect(held(story, investigator, signing(story, scope))).toBeUndefined()
    expect(held(story, nurse, signing(story, scope))).toBe('wrong-role')
  })

  test.each([
    ['a value', (story: Story) => story.enters(nurse, at(), vitals, { 'MAIN/HEIGHT': '171' }, { reason: 'misread' })],
    [
      'another form',
      (story: Story) => story.enters(nurse, at(), FormPath.parse('SCR/DM'), { 'MAIN/ICFDAT': '2026-01-01' }),
    ],
    [
      'a withdrawal',
      (story: Story) => {
        const bases =
          story
            .casebook()
            .forms.get(vitals)
            ?.items.get(height)
            ?.heads.map(({ ref }) => ref) ?? []
        return story.says(nurse, at(), { kind: 'withdraw', scope: vitals, bases, reason: 'wrong participant' })
      },
    ],
  ])('%s breaks what is signed around it, and says so (P11-13, GCP-13)', (_, changes) => {
    const story = filled()
    complete(story)
    expect(needed(story).map(({ scope, why }) => [scope, why.kind])).toEqual([
      [visit, 'unsigned'],
      ['', 'unsigned'],
    ])
    for (const scope of [visit, ''] as const) story.says(investigator, at(), signing(story, scope))
    expect(needed(story)).toEqual([])
    changes(story)
    expect(bookSignatures(story.casebook()).map(({ intact }) => intact)).toEqual([false, false])
  })

  test('says what came after the signature (P11-13, GCP-13)', () => {
    const story = filled()
    complete(story)
    story.says(investigator, at(), signing(story, ''))
    story.enters(nurse, at(), vitals, { 'MAIN/HEIGHT': '171' }, { reason: 'misread' })
    const book = needed(story).find(({ scope }) => scope === '')
    expect(book?.why).toMatchObject({ kind: 'changed', since: [{ item: height }] })
    expect(book?.before).toEqual([])
  })

  test('a form stands under its own signatures and those around it, whether they hold or not (P11-11)', () => {
    const story = filled()
    complete(story)
    for (const scope of [visit, ''] as const) story.says(investigator, at(), signing(story, scope))
    const over = () => signaturesOver(story.casebook(), vitals).map(({ scope, intact }) => [scope, intact])
    expect(over()).toEqual([
      ['', true],
      [visit, true],
    ])
    story.enters(nurse, at(), vitals, { 'MAIN/HEIGHT': '171' }, { reason: 'misread' })
    expect(over()).toEqual([
      ['', false],
      [visit, false],
    ])
  })

  test.each([
    ['at once', '2026-03-12T09:00:02.000Z', false],
    ['the next day', '2026-03-13T07:30:00.000Z', true],
    ['not yet', undefined, true],
  ])(
    'what reached the server %s is told from what was signed without a connection (P11-19)',
    (_, arrived, expected) => {
      const story = filled()
      story.says(investigator, '2026-03-12T10:00:00.000+01:00', signing(story, visit))
      const change = story.log().at(-1)?.change
      if (!change) throw new Error('nothing was signed')
      const receipt = { state: 'applied', seq: 1, committedAt: arrived ?? '' } as const
      expect(waited({ change, ...(arrived !== undefined && { receipt }) })).toBe(expected)
    },
  )

  test('a signature of one record is not one of another (P11-12)', () => {
    const story = filled()
    complete(story)
    expect(signedContent(story.casebook(), visit)).not.toBe(signedContent(story.casebook(), ''))
    const other = filled()
    complete(other)
    other.enters(nurse, at(), event, { 'EVENT/AETERM': 'Nausea' })
    expect(signedContent(other.casebook(), '')).not.toBe(signedContent(story.casebook(), ''))
  })
})

describe('between two values', () => {
  const ae = (item: string) => ItemPath.parse(`${event}/EVENT/${item}`)
  const decide = (story: Story, path: ItemPath): ChangeBody => {
    const heads = story.casebook().forms.get(event)?.items.get(path)?.heads ?? []
    const [first] = heads
    if (!first) throw new Error('nothing to decide')
    return { kind: 'resolve', path, bases: heads.map(({ ref }) => ref), entry: first.value, reason: 'as in source' }
  }
  test('of a serious event only an investigator decides', () => {
    const story = begin()
    story.enters(nurse, at(), event, { 'EVENT/AETERM': 'Nausea' })
    story.enters(secondNurse, at(), event, { 'EVENT/AETERM': 'Vomiting' }, { blind: true })
    expect(held(story, dataManager, decide(story, ae('AETERM')))).toBeUndefined()
    story.enters(secondNurse, at(), event, { 'EVENT/AESER': 'Y' })
    expect(investigatorDecides(study, story.casebook(), ae('AETERM'))).toBe(true)
    expect(held(story, dataManager, decide(story, ae('AETERM')))).toBe('wrong-role')
    expect(held(story, nurse, decide(story, ae('AETERM')))).toBe('wrong-role')
    expect(held(story, investigator, decide(story, ae('AETERM')))).toBeUndefined()
  })

  test('of what the study names only an investigator decides', () => {
    const named = compileStudy({ ...ruleStudy, review: ReviewDef.parse({ investigatorDecides: ['VS.HEIGHT'] }) })
    expect(investigatorDecides(named, begin().casebook(), height)).toBe(true)
    expect(investigatorDecides(named, begin().casebook(), weight)).toBe(false)
  })
})
