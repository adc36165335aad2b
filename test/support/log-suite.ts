import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { canonicalJson, sha256Hex } from '#shared/canonical-json'
import { GENESIS, streamLinkHash } from '#shared/change/chain'
import { DeviceId, type StreamId, SubjectKey } from '#shared/ids'
import type { ChangeLog, Head, LogRow, LogTransaction } from '../../server/sync/log'

export interface LogUnderTest {
  readonly log: ChangeLog
  /** Two streams of a study, nothing in them; the first in name order first. */
  readonly streams: readonly [StreamId, StreamId]
  /** A device that the log knows and that has sent nothing. */
  readonly device: () => Promise<DeviceId>
}

const subject = SubjectKey.parse(randomUUID())

/** Rows behind a head, as a push makes them. */
function rowsBehind({ head, chain }: Head, device: DeviceId, from: number, count: number): readonly LogRow[] {
  let linked = chain
  return Array.from({ length: count }, (_, i) => {
    const [n, seq] = [from + i, head + i + 1]
    const body = canonicalJson({ device, n })
    const hash = sha256Hex(body)
    const receipt = { seq, committedAt: '2026-03-12T10:00:00.000Z', state: 'applied' as const }
    linked = streamLinkHash(linked, hash, receipt)
    return { device, n, subject, body, hash, receipt, chain: linked }
  })
}

async function appendTo(
  tx: LogTransaction,
  stream: StreamId,
  device: DeviceId,
  from: number,
  count = 1,
): Promise<void> {
  const head = await tx.takeHead(stream)
  if (head) await tx.append(stream, rowsBehind(head, device, from, count))
}

