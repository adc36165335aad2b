import type { StreamId } from '#shared/ids'
import type { RefusalCode } from '#shared/protocol'
import type { Unacceptable } from '../store/refused'

/**
 * When to say hello, push, pull and wait: a state machine without clock, network or database. `step` is the whole of
 * it; effects are run by `exchange.ts`, and what becomes of them comes back as events. Push and pull go on beside each
 * other, each with at most one request under way, so neither can hold up the other.
 */
export type Call = 'hello' | 'push' | 'pull' | 'fill' | 'recover'

/** Why a call brought nothing. The server's refusals, and what can go wrong before it can refuse. */
export type FailureCode =
  | RefusalCode
  | 'unreachable'
  /** An answer that is not one of ours: a captive portal, a proxy's page. */
  | 'misunderstood'
  /** A page that does not follow from the cursor, or whose chain is not the one it claims. */
  | 'page-mismatch'
  /** Something waits that only another person of this device can open. */
  | 'other-person'
  | 'storage'

export interface Failure {
  readonly code: FailureCode
  readonly retryAfter?: number
  /** Which change the server can never take. */
  readonly change?: Unacceptable
}

export interface StreamPosition {
  readonly stream: StreamId
  readonly head: number
  readonly cursor: number
  /** It was never read, and the server has a snapshot to begin with. */
  readonly snapshot?: boolean
  /** What is left to be done of a snapshot that was begun with. */
  readonly lacking?: number
  /** The server lost some of it that this device has, and that has not gone back yet. */
  readonly lost?: boolean
}

export interface EngineState {
  readonly on: boolean
  /** `again`: one is under way, and another is wanted after it. */
  readonly greeting: 'needed' | 'under-way' | 'again' | 'done'
  readonly pushing: boolean
  readonly pulling: StreamId | undefined
  /** The rest of a snapshot comes beside everything else and holds up nothing. */
  readonly filling: StreamId | undefined
  /** What the server lost goes back before anything new is pushed that may rest on it. */
  readonly recovering: StreamId | undefined
  /** In the order they are pulled. */
  readonly streams: readonly StreamPosition[]
  readonly waiting: number
  /** What was pushed since the last hello is answered by the next: numbers in place of those used, what the server decided. */
  readonly awaiting: boolean
  /** Bytes of the next push. */
  readonly batch: number
  /** Failures in a row; sets how long the next pause may be. */
  readonly failures: number
  /** Nothing is asked of the server until the pause is over or something happens. */
  readonly resting: boolean
  /** Not pushed, respectively pulled, until the next hello: what failed would fail again. */
  readonly pushStopped: boolean
  readonly stopped: ReadonlySet<StreamId>
  /** What was lost of them is not given back until the next hello; the push does not wait for it. */
  readonly unrecovered: ReadonlySet<StreamId>
  readonly trouble: FailureCode | undefined
}

export type EngineEvent =
  | { readonly kind: 'on'; readonly waiting: number }
  | { readonly kind: 'off' }
  /** Someone asks, the network came back, the window came to the front, or a pause is over. */
  | { readonly kind: 'woken' }
  /** Somebody wants to know how it stands now: a hello that is under way may have been answered before they asked. */
  | { readonly kind: 'asked' }
  | { readonly kind: 'saved'; readonly waiting: number }
  | { readonly kind: 'greeted'; readonly streams: readonly StreamPosition[]; readonly waiting: number }
  | {
      readonly kind: 'pushed'
      readonly waiting: number
      readonly heads: ReadonlyMap<StreamId, number>
      /** A hello answers something of it: an enrolment, a request. */
      readonly awaits: boolean
    }
  | { readonly kind: 'pulled'; readonly position: StreamPosition }
  | { readonly kind: 'filled'; readonly position: StreamPosition }
  | { readonly kind: 'recovered'; readonly position: StreamPosition }
  | { readonly kind: 'failed'; readonly call: Call; readonly failure: Failure }

export type EngineEffect =
  | { readonly kind: 'hello' }
  | { readonly kind: 'push'; readonly bytes: number }
  | { readonly kind: 'pull'; readonly stream: StreamId }
  /** In place of a first page. Answered as a pull. */
  | { readonly kind: 'begin'; readonly stream: StreamId }
  | { readonly kind: 'fill'; readonly stream: StreamId }
  | { readonly kind: 'recover'; readonly stream: StreamId }
  /** Send `woken` after a random time between the two, in place of any earlier such wish. Milliseconds. */
  | { readonly kind: 'wait'; readonly least: number; readonly most: number }
  /** Nothing is under way and nothing is left to do now. */
  | { readonly kind: 'settled' }

