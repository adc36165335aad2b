import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canonicalJson } from '#shared/canonical-json'
import { GENESIS, streamLink } from '#shared/change/chain'
import type { Change, Receipt } from '#shared/change/change'
import { signedText } from '#shared/change/signature'
import { type LogRow, PEOPLE_FILE, logFile } from '#shared/export/log-folder'
import { MANIFEST_FILE, Manifest, manifestFile, readManifest, sha256OfBytes } from '#shared/export/manifest'
import { type Hash, SubjectKey, streamId } from '#shared/ids'
import { newSigningKey } from '../../server/demo/pen'
import { proveFolder } from '../../server/cli/prove'
import { filledStory, nausea } from '../support/filled-casebook'
import { type Narrator, investigator, monitor, nurse } from '../support/story'

/** A small export in which anybody may change anything: whatever they do to it, the proof finds it. */

const story = filledStory()
const stream = streamId(story.study, story.site, 'data')
const name = logFile(story.site)
const key = newSigningKey()
const others = newSigningKey()

const signed = (change: Change, by = key): Change =>
  change.body.kind === 'sign'
    ? { ...change, body: { ...change.body, key: key.keyId, signature: by.sign(signedText(change, change.body)) } }
    : change

/** A log whose sums are right whatever is in it. */
function chained(rows: readonly { readonly change: Change; readonly receipt: Receipt }[]): readonly LogRow[] {
  let chain: Hash = GENESIS
  return rows.map(({ change, receipt }, i) => {
    const numbered = { ...receipt, seq: i + 1 }
    return { change, receipt: numbered, chain: (chain = streamLink(chain, change, numbered)) }
  })
}

const log = chained(
  story.log().flatMap(({ change, receipt }) => (receipt ? [{ change: signed(change), receipt }] : [])),
)
const signatures = log.flatMap(({ change }, at) => (change.body.kind === 'sign' ? [at] : []))

const person = ({ user, name, role }: Narrator) => ({ id: user, name, role, site: story.site })
const people = {
  study: story.study,
  sites: [],
  people: [nurse, investigator, monitor].map(person),
  keys: [{ keyId: key.keyId, user: investigator.user, publicKey: key.publicKey }],
}

const folder = mkdtempSync(join(tmpdir(), 'tracer-proof-'))
const bytesOf = (text: string) => new TextEncoder().encode(text)

/** Writes rows as an export does; the manifest vouches for them, and says where the log ends. */
function write(rows: readonly LogRow[], end = rows.at(-1)): void {
  rmSync(folder, { recursive: true, force: true })
  const files = [
    { name, bytes: bytesOf(rows.map((row) => `${canonicalJson(row)}\n`).join('')) },
    { name: PEOPLE_FILE, bytes: bytesOf(canonicalJson(people)) },
  ]
  const manifest = Manifest.parse({
    ...{ format: 'tracer-export/1', study: story.study, version: { id: story.version, name: '1.0' }, app: 'test' },
    ...{ kind: 'csv', profile: 'audit', language: 'en', asOf: '2026-03-20T00:00:00Z', participants: [] },
    exporter: { name: 'Dora', role: 'data-manager' },
    files: files.map((file) => ({
      ...{ name: file.name, bytes: file.bytes.length, sha256: sha256OfBytes(file.bytes) },
    })),
    log: [{ stream, rows: end?.receipt.seq ?? 0, chain: end?.chain ?? GENESIS }],
  })
  for (const file of [...files, manifestFile(manifest)]) {
    mkdirSync(dirname(join(folder, file.name)), { recursive: true })
    writeFileSync(join(folder, file.name), file.bytes)
  }
}

const found = async () => {
  const proof = await proveFolder(folder)
  return proof.holds ? 'holds' : proof.why
}

beforeAll(() => write(log))
afterAll(() => rmSync(folder, { recursive: true }))

test('as it was written, it holds', async () => {
  expect(log.length).toBeGreaterThan(10)
  expect(signatures.length).toBeGreaterThan(0)
  expect(await proveFolder(folder)).toEqual({
    holds: true,
    files: 2,
    redactions: 0,
    entries: log.length,
    signatures: signatures.length,
  })
})

