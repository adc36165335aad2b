import fc from 'fast-check'
import type { Casebook } from '#shared/casebook/casebook'
import { emptyCasebook, fold, scopesOf } from '#shared/casebook/fold'
import { FormPath, GroupPath, ItemPath, type Scope } from '#shared/casebook/path'
import { Change, type ChangeBody, type Logged, QueryId, refOf } from '#shared/change/change'
import { DeviceId, SubjectCode, SubjectKey, UserId } from '#shared/ids'
import type { Role } from '#shared/roles'

/**
 * A made-up study's day: several people on devices of their own, who see only what reached them, and a server that gives
 * out numbers and holds some changes back. Every change is one that an honest device could have written.
 */
export const subject = SubjectKey.parse('0198c0de-0000-7000-8000-00000000abcd')

const vitals = FormPath.parse('W0/VS')
const event = FormPath.parse('LOG/AE:0198c0de-0000-7000-8000-000000000001')
const row = GroupPath.parse(`${event}/GRADES:0198c0de-0000-7000-8000-000000000002`)
const items = ['W0/VS/MAIN/SYSBP', 'W0/VS/MAIN/DIABP', `${event}/EVENT/AETERM`, `${row}/AEGRADE`].map((path) =>
  ItemPath.parse(path),
)
const queries = ['0198c0de-0000-7000-8000-0000000000c1', '0198c0de-0000-7000-8000-0000000000c2']
const roles: readonly Role[] = ['nurse', 'investigator', 'monitor']

const device = fc.integer({ min: 0, max: roles.length - 1 })
const item = fc.constantFrom(...items)
const text = fc.constantFrom('1', '2', '3')
const scope = fc.constantFrom<Scope>(vitals, event, row)

const act = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('enter' as const), on: fc.uniqueArray(item, { minLength: 1 }), text }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('resolve' as const), item, text }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('withdraw' as const), scope }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('status' as const),
      form: fc.constantFrom(vitals, event),
      status: fc.constantFrom('in-progress' as const, 'complete' as const, 'not-done' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('query' as const),
      query: fc.constantFrom(...queries),
      move: fc.constantFrom('open' as const, 'answer' as const, 'close' as const, 'cancel' as const, 'reopen' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('review' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('enrol' as const), code: fc.constantFrom('NL01-001', 'NL01-002') }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('decide' as const),
      decision: fc.constantFrom('release' as const, 'decline' as const),
    }),
  },
)
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never

const command = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('act' as const), device, act }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('sync' as const), device, hold: fc.nat({ max: 6 }) }) },
)
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never

export interface World {
  /** Every change there is, as the server knows it, and those that no device has sent. */
  readonly log: readonly Logged[]
  /** What each device holds in the end. */
  readonly devices: readonly (readonly Logged[])[]
}

/** A day of up to forty acts and exchanges. */
export const world: fc.Arbitrary<World> = fc.array(command, { minLength: 1, maxLength: 40 }).map(play)

/** A day at whose end every device has exchanged everything. */
export const settledWorld: fc.Arbitrary<World> = fc.array(command, { minLength: 1, maxLength: 40 }).map((commands) => {
  const last = roles.map((_, i): Command => ({ kind: 'sync', device: i, hold: 0 }))
  return play([...commands, ...last, ...last])
})

function play(commands: readonly Command[]): World {
  const server: Logged[] = []
  const devices = roles.map(() => new Map<string, Logged>())
  const counts = roles.map(() => 0)
  for (const command of commands) {
    const mine = devices[command.device]
    if (!mine) continue
    if (command.kind === 'sync') exchange(server, mine, command.hold)
    else {
      const body = bodyOf(command.act, fold(mine.values(), emptyCasebook(subject)))
      const n = (counts[command.device] ?? 0) + 1
      if (!body) continue
      counts[command.device] = n
      const change = changeOf(command.device, n, body)
      mine.set(refOf(change), { change })
    }
  }
  const unsent = devices.flatMap((mine) => [...mine.values()].filter(({ receipt }) => !receipt))
  return { log: [...server, ...unsent], devices: devices.map((mine) => [...mine.values()]) }
}

