import { useMemo } from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import { requestOf } from '#shared/redaction/judge'
import type { SiteInfo } from '#shared/protocol'
import { mayAssert } from '#shared/roles'
import type { CompiledStudy } from '#shared/study/compile'
import { mayHere, usePlace } from '../app/place'
import { useSession } from '../app/store'
import { rolesAt } from '../app/where'
import { type BlackingOut, nothingToBlackOut, toBlackOutIn } from '../form/black-out'
import { useAssert } from './use-assert'

/** What the person may ask to have blacked out of a casebook that they look at, wherever in it the words stand, here or at another site. */
export function useBlackingOut(
  study: CompiledStudy,
  casebook: Casebook,
  at?: Pick<SiteInfo, 'study' | 'site' | 'version'>,
): BlackingOut {
  const assert = useAssert(study)
  const place = usePlace()
  const { grants } = useSession()
  const mayAsk = at
    ? rolesAt(grants, at.study, at.site).some((role) => mayAssert(role, 'redaction-request'))
    : mayHere(place, 'redaction-request', study.id)
  const of = useMemo(() => (mayAsk ? toBlackOutIn(casebook) : nothingToBlackOut), [casebook, mayAsk])
  return {
    of,
    ask: async ({ change }, places, reason) => {
      const request = requestOf(change, places, reason)
      return request !== undefined && (await assert(casebook, request, at))
    },
  }
}
