import { describe, expect, test } from 'vitest'
import { EventPath, FormPath, ItemPath } from '#shared/casebook/path'
import { Change, type ChangeBody, QueryId } from '#shared/change/change'
import { type ChangeRef, type StudyVersionId, SubjectCode } from '#shared/ids'
import { Grant } from '#shared/protocol'
import type { Role } from '#shared/roles'
import { type JudgeContext, judge } from '#shared/review/hold'
import { compileStudy } from '#shared/study/compile'
import { ruleStudy } from '../../support/rule-study'
import { type Narrator, Story, investigator, monitor, nurse, secondNurse } from '../../support/story'

const study = compileStudy(ruleStudy)
const form = FormPath.parse('SCR/VS')
const height = ItemPath.parse('SCR/VS/MAIN/HEIGHT')
const at = '2026-01-01T10:00:00Z'
const now = '2026-01-02T00:00:00.000Z'
const dataManager: Narrator = { ...monitor, role: 'data-manager' }

const grant = (role: Role, given: object = {}): Grant =>
  Grant.parse({ study: ruleStudy.study.id, site: 'NL01', role, from: '2025-01-01T00:00:00Z', ...given })

const begin = () => new Story(study.id, ruleStudy.study.id)

/** What the server says of a body that someone asserts after a story, and how it would be with other rights or words. */
function held(story: Story, who: Narrator, body: ChangeBody, other: Partial<JudgeContext> = {}, change: object = {}) {
  const context = {
    now,
    grants: [grant(who.role)],
    study,
    approved: (id: StudyVersionId) => (id === study.id ? { study, on: '2026-01-01' } : undefined),
    casebook: story.casebook(),
    ...other,
  }
  const scratch = new Story(study.id, ruleStudy.study.id)
  scratch.says(who, at, body)
  const made = scratch.log()[0]?.change
  const n = 1 + Math.max(0, ...story.log().map(({ change: { device, n } }) => (device === who.device ? n : 0)))
  return judge(Change.parse({ ...made, n, ...change }), context)
}

const value = (bases: readonly ChangeRef[], text = '171', given: object = {}): ChangeBody =>
  Change.shape.body.parse({
    kind: 'value',
    items: [{ path: height, bases, entry: { state: 'value', text }, ...given }],
  })

describe('rights are those at the server now', () => {
  test.each([
    ['a grant on the site', [grant('nurse')], undefined],
    ['a grant on all sites', [grant('nurse', { site: '*' })], undefined],
    ['no grant', [], 'site-not-granted'],
    ['a grant on another site', [grant('nurse', { site: 'FR01' })], 'site-not-granted'],
    ['a grant in another study', [grant('nurse', { study: 'NCT00000001' })], 'site-not-granted'],
    ['a grant that ended', [grant('nurse', { until: '2026-01-01T00:00:00Z' })], 'author-lost-role'],
    ['a grant that ends later', [grant('nurse', { until: '2026-01-03T00:00:00Z' })], undefined],
    ['a grant that has not begun', [grant('nurse', { from: '2026-01-03T00:00:00Z' })], 'author-lost-role'],
    ['another role now', [grant('monitor')], 'author-lost-role'],
  ] as const)('%s', (_, grants, reason) => expect(held(begin(), nurse, value([]), { grants })).toBe(reason))

  test('a role writes only what is its own to write (GCP-07)', () => {
    expect(held(begin(), monitor, value([]))).toBe('wrong-role')
    expect(held(begin(), nurse, { kind: 'review', form, heads: [] })).toBe('wrong-role')
    expect(held(begin(), investigator, { kind: 'review', form, heads: [] })).toBeUndefined()
  })

  test('a change of one study in the stream of another', () =>
    expect(held(begin(), nurse, value([]), {}, { study: 'NCT00000001' })).toBe('site-not-granted'))

  test('a void only keeps a number, whoever sends it', () =>
    expect(held(begin(), nurse, { kind: 'void', refused: study.id }, { grants: [], study: undefined })).toBeUndefined())
})

