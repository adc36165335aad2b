import type { Casebook } from '#shared/casebook/casebook'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import type { SubjectKey } from '#shared/ids'
import type { DataDoor } from '../../data/door'

/** Casebooks read one after the other, again and again with each other question. */
export interface KeptCasebooks {
  /** As it stands now; undefined where it has not come to this device whole. Throws where it is damaged. */
  read(subject: SubjectKey): Promise<Casebook | undefined>
  /** Something was said in it since it was read. */
  forget(subject: SubjectKey): void
}

/** As many changes stay folded at most; whatever is beyond is read again. */
const MOST_KEPT = 60_000

export function keptCasebooks(data: Pick<DataDoor, 'casebook'>): KeptCasebooks {
  const kept = new Map<SubjectKey, { readonly casebook: Casebook; readonly changes: number }>()
  /** How often each was said to be out of date: what was being read meanwhile is not kept. */
  const forgotten = new Map<SubjectKey, number>()
  let sum = 0
  return {
    async read(subject) {
      const known = kept.get(subject)
      if (known) return known.casebook
      const before = forgotten.get(subject)
      try {
        const log = await data.casebook(subject)
        const casebook = fold(log, emptyCasebook(subject))
        if (forgotten.get(subject) === before && !kept.has(subject) && sum + log.length <= MOST_KEPT) {
          kept.set(subject, { casebook, changes: log.length })
          sum += log.length
        }
        return casebook
      } catch (error) {
        if (error instanceof Error && error.name === 'NotReceived') return undefined
        throw error
      }
    },
    forget(subject) {
      forgotten.set(subject, (forgotten.get(subject) ?? 0) + 1)
      sum -= kept.get(subject)?.changes ?? 0
      kept.delete(subject)
    },
  }
}

/** So many are being read at a time. */
const AT_ONCE = 4

/** What is made of each of some things, in their order; a few are under way ahead of the one that is asked for. */
export async function* inTurn<T extends object, R>(
  all: readonly T[],
  make: (one: T) => Promise<R>,
): AsyncGenerator<readonly [T, R]> {
  const waiting = [...all]
  const underWay: (readonly [T, Promise<R>])[] = []
  const begin = () => {
    const [one] = waiting.splice(0, 1)
    if (one === undefined) return
    const made = make(one)
    // Whoever stops asking does not hear of it; whoever asks does.
    made.catch(() => undefined)
    underWay.push([one, made])
  }
  for (let i = 0; i < AT_ONCE; i++) begin()
  for (;;) {
    const [first] = underWay.splice(0, 1)
    if (!first) return
    const [one, made] = first
    const result = await made
    begin()
    yield [one, result]
  }
}