export const BATCH = { least: 16 * 1024, first: 64 * 1024, most: 512 * 1024 } as const
const FIRST_PAUSE = 1_000
const LONGEST_PAUSE = 5 * 60_000
/** How often a device that has nothing to do asks whether there is something new. */
const POLL = { least: 15_000, most: 30_000 } as const

export const START: EngineState = {
  on: false,
  greeting: 'needed',
  pushing: false,
  pulling: undefined,
  filling: undefined,
  recovering: undefined,
  streams: [],
  waiting: 0,
  awaiting: false,
  batch: BATCH.first,
  failures: 0,
  resting: false,
  pushStopped: false,
  stopped: new Set(),
  unrecovered: new Set(),
  trouble: undefined,
}

export interface Step {
  readonly state: EngineState
  readonly effects: readonly EngineEffect[]
}

export function step(state: EngineState, event: EngineEvent): Step {
  const { state: next, pause } = react(state, event)
  if (!next.on) return { state: next, effects: [] }
  const { state: now, effects } = proceed(next, pause)
  // While a snapshot fills in, the timer that is running goes on: whoever asks for news is not put off by it.
  const goesOn = event.kind === 'filled' && now.filling !== undefined && !isBusy(now)
  return { state: now, effects: goesOn ? effects.filter(({ kind }) => kind === 'fill') : effects }
}

export const isBusy = (state: EngineState): boolean =>
  isGreeting(state) || state.pushing || state.pulling !== undefined || state.recovering !== undefined

const isGreeting = ({ greeting }: EngineState): boolean => greeting === 'under-way' || greeting === 'again'

interface Reaction {
  readonly state: EngineState
  readonly pause?: { readonly least: number; readonly most: number }
}

/** What an event says about the state, before anything is set going. */
function react(state: EngineState, event: EngineEvent): Reaction {
  switch (event.kind) {
    case 'on':
      return { state: { ...START, on: true, waiting: event.waiting } }
    case 'off':
      return { state: START }
    case 'woken':
      return { state: { ...state, greeting: isGreeting(state) ? state.greeting : 'needed', resting: false } }
    case 'asked':
      return { state: { ...state, greeting: isGreeting(state) ? 'again' : 'needed', resting: false } }
    case 'saved':
      // A save ends a pause: there is something new to try for. What the server refused stays until a hello.
      return { state: { ...state, waiting: event.waiting, resting: false } }
    case 'greeted':
      return {
        state: {
          ...state,
          greeting: state.greeting === 'again' ? 'needed' : 'done',
          streams: [...event.streams].sort(metaFirst),
          waiting: event.waiting,
          awaiting: false,
          // Failures are forgotten by progress, not by a greeting: else what fails after each would be tried without pause.
          pushStopped: false,
          stopped: new Set(),
          unrecovered: new Set(),
          trouble: undefined,
        },
      }
    case 'pushed': {
      const awaiting = state.awaiting || event.awaits
      return {
        state: {
          ...state,
          pushing: false,
          waiting: event.waiting,
          awaiting,
          // Whoever goes out of reach again takes a full block of numbers along, and the answer to what they asked.
          greeting: awaiting && event.waiting === 0 ? 'needed' : state.greeting,
          batch: Math.min(state.batch * 2, BATCH.most),
          failures: 0,
          streams: state.streams.map((position) => ({
            ...position,
            head: Math.max(position.head, event.heads.get(position.stream) ?? 0),
          })),
        },
      }
    }
    case 'pulled':
      if (wentBack(state, event.position)) return fail(state, 'pull', { code: 'ahead' })
      return { state: { ...state, pulling: undefined, failures: 0, streams: moved(state, event.position) } }
    case 'filled':
      return { state: { ...state, filling: undefined, failures: 0, streams: moved(state, event.position) } }
    case 'recovered':
      return { state: { ...state, recovering: undefined, failures: 0, streams: moved(state, event.position) } }
    case 'failed':
      return fail(state, event.call, event.failure)
  }
}

/**
 * A page brought nothing although more was promised: the server was restored since. Asked again, it would say the same
 * without end; a hello says where it stands.
 */
function wentBack({ streams }: EngineState, { stream, cursor, head }: StreamPosition): boolean {
  const before = streams.find((position) => position.stream === stream)
  return before !== undefined && !before.snapshot && cursor <= before.cursor && Math.max(before.head, head) > cursor
}

const moved = ({ streams }: EngineState, to: StreamPosition): readonly StreamPosition[] =>
  streams.map((position) =>
    position.stream === to.stream ? { ...to, head: Math.max(position.head, to.head) } : position,
  )

/** Configuration and people come before the data that needs them. */
const metaFirst = (a: StreamPosition, b: StreamPosition): number =>
  Number(b.stream.endsWith('/meta')) - Number(a.stream.endsWith('/meta'))