describe('the study knows what is spoken of', () => {
  test('an unknown version', () =>
    expect(held(begin(), nurse, value([]), { study: undefined })).toBe('unknown-form-version'))

  test.each([
    ['SCR/VS/MAIN/HEIGHT', undefined],
    ['SCR/VS/READS:0198c0de-0000-7000-8000-00000000000a/SYSBP', undefined],
    ['SCR/SV/VISIT/SVSTDTC', undefined],
    ['NOPE/VS/MAIN/HEIGHT', 'unknown-form-version'],
    ['SCR/NOPE/MAIN/HEIGHT', 'unknown-form-version'],
    ['SCR/AE/EVENT/AETERM', 'unknown-form-version'],
    ['SCR/VS/MAIN/NOPE', 'unknown-form-version'],
    ['SCR/VS/READS/SYSBP', 'unknown-form-version'],
    ['SCR/VS/READS:0198c0de-0000-7000-8000-00000000000a/HEIGHT', 'unknown-form-version'],
  ])('%s', (path, reason) => expect(held(begin(), nurse, value([], '1', { path: ItemPath.parse(path) }))).toBe(reason))
})

describe('a reason for change, judged by what the author saw (GCP-06)', () => {
  const filled = () => {
    const story = begin()
    return { story, ref: story.enters(nurse, at, form, { 'MAIN/HEIGHT': '170' }) }
  }

  test('another person’s value', () => {
    const { story, ref } = filled()
    expect(held(story, secondNurse, value([ref]))).toBe('missing-reason')
    expect(held(story, secondNurse, value([ref], '171', { reason: 'misread' }))).toBeUndefined()
  })

  test('written without sight of it: contested, not held', () => {
    const { story } = filled()
    expect(held(story, secondNurse, value([]))).toBeUndefined()
  })

  test('one’s own slip', () => {
    const { story, ref } = filled()
    expect(held(story, nurse, value([ref]))).toBeUndefined()
  })

  test('after completing the form', () => {
    const { story, ref } = filled()
    story.says(nurse, at, { kind: 'status', form, bases: [], status: 'complete' })
    expect(held(story, nurse, value([ref]))).toBe('missing-reason')
  })

  test('after someone else completed it, out of sight', () => {
    const { story, ref } = filled()
    story.says(secondNurse, at, { kind: 'status', form, bases: [], status: 'complete' })
    expect(held(story, nurse, value([ref]))).toBeUndefined()
  })

  test('a form that is not done', () => {
    expect(held(begin(), nurse, { kind: 'status', form, bases: [], status: 'not-done' })).toBe('missing-reason')
    const said: ChangeBody = { kind: 'status', form, bases: [], status: 'not-done', reason: 'no time' }
    expect(held(begin(), nurse, said)).toBeUndefined()
  })

  test('two values for one item in one change', () => {
    const item = { path: height, bases: [], entry: { state: 'value', text: '1' } }
    const twice = Change.shape.body.parse({ kind: 'value', items: [item, item] })
    expect(held(begin(), nurse, twice)).toBe('illegal-transition')
  })
})

test('a participant is enrolled once', () => {
  const story = begin()
  const enrol: ChangeBody = { kind: 'enrol', code: SubjectCode.parse('NL01-001') }
  expect(held(story, nurse, enrol)).toBeUndefined()
  story.says(nurse, at, enrol)
  expect(held(story, secondNurse, enrol)).toBe('illegal-transition')
})

describe('a query moves as its author saw it (GCP-11)', () => {
  const id = QueryId.parse('0198c0de-0000-7000-8000-0000000000c1')
  const move = (move: 'open' | 'answer' | 'close' | 'cancel' | 'reopen', bases: ChangeRef[]): ChangeBody => ({
    kind: 'query',
    query: id,
    scope: height,
    bases,
    move,
    text: 'Please check.',
  })

  test('from open to closed', () => {
    const story = begin()
    expect(held(story, monitor, move('answer', []))).toBe('illegal-transition')
    const opened = story.says(monitor, at, move('open', []))
    expect(held(story, nurse, move('answer', [opened]))).toBeUndefined()
    expect(held(story, nurse, move('open', [opened]))).toBe('illegal-transition')
    const answered = story.says(nurse, at, move('answer', [opened]))
    expect(held(story, monitor, move('close', [answered]))).toBeUndefined()
    story.says(monitor, at, move('close', [answered]))
    // Another monitor closed it too, before the first close reached them.
    expect(held(story, dataManager, move('close', [answered]))).toBeUndefined()
  })

  test('the site answers, who asked judges', () => {
    const story = begin()
    const opened = story.says(monitor, at, move('open', []))
    expect(held(story, nurse, move('close', [opened]))).toBe('wrong-role')
    const own = begin()
    const asked = own.says(nurse, at, move('open', []))
    expect(held(own, nurse, move('close', [asked]))).toBeUndefined()
    expect(held(own, secondNurse, move('close', [asked]))).toBe('wrong-role')
  })

  test('under the name of a query of something else', () => {
    const story = begin()
    story.says(monitor, at, move('open', []))
    const elsewhere: ChangeBody = { kind: 'query', query: id, scope: form, bases: [], move: 'open', text: 'Other.' }
    expect(held(story, monitor, elsewhere)).toBe('illegal-transition')
  })
})

