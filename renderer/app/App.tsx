import { useEffect } from 'react'
import { RouterProvider } from 'react-router'
import { SignInScreen } from '../features/sign-in/SignInScreen'
import { speak } from '../ui/language'
import { UiRoot } from '../ui/ui-root'
import { useExchange } from './exchange'
import { fetchKiosk, KioskRoom } from './kiosk-room'
import { useLockWhenAway } from './leave'
import { fetchScreens, router } from './routes'
import { useScheme } from './scheme'
import { useAppSelector } from './store'

/** The whole app. While nobody is signed in there is the sign-in and nothing else: nothing to see, nothing to tab to. */
export function App() {
  const phase = useAppSelector(({ session }) => session.phase)
  const language = useAppSelector(({ preferences }) => preferences.language)
  const scheme = useScheme()
  useEffect(() => speak(language), [language])
  useEffect(() => {
    // Who comes next begins at the start, not where someone else was.
    if (phase === 'out') void router.navigate('/', { replace: true })
  }, [phase])
  return <UiRoot scheme={scheme}>{phase === 'in' ? <SignedIn /> : <SignInScreen />}</UiRoot>
}

function SignedIn() {
  useExchange()
  useLockWhenAway()
  const handed = useAppSelector(({ kiosk }) => kiosk.handed)
  useEffect(() => void Promise.all([fetchScreens(), fetchKiosk()]), [])
  // In the hands of a participant there is no other screen, whatever the address says.
  return handed ? <KioskRoom handed={handed} /> : <RouterProvider router={router} />
}
