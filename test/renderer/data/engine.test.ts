import fc from 'fast-check'
import { expect, test } from 'vitest'
import { StreamId } from '#shared/ids'
import { Refusal } from '#shared/protocol'
import {
  type Call,
  BATCH,
  type EngineEffect,
  type EngineEvent,
  type EngineState,
  type FailureCode,
  START,
  type StreamPosition,
  isBusy,
  step,
} from '../../../renderer/data/sync/engine'

const META = StreamId.parse('NCT00000001/NL01/meta')
const DATA = StreamId.parse('NCT00000001/NL01/data')

const at = (stream: StreamId, cursor: number, head: number): StreamPosition => ({ stream, cursor, head })

/** Plays events one after the other and gives the effects of the last. */
function play(...events: readonly EngineEvent[]): { state: EngineState; effects: readonly EngineEffect[] } {
  let state = START
  let effects: readonly EngineEffect[] = []
  for (const event of events) ({ state, effects } = step(state, event))
  return { state, effects }
}

const kinds = (effects: readonly EngineEffect[]) => effects.map(({ kind }) => kind)
const failed = (call: Call, code: FailureCode, retryAfter?: number): EngineEvent => ({
  kind: 'failed',
  call,
  failure: { code, ...(retryAfter === undefined ? {} : { retryAfter }) },
})
const on: EngineEvent = { kind: 'on', waiting: 0 }
const greeted = (waiting: number, ...streams: readonly StreamPosition[]): EngineEvent => ({
  kind: 'greeted',
  waiting,
  streams,
})

test('it greets first, then pushes and pulls beside each other, configuration before data', () => {
  expect(kinds(play(on).effects)).toEqual(['hello'])
  expect(play(on, greeted(3, at(DATA, 0, 5), at(META, 0, 2))).effects).toEqual([
    { kind: 'push', bytes: BATCH.first },
    { kind: 'pull', stream: META },
  ])
})

test('a save goes out without another greeting, and its stream is read up to it', () => {
  const { state } = play(on, greeted(0, at(DATA, 5, 5)))
  const saved = step(state, { kind: 'saved', waiting: 1 })
  expect(kinds(saved.effects)).toEqual(['push'])
  const pushed = step(saved.state, { kind: 'pushed', waiting: 0, heads: new Map([[DATA, 6]]), awaits: false })
  expect(pushed.effects).toEqual([{ kind: 'pull', stream: DATA }])
})

test('once an enrolment has arrived and nothing waits, new numbers are asked for at once', () => {
  const { state } = play(on, greeted(2, at(DATA, 5, 5)), { kind: 'saved', waiting: 2 })
  const first = step(state, { kind: 'pushed', waiting: 1, heads: new Map(), awaits: true })
  expect(kinds(first.effects)).toEqual(['push'])
  const last = step(first.state, { kind: 'pushed', waiting: 0, heads: new Map(), awaits: false })
  expect(kinds(last.effects)).toEqual(['hello'])
  const again = step(last.state, greeted(0, at(DATA, 5, 5)))
  expect(kinds(again.effects)).toEqual(['wait', 'settled'])
})

test('batches double while they arrive and halve when they do not', () => {
  const { state } = play(on, greeted(9), { kind: 'pushed', waiting: 8, heads: new Map(), awaits: false })
  expect(state.batch).toBe(BATCH.first * 2)
  expect(step(state, failed('push', 'unreachable')).state.batch).toBe(BATCH.first)
  expect(step(state, failed('push', 'too-large')).effects).toEqual([{ kind: 'push', bytes: BATCH.first }])
})

