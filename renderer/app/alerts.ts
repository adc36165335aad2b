import { useCallback, useEffect } from 'react'
import { type Alert, readsAlerts } from '#shared/alerts/protocol'
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

/** The person's alerts; undefined while the server has not answered yet. */
export function useAlerts(): {
  readonly alerts: readonly Alert[] | undefined
  /** Says that the person has taken one on; false where the server was not told. */
  readonly acknowledge: (id: string) => Promise<boolean>
} {
  const data = useData()
  const dispatch = useAppDispatch()
  const alerts = useAppSelector(({ alerts }) => alerts.told)
  const acknowledge = useCallback(
    async (id: string) => {
      const done = await data.acknowledge(id)
      const told = await data.alerts()
      if (told) dispatch(alertsCame(told))
      return done
    },
    [data, dispatch],
  )
  return { alerts, acknowledge }
}
