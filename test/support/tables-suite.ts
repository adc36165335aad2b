import { expect, test } from 'vitest'
import { GENESIS } from '#shared/change/chain'
import type { CursorRow, LogRow, PageRow } from '../../renderer/data/store/database'
import { type DeviceTables, ledgerOf, logEndOf } from '../../renderer/data/store/tables'

const sealed = { key: 'k', alg: 'A256GCM' as const, data: new Uint8Array([1]) }
const logRow = (n: number): LogRow => ({ n, at: n, bytes: 10, hash: GENESIS, sealed })
const page = (stream: string, first: number, last: number, subjects: readonly string[]): PageRow => ({
  ...{ stream, first, last, subjects, sealed },
})
const cursor = (stream: string, seq: number): CursorRow => ({ stream, key: 'k', seq, chain: GENESIS, folded: 0 })

/** What the stores of a device promise, whatever stands behind them. */
export function tablesSuite(open: () => Promise<DeviceTables>): void {
  test('rows come back by key, in the order of keys', async () => {
    const db = await open()
    expect(await logEndOf(db)).toEqual({ n: 0, hash: GENESIS })
    for (const n of [2, 10, 1]) await db.log.put(logRow(n))
    expect((await db.log.toArray()).map(({ n }) => n)).toEqual([1, 2, 10])
    expect((await logEndOf(db)).n).toBe(10)
    expect((await db.log.bulkGet([10, 3])).map((row) => row?.n)).toEqual([10, undefined])
    expect(await db.log.where('n').above(1).primaryKeys()).toEqual([2, 10])
    expect(await db.log.where('n').aboveOrEqual(2).primaryKeys()).toEqual([2, 10])
    const seen: number[] = []
    await db.log
      .where('n')
      .aboveOrEqual(1)
      .until(({ n }) => n === 10)
      .each(({ n }) => seen.push(n))
    expect(seen).toEqual([1, 2])
    await db.log.where('n').belowOrEqual(2).delete()
    expect(await db.log.count()).toBe(1)
    await db.log.clear()
    expect(await db.log.orderBy('n').first()).toBeUndefined()
  })

  test('a key of two parts has its range, a list its entries', async () => {
    const db = await open()
    await db.pages.bulkPut([page('a', 1, 4, ['x', 'y']), page('a', 5, 9, ['y']), page('b', 1, 2, ['x'])])
    await db.pages.bulkPut([])
    const from = (first: number) => db.pages.where('[stream+first]').between(['a', first], ['a', Infinity])
    expect(await from(1).primaryKeys()).toEqual([
      ['a', 1],
      ['a', 5],
    ])
    expect((await from(2).first())?.last).toBe(9)
    expect(await db.pages.where('subjects').anyOf(['x']).primaryKeys()).toEqual([
      ['a', 1],
      ['b', 1],
    ])
    expect((await db.pages.get(['a', 5]))?.subjects).toEqual(['y'])
  })

  test('parts are found by stream, by participant, and what is missing in its order', async () => {
    const db = await open()
    const part = (stream: string, subject: string, missing: number) => ({
      ...{ stream, subject, missing, part: GENESIS, sealed },
    })
    await db.parts.bulkPut([part('a', 'x', 10), part('a', 'y', 0), part('a', 'z', 9), part('b', 'x', 1)])
    expect(await db.parts.where('missing').above(0).primaryKeys()).toEqual([
      ['b', 'x'],
      ['a', 'z'],
      ['a', 'x'],
    ])
    const ofStream = db.parts.where('[stream+subject]').between(['a', ''], ['a', '\uffff'])
    expect((await ofStream.toArray()).map(({ subject }) => subject)).toEqual(['x', 'y', 'z'])
    expect(await db.parts.where('subject').equals('x').primaryKeys()).toHaveLength(2)
    await db.parts.put(part('a', 'x', 0))
    expect(await db.parts.where('missing').above(0).primaryKeys()).toEqual([
      ['b', 'x'],
      ['a', 'z'],
    ])
  })

  test('a transaction sees what it wrote, and others see all of it or nothing', async () => {
    const db = await open()
    const failing = db.atomic('rw', ['pages', 'cursors'], async (tx) => {
      await tx.pages.add(page('a', 1, 2, []))
      await tx.cursors.put(cursor('a', 2))
      expect((await tx.cursors.get('a'))?.seq).toBe(2)
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect([await db.pages.count(), await db.cursors.count()]).toEqual([0, 0])
    await db.atomic('rw', ['pages', 'cursors'], (tx) =>
      Promise.all([tx.pages.add(page('a', 1, 2, [])), tx.cursors.put(cursor('a', 2))]),
    )
    expect([await db.pages.count(), (await db.cursors.get('a'))?.seq]).toEqual([1, 2])
  })

  test('a taken key fails the whole transaction', async () => {
    const db = await open()
    await db.log.add(logRow(1))
    const twice = db.atomic('rw', ['log', 'outbox'], (tx) =>
      Promise.all([tx.outbox.add({ n: 1 }), tx.log.add(logRow(1))]),
    )
    await expect(twice).rejects.toMatchObject({ name: 'ConstraintError' })
    expect(await db.outbox.count()).toBe(0)
  })

  test('writing transactions run one after the other: none goes by what another is about to change', async () => {
    const db = await open()
    const once = () =>
      db.atomic('rw', ['meta'], async (tx) => {
        const { writes } = await ledgerOf(tx)
        await tx.meta.put({ name: 'ledger', writes: writes + 1 })
      })
    await Promise.all(Array.from({ length: 8 }, once))
    expect(await ledgerOf(db)).toEqual({ name: 'ledger', writes: 8 })
  })

  test('a transaction that only reads sees one moment', async () => {
    const db = await open()
    const read = db.atomic('r', ['log', 'outbox'], async (tx) => [await tx.log.count(), await tx.outbox.count()])
    const write = db.atomic('rw', ['log', 'outbox'], (tx) =>
      Promise.all([tx.log.add(logRow(1)), tx.outbox.add({ n: 1 })]),
    )
    expect(await read).toEqual([0, 0])
    await write
    expect([await db.log.count(), await db.outbox.count()]).toEqual([1, 1])
  })
}
