import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from '#shared/canonical-json'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import { FormPath, ItemPath } from '#shared/casebook/path'
import { GENESIS, ownHash, streamLink } from '#shared/change/chain'
import { Change, ChangeBody, type Logged, RedactionPlace, refOf } from '#shared/change/change'
import { auditOf } from '#shared/export/audit'
import { LogCheck } from '#shared/export/log-folder'
import { type ChangeRef, type Hash, streamId } from '#shared/ids'
import { withoutAgreed, agreedIn } from '#shared/redaction/agreed'
import { REDACTED, blackedOut, targetOf } from '#shared/redaction/black-out'
import { placesOf } from '#shared/redaction/words-at'
import { judgeDecision, judgeRequest, redactablePlaces, waitingRequests } from '#shared/redaction/judge'
import { compileStudy } from '#shared/study/compile'
import { smallStudy } from '../../support/small-study'
import { type Narrator, Story, dataManager, investigator, monitor, nurse } from '../../support/story'

const study = compileStudy(smallStudy)
const AE = FormPath.parse('LOG/AE:0198c0de-0000-7000-8000-000000000001')
const NAME = 'Wilhelmina Achterberg'
const at = '2026-03-12T10:00:00.000Z'
const places = (...names: string[]) => names.map((name) => RedactionPlace.parse(name))

/** A nurse types a name into a value and into a reason, and puts it right. */
function slip() {
  const story = new Story(study.id)
  const slipped = story.enters(nurse, at, AE, { 'EVENT/AETERM': `Nausea, ${NAME}` }, { reason: `told by ${NAME}` })
  story.enters(nurse, at, AE, { 'EVENT/AETERM': 'Nausea' }, { reason: 'a name stood here' })
  return { story, slipped }
}
const changeOf = (story: Story, ref: ChangeRef): Change => {
  const found = story.log().find(({ change }) => refOf(change) === ref)
  if (!found) throw new Error('nobody said that')
  return found.change
}
function asks(story: Story, who: Narrator, ref: ChangeRef, where = places('items/0/entry', 'items/0/reason')) {
  const target = targetOf(changeOf(story, ref), where)
  if (!target) throw new Error('no such place')
  const body = ChangeBody.parse({ kind: 'redaction-request', targets: [target], scopes: [AE], reason: 'a name' })
  return story.says(who, at, body)
}
const decision = (request: ChangeRef, word: 'approve' | 'decline' = 'approve') =>
  ChangeBody.parse({ kind: 'redaction-decision', request, scopes: [AE], decision: word, reason: 'seen' })

const everything = (logged: readonly Logged[], subject = logged[0]?.change.subject) => {
  if (!subject) throw new Error('nothing was said')
  return fold(logged, emptyCasebook(subject))
}
const isSaidAnywhere = (value: unknown): boolean => JSON.stringify(value, mapsToo).includes(NAME)
const mapsToo = (_: string, value: unknown): unknown => (value instanceof Map ? [...value] : value)

test('a redaction takes out what it names, and nothing else (GCP-26)', () => {
  const { story, slipped } = slip()
  const was = changeOf(story, slipped)
  expect(placesOf(was)).toEqual(['items/0/entry', 'items/0/reason'])
  const left = blackedOut(was, places('items/0/entry'))
  expect(left).toMatchObject({ redacted: ownHash(was) })
  expect(left && ownHash(left)).toBe(ownHash(was))
  expect(left?.body).toMatchObject({ items: [{ entry: { state: 'missing', code: 'MASK', reason: REDACTED } }] })
  expect(left?.body).toMatchObject({ items: [{ reason: `told by ${NAME}` }] })
  expect(left && { ...left, redacted: undefined, body: was.body }).toEqual({ ...was, redacted: undefined })
  expect(left && canonicalJson(Change.parse(left))).toBe(left && canonicalJson(left))
  expect(left && blackedOut(left, places('items/0/entry'))).toEqual(left)
  expect(blackedOut(was, places('note'))).toBeUndefined()
})

test('once two agree, the casebook and its trail no longer say it, in whatever order changes come (GCP-26)', () => {
  const { story, slipped } = slip()
  const request = asks(story, investigator, slipped)
  expect(isSaidAnywhere(story.casebook())).toBe(true)
  expect(waitingRequests(story.casebook())).toHaveLength(1)
  story.says(dataManager, at, decision(request))
  expect(waitingRequests(story.casebook())).toEqual([])
  fc.assert(
    fc.property(fc.shuffledSubarray([...story.log()], { minLength: story.log().length }), fc.nat(), (said, cut) => {
      const half = everything(said.slice(0, cut % said.length), story.subject)
      const casebook = fold(said, half)
      expect(isSaidAnywhere(casebook)).toBe(false)
      const lines = auditOf(casebook).filter(({ logged }) => refOf(logged.change) === slipped)
      expect(lines).toMatchObject([{ to: { code: 'MASK', reason: REDACTED }, reason: REDACTED }])
      expect(casebook).toEqual(story.casebook())
    }),
  )
  const term = story
    .casebook()
    .forms.get(AE)
    ?.items.get(ItemPath.parse(`${AE}/EVENT/AETERM`))
  expect(term).toMatchObject({ contested: false, value: { state: 'value', text: 'Nausea' } })
})