/** What the log promises the handlers of the exchange, order of visibility included, whatever stands behind it. */
export function logSuite(open: () => LogUnderTest): void {
  const headOf = (stream: StreamId) =>
    open().log.within([stream], async (tx) => (await tx.heads([stream]))[0]?.head ?? -1, 'read')

  test('what is appended comes back as pages, by subject and by identity', async () => {
    const { log, streams, device } = open()
    const [stream] = streams
    const [own, other] = [await device(), await device()]
    const before = await headOf(stream)
    await log.within([stream], async (tx) => {
      await tx.takeDevice(own)
      await appendTo(tx, stream, own, 1, 3)
      await tx.moveDevice(own, { acked: 3, chain: GENESIS })
    })
    await log.within([stream], (tx) => appendTo(tx, stream, other, 1))
    await log.within([stream], async (tx) => {
      expect(await tx.takeDevice(own)).toMatchObject({ acked: 3, chain: GENESIS })
      expect((await tx.identities(own, 2, 9)).map(({ n, receipt }) => [n, receipt.seq])).toEqual([
        [2, before + 2],
        [3, before + 3],
      ])
      const page = await tx.page(stream, before + 1, 1_000_000, own)
      expect(page.map(({ n, body, receipt }) => [receipt.seq - before, n, body === undefined])).toEqual([
        [2, 2, true],
        [3, 3, true],
        [4, 1, false],
      ])
      expect(await tx.page(stream, before, 1, other)).toHaveLength(1)
      expect(await tx.chainAt(stream, before + 4)).toBe(page.at(-1)?.chain)
      const committed = await tx.committed(stream, [subject], before, before + 2)
      expect(committed.map(({ receipt }) => receipt.seq - before)).toEqual([1, 2])
    })
    expect(await log.within([streams[1]], (tx) => tx.identities(own, 1, 3))).toEqual([])
  })

  test('a device’s numbers are its own in all streams, also in those that nobody named', async () => {
    const { log, streams, device } = open()
    const [one, other] = streams
    const [own, stranger] = [await device(), await device()]
    await log.within([one], (tx) => appendTo(tx, one, own, 1, 2))
    await log.within([other], (tx) => appendTo(tx, other, own, 5))
    await log.within([one], async (tx) => {
      await appendTo(tx, one, own, 3)
      const numbers = await tx.numbers(own, 2)
      expect(numbers.map(({ n }) => n)).toEqual([2, 3, 5])
      const [second] = await tx.identities(own, 2, 2)
      expect(numbers[0]?.hash).toBe(second?.hash)
      expect(await tx.numbers(stranger, 1)).toEqual([])
    })
  })

  test('what fails leaves nothing, and a number is used once', async () => {
    const { log, streams, device } = open()
    const [stream] = streams
    const own = await device()
    const before = await headOf(stream)
    const failing = log.within([stream], async (tx) => {
      await appendTo(tx, stream, own, 1)
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await headOf(stream)).toBe(before)
    await log.within([stream], (tx) => appendTo(tx, stream, own, 1))
    await expect(log.within([stream], (tx) => appendTo(tx, stream, own, 1))).rejects.toThrow()
    expect(await headOf(stream)).toBe(before + 1)
  })

  test('a transaction sees the streams it named and no others', async () => {
    const { log, streams } = open()
    const [one, other] = streams
    await log.within([one], async (tx) => {
      expect(await tx.heads([one, other])).toHaveLength(1)
      expect(await tx.takeHead(other)).toBeUndefined()
      expect(await tx.page(other, 0, 1_000, DeviceId.parse(randomUUID()))).toEqual([])
    })
  })

  test('what is packed comes back, the newest of each participant, and only to who named the stream', async () => {
    const { log, streams, device } = open()
    const [one, other] = streams
    const before = await headOf(one)
    const own = await device()
    await log.within([one], (tx) => appendTo(tx, one, own, 1, 2))
    const someone = SubjectKey.parse(randomUUID())
    const part = (changes: number, of = subject) => ({
      ...{ subject: of, part: sha256Hex(String(changes)), changes, last: changes, summary: undefined },
      packed: new Uint8Array([changes]),
    })
    const keep = (changes: number) =>
      log.within([one], async (tx) => {
        await tx.snapshot(one, 'for making')
        expect(await tx.subjects(one, before, before + 2)).toEqual([subject])
        await tx.keepPart(one, part(changes))
        await tx.keepPart(one, part(changes * 10, someone))
        await tx.keepSnapshot(one, { seq: changes, chain: GENESIS })
      })
    await keep(1)
    await keep(2)
    await log.within([one], async (tx) => {
      expect(await tx.snapshot(one)).toMatchObject({ seq: 2, chain: GENESIS })
      expect(await tx.parts(one)).toMatchObject([
        { subject: someone, last: 20 },
        { subject, changes: 2, part: part(2).part },
      ])
      expect([...((await tx.part(one, subject))?.packed ?? [])]).toEqual([2])
    })
    await log.within([other], async (tx) => {
      expect(await tx.snapshot(one)).toBeUndefined()
      expect(await tx.parts(one)).toEqual([])
      expect(await tx.part(one, subject)).toBeUndefined()
    })
  })

  test('many at once: numbers are dense, and who reads never sees a hole or a part of a transaction', async () => {
    const { log, streams, device } = open()
    const before = await Promise.all(streams.map(headOf))
    let writing = true
    const look = async () => {
      while (writing)
        await log.within(
          streams,
          async (tx) => {
            const heads = await tx.heads(streams)
            for (const [i, stream] of streams.entries()) {
              const page = await tx.page(stream, before[i]!, 1_000_000, DeviceId.parse(randomUUID()))
              expect(page.map(({ receipt }) => receipt.seq)).toEqual(page.map((_, at) => before[i]! + at + 1))
              expect(heads.find((head) => head.stream === stream)?.head).toBe(before[i]! + page.length)
              expect(page.length % 2).toBe(0)
            }
          },
          'read',
        )
    }
    const write = async () => {
      const own = await device()
      for (let n = 1; n <= 12; n += 4)
        await log.within(streams, async (tx) => {
          for (const [i, stream] of streams.entries()) await appendTo(tx, stream, own, n + i * 2, 2)
        })
    }
    const reading = look()
    await Promise.all(Array.from({ length: 5 }, write))
    writing = false
    await reading
    expect(await Promise.all(streams.map(headOf))).toEqual(before.map((head) => head + 30))
  })

  test('heads taken crosswise: one of the two is sent back, and nobody waits for ever', async () => {
    const { log, streams, device } = open()
    const [one, other] = streams
    const [a, b] = [await device(), await device()]
    let free = () => {}
    const both = new Promise<void>((resolve) => (free = resolve))
    let taken = 0
    const crosswise = (first: StreamId, second: StreamId, own: DeviceId) =>
      log.within([one, other], async (tx) => {
        await appendTo(tx, first, own, 1)
        if (++taken === 2) free()
        await both
        await appendTo(tx, second, own, 2)
      })
    const ends = await Promise.allSettled([crosswise(one, other, a), crosswise(other, one, b)])
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('what is set aside is found again by number and hash, as it first came', async () => {
    const { log, streams, device } = open()
    const [stream] = streams
    const own = await device()
    const receipt = { seq: 1, committedAt: '2026-03-12T10:00:00.000Z', state: 'applied' as const }
    const row = { device: own, n: 1, hash: sha256Hex(`aside ${own}`), receipt }
    await log.within([stream], async (tx) => {
      await tx.keepAside(stream, [{ ...row, body: '{"said":"first"}' }])
      await tx.keepAside(stream, [{ ...row, body: '{"said":"later"}' }])
    })
    await log.within([stream], async (tx) => {
      expect(await tx.aside(stream, row)).toBe('{"said":"first"}')
      expect(await tx.aside(stream, { ...row, hash: sha256Hex('another') })).toBeUndefined()
    })
  })
}
