import { useEffect, useMemo, useRef, useState } from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import type { SubjectKey } from '#shared/ids'
import { useData } from './hooks'

export interface Casebooks {
  readonly casebooks: ReadonlyMap<SubjectKey, Casebook>
  /** How many of those asked for are read; the screen works with them meanwhile. */
  readonly read: number
}

const none: ReadonlyMap<SubjectKey, Casebook> = new Map()

/** How often the screen is drawn again while casebooks are being read. */
const DRAWN_EVERY = 100

/** Whoever waits for work sees a screenful of it at once, rather than one participant now and the others a while later. */
const SCREENFUL = 12

/** How many are asked for at a time, so that the worker reads on while one that came is folded here. */
const AT_ONCE = 4

/**
 * The casebooks of several participants, kept up to date as long as the caller is on the screen. The first ones are read
 * first, so that the first screenful stands after a few reads however many there are. A damaged record throws into the
 * nearest error boundary.
 */
export function useCasebooks(subjects: readonly SubjectKey[]): Casebooks {
  const data = useData()
  const [casebooks, setCasebooks] = useState(none)
  const [failure, setFailure] = useState<Error>()
  const known = useRef(none)
  const wanted = subjects.join(' ')

  useEffect(() => {
    let here = true
    const keep = (casebook: Casebook) => {
      known.current = new Map(known.current).set(casebook.subject, casebook)
    }
    // A fold takes what it already has without harm, so what is heard during a read is simply read once more.
    const readOne = async (subject: SubjectKey) => {
      keep(fold(await data.casebook(subject), known.current.get(subject) ?? emptyCasebook(subject)))
    }
    const fail = (error: unknown) => {
      if (here) setFailure(error instanceof Error ? error : new Error('a casebook could not be read'))
    }
    const readAll = async () => {
      let drawn = performance.now()
      let first = SCREENFUL
      const missing = subjects.filter((subject) => !known.current.has(subject)).values()
      const readOn = async () => {
        for (const subject of missing) {
          if (!here) return
          await readOne(subject)
          if (--first !== 0 && performance.now() - drawn < DRAWN_EVERY) continue
          drawn = performance.now()
          setCasebooks(known.current)
        }
      }
      await Promise.all(Array.from({ length: AT_ONCE }, readOn))
      if (here) setCasebooks(known.current)
    }
    const asked = new Set(subjects)
    const listening = data.subscribe((event) => {
      if (event.kind !== 'changes' || !asked.has(event.subject)) return
      const before = known.current.get(event.subject)
      if (before) {
        keep(fold(event.changes, before))
        setCasebooks(known.current)
      } else {
        readOne(event.subject).catch(fail)
      }
    })
    readAll().catch(fail)
    return () => {
      here = false
      void listening.then((stop) => stop())
    }
    // `wanted` is what `subjects` says; a new list of the same participants is no reason to read again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [data, wanted])

  if (failure) throw failure
  return useMemo(
    () => ({ casebooks, read: subjects.filter((subject) => casebooks.has(subject)).length }),
    [casebooks, subjects],
  )
}