describe('a single bit, wherever it is', () => {
  const flipped = async (file: string, at: number, bit: number) => {
    const whole = readFileSync(join(folder, file))
    const bent = Buffer.from(whole)
    bent[at] = (bent[at] ?? 0) ^ (1 << bit)
    writeFileSync(join(folder, file), bent)
    const answer = await found()
    writeFileSync(join(folder, file), whole)
    return answer
  }

  test('at every place of the manifest', () => {
    const whole = readFileSync(join(folder, MANIFEST_FILE))
    expect(readManifest(whole.toString())).toHaveProperty('seal')
    for (let at = 0; at < whole.length; at++) {
      const bent = Buffer.from(whole)
      bent[at] = (bent[at] ?? 0) ^ (1 << (at % 8))
      expect([at, 'fault' in readManifest(bent.toString())]).toEqual([at, true])
    }
  })

  test('anywhere in the people and the log (P11-04)', async () => {
    const sizes = [PEOPLE_FILE, name].map((file) => [file, readFileSync(join(folder, file)).length] as const)
    const place = fc
      .constantFrom(...sizes)
      .chain(([file, size]) => fc.tuple(fc.constant(file), fc.nat({ max: size - 1 }), fc.nat({ max: 7 })))
    await fc.assert(
      fc.asyncProperty(place, async ([file, at, bit]) => {
        expect(await flipped(file, at, bit)).not.toBe('holds')
      }),
      { numRuns: 150 },
    )
  })
})

/** Somebody who changes the log and has the manifest vouch for it, but not the sums within it. */
test.each(log.map((_, at) => at))('entry %i removed, said twice, or put in the place of the next', async (at) => {
  const removed = log.toSpliced(at, 1)
  const [one] = log.slice(at)
  const twice = one ? log.toSpliced(at, 0, one) : log
  const next = log[at + 1]
  const swapped = one && next ? log.toSpliced(at, 2, next, one) : removed
  for (const rows of [removed, twice, swapped]) {
    write(rows, log.at(-1))
    expect(await found()).not.toBe('holds')
  }
})

/** Somebody who can do all the sums anew, and has no key but their own. */
test.each(signatures)('the signature of entry %i forged, transplanted or copied (P11-12)', async (at) => {
  const replaced = (change: (one: Change) => Change) =>
    chained(log.map((row, i) => (i === at ? { ...row, change: change(row.change) } : row)))
  const body = (change: (one: Extract<Change['body'], { kind: 'sign' }>) => object) =>
    replaced((one) => (one.body.kind === 'sign' ? { ...one, body: { ...one.body, ...change(one.body) } } : one))
  const copy = log[at]
  const tries = {
    'signed with another key': replaced((one) => signed(one, others)),
    'of other content': body(() => ({ scopes: [{ scope: nausea, content: GENESIS }] })),
    'with another meaning': body(({ meaning }) => ({
      meaning: meaning === 'data-correct' ? 'reviewed-adverse-event' : 'data-correct',
    })),
    'by another person': replaced((one) => ({ ...one, author: monitor.user })),
    'at another time': replaced((one) => ({ ...one, claimedAt: '2026-03-07T16:09:00.000+01:00' })),
    'about another participant': replaced((one) => ({ ...one, subject: SubjectKey.parse(randomUUID()) })),
    'once more': copy ? chained([...log, { ...copy, change: { ...copy.change, n: copy.change.n + 100 } }]) : log,
  }
  for (const [how, rows] of Object.entries(tries)) {
    write(rows)
    expect([how, await found()]).not.toEqual([how, 'holds'])
  }
})

test('what does not belong to it is found', async () => {
  write(log)
  writeFileSync(join(folder, 'more.csv'), 'x')
  expect(await found()).toBe('is not in the manifest')
  rmSync(join(folder, 'more.csv'))
  rmSync(join(folder, PEOPLE_FILE))
  expect(await found()).toBe('the file is missing')
  expect(readdirSync(folder)).toContain(MANIFEST_FILE)
})
