import { useEffect, useRef, useState } from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import { type OpenSuggestion, byGrade, eachSuggestion } from '#shared/casebook/proposals'
import type { SubjectKey } from '#shared/ids'
import type { CompiledStudy } from '#shared/study/compile'
import { inPauses } from './in-pauses'

type Found = ReadonlyMap<SubjectKey, readonly OpenSuggestion[]>
interface Known {
  readonly casebook: Casebook
  readonly open: readonly OpenSuggestion[]
}

const none: Found = new Map()

/**
 * What the results of these casebooks suggest, found while nothing else is to be done: sample by sample, so that no key
 * ever waits for it. A casebook is asked again when it has changed.
 */
export function useSuggestions(study: CompiledStudy, casebooks: ReadonlyMap<SubjectKey, Casebook>): Found {
  const [found, setFound] = useState(none)
  const known = useRef(new Map<SubjectKey, Known>())
  useEffect(() => {
    const waiting = [...casebooks.values()].filter((one) => known.current.get(one.subject)?.casebook !== one)
    function* find() {
      for (const casebook of waiting) {
        const open: OpenSuggestion[] = []
        for (const suggestions of eachSuggestion(study, casebook)) {
          open.push(...suggestions)
          yield
        }
        known.current.set(casebook.subject, { casebook, open: open.sort(byGrade) })
      }
      setFound(new Map([...known.current].map(([subject, one]) => [subject, one.open])))
    }
    return inPauses(find())
  }, [study, casebooks])
  return found
}
