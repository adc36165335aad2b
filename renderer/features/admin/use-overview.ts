import { useCallback, useEffect, useState } from 'react'
import type { ActAnswer, AdministrationAct, AdministrationOverview } from '#shared/administration/protocol'
import { type NotDone, isNotDone } from '../../data/administration'
import { useData } from '../../data/hooks'

export interface Administered {
  readonly overview: AdministrationOverview
  /** Does it on the server and reads everything anew. */
  readonly act: (act: AdministrationAct) => Promise<ActAnswer | NotDone>
  /** Confirms, as the second of two people, that somebody gets a new password; false where the server did not take it. */
  readonly confirmRecovery: (id: string) => Promise<boolean>
}

export type AdministrationRead = 'reading' | NotDone | Administered

/** What the server says of its people, places and devices, asked again for each part that is looked at, and by `again`. */
export function useOverview(part: string): { readonly read: AdministrationRead; readonly again: () => void } {
  const data = useData()
  const [overview, setOverview] = useState<AdministrationOverview | NotDone>()
  const [asked, setAsked] = useState(0)
  useEffect(() => {
    let here = true
    void data.administration().then((answer) => {
      if (here) setOverview(answer)
    })
    return () => {
      here = false
    }
  }, [data, part, asked])
  const again = useCallback(() => setAsked((count) => count + 1), [])
  const act = useCallback(
    async (one: AdministrationAct) => {
      const answer = await data.administer(one)
      if (!isNotDone(answer)) again()
      return answer
    },
    [data, again],
  )
  const confirmRecovery = useCallback(
    async (id: string) => {
      const done = await data.confirmRecovery(id)
      again()
      return done
    },
    [data, again],
  )
  if (!overview) return { read: 'reading', again }
  return { read: isNotDone(overview) ? overview : { overview, act, confirmRecovery }, again }
}
