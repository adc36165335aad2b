import { describe, expect, test } from 'vitest'
import { holding, readThrough, siteIn, streamOf, throughTo } from '#shared/change/carried'
import { hashOf } from '#shared/canonical-json'
import { ownHash } from '#shared/change/chain'
import { Change, type Logged, type Receipt, refOf } from '#shared/change/change'
import { SYSTEM_USER } from '#shared/ids'

/** Rows of three sites about one participant, as streams have them. */

const STUDY = 'NCT00000001'
const ANA = '0198c0de-0000-7000-8000-00000000000a'
const SERVER = '0198c0de-0000-7000-8000-00000000000f'
let n = 0

const row = (site: string, seq: number, body: object, more: object = {}): Logged & { receipt: Receipt } => ({
  change: Change.parse({
    ...{ v: 1, device: ANA, n: ++n, study: STUDY, stream: `${STUDY}/${site}/data`, version: 'a'.repeat(64) },
    ...{ subject: ANA, author: ANA, role: 'nurse', claimedAt: '2026-03-12T10:00:00Z', zone: 'UTC' },
    ...{ boot: ANA, mono: 0, source: 'direct', ...more, body },
  }),
  receipt: { seq, committedAt: '2026-03-12T10:00:00.000Z', state: 'applied' },
})
const enrols = (site: string, seq = 1) => row(site, seq, { kind: 'enrol', code: `${site}-001` })
const moves = (site: string, seq: number, to: string) => row(site, seq, { kind: 'transfer', to, reason: 'moved house' })
const carries = (to: string, seq: number, { change, receipt }: Logged) =>
  row(to, seq, { kind: 'carried', change, receipt }, { device: SERVER, author: SYSTEM_USER, role: 'system' })

test('a row that carries something says that, as it was received there, in its own place', () => {
  const enrolled = enrols('A1', 7)
  const carried = carries('B1', 3, enrolled)
  const through = throughTo(carried)
  expect(through.change).toEqual(enrolled.change)
  expect(through.receipt).toEqual({ ...enrolled.receipt, seq: 3 })
  expect(streamOf(through)).toBe(`${STUDY}/B1/data`)
  expect(streamOf(enrolled)).toBe(`${STUDY}/A1/data`)
  expect(throughTo(enrolled)).toBe(enrolled)
})

test('what somebody pushed as if the server had carried it says nothing but itself', () => {
  const carried = carries('B1', 3, enrols('A1'))
  const held: Logged = { ...carried, receipt: { ...carried.receipt, state: 'held', reason: 'wrong-role' } }
  expect(throughTo(held)).toBe(held)
})

describe('where somebody is', () => {
  const enrolled = enrols('A1')
  const there = moves('A1', 2, 'B1')
  const back = moves('B1', 4, 'A1')
  const on = moves('B1', 4, 'C1')
  test.each([
    ['nowhere else, while nobody moved them', [enrolled], undefined],
    ['where they were moved to', [enrolled, there], 'B1'],
    ['back where they came from', [enrolled, there, back], 'A1'],
    ['at the third site', [enrolled, there, on], 'C1'],
    ['whatever was heard of first', [on, there, enrolled], 'C1'],
    ['however often it was heard', [there, enrolled, back, there, back], 'A1'],
    ['where they were moved to, of whom the enrolment is not here', [there], 'B1'],
    ['where they are, until the server lets the move count', [enrolled, { change: there.change }], undefined],
  ] as const)('%s', (_, said, site) => expect(siteIn(said)).toBe(site))
})

test('read from several sites, each change is there once, in the order of the site where the participant is', () => {
  const old = [enrols('A1', 1), row('A1', 2, { kind: 'void', refused: 'b'.repeat(64) }), moves('A1', 3, 'B1')]
  const late = row('A1', 4, { kind: 'void', refused: 'c'.repeat(64) })
  const along = old.map((one, i) => carries('B1', 11 + i, one))
  const next = row('B1', 14, { kind: 'void', refused: 'd'.repeat(64) })
  for (const rows of [
    [...old, late, ...along, next],
    [next, ...along, late, ...old],
  ]) {
    const read = readThrough(rows)
    const places = new Map(read.map((one) => [refOf(one.change), one.receipt?.seq]))
    expect(read).toHaveLength(5)
    expect([...old, next, late].map(({ change }) => places.get(refOf(change)))).toEqual([11, 12, 13, 14, 4])
  }
  // Of somebody who never moved nothing is made anew.
  const rows = [old[0], old[1]].flatMap((one) => one ?? [])
  expect(readThrough(rows)).toBe(rows)
})

test('once something of what was carried is blacked out, the row says with which hash it was written', () => {
  const moved = moves('A1', 2, 'B1')
  const { change } = carries('B1', 3, moved)
  if (moved.change.body.kind !== 'transfer') throw new Error('no move')
  const left = {
    ...moved.change,
    redacted: ownHash(moved.change),
    body: { ...moved.change.body, reason: '[redacted]' },
  }
  const now = holding(change, left)
  expect(now.redacted).toBe(hashOf(change))
  expect(ownHash(now)).toBe(ownHash(change))
  expect(JSON.stringify(now)).not.toContain('moved house')
  expect(Change.safeParse(now).success).toBe(true)
  expect(holding(moved.change, left)).toBe(left)
})
