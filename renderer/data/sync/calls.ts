import type { Logged } from '#shared/change/change'
import { type Hash, type StreamId, type StudyId, type SubjectKey, streamParts } from '#shared/ids'
import {
  type Cursor,
  HelloAnswer,
  HelloRequest,
  LIMITS,
  PullAnswer,
  PushAnswer,
  type PushRequest,
} from '#shared/protocol'
import { Reference, type ReferenceLoaded, documentId } from '#shared/reference/reference'
import { streamEndText } from '#shared/recovery'
import { SnapshotAnswer } from '#shared/snapshot'
import { StudyVersion } from '#shared/study/definition'
import { z } from 'zod'
import type { DataEvent } from '../door'
import type { Cipher } from '../keys/envelope'
import { endedKeys } from '../keys/renewal'
import type { Opened, Vault } from '../keys/vault'
import type { Purge } from '../purge'
import type { CursorRow } from '../store/database'
import type { Identity } from '../store/identity'
import { acknowledge, countWaiting, holds, nextBatch, reconcile } from '../store/outbox'
import { offerFilesAgain } from '../store/files'
import { nextLost } from '../store/lost'
import { checkPage, cursorOf, hasLost, storePage } from '../store/pages'
import { type NamedPart, beginWith, beginWithPages, lackingOf, missingOf, nextMissing, storePart } from '../store/parts'
import { beginAgain, prove } from '../store/proof'
import { holdsReference, keepReference } from '../store/references'
import { setAside } from '../store/refused'
import { rewind } from '../store/rewind'
import { NoKeys, type Shelf, marksOf } from '../store/shelf'
import { logEndOf } from '../store/tables'
import type { Told } from '../store/told'
import type { Writer } from '../store/writer'
import { type Surroundings, claimedInstant } from '../surroundings'
import type { Call, EngineEvent, Failure, StreamPosition } from './engine'
import { createRecovery } from './recovery'
import { type Answer, type Server, failed } from './server'

/** The calls of the exchange, each from this device's database to the server and back into it. */
export interface Calls {
  hello(): Promise<EngineEvent>
  push(bytes: number): Promise<EngineEvent>
  pull(stream: StreamId): Promise<EngineEvent>
  /** Begins a stream with its snapshot. */
  begin(stream: StreamId): Promise<EngineEvent>
  /** Some more of a snapshot that was begun with; in the end, its proof. */
  fill(stream: StreamId): Promise<EngineEvent>
  /** Gives one more piece back of what the server lost. */
  recover(stream: StreamId): Promise<EngineEvent>
  /** What is missing of one participant, ahead of the others; false where it cannot be had now. */
  bring(subject: SubjectKey): Promise<boolean>
}

export interface CallsParts {
  readonly surroundings: Pick<Surroundings, 'clock' | 'app'> & { readonly crypto: Cipher }
  readonly identity: Pick<Identity, 'device' | 'local' | 'sign'>
  readonly shelf: Shelf
  readonly writer: Writer
  readonly server: Server
  readonly told: Told
  /** The signed-in person's own signature key: the server must know it before anything signed with it arrives. */
  readonly signature: Opened['signature']
  /** Whom this device has locked out, to be told with the next hello. */
  readonly vault: Pick<Vault, 'lockouts' | 'forgetLockouts'>
  /** What this device has to remove, and has removed. */
  readonly purge: Pick<Purge, 'receipts' | 'obey'>
  /** Whether a signature over a text is the server's. */
  readonly byServer: (text: string, signature: string) => Promise<boolean>
  readonly emit: (event: DataEvent) => void
  /**
   * Called with what came in, after it is durable. `anew`: what was known of it before may not be so any more, since its
   * log replaces one that the server lost.
   */
  readonly arrived: (changes: readonly Logged[], anew?: boolean) => void
  /** What was read of a stream was put aside, or goes: casebooks are what the rest says. */
  readonly unread: () => void
  /** Something entered here can never be sent; this stands in its place from now on. */
  readonly refused: (logged: Logged) => void
  /** The part of a participant is here: what is known of them is everything. */
  readonly completed: (subject: SubjectKey) => void
}

