import { lazy, Suspense, useCallback, useEffect, useMemo } from 'react'
import { Loading } from '../ui/progress'
import type { Handed } from './handed'
import { pathTo } from './paths'
import { mayHere, PlaceContext } from './place'
import { router } from './routes'
import { takenBack, useAppDispatch, useAppSelector, useSession } from './store'
import { whereIs } from './where'

const load = () => import('../features/kiosk/KioskScreen')
const KioskScreen = lazy(async () => ({ default: (await load()).KioskScreen }))

/** Fetches the kiosk ahead: it has to open where there is no network. */
export const fetchKiosk = load

/** The kiosk and nothing else: no rail, no bar, no address that leads anywhere. */
export function KioskRoom({ handed }: { handed: Handed }) {
  const dispatch = useAppDispatch()
  const sites = useAppSelector(({ exchange }) => exchange.sites)
  const { grants } = useSession()
  const { study, site, subject, forms } = handed
  const form = forms[handed.form] ?? forms[0]
  const where = useMemo(
    () => whereIs({ study, site, subject, form }, sites, grants),
    [study, site, subject, form, sites, grants],
  )
  const leave = useCallback(async () => {
    // First the place, then its screen: the app would begin at its start.
    if (form) await router.navigate(pathTo({ screen: 'form', study, site, subject, form }), { replace: true })
    dispatch(takenBack())
  }, [dispatch, study, site, subject, form])

  // Whoever signed in with their own password and has nothing to do with this participant took the device back.
  const stranger = where.kind !== 'reading' && !(where.kind === 'place' && mayHere(where.place, 'value'))
  useEffect(() => {
    if (stranger) dispatch(takenBack())
  }, [stranger, dispatch])

  useHeldBack()
  if (where.kind !== 'place' || !form) return <Loading />
  return (
    <PlaceContext value={where.place}>
      <Suspense fallback={<Loading />}>
        <KioskScreen key={form} handed={handed} onLeave={() => void leave()} />
      </Suspense>
    </PlaceContext>
  )
}

/** Keys that mean something to a browser beyond the page: only the size of the text stays with whoever reads. */
const SIZES = ['+', '-', '0', '=']

/** Back stays here, and so do the shortcuts that a page may keep to itself. */
function useHeldBack(): void {
  useEffect(() => {
    const stay = () => window.history.pushState(window.history.state, '', window.location.href)
    const keep = (event: KeyboardEvent) => {
      const modified = event.ctrlKey || event.metaKey || event.altKey
      if ((modified && !SIZES.includes(event.key)) || /^F\d+$/.test(event.key)) event.preventDefault()
    }
    const noMenu = (event: Event) => event.preventDefault()
    stay()
    window.addEventListener('popstate', stay)
    window.addEventListener('keydown', keep, { capture: true })
    window.addEventListener('contextmenu', noMenu)
    return () => {
      window.removeEventListener('popstate', stay)
      window.removeEventListener('keydown', keep, { capture: true })
      window.removeEventListener('contextmenu', noMenu)
    }
  }, [])
}