test('pauses grow to five minutes, honour what the server asks for, and end with a save', () => {
  let state = play(on).state
  const mosts: number[] = []
  for (let i = 0; i < 12; i++) {
    const next = step(state, failed('hello', 'unreachable'))
    const wait = next.effects.find((effect) => effect.kind === 'wait')
    mosts.push(wait?.most ?? 0)
    state = step(next.state, { kind: 'woken' }).state
  }
  expect(mosts.slice(0, 5)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000])
  expect(mosts.at(-1)).toBe(300_000)
  expect(play(on, failed('hello', 'unavailable', 20)).effects).toContainEqual({
    kind: 'wait',
    least: 20_000,
    most: 30_000,
  })
  const resting = play(on, failed('hello', 'unreachable')).state
  expect(kinds(step(resting, { kind: 'saved', waiting: 1 }).effects)).toEqual(['hello'])
})

test('a push the server will not take does not hold up what comes down', () => {
  const { state } = play(on, greeted(3, at(DATA, 0, 5)))
  const refused = step(state, failed('push', 'chain-broken'))
  const pulled = step(refused.state, { kind: 'pulled', position: at(DATA, 3, 5) })
  expect(kinds(pulled.effects)).toEqual(['pull'])
  expect(pulled.state.trouble).toBe('chain-broken')
})

test('a page that does not fit leads to one greeting at once, then to pauses', () => {
  const { state } = play(on, greeted(0, at(DATA, 0, 5)))
  const first = step(state, failed('pull', 'page-mismatch'))
  expect(kinds(first.effects)).toEqual(['hello'])
  const again = step(step(first.state, greeted(0, at(DATA, 0, 5))).state, failed('pull', 'page-mismatch'))
  expect(kinds(again.effects)).toEqual(['wait', 'settled'])
})

const codes: readonly FailureCode[] = [
  ...Refusal.shape.code.options,
  'unreachable',
  'misunderstood',
  'page-mismatch',
  'other-person',
  'storage',
]

const event: fc.Arbitrary<EngineEvent> = fc.oneof(
  fc.constantFrom<EngineEvent>({ kind: 'woken' }, { kind: 'asked' }, on),
  fc.nat(3).map((waiting): EngineEvent => ({ kind: 'saved', waiting })),
  fc.tuple(fc.nat(3), fc.nat(4), fc.nat(4)).map(([w, c, h]) => greeted(w, at(META, 0, c), at(DATA, c, c + h))),
  fc
    .tuple(fc.nat(3), fc.boolean())
    .map(([waiting, awaits]): EngineEvent => ({ kind: 'pushed', waiting, heads: new Map([[DATA, 9]]), awaits })),
  fc.tuple(fc.nat(9), fc.nat(9)).map(([c, h]): EngineEvent => ({ kind: 'pulled', position: at(DATA, c, c + h) })),
  fc.nat(3).map((lacking): EngineEvent => greeted(0, { ...at(DATA, 4, 9), lacking })),
  fc.boolean().map((lost): EngineEvent => greeted(1, { ...at(DATA, 4, 9), lost })),
  fc.boolean().map((lost): EngineEvent => ({ kind: 'recovered', position: { ...at(DATA, 9, 9), lost } })),
  fc.nat(2).map((lacking): EngineEvent => ({ kind: 'filled', position: { ...at(DATA, 9, 9), lacking } })),
  fc
    .tuple(fc.constantFrom('hello', 'push', 'pull', 'fill', 'recover'), fc.constantFrom(...codes))
    .map(([call, code]) => failed(call, code)),
)

test('a stream with a snapshot begins with it, and its rest fills in beside everything else', () => {
  const begun = step(step(START, on).state, greeted(0, { ...at(DATA, 0, 9), snapshot: true }))
  expect(kinds(begun.effects)).toEqual(['begin'])
  const here = { ...at(DATA, 7, 9), lacking: 2 }
  const first = step(begun.state, { kind: 'pulled', position: here })
  expect(kinds(first.effects)).toEqual(['pull', 'fill'])
  const pulled = step(first.state, { kind: 'pulled', position: { ...at(DATA, 9, 9), lacking: 2 } })
  expect(kinds(pulled.effects)).toEqual(['wait', 'settled'])
  const filled = step(pulled.state, { kind: 'filled', position: { ...at(DATA, 9, 9), lacking: 1 } })
  expect(kinds(filled.effects), 'the timer goes on').toEqual(['fill'])
  const whole = step(filled.state, { kind: 'filled', position: { ...at(DATA, 9, 9), lacking: 0 } })
  expect(kinds(whole.effects)).toEqual(['wait', 'settled'])
})

