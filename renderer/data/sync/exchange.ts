import { type StreamId, type SubjectKey, changeRef } from '#shared/ids'
import type { HelloAnswer } from '#shared/protocol'
import type { Accesses } from '../accesses'
import type { DataEvent, StreamStatus, SyncStatus } from '../door'
import { countWaiting } from '../store/outbox'
import { countHeld } from '../store/roster'
import { filesWaiting } from '../store/files'
import { cursorOf } from '../store/pages'
import { lackingOf } from '../store/parts'
import { countRefused } from '../store/refused'
import { type CallsParts, createCalls } from './calls'
import { createCarrier } from './carrier'
import { type EngineEffect, type EngineEvent, type EngineState, START, isBusy, step } from './engine'
import type { Tabs } from './tabs'

/** The exchange with the server while someone is signed in. */
export interface Exchange {
  /** Begins as soon as no other tab of this device does it. */
  start(): void
  stop(): void
  /** The network came back, or the window came to the front. */
  wake(): void
  /** A change was stored and waits. */
  saved(): void
  /** Gets what is missing of a participant, ahead of everything else; false where it cannot be had now. */
  bring(subject: SubjectKey): Promise<boolean>
  /** One round now; resolves when nothing is under way any more. */
  now(): Promise<SyncStatus>
  status(): Promise<SyncStatus>
}

type Contact = { -readonly [K in 'lastContactAt' | 'lastSentAt']?: string }

/** A tab that does not exchange itself waits so long for the one that does. */
const PATIENCE = 20_000

interface ExchangeParts extends CallsParts {
  readonly tabs: Tabs
  /** Who looked at what goes behind everything that was entered, and before files. */
  readonly accesses: Pick<Accesses, 'handOver'>
}

