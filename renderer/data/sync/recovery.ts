import type { StreamId } from '#shared/ids'
import { RecoverAnswer, type RecoverRequest } from '#shared/recovery'
import type { CursorRow } from '../store/database'
import { endsOf, nextLost, nextPiece, noteReturned } from '../store/lost'
import type { Shelf } from '../store/shelf'
import type { EngineEvent, Failure, StreamPosition } from './engine'
import { type Answer, type Server, failed } from './server'

interface RecoveryParts {
  readonly shelf: Shelf
  readonly server: Pick<Server, 'post'>
  readonly reached: (stream: StreamId, head: number) => Promise<StreamPosition>
}

const fail = (failure: Failure): EngineEvent => ({ kind: 'failed', call: 'recover', failure })

/**
 * Gives one more piece of a log back that the server lost: first asked is up to where it still has it, then it gets the
 * rest. Cut off anywhere, it goes on from there; what was given twice is there once.
 */
export function createRecovery({ shelf, server, reached }: RecoveryParts): (stream: StreamId) => Promise<EngineEvent> {
  const post = (request: RecoverRequest): Promise<Answer<RecoverAnswer>> =>
    server.post('/api/sync/recover', request, RecoverAnswer)

  async function giveBack(stream: StreamId, lost: CursorRow): Promise<Answer<number>> {
    if (lost.returned === undefined) {
      const ends = await endsOf(shelf, lost)
      if (ends.length === 0) return done(lost, lost.seq)
      const answer = await post({ ask: 'known', stream, ends: [...ends] })
      if (!answer.ok) return answer
      const { seq, chain, head } = answer.value
      const named = seq === 0 || ends.some((end) => end.seq === seq && end.chain === chain)
      return named ? done(lost, seq, head) : failed('misunderstood')
    }
    const piece = await nextPiece(shelf, lost)
    if (!piece?.taken) return done(lost, piece?.through ?? lost.seq)
    const { before, proof, rows } = piece.taken
    const answer = await post({ ask: 'take', stream, before, proof, rows: [...rows] })
    if (!answer.ok) return answer
    // An answer to something else says nothing of this piece.
    const { seq, chain, head } = answer.value
    return seq === piece.through && chain === piece.taken.chain ? done(lost, seq, head) : failed('misunderstood')
  }

  async function done(lost: CursorRow, through: number, head = 0): Promise<Answer<number>> {
    await noteReturned(shelf, lost, through)
    return { ok: true, value: head }
  }

  return async (stream) => {
    const lost = await nextLost(shelf, stream)
    const given = lost && (await giveBack(stream, lost))
    if (given && !given.ok) return fail(given.failure)
    return { kind: 'recovered', position: await reached(stream, given?.value ?? 0) }
  }
}
