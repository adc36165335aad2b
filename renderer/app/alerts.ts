import { useCallback, useEffect } from 'react'
import { type Alerts, readsAlerts } from '#shared/alerts/protocol'
import { useData } from '../data/hooks'
import { alertsCame, useAppDispatch, useAppSelector, useSession } from './store'

/** Whether the person is told of alerts anywhere. */
export const useReadsAlerts = (): boolean => readsAlerts(useSession())

/** Keeps the person's alerts in the store, asked again after each exchange. Once, around everything that shows them. */
export function useAlertsKept(): void {
  const data = useData()
  const dispatch = useAppDispatch()
  const wanted = useReadsAlerts()
  const contact = useAppSelector(({ exchange }) => exchange.status?.lastContactAt)
  useEffect(() => {
    if (!wanted || contact === undefined) return undefined
    let here = true
    void data.alerts().then((told) => {
      if (here && told) dispatch(alertsCame(told))
    })
    return () => {
      here = false
    }
  }, [data, dispatch, wanted, contact])
}

/** What waits for the person; undefined while the server has not answered yet. */
export function useAlerts(): {
  readonly told: Alerts | undefined
  /** Says that the person has taken one on; false where the server was not told. */
  readonly acknowledge: (id: string) => Promise<boolean>
  /** Confirms, as the second of two people, that somebody gets a new password; false where the server did not take it. */
  readonly confirmRecovery: (id: string) => Promise<boolean>
} {
  const data = useData()
  const dispatch = useAppDispatch()
  const told = useAppSelector(({ alerts }) => alerts.told)
  const then = useCallback(
    async (doing: Promise<boolean>) => {
      const done = await doing
      const anew = await data.alerts()
      if (anew) dispatch(alertsCame(anew))
      return done
    },
    [data, dispatch],
  )
  const acknowledge = useCallback((id: string) => then(data.acknowledge(id)), [data, then])
  const confirmRecovery = useCallback((id: string) => then(data.confirmRecovery(id)), [data, then])
  return { told, acknowledge, confirmRecovery }
}
