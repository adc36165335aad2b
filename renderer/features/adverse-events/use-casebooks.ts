import { useEffect, useMemo, useRef, useState } from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import type { SubjectKey } from '#shared/ids'
import { useData } from '../../data/hooks'

export interface Casebooks {
  readonly casebooks: ReadonlyMap<SubjectKey, Casebook>
  /** How many of those asked for are read; the screen works with them meanwhile. */
  readonly read: number
}

const none: ReadonlyMap<SubjectKey, Casebook> = new Map()

/**
 * The casebooks of several participants, kept up to date as long as the caller is on the screen. Read one after the
 * other, the first ones first, so that the first screenful stands after a few reads however many there are.
 */
export function useCasebooks(subjects: readonly SubjectKey[]): Casebooks {
  const data = useData()
  const [casebooks, setCasebooks] = useState(none)
  const known = useRef(none)
  const wanted = subjects.join(' ')

  useEffect(() => {
    let gone = false
    const keep = (casebook: Casebook) => {
      known.current = new Map(known.current).set(casebook.subject, casebook)
    }
    const readAll = async () => {
      let shown = performance.now()
      for (const subject of subjects) {
        if (gone) return
        if (known.current.has(subject)) continue
        keep(fold(await data.casebook(subject), emptyCasebook(subject)))
        if (performance.now() - shown < 100) continue
        shown = performance.now()
        setCasebooks(known.current)
      }
      if (!gone) setCasebooks(known.current)
    }
    void readAll()
    return () => {
      gone = true
    }
    // `wanted` is what `subjects` says; a new list of the same participants is no reason to read again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [data, wanted])

  useEffect(() => {
    const heard = data.subscribe((event) => {
      if (event.kind !== 'changes') return
      const before = known.current.get(event.subject)
      if (!before) return
      known.current = new Map(known.current).set(event.subject, fold(event.changes, before))
      setCasebooks(known.current)
    })
    return () => void heard.then((stop) => stop())
  }, [data])

  return useMemo(
    () => ({ casebooks, read: subjects.filter((subject) => casebooks.has(subject)).length }),
    [casebooks, subjects],
  )
}
