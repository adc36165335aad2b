import { setImmediate } from 'node:timers/promises'
import type { StreamedSource } from '#shared/export/streamed'
import { type MakingJob, PlacedSource, type SourcePlace } from './making-place'
import { madeInThreads } from './making-pool'

/** Bytes of a log from which on threads pay for being begun. */
const WORTH_IT = 8_000_000

/** Where participants are made: on every core where there is much to make, or in the caller's thread alone. */
export type Hands = 'every-core' | 'this-thread'

/** A source of these participants, in their order. Whoever makes them, they become the same. */
export function sourceOf(place: SourcePlace, jobs: readonly MakingJob[], hands: Hands): StreamedSource {
  const placed = new PlacedSource(place)
  const source: StreamedSource = {
    ...placed.source,
    async *subjects() {
      for (const job of jobs) {
        // Between two participants whoever wants to stop it is heard.
        await setImmediate()
        yield placed.subject(job)
      }
    },
  }
  if (hands === 'this-thread') return source
  const size = jobs.reduce((sum, { own }) => own.spots.reduce((bytes, spot) => bytes + spot.bytes, sum), 0)
  if (size < WORTH_IT) return source
  return { ...source, made: ({ format, kind }) => madeInThreads({ ...place, order: { format, kind } }, jobs) }
}
