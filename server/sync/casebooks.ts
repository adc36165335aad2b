import type { Casebook } from '#shared/casebook/casebook'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import { throughTo } from '#shared/change/carried'
import { Change, type Logged } from '#shared/change/change'
import type { StreamId, SubjectKey } from '#shared/ids'
import type { LogTransaction } from './log'

/**
 * Casebooks folded from what is committed, kept from push to push. Each reading brings them up to the head it is given,
 * so that it does not matter which server folded what before.
 */
export interface Casebooks {
  /** The casebooks of these subjects as of `head`. */
  at(
    tx: LogTransaction,
    stream: StreamId,
    head: number,
    subjects: ReadonlySet<SubjectKey>,
  ): Promise<Map<SubjectKey, Casebook>>
  /** Takes over what was folded while a push was judged, once that is committed: it need not be read again. */
  keep(folded: Folded): void
}

/** Casebooks of a stream with everything up to `through` in them. */
export interface Folded {
  readonly stream: StreamId
  readonly through: number
  readonly casebooks: ReadonlyMap<SubjectKey, Casebook>
}

/** How many casebooks are kept at hand. */
const KEPT = 500

export function keepCasebooks(): Casebooks {
  // In order of last use: a Map remembers the order of insertion.
  const kept = new Map<string, { readonly casebook: Casebook; readonly through: number }>()
  const keep = ({ stream, through, casebooks }: Folded): void => {
    for (const [subject, casebook] of casebooks) {
      const key = `${stream} ${subject}`
      const known = kept.get(key)
      kept.delete(key)
      kept.set(key, known && known.through > through ? known : { casebook, through })
    }
    for (const key of kept.keys()) {
      if (kept.size <= KEPT) break
      kept.delete(key)
    }
  }
  return {
    keep,
    async at(tx, stream, head, subjects) {
      const known = new Map(
        [...subjects].map((subject) => {
          const had = kept.get(`${stream} ${subject}`)
          return [subject, had && had.through <= head ? had : { casebook: emptyCasebook(subject), through: 0 }]
        }),
      )
      const news = await committed(tx, stream, head, known)
      const casebooks = new Map<SubjectKey, Casebook>()
      for (const [subject, had] of known) casebooks.set(subject, fold(news.get(subject) ?? [], had.casebook))
      keep({ stream, through: head, casebooks })
      return casebooks
    },
  }
}

async function committed(
  tx: LogTransaction,
  stream: StreamId,
  head: number,
  known: ReadonlyMap<SubjectKey, { readonly through: number }>,
): Promise<ReadonlyMap<SubjectKey, readonly Logged[]>> {
  const news = new Map<SubjectKey, Logged[]>()
  const behind = [...known].filter(([, { through }]) => through < head)
  if (behind.length === 0) return news
  const from = Math.min(...behind.map(([, { through }]) => through))
  const subjects = behind.map(([subject]) => subject)
  for (const { subject, body, receipt } of await tx.committed(stream, subjects, from, head)) {
    if (receipt.seq <= (known.get(subject)?.through ?? 0)) continue
    const logged = throughTo({ change: Change.parse(JSON.parse(body)), receipt })
    const of = news.get(subject)
    if (of) of.push(logged)
    else news.set(subject, [logged])
  }
  return news
}