function exchange(server: Logged[], mine: Map<string, Logged>, hold: number): void {
  for (const { change, receipt } of mine.values()) {
    if (receipt) continue
    const seq = server.length + 1
    const heldBack = hold > 0 && seq % hold === 0 && change.body.kind !== 'release'
    const state = heldBack ? { state: 'held' as const, reason: 'wrong-role' as const } : { state: 'applied' as const }
    server.push({ change, receipt: { seq, committedAt: '2026-01-01T10:00:00Z', ...state } })
  }
  for (const logged of server) mine.set(refOf(logged.change), logged)
}

function changeOf(device: number, n: number, body: ChangeBody): Change {
  return Change.parse({
    v: 1,
    device: DeviceId.parse(`0198c0de-0000-7000-8000-0000000000d${device}`),
    n,
    study: 'NCT00000009',
    stream: 'NCT00000009/NL01/data',
    version: '0'.repeat(64),
    subject,
    author: UserId.parse(`0198c0de-0000-7000-8000-0000000000a${device}`),
    role: roles[device],
    claimedAt: '2026-01-01T10:00:00Z',
    zone: 'Europe/Amsterdam',
    boot: '0198c0de-0000-7000-8000-0000000000b0',
    mono: n,
    source: 'direct',
    body,
  })
}

const itemIn = (casebook: Casebook, path: ItemPath) =>
  [...casebook.forms.values()].flatMap((form) => form.items.get(path) ?? [])[0]
const headsIn = (casebook: Casebook, scope: Scope) =>
  [...casebook.forms.values()].flatMap(({ items }) =>
    [...items.values()]
      .filter(({ path }) => path.startsWith(`${scope}/`))
      .flatMap(({ heads }) => heads.map(({ ref }) => ref)),
  )
const reason = 'as in source'

/** The body that an act is from where its author stands; undefined when there is nothing to do it to. */
function bodyOf(act: Act, seen: Casebook): ChangeBody | undefined {
  switch (act.kind) {
    case 'enter':
      return {
        kind: 'value',
        items: act.on.map((path) => ({
          path,
          bases: itemIn(seen, path)?.heads.map(({ ref }) => ref) ?? [],
          entry: { state: 'value', text: act.text },
        })),
      }
    case 'resolve': {
      const heads = itemIn(seen, act.item)?.heads ?? []
      if (heads.length < 2) return undefined
      const bases = heads.map(({ ref }) => ref)
      return { kind: 'resolve', path: act.item, bases, entry: { state: 'value', text: act.text }, reason }
    }
    case 'withdraw':
      return { kind: 'withdraw', scope: act.scope, bases: [...new Set(headsIn(seen, act.scope))], reason }
    case 'status': {
      const bases = [...(seen.forms.get(act.form)?.status?.heads ?? [])]
      return { kind: 'status', form: act.form, bases, status: act.status }
    }
    case 'query': {
      const known = seen.forms.get(vitals)?.queries.find(({ id }) => id === act.query)
      const said = { query: QueryId.parse(act.query), scope: vitals, bases: [...(known?.heads ?? [])], text: 'why?' }
      return { kind: 'query', move: act.move, ...said }
    }
    case 'review':
      return { kind: 'review', form: event, heads: [...new Set(headsIn(seen, event))] }
    case 'enrol':
      return { kind: 'enrol', code: SubjectCode.parse(act.code) }
    case 'decide': {
      const held = [...seen.forms.values()].flatMap((form) => form.held)[0]
      if (!held) return undefined
      const target = refOf(held.change)
      return { kind: 'release', target, scopes: [...scopesOf(held.change.body)], decision: act.decision, reason }
    }
  }
}
