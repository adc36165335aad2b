import { useMemo } from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import { requestOf } from '#shared/redaction/judge'
import type { CompiledStudy } from '#shared/study/compile'
import { mayHere, usePlace } from '../app/place'
import { type BlackingOut, nothingToBlackOut, toBlackOutIn } from '../form/black-out'
import { useAssert } from './use-assert'

/** What the person may ask to have blacked out of a casebook that they look at, wherever in it the words stand. */
export function useBlackingOut(study: CompiledStudy, casebook: Casebook): BlackingOut {
  const assert = useAssert(study)
  const mayAsk = mayHere(usePlace(), 'redaction-request', study.id)
  const of = useMemo(() => (mayAsk ? toBlackOutIn(casebook) : nothingToBlackOut), [casebook, mayAsk])
  return {
    of,
    ask: async ({ change }, places, reason) => {
      const request = requestOf(change, places, reason)
      return request !== undefined && (await assert(casebook, request))
    },
  }
}
