import fc from 'fast-check'
import type { Casebook } from '#shared/casebook/casebook'
import { headRefs } from '#shared/casebook/derive'
import { emptyCasebook, fold, scopesOf } from '#shared/casebook/fold'
import { EventPath, FormPath, ItemPath, type Scope, formOf } from '#shared/casebook/path'
import { nextStatus } from '#shared/casebook/queries'
import {
  Change,
  type ChangeBody,
  Closing,
  type HeldReason,
  type Logged,
  QueryId,
  QueryMove,
  refOf,
} from '#shared/change/change'
import { DeviceId, SiteId, SubjectKey, UserId } from '#shared/ids'
import { Grant } from '#shared/protocol'
import { closedHere, siteBookOf } from '#shared/review/closing'
import { judge } from '#shared/review/hold'
import { queriesIn, queryMove } from '#shared/review/queries'
import { signedContent } from '#shared/review/signed-content'
import { takingBack, verifying } from '#shared/review/verification'
import type { Role } from '#shared/roles'
import { compileStudy } from '#shared/study/compile'
import { ruleStudy } from '../support/rule-study'

/**
 * A nurse, an investigator, a monitor and a data manager, each on a device of their own and mostly without the others,
 * and the server's own rules. People try everything that their screen offers and some things that it does not.
 */
export const study = compileStudy(ruleStudy)
export const today = '2026-03-01'
export const people = ['nurse', 'investigator', 'monitor', 'data-manager'] as const satisfies readonly Role[]

const subject = SubjectKey.parse('0198c0de-0000-7000-8000-00000000abcd')
const { id: studyId } = ruleStudy.study
const grants = people.map((role) => Grant.parse({ study: studyId, site: 'NL01', role, from: '2025-01-01T00:00:00Z' }))
const stream = Change.shape.stream.parse(`${studyId}/NL01/data`)
export const siteBook = siteBookOf(studyId, SiteId.parse('NL01'))

const vitals = FormPath.parse('SCR/VS')
const event = FormPath.parse('LOG/AE:0198c0de-0000-7000-8000-000000000001')
const weight = ItemPath.parse('SCR/VS/MAIN/WEIGHT')
const height = ItemPath.parse('SCR/VS/MAIN/HEIGHT')
const term = ItemPath.parse(`${event}/EVENT/AETERM`)
const items = [weight, height, term]
export const parts: readonly Scope[] = ['', EventPath.parse('SCR'), vitals, event, weight, term]

const item = fc.constantFrom(...items)
const form = fc.constantFrom(vitals, event)
const part = fc.constantFrom<Scope>(...parts)
const act = fc.oneof(
  // 1000 kg is beyond every range: a query opens by itself.
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('enter' as const), item, text: fc.constantFrom('70', '71', '1000') }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('status' as const), form, complete: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('confirm' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('resolve' as const), item }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('ask' as const), part }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('move' as const),
      at: fc.nat(5),
      move: fc.constantFrom(...QueryMove.options),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('verify' as const), form }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('take-back' as const), form }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('sign' as const), scope: fc.constantFrom<Scope>('', vitals, event) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('close' as const), part, closing: fc.constantFrom(...Closing.options) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('close-site' as const), closing: fc.constantFrom(...Closing.options) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('decide' as const), lets: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('withdraw' as const), form }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('review' as const) }) },
)
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never

const person = fc.nat(people.length - 1)
const command = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('act' as const), person, act }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('sync' as const), person }) },
)
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never

export interface Reviewed {
  /** Everything anybody asserted, in the server's order. */
  readonly server: readonly Logged[]
  readonly asserted: number
  /** What each device holds in the end. */
  readonly devices: readonly (readonly Logged[])[]
}

/** Days of review at whose end everybody has exchanged everything. */
export const reviewed: fc.Arbitrary<Reviewed> = fc.array(command, { minLength: 5, maxLength: 45 }).map(play)

export const bookOf = (log: Iterable<Logged>): Casebook =>
  fold(
    [...log].filter(({ change }) => change.subject === subject),
    emptyCasebook(subject),
  )
export const siteOf = (log: Iterable<Logged>): Casebook =>
  fold(
    [...log].filter(({ change }) => change.subject === siteBook),
    emptyCasebook(siteBook),
  )

function play(commands: readonly Command[]): Reviewed {
  const server: Logged[] = []
  const devices = people.map(() => new Map<string, Logged>())
  const counts = people.map(() => 0)
  let asserted = 0
  const last = people.map((_, person): Command => ({ kind: 'sync', person }))
  for (const command of [...commands, ...last, ...last]) {
    const mine = devices[command.person]
    if (!mine) continue
    if (command.kind === 'sync') exchange(server, mine)
    else {
      const body = bodyOf(command.act, bookOf(mine.values()), siteOf(mine.values()), asserted)
      if (!body) continue
      asserted++
      const n = (counts[command.person] ?? 0) + 1
      counts[command.person] = n
      const seen = Math.max(0, ...[...mine.values()].map(({ receipt }) => receipt?.seq ?? 0))
      const change = changeOf(command.person, n, body, command.act.kind === 'close-site', seen)
      mine.set(refOf(change), { change })
    }
  }
  return { server, asserted, devices: devices.map((mine) => [...mine.values()]) }
}

