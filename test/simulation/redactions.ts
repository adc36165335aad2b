import { gunzipSync } from 'node:zlib'
import { canonicalJson, hashOf } from '#shared/canonical-json'
import type { Casebook } from '#shared/casebook/casebook'
import { emptyCasebook, fold, shardsOf } from '#shared/casebook/fold'
import { GENESIS, linkHash, ownHash, streamLinkHash } from '#shared/change/chain'
import { Change, type ChangeBody, type Logged, type RedactionPlace, refOf } from '#shared/change/change'
import { type ChangeRef, type Hash, type StreamId, type SubjectKey, changeRef } from '#shared/ids'
import { targetsIn } from '#shared/redaction/agreed'
import { blackedOut, targetOf } from '#shared/redaction/black-out'
import { changeIn, redactablePlaces, waitingRequests } from '#shared/redaction/judge'
import { wordsIn } from '#shared/redaction/words-at'
import type { LogRow } from '../../server/sync/log'
import type { Chance } from '../support/chance'
import type { LogState } from './memory-log'
import type { Disk } from './memory-tables'
import type { Person } from './sim-server'

/** What a simulated person types freely: found again wherever it lies, and nowhere by accident. */
export const wordsOf = (name: string, number: number): string => `«${name} ${number}»`

const typed = (text: string): readonly string[] => text.match(/«[^»]*»/g) ?? []

/**
 * What somebody says next of personal data in a casebook: decides about what was asked, or asks. Now and then they decide
 * where they have no say in it. Undefined where there is nothing to say.
 */
export function nextOfRedaction(
  chance: Chance,
  { user, grants }: Pick<Person, 'user' | 'grants'>,
  casebook: Casebook,
  words: () => string,
): ChangeBody | undefined {
  const waiting = waitingRequests(casebook)
  const sides = new Set(grants.map(({ role }) => isOfSite(role)))
  const isTheirs = ({ change: { author, role, body } }: Logged): boolean =>
    author !== user &&
    sides.has(!isOfSite(role)) &&
    body.kind === 'redaction-request' &&
    body.targets.every((target) => changeIn(casebook, target.change)?.change.author !== user)
  const open = chance.fraction() < 0.1 ? waiting : waiting.filter(isTheirs)
  const request = open.length > 0 ? chance.among(open).change : undefined
  if (request?.body.kind === 'redaction-request') {
    const decision = chance.fraction() < 0.9 ? 'approve' : 'decline'
    const { scopes } = request.body
    return { kind: 'redaction-decision', request: refOf(request), scopes, decision, reason: words() }
  }
  return asksFor(chance, casebook, waiting, words)
}

function asksFor(
  chance: Chance,
  casebook: Casebook,
  waiting: readonly Logged[],
  words: () => string,
): ChangeBody | undefined {
  const asked = new Set(waiting.flatMap((one) => targetsIn(one).map(({ change }) => change)))
  const open = everythingIn(casebook).flatMap((logged) => {
    const places = asked.has(refOf(logged.change)) ? [] : redactablePlaces(casebook, logged)
    return places.length > 0 ? [{ change: logged.change, places }] : []
  })
  if (open.length === 0) return undefined
  const { change, places } = chance.among(open)
  const target = targetOf(change, chance.fraction() < 0.5 ? places : [chance.among(places)])
  const scopes = [...shardsOf(change)].map((form) => form ?? '')
  return target && { kind: 'redaction-request', targets: [target], scopes, reason: words() }
}

function everythingIn(casebook: Casebook): readonly Logged[] {
  const all = new Map<ChangeRef, Logged>()
  for (const { log } of [casebook.own, ...casebook.forms.values()])
    for (const [ref, logged] of log) all.set(ref, logged)
  return [...all.values()]
}

/** What two people agreed on, by the log alone and by nothing of the product but the shape of a change. */
interface Agreement {
  readonly original: Hash
  readonly remaining: readonly Hash[]
  readonly places: ReadonlySet<RedactionPlace>
}

const isOfSite = (role: string): boolean => role === 'nurse' || role === 'investigator'

/**
 * Who agreed on what in a stream: one of the site and one of the sponsor, who are two people, and of whom the one who
 * approved did not write what goes.
 */
function agreements(rows: readonly Pick<LogRow, 'body' | 'receipt'>[]): ReadonlyMap<ChangeRef, Agreement> {
  const counting = new Map<ChangeRef, Change>()
  const authors = new Map<ChangeRef, string>()
  for (const { body, receipt } of rows) {
    const change = Change.parse(JSON.parse(body))
    authors.set(refOf(change), change.author)
    if (receipt.state === 'applied') counting.set(refOf(change), change)
  }
  const agreed = new Map<ChangeRef, Agreement>()
  for (const { author, role, subject, body } of counting.values()) {
    if (body.kind !== 'redaction-decision' || body.decision !== 'approve') continue
    const request = counting.get(body.request)
    if (request?.body.kind !== 'redaction-request' || request.subject !== subject) continue
    if (request.author === author || isOfSite(request.role) === isOfSite(role)) continue
    for (const { change, places, original, remaining } of request.body.targets) {
      if (authors.get(change) === author) continue
      const before = agreed.get(change)
      agreed.set(change, {
        original,
        remaining: [...(before?.remaining ?? []), remaining],
        places: new Set([...(before?.places ?? []), ...places]),
      })
    }
  }
  return agreed
}