/** What stands still because of a failure: everything, for a pause; or only that stream, or the push, until a hello. */
function fail(before: EngineState, call: Call, { code, retryAfter }: Failure): Reaction {
  const failures = before.failures + 1
  const stream = call === 'fill' ? before.filling : before.pulling
  const { recovering } = before
  const state: EngineState = {
    ...before,
    greeting: call === 'hello' ? 'needed' : before.greeting,
    pushing: call === 'push' ? false : before.pushing,
    pulling: call === 'pull' ? undefined : before.pulling,
    filling: call === 'fill' ? undefined : before.filling,
    recovering: call === 'recover' ? undefined : recovering,
    unrecovered: call === 'recover' && recovering ? new Set([...before.unrecovered, recovering]) : before.unrecovered,
    failures,
    trouble: code,
  }
  const most = Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE)
  const least = (retryAfter ?? 0) * 1000
  const pause = { least, most: Math.max(most, least * 1.5) }
  // Whatever kept it from going back: what waits here goes up all the same, and finds out itself whether it can.
  if (call === 'recover') return { state, pause }
  switch (code) {
    case 'too-large':
      if (call === 'push' && before.batch > BATCH.least)
        return { state: { ...state, batch: Math.max(before.batch / 2, BATCH.least), trouble: before.trouble } }
      return { state: { ...state, pushStopped: true }, pause }
    case 'regrant':
    case 'gap':
    case 'ahead':
    case 'page-mismatch':
      // A hello says where both stand; asked at once the first time, later after a pause.
      return failures === 1
        ? { state: { ...state, greeting: 'needed' } }
        : { state: { ...state, greeting: 'needed', resting: true }, pause }
    case 'bad-request':
    case 'chain-broken':
    case 'unacceptable':
    case 'not-found':
    case 'not-allowed':
    case 'other-person':
    case 'fork':
      if (call === 'push') return { state: { ...state, pushStopped: true }, pause }
      if ((call === 'pull' || call === 'fill') && stream)
        return { state: { ...state, stopped: new Set([...state.stopped, stream]) }, pause }
      return { state: { ...state, resting: true }, pause }
    case 'outdated':
    case 'signed-out':
    case 'wrong-password':
    case 'code-needed':
    case 'wrong-code':
    case 'enrol-needed':
    case 'locked-out':
    case 'revoked':
    case 'app-too-old':
    case 'too-many':
    case 'unavailable':
    case 'internal':
    case 'unreachable':
    case 'misunderstood':
    case 'storage':
      return {
        state: {
          ...state,
          resting: true,
          batch: call === 'push' ? Math.max(state.batch / 2, BATCH.least) : state.batch,
        },
        pause,
      }
  }
}

/** Sets going whatever can go now. Always leaves a request or a timer behind. */
function proceed(state: EngineState, pause: Reaction['pause']): Step {
  const effects: EngineEffect[] = []
  let next = state
  if (!next.resting) {
    if (next.greeting === 'needed' && !isBusy(next)) {
      next = { ...next, greeting: 'under-way' }
      effects.push({ kind: 'hello' })
    }
    if (next.greeting === 'done') {
      const lost = next.streams.find(({ stream, lost }) => lost && !next.unrecovered.has(stream))
      if (lost && !next.recovering) {
        next = { ...next, recovering: lost.stream }
        effects.push({ kind: 'recover', stream: lost.stream })
      }
      if (next.waiting > 0 && !next.pushing && !next.pushStopped && !next.recovering) {
        next = { ...next, pushing: true }
        effects.push({ kind: 'push', bytes: next.batch })
      }
      const behind = next.streams.find(({ stream, head, cursor }) => cursor < head && !next.stopped.has(stream))
      if (behind && !next.pulling) {
        next = { ...next, pulling: behind.stream }
        effects.push({ kind: behind.snapshot ? 'begin' : 'pull', stream: behind.stream })
      }
      const part = next.streams.find(({ stream, lacking = 0 }) => lacking > 0 && !next.stopped.has(stream))
      if (part && !next.filling) {
        next = { ...next, filling: part.stream }
        effects.push({ kind: 'fill', stream: part.stream })
      }
    }
  }
  if (!isBusy(next)) {
    if (next.trouble === undefined) next = { ...next, failures: 0 }
    const { least, most } = pause ?? pauseAfter(next)
    effects.push({ kind: 'wait', least, most }, { kind: 'settled' })
  } else if (pause) {
    effects.push({ kind: 'wait', least: pause.least, most: pause.most })
  }
  return { state: next, effects }
}

const pauseAfter = ({ failures }: EngineState) =>
  failures === 0 ? POLL : { least: 0, most: Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE) }