describe('a dispute is decided by choosing', () => {
  const disputed = () => {
    const story = begin()
    const bases = [
      story.enters(nurse, at, form, { 'MAIN/HEIGHT': '170' }),
      story.enters(secondNurse, at, form, { 'MAIN/HEIGHT': '171' }, { blind: true }),
    ]
    return { story, bases }
  }
  const resolve = (bases: ChangeRef[], text: string): ChangeBody => ({
    kind: 'resolve',
    path: height,
    bases,
    entry: { state: 'value', text },
    reason: 'as in source',
  })

  test('between what stands', () => {
    const { story, bases } = disputed()
    expect(held(story, dataManager, resolve(bases, '171'))).toBeUndefined()
    expect(held(story, nurse, resolve(bases, '172'))).toBeUndefined()
  })

  test('a sponsor never writes a value of its own (GCP-07)', () => {
    const { story, bases } = disputed()
    expect(held(story, dataManager, resolve(bases, '172'))).toBe('wrong-role')
  })

  test('where there is none, it would be an edit in disguise', () => {
    const { story, bases } = disputed()
    expect(held(story, dataManager, resolve(bases.slice(0, 1), '170'))).toBe('illegal-transition')
    expect(held(begin(), dataManager, resolve(bases, '170'))).toBe('illegal-transition')
  })

  test('the query of a dispute is talked about, not closed by a word', () => {
    const { story } = disputed()
    const query = story.casebook().forms.get(form)?.queries[0]
    if (!query) throw new Error('no query opened')
    const say = (move: 'answer' | 'close'): ChangeBody => ({
      kind: 'query',
      query: QueryId.parse(query.id),
      scope: height,
      bases: [],
      move,
      text: 'The scale was off.',
    })
    expect(held(story, nurse, say('answer'))).toBeUndefined()
    expect(held(story, dataManager, say('close'))).toBe('illegal-transition')
  })
})

describe('a held change is decided by another', () => {
  const waiting = () => {
    const story = begin()
    return { story, target: story.enters(nurse, at, form, { 'MAIN/HEIGHT': '170' }, { held: 'missing-reason' }) }
  }
  const decide = (target: ChangeRef, scopes: string[] = [height]): ChangeBody =>
    Change.shape.body.parse({ kind: 'release', target, scopes, decision: 'release', reason: 'checked' })

  test('who has the right, in every place it touches', () => {
    const { story, target } = waiting()
    expect(held(story, investigator, decide(target))).toBeUndefined()
    expect(held(story, nurse, decide(target))).toBe('wrong-role')
    expect(held(story, investigator, decide(target, ['SCR/DM']))).toBe('illegal-transition')
  })

  test('never by its author', () => {
    const story = begin()
    const target = story.enters(investigator, at, form, { 'MAIN/HEIGHT': '170' }, { held: 'missing-reason' })
    expect(held(story, investigator, decide(target))).toBe('wrong-role')
  })

  test('once', () => {
    const { story, target } = waiting()
    story.says(investigator, at, decide(target))
    expect(held(story, dataManager, decide(target))).toBe('illegal-transition')
  })

  test('what is not held needs no decision', () => {
    const story = begin()
    const target = story.enters(nurse, at, form, { 'MAIN/HEIGHT': '170' })
    expect(held(story, investigator, decide(target))).toBe('illegal-transition')
  })
})

test('a visit is withdrawn form by form', () => {
  expect(held(begin(), nurse, { kind: 'withdraw', scope: EventPath.parse('SCR'), bases: [], reason: 'x' })).toBe(
    'illegal-transition',
  )
  expect(held(begin(), nurse, { kind: 'withdraw', scope: form, bases: [], reason: 'x' })).toBeUndefined()
})