test('whoever asks while a hello is under way gets one of their own after it', () => {
  const { state } = play(on)
  expect(kinds(step(state, { kind: 'woken' }).effects)).toEqual([])
  const asked = step(state, { kind: 'asked' })
  expect(kinds(asked.effects)).toEqual([])
  const older = step(asked.state, greeted(0, at(DATA, 5, 5)))
  expect(kinds(older.effects)).toEqual(['hello'])
  expect(kinds(step(older.state, greeted(0, at(DATA, 5, 5))).effects)).toEqual(['wait', 'settled'])
})

test('what the server lost goes back before anything is pushed that may rest on it, and never keeps it back', () => {
  const lost = { ...at(DATA, 9, 9), lost: true }
  const begun = step(step(START, on).state, greeted(2, lost))
  expect(kinds(begun.effects)).toEqual(['recover'])
  const half = step(begun.state, { kind: 'recovered', position: lost })
  expect(kinds(half.effects)).toEqual(['recover'])
  const whole = step(half.state, { kind: 'recovered', position: at(DATA, 9, 12) })
  expect(kinds(whole.effects)).toEqual(['push', 'pull'])

  const refused = step(begun.state, failed('recover', 'internal'))
  expect(kinds(refused.effects)).toEqual(['push', 'wait'])
  const sent = step(refused.state, { kind: 'pushed', waiting: 0, heads: new Map(), awaits: false })
  expect(kinds(step(sent.state, { kind: 'woken' }).effects)).toEqual(['hello'])
  const again = step(step(sent.state, { kind: 'woken' }).state, greeted(0, lost))
  expect(kinds(again.effects), 'tried again').toEqual(['recover'])
})

test('I8: whatever happens, in any order, there is a request or a timer, and never two of one kind', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), (events) => {
      let state = step(START, on).state
      let timer = false
      for (const next of events) {
        // An answer comes only to what was asked.
        const call = answers(next)
        if (call === 'hello' && state.greeting !== 'under-way' && state.greeting !== 'again') continue
        if (call === 'push' && !state.pushing) continue
        if (call === 'pull' && state.pulling === undefined) continue
        if (call === 'fill' && state.filling === undefined) continue
        if (call === 'recover' && state.recovering === undefined) continue
        const before = state
        const stepped = step(state, next)
        state = stepped.state
        timer ||= stepped.effects.some(({ kind }) => kind === 'wait')
        const asked = (kind: string) => stepped.effects.filter((effect) => effect.kind === kind).length
        if (before.filling !== undefined && call !== 'fill' && next.kind !== 'on') expect(asked('fill')).toBe(0)
        if (before.pushing && call !== 'push' && next.kind !== 'on') expect(asked('push')).toBe(0)
        if (before.recovering !== undefined && call !== 'recover' && next.kind !== 'on')
          expect(asked('recover')).toBe(0)
        expect(asked('push') + asked('recover')).toBeLessThanOrEqual(1)
        expect(asked('push') + asked('pull') + asked('hello')).toBeLessThanOrEqual(2)
        expect(isBusy(state) || timer).toBe(true)
        if (!isBusy(state) && state.filling === undefined) expect(asked('settled')).toBe(1)
      }
    }),
  )
})

function answers(event: EngineEvent): Call | undefined {
  switch (event.kind) {
    case 'greeted':
      return 'hello'
    case 'pushed':
      return 'push'
    case 'pulled':
      return 'pull'
    case 'filled':
      return 'fill'
    case 'recovered':
      return 'recover'
    case 'failed':
      return event.call
    case 'on':
    case 'off':
    case 'woken':
    case 'asked':
    case 'saved':
      return undefined
  }
}
