import { useEffect, useState } from 'react'
import { RouterProvider } from 'react-router'
import { tokenIn } from '#shared/administration/invitation'
import { InvitationScreen } from '../features/invitation/InvitationScreen'
import { SignInScreen } from '../features/sign-in/SignInScreen'
import { speak } from '../ui/language'
import { UiRoot } from '../ui/ui-root'
import { useExchange } from './exchange'
import { fetchKiosk, KioskRoom } from './kiosk-room'
import { useLockWhenAway } from './leave'
import { LeaveQuestion } from './leave-question'
import { fetchScreens, router } from './routes'
import { useScheme } from './scheme'
import { useAppSelector } from './store'

// Read before the router goes to its start, which takes the token out of the address and of the history.
const invited = location.hash.startsWith('#/invitation/') ? tokenIn(location.hash) : undefined

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
  return <UiRoot scheme={scheme}>{phase === 'in' ? <SignedIn /> : <WayIn />}</UiRoot>
}

/** The sign-in, or the invitation that this page was opened with or that somebody brought. */
function WayIn() {
  const [token, setToken] = useState(invited)
  const [userName, setUserName] = useState<string>()
  if (token === undefined) return <SignInScreen expected={userName} onInvitation={setToken} />
  const leave = () => setToken(undefined)
  return (
    <InvitationScreen
      token={token}
      onLeave={leave}
      onAccepted={(name) => {
        setUserName(name)
        leave()
      }}
    />
  )
}

function SignedIn() {
  useExchange()
  useLockWhenAway()
  const handed = useAppSelector(({ kiosk }) => kiosk.handed)
  useEffect(() => void Promise.all([fetchScreens(), fetchKiosk()]), [])
  // In the hands of a participant there is no other screen, whatever the address says.
  return (
    <>
      {handed ? <KioskRoom handed={handed} /> : <RouterProvider router={router} />}
      <LeaveQuestion />
    </>
  )
}
