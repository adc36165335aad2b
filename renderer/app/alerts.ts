import { useCallback, useEffect, useState } from 'react'
import { type Alert, readsAlerts } from '#shared/alerts/protocol'
import { useData } from '../data/hooks'
import { useAppSelector, useSession } from './store'

/** Whether the person is told of alerts anywhere. */
export const useReadsAlerts = (): boolean => readsAlerts(useSession())

/** The person's alerts, asked again after each exchange; undefined while the server has not answered yet. */
export function useAlerts(): {
  readonly alerts: readonly Alert[] | undefined
  readonly acknowledge: (id: string) => Promise<boolean>
} {
  const data = useData()
  const wanted = useReadsAlerts()
  const contact = useAppSelector(({ exchange }) => exchange.status?.lastContactAt)
  const [alerts, setAlerts] = useState<readonly Alert[]>()
  const [asked, setAsked] = useState(0)
  useEffect(() => {
    if (!wanted || contact === undefined) return undefined
    let here = true
    void data.alerts().then((told) => {
      if (here && told) setAlerts(told)
    })
    return () => {
      here = false
    }
  }, [data, wanted, contact, asked])
  const acknowledge = useCallback(
    async (id: string) => {
      const done = await data.acknowledge(id)
      setAsked((count) => count + 1)
      // Whatever else on the screen counts them asks again after an exchange.
      if (done) void data.syncNow()
      return done
    },
    [data],
  )
  return { alerts, acknowledge }
}
