import { useEffect, useRef, useState } from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import { type OpenSuggestion, byGrade, eachSuggestion } from '#shared/casebook/proposals'
import type { SubjectKey } from '#shared/ids'
import type { CompiledStudy } from '#shared/study/compile'

type Found = ReadonlyMap<SubjectKey, readonly OpenSuggestion[]>
interface Known {
  readonly casebook: Casebook
  readonly open: readonly OpenSuggestion[]
}

const none: Found = new Map()

/** What one pause between two drawings is long enough for. */
const A_WHILE = 6

/**
 * What the results of these casebooks suggest, found while nothing else is to be done: sample by sample, so that no key
 * ever waits for it. A casebook is asked again when it has changed.
 */
export function useSuggestions(study: CompiledStudy, casebooks: ReadonlyMap<SubjectKey, Casebook>): Found {
  const [found, setFound] = useState(none)
  const known = useRef(new Map<SubjectKey, Known>())
  useEffect(() => {
    const waiting = [...casebooks.values()].filter((one) => known.current.get(one.subject)?.casebook !== one)
    let underway: { readonly casebook: Casebook; readonly steps: Iterator<readonly OpenSuggestion[]> } | undefined
    let open: OpenSuggestion[] = []
    let timer = 0
    const work = () => {
      const until = performance.now() + A_WHILE
      while (performance.now() < until) {
        if (!underway) {
          const casebook = waiting.shift()
          if (!casebook) {
            setFound(new Map([...known.current].map(([subject, one]) => [subject, one.open])))
            return
          }
          underway = { casebook, steps: eachSuggestion(study, casebook) }
          open = []
        }
        const step = underway.steps.next()
        if (!step.done) open.push(...step.value)
        else {
          known.current.set(underway.casebook.subject, { casebook: underway.casebook, open: open.sort(byGrade) })
          underway = undefined
        }
      }
      timer = window.setTimeout(work, A_WHILE)
    }
    timer = window.setTimeout(work, A_WHILE)
    return () => window.clearTimeout(timer)
  }, [study, casebooks])
  return found
}
