import { expect, test } from 'vitest'
import { sha256Hex } from '#shared/canonical-json'
import { DeviceId } from '#shared/ids'
import type { TakeInAnswer, UnsentFile } from '#shared/unsent-file'
import { utf8 } from '../../../renderer/data/bytes'
import { type SavedUnsent, type TakenIn, takeInUnsent } from '../../../renderer/data/unsent'
import type { Server } from '../../../renderer/data/sync/server'

/** A file may be all that is left of a device: nobody is told that it was taken in before the server says so of this very file. */

const after = (n: number) => sha256Hex(`the chain at ${n}`)

/** The first so many changes of a device, one a batch. */
function fileOf(changes: number): SavedUnsent {
  const batches = Array.from({ length: changes }, (_, i) => ({
    ...{ from: i + 1, before: after(i), after: after(i + 1), signature: 'AAAA' },
    rows: [{ key: 'a', data: 'AAAA' }],
  }))
  const device = DeviceId.parse('0194c24a-3291-7082-857e-eeaa90193987')
  const said = { kind: 'tracer-unsent-work', v: 1, device, publicKey: 'AAAA', savedAt: '2026-03-12T10:00:00Z' } as const
  const file: UnsentFile = { ...said, batches, seal: 'AAAA' }
  return { changes, bytes: utf8(JSON.stringify(file)) }
}

/** Takes a file in where these answers come, one after the other. */
function takenIn({ bytes }: SavedUnsent, answers: readonly TakeInAnswer[]): Promise<TakenIn> {
  const coming = answers.values()
  const post: Server['post'] = async (_path, _body, schema) => ({
    ok: true,
    value: schema.parse(coming.next().value),
  })
  return takeInUnsent(bytes, async () => true, { post })
}

const answerAt = (n: number): TakeInAnswer => ({ ackedThrough: n, after: after(n), fresh: 1 })

test('every batch is answered: the file is taken in', async () => {
  expect(await takenIn(fileOf(2), [answerAt(1), answerAt(2)])).toEqual({ kind: 'taken', changes: 2, fresh: 2 })
})

test.each([
  ['to what was carried before it', answerAt(1)],
  ['of a device that is further on', answerAt(7)],
])('an answer %s, come once more, says nothing of this file', async (_, other) => {
  expect(await takenIn(fileOf(2), [answerAt(1), other])).toEqual({ kind: 'not-taken', why: 'no-server' })
})
