import { useEffect, useState } from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import type { SubjectKey } from '#shared/ids'
import { useData } from '../../data/hooks'

const none: ReadonlyMap<SubjectKey, Casebook> = new Map()

/** The casebooks of these participants, one after the other as they are read, and again when something in one changes. */
export function useCasebooks(subjects: readonly SubjectKey[]): ReadonlyMap<SubjectKey, Casebook> {
  const data = useData()
  const [casebooks, setCasebooks] = useState(none)
  const wanted = subjects.join(' ')
  useEffect(() => {
    const keys = new Set(subjects)
    let here = true
    const read = async (subject: SubjectKey) => {
      const casebook = fold(await data.casebook(subject), emptyCasebook(subject))
      if (here) setCasebooks((known) => new Map(known).set(subject, casebook))
    }
    const listening = data.subscribe((event) => {
      if (event.kind === 'changes' && keys.has(event.subject)) void read(event.subject)
    })
    void (async () => {
      for (const subject of keys) {
        if (!here) return
        await read(subject)
      }
    })()
    return () => {
      here = false
      void listening.then((stop) => stop())
    }
    // The same participants in a new list are no reason to read again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [data, wanted])
  return casebooks
}