describe('who may (GCP-26)', () => {
  const judged = (story: Story, who: Narrator, body: ChangeBody) => {
    const casebook = story.casebook()
    const scratch = new Story(study.id)
    scratch.says(who, at, body)
    const change = scratch.log()[0]?.change
    if (!change || body.kind !== 'redaction-decision') throw new Error('no decision')
    return judgeDecision(change, body, casebook)
  }

  test.each([
    ['who asked', investigator, investigator, 'wrong-role'],
    ['another of the same side', { ...investigator, user: nurse.user }, investigator, 'wrong-role'],
    ['two of the sponsor', monitor, dataManager, 'wrong-role'],
    ['the author of what goes', dataManager, { ...nurse, role: 'investigator' as const }, 'wrong-role'],
    ['one of the site, then one of the sponsor', investigator, dataManager, undefined],
    ['one of the sponsor, then one of the site', monitor, investigator, undefined],
  ])('%s', (_, asker, decider, expected) => {
    const { story, slipped } = slip()
    const request = asks(story, asker, slipped)
    expect(judged(story, decider, decision(request))).toBe(expected)
    expect(judged(story, decider, decision(request, 'decline'))).toBeUndefined()
  })

  test('what is decided is decided', () => {
    const { story, slipped } = slip()
    const request = asks(story, monitor, slipped)
    story.says(investigator, at, decision(request, 'decline'))
    expect(judged(story, investigator, decision(request))).toBe('illegal-transition')
    expect(isSaidAnywhere(story.casebook())).toBe(true)
  })

  test('a value that stands is corrected first, and what is asked for is what is there', () => {
    const story = new Story(study.id)
    const slipped = story.enters(nurse, at, AE, { 'EVENT/AETERM': NAME }, { reason: NAME })
    const said = { change: changeOf(story, slipped), receipt: { seq: 1, committedAt: at, state: 'applied' as const } }
    expect(redactablePlaces(story.casebook(), said)).toEqual(['items/0/reason'])
    const request = (name: string, more: object = {}) => {
      const target = { ...targetOf(said.change, places(name)), ...more }
      return ChangeBody.parse({ kind: 'redaction-request', targets: [target], scopes: [AE], reason: 'a name' })
    }
    const why = (body: ChangeBody) =>
      body.kind === 'redaction-request' ? judgeRequest(body, story.casebook()) : 'no request'
    expect(why(request('items/0/entry'))).toBe('illegal-transition')
    expect(why(request('items/0/reason'))).toBeUndefined()
    expect(why(request('items/0/reason', { remaining: GENESIS }))).toBe('evidence-differs')
    expect(why(request('items/0/reason', { original: GENESIS }))).toBe('evidence-differs')
  })
})

describe('a log with a redaction in it proves itself (GCP-26)', () => {
  const proveWith = (log: readonly Logged[]) => {
    const check = new LogCheck(streamId(study.version.study.id, new Story(study.id).site, 'data'), {
      ...{ keys: new Map(), verify: () => true },
    })
    let chain: Hash = GENESIS
    for (const { change, receipt } of log) {
      if (!receipt) continue
      chain = streamLink(chain, change, receipt)
      const found = check.next({ change, receipt, chain })
      if ('fault' in found) return found.fault
    }
    return check.unexplained()?.fault ?? check.redactions
  }
  const { story, slipped } = (() => {
    const made = { ...slip() }
    const told = new Story(study.id, smallStudy.study.id)
    for (const { change } of made.story.log()) told.says(nurse, at, change.body)
    return { ...made, story: told }
  })()
  const request = asks(story, investigator, slipped)
  story.says(dataManager, at, decision(request))
  const log = story.log()
  const agreed = agreedIn(log, (ref) => log.find(({ change }) => refOf(change) === ref))
  const done = log.map((one) => ({ ...one, change: withoutAgreed(one.change, agreed) }))
  const altered = (how: (change: Change) => Change) =>
    done.map((one) => (refOf(one.change) === slipped ? { ...one, change: how(one.change) } : one))

  test('as it was agreed on it holds', () => {
    expect(isSaidAnywhere(done)).toBe(false)
    expect(proveWith(done)).toBe(1)
  })
  test('what was agreed on and not done shows', () => expect(proveWith(log)).toBe('redaction-not-done'))
  test('anything else that is altered under its cover shows', () => {
    expect(proveWith(altered((change) => ({ ...change, claimedAt: '2026-03-13T10:00:00.000Z' })))).toBe('redaction-missing') // prettier-ignore
    expect(proveWith(altered((change) => ({ ...change, redacted: GENESIS })))).toBe('redaction-missing')
  })
  test('one whom nobody agreed with shows', () => {
    expect(proveWith(done.slice(0, -1))).toBe('redaction-missing')
    const alone = done.map((one) =>
      one.change.body.kind === 'redaction-decision'
        ? { ...one, change: { ...one.change, author: investigator.user } }
        : one,
    )
    expect(proveWith(alone)).toBe('redaction-missing')
  })
})

test('what an agreement rests on is not blacked out itself; what was declined may be (GCP-26)', () => {
  const { story, slipped } = slip()
  const placesLeft = (ref: ChangeRef) => {
    const logged = story.log().find(({ change }) => refOf(change) === ref)
    return logged && redactablePlaces(story.casebook(), logged)
  }
  const judged = (ref: ChangeRef) => {
    const target = targetOf(changeOf(story, ref), places('reason'))
    const body = ChangeBody.parse({ kind: 'redaction-request', targets: [target], scopes: [AE], reason: 'a name' })
    return body.kind === 'redaction-request' ? judgeRequest(body, story.casebook()) : 'no request'
  }
  const declined = asks(story, investigator, slipped)
  expect(placesLeft(declined)).toEqual(['reason'])
  story.says(dataManager, at, decision(declined, 'decline'))
  expect([placesLeft(declined), judged(declined)]).toEqual([['reason'], undefined])

  const request = asks(story, investigator, slipped)
  const approval = story.says(dataManager, at, decision(request))
  expect([placesLeft(request), judged(request)]).toEqual([[], 'illegal-transition'])
  expect([placesLeft(approval), judged(approval)]).toEqual([[], 'illegal-transition'])
})
