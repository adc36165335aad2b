import { generateKeyPairSync, sign, verify, createPublicKey } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { GENESIS, streamLink } from '#shared/change/chain'
import type { Change, Receipt } from '#shared/change/change'
import { signedText } from '#shared/change/signature'
import { LogCheck, type LogRow } from '#shared/export/log-folder'
import { type Hash, streamId } from '#shared/ids'
import { filledStory, nausea } from '../../support/filled-casebook'
import { investigator, monitor } from '../../support/story'

const pair = generateKeyPairSync('ed25519')
const publicKey = pair.publicKey.export({ format: 'jwk' }).x ?? ''
const story = filledStory()
const stream = streamId(story.study, story.site, 'data')
const keys = {
  keys: new Map([['key-1', { user: investigator.user, publicKey }]]),
  verify: (key: string, text: string, by: string) =>
    verify(null, Buffer.from(text), createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key }, format: 'jwk' }), Buffer.from(by, 'base64url')), // prettier-ignore
}

const signed = (change: Change): Change =>
  change.body.kind === 'sign'
    ? {
        ...change,
        body: {
          ...change.body,
          signature: sign(null, Buffer.from(signedText(change, change.body)), pair.privateKey).toString('base64url'),
        },
      }
    : change

/** A log whose chain is right whatever is in it: what somebody makes who can do sums. */
function chained(rows: readonly { readonly change: Change; readonly receipt: Receipt }[]): readonly LogRow[] {
  let chain: Hash = GENESIS
  return rows.map(({ change, receipt }) => ({ change, receipt, chain: (chain = streamLink(chain, change, receipt)) }))
}

const log = chained(
  story.log().flatMap(({ change, receipt }) => (receipt ? [{ change: signed(change), receipt }] : [])),
)
const end = log.at(-1)
const signature = log.findIndex(({ change }) => change.body.kind === 'sign')

/** Where a log first does not hold. */
function firstBad(rows: readonly unknown[]) {
  const check = new LogCheck(stream, keys)
  for (const row of rows) {
    const found = check.next(row)
    if ('fault' in found) return [found.seq, found.fault]
  }
  const short = end && check.endsAt({ stream, rows: log.length, chain: end.chain })
  return short ? [short.seq, short.fault] : []
}

const changed = (at: number, change: (one: Change) => Change) =>
  log.map((row, i) => (i === at ? { ...row, change: change(row.change) } : row))

test('a log as it is holds', () => expect(firstBad(log)).toEqual([]))

describe('the first bad entry is named (P11-04)', () => {
  const text = JSON.stringify(log[4])
  const flip: unknown = JSON.parse(text.replace('"claimedAt":"2026', '"claimedAt":"2025'))
  test.each([
    ['a flipped byte', log.map((row, i) => (i === 4 ? flip : row)), [5, 'altered']],
    ['a byte that makes it no entry', log.map((row, i) => (i === 4 ? text.slice(1) : row)), [5, 'unreadable']],
    ['a removed entry', log.filter((_, i) => i !== 6), [7, 'missing-before']],
    ['the removed last entry', log.slice(0, -1), [log.length, 'end-missing']],
    ['an inserted entry', [...log.slice(0, 3), log[1], ...log.slice(3)], [4, 'repeated-or-reordered']],
    ['two entries in each other’s place', [...log.slice(0, 3), log[4], log[3], ...log.slice(5)], [4, 'missing-before']],
    ['another reason', changed(8, (change) => ({ ...change, zone: 'Europe/Paris' })), [9, 'altered']],
    ['a forged receipt', log.map((row, i) => (i === 2 ? { ...row, receipt: { ...row.receipt, committedAt: '2020-01-01T00:00:00Z' } } : row)), [3, 'altered']], // prettier-ignore
  ])('%s', (_, rows, bad) => expect(firstBad(rows)).toEqual(bad))
})

describe('a log whose sums were done anew is betrayed by its signatures (P11-04, P11-12)', () => {
  const forged = (change: (one: Change) => Change) => chained(changed(signature, change))
  const first = log[signature]?.change
  const second = log.find(({ change }, i) => i > signature && change.body.kind === 'sign')?.change.body
  test.each([
    ['the content that was signed', forged((one) => (one.body.kind === 'sign' ? { ...one, body: { ...one.body, scopes: [{ scope: nausea, content: GENESIS }] } } : one)), 'signature-false'], // prettier-ignore
    ['another signer', forged((one) => ({ ...one, author: monitor.user })), 'key-of-another'],
    ['another time', forged((one) => ({ ...one, claimedAt: '2026-03-07T16:09:00.000+01:00' })), 'signature-false'],
    ['a signature of another form', forged((one) => (one.body.kind === 'sign' && second?.kind === 'sign' ? { ...one, body: { ...one.body, signature: second.signature } } : one)), 'signature-false'], // prettier-ignore
    ['a key nobody has', forged((one) => (one.body.kind === 'sign' ? { ...one, body: { ...one.body, key: 'key-2' } } : one)), 'unknown-key'], // prettier-ignore
  ])('%s', (_, rows, fault) => {
    expect(first?.body.kind).toBe('sign')
    expect(firstBad(rows)).toEqual([signature + 1, fault])
  })
})