/** Rows of a stream whose text another commit replaced, each with what is wrong with that. */
export function rewritten(had: readonly LogRow[], now: readonly LogRow[]): readonly string[] {
  const replaced = had.flatMap((row, i) => {
    const next = now[i]
    return next === row ? [] : [{ row, next }]
  })
  if (replaced.length === 0) return []
  const agreed = agreements(now)
  return replaced.flatMap(({ row, next }) => {
    const { device, n, receipt } = row
    if (!next) return [`${receipt.seq} is gone`]
    if (canonicalJson({ ...next, body: '' }) !== canonicalJson({ ...row, body: '' }))
      return [`${receipt.seq} is another change`]
    if (next.body === row.body) return []
    const left = hashOf(Change.parse(JSON.parse(next.body)))
    const isAgreed = agreed.get(changeRef(device, n))?.remaining.includes(left)
    return isAgreed ? [] : [`${receipt.seq} was rewritten, and no two people agreed on it`]
  })
}

/** What was agreed on in each stream, and the words that are to be nowhere. */
export interface Gone {
  readonly stream: StreamId
  readonly words: ReadonlySet<string>
}

/**
 * What is wrong in the end with the servers' log: each change is what was saved, but for what was agreed on, which is
 * gone from the log and from what is packed of it; and the chains lead through it all.
 */
export function logAfterRedactions(
  { rows, snapshots }: LogState,
  saved: ReadonlyMap<Hash, Change>,
): { readonly wrong: readonly string[]; readonly gone: readonly Gone[] } {
  const wrong: string[] = []
  const gone: Gone[] = []
  for (const [stream, all] of rows) {
    const agreed = agreements(all)
    const words = new Set<string>()
    let chain = GENESIS
    for (const { device, n, body, hash, receipt, chain: stored } of all) {
      const ref = changeRef(device, n)
      const now = Change.parse(JSON.parse(body))
      chain = streamLinkHash(chain, ownHash(now), receipt)
      if (chain !== stored || ownHash(now) !== hash) wrong.push(`the chain of ${stream} does not lead through ${ref}`)
      const was = saved.get(hash)
      const about = agreed.get(ref)
      const isIt = about?.original === hash
      if (now.redacted !== undefined && !isIt) wrong.push(`${ref} is blacked out, and no two people agreed on it`)
      if (!was) continue
      const left = isIt ? blackedOut(was, [...about.places]) : was
      if (left && canonicalJson(left) === canonicalJson(now)) {
        if (isIt) for (const word of wordsGone(was, about.places)) words.add(word)
      } else wrong.push(`${ref} is not what two people agreed to leave of it`)
    }
    for (const ref of heldThoughAgreed(all, agreed)) wrong.push(`${ref} was agreed on and waits for a person`)
    const packed = [...(snapshots.get(stream)?.parts.values() ?? [])].map((part) => gunzipSync(part.packed).toString())
    for (const word of words)
      if ([...packed, ...all.map(({ body }) => body)].some((text) => text.includes(word)))
        wrong.push(`${word} was blacked out in ${stream}, and the server has it`)
    gone.push({ stream, words })
  }
  return { wrong, gone }
}

/** What is held in a casebook for its blacked out words alone, although the log agrees on them. */
function heldThoughAgreed(
  rows: readonly Pick<LogRow, 'body' | 'receipt'>[],
  agreed: ReadonlyMap<ChangeRef, Agreement>,
): readonly ChangeRef[] {
  const bySubject = new Map<SubjectKey, Logged[]>()
  for (const { body, receipt } of rows) {
    const change = Change.parse(JSON.parse(body))
    bySubject.set(change.subject, [...(bySubject.get(change.subject) ?? []), { change, receipt }])
  }
  return [...bySubject].flatMap(([subject, all]) =>
    [...fold(all, emptyCasebook(subject)).forms.values()].flatMap(({ held }) =>
      held.flatMap(({ change, receipt }) => {
        const about = agreed.get(refOf(change))
        const isIt = change.redacted === about?.original && about?.remaining.includes(hashOf(change))
        // What is said of a redaction itself is held for other evidence.
        const isAbout = change.body.kind === 'redaction-request' || change.body.kind === 'redaction-decision'
        return isIt && !isAbout && receipt?.reason === 'evidence-differs' ? refOf(change) : []
      }),
    ),
  )
}

/** Of a change, those that stand at these places and nowhere else in it. */
function wordsGone(change: Change, places: ReadonlySet<RedactionPlace>): readonly string[] {
  const at = wordsIn(change).map(({ place, said }) => ({ place, words: typed(JSON.stringify(said)) }))
  const kept = new Set(at.flatMap(({ place, words }) => (places.has(place) ? [] : words)))
  return at.flatMap(({ place, words }) => (places.has(place) ? words.filter((word) => !kept.has(word)) : []))
}

/** Of these words, those that lie anywhere on a device's disk, by the readable cipher of the simulation. */
export function wordsOn({ state }: Disk, words: ReadonlySet<string>): readonly string[] {
  if (words.size === 0) return []
  const found = new Set<string>()
  for (const store of Object.values(state))
    for (const row of store.values())
      if ('sealed' in row)
        for (const word of typed(Buffer.from(row.sealed.data).toString())) if (words.has(word)) found.add(word)
  return [...found]
}

/** Where a device's own log does not follow from itself. */
export function ownBreak(rows: readonly { readonly n: number; readonly hash: Hash; readonly change: Change }[]) {
  let chain = GENESIS
  for (const { n, hash, change } of rows) {
    chain = linkHash(chain, ownHash(change))
    if (chain !== hash) return n
  }
  return undefined
}

/** Changes of one participant as a casebook shows them: without what was agreed to be blacked out. */
export function asShown(all: readonly Logged[]): readonly Logged[] {
  const [first] = all
  if (!first) return []
  const casebook = fold(all, emptyCasebook(first.change.subject))
  return all.map((logged) => ({ ...logged, change: changeIn(casebook, refOf(logged.change))?.change ?? logged.change }))
}