/** What the server would hold a change for, where the participant and the site stand so. */
export const heldFor = (change: Change, book: Casebook, site: Casebook): HeldReason | undefined =>
  judge(change, {
    now: '2026-03-01T10:00:00Z',
    grants,
    study,
    approved: (id) => (id === study.id ? { study, on: '2026-01-01' } : undefined),
    casebook: change.subject === siteBook ? site : book,
    siteBook: site,
  })

function exchange(server: Logged[], mine: Map<string, Logged>): void {
  for (const { change, receipt } of mine.values()) {
    if (receipt) continue
    const reason = heldFor(change, bookOf(server), siteOf(server))
    const seq = server.length + 1
    const state = reason ? ({ state: 'held', reason } as const) : ({ state: 'applied' } as const)
    server.push({ change, receipt: { seq, committedAt: '2026-03-01T10:00:00Z', ...state } })
  }
  for (const logged of server) mine.set(refOf(logged.change), logged)
}

export const changeOf = (person: number, n: number, body: ChangeBody, ofSite: boolean, seen: number): Change =>
  Change.parse({
    v: 1,
    device: DeviceId.parse(`0198c0de-0000-7000-8000-0000000000d${person}`),
    n,
    ...{ study: studyId, stream, version: study.id, subject: ofSite ? siteBook : subject },
    author: UserId.parse(`0198c0de-0000-7000-8000-0000000000a${person}`),
    role: people[person],
    claimedAt: '2026-03-01T10:00:00Z',
    zone: 'Europe/Amsterdam',
    boot: '0198c0de-0000-7000-8000-0000000000b0',
    mono: n,
    source: 'direct',
    ...(seen > 0 && { seen }),
    body,
  })

const reason = 'as in source'

/** The body that an act is from where its author stands; undefined when there is nothing to do it to. */
function bodyOf(act: Act, seen: Casebook, site: Casebook, number: number): ChangeBody | undefined {
  switch (act.kind) {
    case 'enter': {
      const state = seen.forms.get(formOf(act.item) ?? vitals)?.items.get(act.item)
      const bases = state?.heads.map(({ ref }) => ref) ?? []
      const entry = { state: 'value' as const, text: act.text, ...(act.item === weight && { unit: 'kg' }) }
      return { kind: 'value', items: [{ path: act.item, bases, entry, reason }] }
    }
    case 'status': {
      const bases = [...(seen.forms.get(act.form)?.status?.heads ?? [])]
      return { kind: 'status', form: act.form, bases, status: act.complete ? 'complete' : 'in-progress' }
    }
    case 'confirm': {
      const asked = queriesIn(study, seen, today).find(({ finding }) => finding)
      const at = asked && formOf(asked.scope)
      if (!asked?.finding || !at) return undefined
      return { kind: 'confirm', form: at, check: asked.finding.check, evidence: [...asked.finding.evidence], reason }
    }
    case 'resolve': {
      const heads = seen.forms.get(formOf(act.item) ?? vitals)?.items.get(act.item)?.heads ?? []
      const [first] = heads
      if (!first || heads.length < 2) return undefined
      return { kind: 'resolve', path: act.item, bases: heads.map(({ ref }) => ref), entry: first.value, reason }
    }
    case 'ask': {
      const query = QueryId.parse(`0198c0de-0000-7000-8000-${String(number).padStart(12, '0')}`)
      return { kind: 'query', query, scope: act.part, bases: [], move: 'open', text: 'why?' }
    }
    case 'move': {
      const all = queriesIn(study, seen, today)
      const query = all[act.at % Math.max(all.length, 1)]
      // Mostly what is offered; now and then what nobody offered.
      if (!query || (number % 5 !== 0 && nextStatus(query.status, act.move, query.origin) === undefined))
        return undefined
      return queryMove(query, act.move, 'because')
    }
    case 'verify': {
      const state = seen.forms.get(act.form)
      return state && verifying(state, act.form)
    }
    case 'take-back': {
      const state = seen.forms.get(act.form)
      return state && takingBack(state, act.form, reason)
    }
    case 'withdraw': {
      const items = seen.forms.get(act.form)?.items
      return items && { kind: 'withdraw', scope: act.form, bases: [...headRefs(act.form, items)], reason }
    }
    case 'review': {
      const items = seen.forms.get(event)?.items
      return items && { kind: 'review', form: event, heads: [...headRefs(event, items)] }
    }
    case 'sign': {
      const scopes = [{ scope: act.scope, content: signedContent(seen, act.scope) }]
      return { kind: 'sign', meaning: 'data-correct', scopes, key: 'k', signature: 's' }
    }
    case 'close': {
      const bases = [...(closedHere(seen, act.part)?.heads ?? [])]
      return { kind: 'lock', scope: act.part, bases, closing: act.closing, reason }
    }
    case 'close-site': {
      const bases = [...(closedHere(site, '')?.heads ?? [])]
      return { kind: 'lock', scope: '', bases, closing: act.closing, reason }
    }
    case 'decide': {
      const held = [...seen.forms.values()].flatMap((form) => form.held)[0]
      if (!held) return undefined
      const scopes = [...scopesOf(held.change.body)]
      return { kind: 'release', target: refOf(held.change), scopes, decision: act.lets ? 'release' : 'decline', reason }
    }
  }
}