export function createExchange(parts: ExchangeParts): Exchange {
  const { surroundings, shelf, told, emit, tabs } = parts
  const { clock, crypto } = surroundings
  const { db } = shelf
  const calls = createCalls(parts)
  const carrier = createCarrier({ shelf, server: parts.server, arrived: () => behind(publish()) })
  let state: EngineState = START
  let running: symbol | undefined
  let stopWaiting = () => {}
  const askers: (() => void)[] = []
  let resign = () => {}
  let stopHearing = () => {}
  /** In this running; what was before stands in the database. */
  const contact: Contact = {}

  async function run(effect: EngineEffect, during: symbol): Promise<void> {
    switch (effect.kind) {
      case 'hello':
        return heard(await calls.hello(), during)
      case 'push':
        return heard(await calls.push(effect.bytes), during)
      case 'pull':
        return heard(await calls.pull(effect.stream), during)
      case 'begin':
        return heard(await calls.begin(effect.stream), during)
      case 'fill':
        return heard(await calls.fill(effect.stream), during)
      case 'recover':
        return heard(await calls.recover(effect.stream), during)
      case 'wait':
        stopWaiting()
        stopWaiting = clock.after(effect.least + random() * (effect.most - effect.least), () =>
          dispatch({ kind: 'woken' }),
        )
        return
      case 'settled':
        await keepContact()
        // Someone may have asked meanwhile: their round has only begun.
        if (isBusy(state)) return
        for (const asker of askers.splice(0)) asker()
        await parts.accesses.handOver(() => running === during && !isBusy(state))
        return carrier.go(() => running === during && !isBusy(state))
    }
  }

  async function heard(event: EngineEvent, during: symbol): Promise<void> {
    if (running !== during) return
    if (event.kind !== 'failed') contact.lastContactAt = new Date(clock.now()).toISOString()
    if (event.kind === 'pushed' && event.waiting === 0) contact.lastSentAt = new Date(clock.now()).toISOString()
    dispatch(event)
  }

  function dispatch(event: EngineEvent): void {
    const during = running
    if (!during) return
    const next = step(state, event)
    state = next.state
    for (const effect of next.effects) behind(run(effect, during))
    behind(publish())
  }

  /** What the calls could not do comes back as an event; what is left to fail here is a database closed meanwhile. */
  const behind = (work: Promise<unknown>) => void work.catch(() => undefined)

  const countAndTell = async (kind: 'on' | 'saved') => dispatch({ kind, waiting: (await countWaiting(db)).waiting })

  /** Between 0 and 1, evenly enough for a pause. */
  const random = () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32

  async function keepContact(): Promise<void> {
    const row = await db.meta.get('contact')
    const before = row?.name === 'contact' ? row.contact : {}
    const now = { ...before, ...contact }
    if (before.lastContactAt !== now.lastContactAt || before.lastSentAt !== now.lastSentAt)
      await db.meta.put({ name: 'contact', contact: now })
  }

  async function streamStatus(stream: StreamId, head: number): Promise<StreamStatus | undefined> {
    const keys = shelf.ring.ofStream(stream)
    if (!keys) return undefined
    const cursor = await cursorOf(shelf, keys, stream)
    const { seq, completeAt, base } = cursor
    const lacking = await lackingOf(shelf, cursor)
    return {
      ...{ stream, head: Math.max(head, seq), cursor: seq },
      ...(lacking > 0 && base ? { snapshot: { participants: base.parts, received: base.parts - lacking + 1 } } : {}),
      ...(completeAt && lacking === 0 ? { completeAt } : {}),
    }
  }

  async function status(): Promise<SyncStatus> {
    const { waiting, since } = await countWaiting(db)
    const known = state.streams.length > 0 ? state.streams : (told.hello()?.streams ?? [])
    const streams = await Promise.all(known.map(({ stream, head }) => streamStatus(stream, head)))
    const row = await db.meta.get('contact')
    const files = await filesWaiting(shelf)
    return {
      ...shown(state),
      waiting,
      ...(files.length > 0 && { files: files.map((n) => changeRef(parts.identity.device, n)) }),
      ...(since === undefined ? {} : { oldestWaitingSince: new Date(since).toISOString() }),
      ...(row?.name === 'contact' ? row.contact : {}),
      ...contact,
      held: await countHeld(shelf),
      refused: await countRefused(shelf),
      ...backedUp(told.hello()),
      streams: streams.filter((stream) => stream !== undefined),
    }
  }

  let published = ''
  let publishing: Promise<void> | undefined
  let again = false

  /** Tells of the status when it has changed, the latest only. */
  async function publish(): Promise<void> {
    again = true
    publishing ??= (async () => {
      while (again && running) {
        again = false
        const now = await status()
        const text = JSON.stringify(now)
        if (text === published) continue
        published = text
        emit({ kind: 'sync', status: now } satisfies DataEvent)
        tabs.tell({ kind: 'status', status: now })
      }
    })().finally(() => {
      publishing = undefined
    })
    await publishing
  }

  const settled = () => new Promise<void>((resolve) => askers.push(resolve))

  const exchange: Exchange = {
    start() {
      resign = tabs.lead(() => {
        running = Symbol('running')
        behind(countAndTell('on'))
      })
      stopHearing = tabs.hear((message) => {
        if (message.kind === 'saved' && running) exchange.saved()
        if (message.kind === 'wake') dispatch({ kind: 'woken' })
        if (message.kind === 'status' && !running) {
          emit({ kind: 'sync', status: message.status })
          if (message.status.state !== 'syncing') for (const asker of askers.splice(0)) asker()
        }
      })
    },
    stop() {
      running = undefined
      state = START
      stopWaiting()
      stopHearing()
      resign()
      for (const asker of askers.splice(0)) asker()
    },
    wake() {
      if (running) dispatch({ kind: 'woken' })
      else tabs.tell({ kind: 'wake' })
    },
    saved() {
      if (running) behind(countAndTell('saved'))
      else tabs.tell({ kind: 'saved' })
    },
    bring: (subject) => calls.bring(subject),
    async now() {
      await countAndTell('saved')
      const ended = settled()
      const giveUp = running ? () => {} : clock.after(PATIENCE, () => askers.splice(0).forEach((asker) => asker()))
      if (running) dispatch({ kind: 'asked' })
      else exchange.wake()
      await ended
      giveUp()
      return status()
    },
    status,
  }
  return exchange
}

/** Nothing is said of a server that never reported a back-up, or of a device that never sent anything. */
function backedUp(hello: HelloAnswer | undefined): Pick<SyncStatus, 'backedUp'> {
  if (!hello || hello.ackedThrough === 0 || hello.safeThrough === 0) return {}
  return { backedUp: { through: hello.safeThrough, of: hello.ackedThrough } }
}

/** What a person is told: never "all sent" while something is under way or was refused. */
function shown(state: EngineState): Pick<SyncStatus, 'state' | 'trouble'> {
  switch (state.trouble) {
    case undefined:
      return { state: isBusy(state) || state.filling ? 'syncing' : 'idle' }
    case 'unreachable':
      return { state: 'offline' }
    case 'signed-out':
      return { state: 'signed-out' }
    default:
      return { state: 'trouble', trouble: state.trouble }
  }
}