/** The studies of which a hello says something else than the one before: also where a site is not said any more. */
function toldOtherwise(before: HelloAnswer | undefined, now: HelloAnswer): readonly StudyId[] {
  const lines = (hello: HelloAnswer | undefined) =>
    new Map([...(hello?.sites ?? []), ...(hello?.published ?? [])].map((one) => [JSON.stringify(one), one.study]))
  const [old, current] = [lines(before), lines(now)]
  return [...old, ...current].filter(([line]) => !(old.has(line) && current.has(line))).map(([, study]) => study)
}

export function createCalls({
  surroundings,
  identity,
  shelf,
  writer,
  server,
  told,
  signature,
  vault,
  purge,
  byServer,
  emit,
  arrived,
  unread,
  refused,
  completed,
}: CallsParts): Calls {
  const { clock, app, crypto } = surroundings
  const { device } = identity
  const waiting = async () => (await countWaiting(shelf.db)).waiting

  async function position({
    stream,
    head,
    snapshot,
  }: HelloAnswer['streams'][number]): Promise<StreamPosition | undefined> {
    const keys = shelf.ring.ofStream(stream)
    if (!keys) return undefined
    const cursor = await cursorOf(shelf, keys, stream)
    const begins = snapshot === true && cursor.seq === 0 && !cursor.pagesOnly
    const lost = (await nextLost(shelf, stream)) !== undefined
    const lacking = await lackingOf(shelf, cursor)
    return { stream, head, cursor: cursor.seq, snapshot: begins, lacking, ...(lost && { lost }) }
  }

  /** Where a stream stands after something of it came in. */
  async function reached(stream: StreamId, head: number): Promise<StreamPosition> {
    return (await position({ stream, head })) ?? { stream, head, cursor: 0 }
  }

  /**
   * The next page of a stream. Where a server lost it, own changes are asked for whole: what was blacked out of the own
   * log may stand in the log of now. A server that went back to a former release knows receipts only.
   */
  async function pageAfter(stream: StreamId, from: CursorRow): Promise<Answer<PullAnswer>> {
    const query = new URLSearchParams({ stream, after: String(from.seq), maxBytes: String(LIMITS.pageBytes) })
    const ask = () => server.get(`/api/sync/pull?${query}`, PullAnswer)
    if (!(await hasLost(shelf, from))) return ask()
    query.set('own', 'whole')
    const answer = await ask()
    if (answer.ok || answer.failure.code !== 'bad-request') return answer
    query.delete('own')
    return ask()
  }

  /** Parts that are on their way: whoever needs one waits for it and does not ask twice. */
  const underWay = new Map<Hash, Promise<Failure | undefined>>()

  function fetchPart(named: NamedPart): Promise<Failure | undefined> {
    const coming = underWay.get(named.part) ?? requestPart(named).finally(() => underWay.delete(named.part))
    underWay.set(named.part, coming)
    return coming
  }

  async function requestPart(named: NamedPart): Promise<Failure | undefined> {
    const { stream, subject, part, through } = named
    const keys = shelf.ring.ofStream(stream)
    if (!keys) return { code: 'not-allowed' }
    const query = new URLSearchParams({ stream, subject, part, through: String(through) })
    const answer = await server.bytes(`/api/sync/part?${query}`)
    if (!answer.ok) return answer.failure
    if (!(await storePart(shelf, keys, named, answer.value))) return { code: 'page-mismatch' }
    completed(subject)
    return undefined
  }

  async function cursors(): Promise<Record<StreamId, Cursor>> {
    const known: Record<StreamId, Cursor> = {}
    for (const { stream } of told.hello()?.streams ?? []) {
      const keys = shelf.ring.ofStream(stream)
      if (!keys) continue
      const { seq, chain } = await cursorOf(shelf, keys, stream)
      if (seq > 0) known[stream] = { seq, chain }
    }
    return known
  }

  /** Study versions come before the data entered under them. */
  async function fetchVersions({ versions }: HelloAnswer): Promise<Answer<readonly StudyId[]>> {
    const came = new Set<StudyId>()
    for (const id of await told.missing(versions)) {
      const answer = await server.get(`/api/study-versions/${id}`, StudyVersion)
      if (!answer.ok) return answer
      if (!(await told.keepVersion(id, answer.value))) return failed('misunderstood')
      came.add(answer.value.study.id)
      emit({ kind: 'study', study: answer.value.study.id })
    }
    return { ok: true, value: [...came] }
  }

  let fetchingReferences = false

  /** Reference data come behind everything else: nobody's work waits for them. What failed is tried at the next hello. */
  async function fetchReferences({ references }: HelloAnswer): Promise<void> {
    if (fetchingReferences) return
    fetchingReferences = true
    try {
      for (const loaded of references) if (!(await holdsReference(shelf.db, loaded))) await fetchReference(loaded)
    } finally {
      fetchingReferences = false
    }
  }

  async function fetchReference(loaded: ReferenceLoaded): Promise<void> {
    const { kind, about, document: id } = loaded
    const answer = await server.get(`/api/references/${id}`, z.json())
    if (!answer.ok || documentId(answer.value) !== id) return
    const reference = Reference.safeParse({ kind, about, document: answer.value })
    if (!reference.success) return
    await keepReference(crypto, shelf.db, identity.local, { loaded, reference: reference.data })
    emit({ kind: 'reference', of: kind, about })
  }

  /** Places on the way to a snapshot's end are the server's word too, and lead to it. */
  async function endsHold({ stream, seq, chain, ends }: SnapshotAnswer): Promise<boolean> {
    if (!ends) return true
    const last = ends.at(-1)
    if (last?.seq !== seq || last.chain !== chain) return false
    const hold = await Promise.all(ends.map(({ proof, ...end }) => byServer(streamEndText(stream, end), proof)))
    return hold.every((one) => one)
  }

  /** One change that the server can never take holds up nothing: it goes into the box of what was refused. */
  async function putAside(failure: Failure): Promise<EngineEvent> {
    const { code, change } = failure
    const streams = (told.hello()?.streams ?? []).map(({ stream }) => stream)
    // The agreement may be among what a restored server lost, and has not gone back yet: then it is sent again after that.
    if (change?.unagreed) for (const stream of streams) if (await nextLost(shelf, stream)) return fail('push', failure)
    const gone = code === 'unacceptable' && change && (await setAside(shelf, writer, change, clock.now(), streams))
    if (!gone) return fail('push', failure)
    refused(gone)
    return { kind: 'pushed', waiting: await waiting(), heads: new Map(), awaits: false }
  }

  const calls = {
    async hello(): Promise<EngineEvent> {
      const [lockouts, purged] = [await vault.lockouts(), await purge.receipts()]
      const [ends, inUse] = [await endedKeys(shelf.db), new Set(shelf.ring.all().map((keys) => shelf.ring.inUse(keys)))]
      const renewed = [...inUse].flatMap((keys) => (keys && keys.id !== keys.first ? [keys] : []))
      const request = HelloRequest.parse({
        device,
        app,
        lastN: (await logEndOf(shelf.db)).n,
        cursors: await cursors(),
        claimedAt: claimedInstant(clock),
        ...(lockouts.length > 0 && { lockouts }),
        purged,
        ...(ends.length > 0 && { keyEnds: ends }),
        ...(renewed.length > 0 && { keysInUse: renewed.map(({ id: key, first }) => ({ key, first })) }),
      })
      const answer = await server.post('/api/sync/hello', request, HelloAnswer)
      const heardAt = clock.now()
      if (!answer.ok) return fail('hello', answer.failure)
      if (lockouts.length > 0) await vault.forgetLockouts(lockouts)
      if (!(await reconcile(shelf, answer.value))) return fail('hello', { code: 'fork' })
      await purge.obey(answer.value, purged)
      if (!answer.value.keys.some(({ keyId }) => keyId === signature.keyId)) {
        const registered = await server.registerKey(signature)
        if (!registered.ok) return fail('hello', registered.failure)
      }
      const fetched = await fetchVersions(answer.value)
      if (!fetched.ok) return fail('hello', fetched.failure)
      const changed = toldOtherwise(told.hello(), answer.value)
      await told.keep(answer.value, heardAt)
      // Again for what was fetched: which versions there are is read from what was just kept.
      for (const study of new Set([...fetched.value, ...changed])) emit({ kind: 'study', study })
      void fetchReferences(answer.value).catch(() => undefined)
      for (const { stream, rewind: lost } of answer.value.streams) {
        const now = shelf.ring.ofStream(stream)
        // A server that a back-up brought back may not know this device, and gives it other keys: what lies under the old
        // ones was read from a log that it may not have any more either.
        for (const keys of shelf.ring.everOf(stream))
          if (now && (lost || keys.first !== now.first) && (await rewind(shelf, keys, stream))) unread()
      }
      if (answer.value.streams.some(({ rewind: lost }) => lost)) await offerFilesAgain(shelf)
      const positions = await Promise.all(answer.value.streams.map(position))
      return { kind: 'greeted', streams: positions.filter((known) => known !== undefined), waiting: await waiting() }
    },

    async push(bytes: number): Promise<EngineEvent> {
      const batch = await nextBatch(shelf, bytes)
      if (!batch) return { kind: 'pushed', waiting: 0, heads: new Map(), awaits: false }
      const request: PushRequest = {
        device,
        grantVersion: told.hello()?.grantVersion ?? 0,
        from: batch.from,
        before: batch.before,
        after: batch.after,
        signature: await identity.sign(batch.after),
        changes: batch.changes.map(({ change }) => change),
      }
      const answer = await server.post('/api/sync/push', request, PushAnswer)
      if (!answer.ok) return putAside(answer.failure)
      // What it acknowledges has to be what lies here, and something of what was sent: else a hello says where both stand.
      if (answer.value.ackedThrough < batch.from || !(await holds(shelf, answer.value)))
        return fail('push', { code: 'gap' })
      const known = await acknowledge(writer, batch, answer.value)
      arrived(known)
      const heads = new Map<StreamId, number>()
      for (const { change, receipt } of known)
        heads.set(change.stream, Math.max(heads.get(change.stream) ?? 0, receipt?.seq ?? 0))
      const awaits = known.some(({ change: { body } }) => body.kind === 'enrol' || body.kind === 'request')
      return { kind: 'pushed', waiting: await waiting(), heads, awaits }
    },

    async pull(stream: StreamId): Promise<EngineEvent> {
      const keys = shelf.ring.ofStream(stream)
      if (!keys) return fail('pull', { code: 'not-allowed' })
      const from = await cursorOf(shelf, keys, stream)
      const answer = await pageAfter(stream, from)
      if (!answer.ok) return fail('pull', answer.failure)
      const { rows, chain, head, more, proof } = answer.value
      const page = answer.value.stream === stream ? await checkPage(shelf, device, from, answer.value) : undefined
      // An empty page that still promises more would be asked for without end.
      if (!page || (rows.length === 0 && more)) return fail('pull', { code: 'page-mismatch' })
      const to = { seq: from.seq + page.length, chain }
      const proved = proof === undefined || (await byServer(streamEndText(stream, to), proof))
      if (!proved) return fail('pull', { code: 'page-mismatch' })
      const completeAt = more ? {} : { completeAt: new Date(clock.now()).toISOString() }
      if (await storePage(shelf, keys, from, { ...to, ...completeAt, ...(proof !== undefined && { proof }) }, page))
        arrived(page, await hasLost(shelf, from))
      return { kind: 'pulled', position: await reached(stream, head) }
    },

    async begin(stream: StreamId): Promise<EngineEvent> {
      const keys = shelf.ring.ofStream(stream)
      if (!keys) return fail('pull', { code: 'not-allowed' })
      const answer = await server.get(`/api/sync/snapshot?${new URLSearchParams({ stream })}`, SnapshotAnswer)
      const refused = !answer.ok && answer.failure.code !== 'misunderstood' && answer.failure.code !== 'not-found'
      if (refused) return fail('pull', answer.failure)
      const named = answer.ok && answer.value.stream === stream ? answer.value : undefined
      const snapshot = named && (await endsHold(named)) ? named : undefined
      const begun = snapshot !== undefined && (await beginWith(shelf, keys, snapshot))
      // Whatever is wrong with a snapshot: the stream itself is there to be read.
      if (!begun) await beginWithPages(shelf, keys, stream)
      else {
        const { study, site } = streamParts(stream)
        const lines = snapshot.entries.map(({ subject, summary }) => ({ subject, summary }))
        emit({ kind: 'roster', study, site, lines })
      }
      return { kind: 'pulled', position: await reached(stream, snapshot?.seq ?? 1) }
    },

    async fill(stream: StreamId): Promise<EngineEvent> {
      const keys = shelf.ring.ofStream(stream)
      if (!keys) return fail('fill', { code: 'not-allowed' })
      await opened
      const next = await nextMissing(shelf, keys, stream, PARTS_AT_ONCE)
      const failures = await Promise.all(next.map(fetchPart))
      const failure = failures.find((one) => one !== undefined)
      const cursor = await cursorOf(shelf, keys, stream)
      if (failure?.code === 'not-found') {
        await beginAgain(shelf, cursor.stream)
        unread()
        return { kind: 'filled', position: await reached(stream, cursor.seq) }
      }
      if (failure) return fail('fill', failure)
      if (next.length === 0) {
        const known = told.hello()?.streams.find((one) => one.stream === stream)?.head ?? 0
        const completeAt = cursor.seq >= known ? new Date(clock.now()).toISOString() : undefined
        // What was pulled on top of it has waited for that.
        if (await prove(shelf, writer, stream, cursor, completeAt)) arrived([])
        else unread()
      }
      return { kind: 'filled', position: await reached(stream, cursor.seq) }
    },
  }

  const recover = createRecovery({ shelf, server, reached })

  /** What somebody opens has the line to itself: nothing else is begun until it is here. */
  let opened: Promise<unknown> = Promise.resolve()

  function bring(subject: SubjectKey): Promise<boolean> {
    const brought = bringAll(subject)
    opened = Promise.allSettled([opened, brought])
    return brought
  }

  async function bringAll(subject: SubjectKey): Promise<boolean> {
    const missing = await missingOf(shelf, await marksOf(shelf, subject))
    const failures = await Promise.all(missing.map(fetchPart))
    return failures.every((failure) => failure === undefined)
  }

  return {
    hello: () => guarded('hello', calls.hello()),
    push: (bytes) => guarded('push', calls.push(bytes)),
    pull: (stream) => guarded('pull', calls.pull(stream)),
    begin: (stream) => guarded('pull', calls.begin(stream)),
    fill: (stream) => guarded('fill', calls.fill(stream)),
    recover: (stream) => guarded('recover', recover(stream)),
    bring,
  }
}

/**
 * So many parts are on their way together: a long line is not waited for with each. Browsers hold six connections to a
 * server, of which the others are for what somebody opens and for the exchange itself.
 */
export const PARTS_AT_ONCE = 3

const fail = (call: Call, failure: Failure): EngineEvent => ({ kind: 'failed', call, failure })

/** What the database threw ends the call, never the exchange. */
async function guarded(call: Call, work: Promise<EngineEvent>): Promise<EngineEvent> {
  try {
    return await work
  } catch (error) {
    return fail(call, { code: error instanceof NoKeys ? 'other-person' : 'storage' })
  }
}
