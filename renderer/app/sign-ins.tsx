import { useCallback, useEffect, useState } from 'react'
import type { SessionStandings } from '#shared/administration/protocol'
import { isNotDone, type NotDone } from '../data/administration'
import { useData } from '../data/hooks'
import { Button } from '../ui/button'
import { showMoment } from '../ui/dates'
import { Dialog } from '../ui/dialog'
import { useLanguage, useTexts } from '../ui/language'
import { Notice } from '../ui/notice'
import { Loading } from '../ui/progress'
import { useNow } from './clock'
import styles from './sign-ins.module.css'
import { appTexts } from './texts'

/** Where the person is signed in, and the way to end what they left open. */
export function SignIns({ onClose }: { readonly onClose: () => void }) {
  const say = useTexts(appTexts)
  const language = useLanguage()
  const now = useNow()
  const data = useData()
  const [told, setTold] = useState<SessionStandings | NotDone>()
  const [asked, setAsked] = useState(0)
  useEffect(() => {
    let here = true
    void data.signIns().then((answer) => {
      if (here) setTold(answer)
    })
    return () => {
      here = false
    }
  }, [data, asked])
  const end = useCallback(
    async (id: string) => {
      await data.endSignIn(id)
      setAsked((count) => count + 1)
    },
    [data],
  )
  return (
    <Dialog title={say('signIns')} onClose={onClose} foot={<Button onClick={onClose}>{say('close')}</Button>}>
      {!told && <Loading />}
      {told && isNotDone(told) && <Notice tone="device" title={say('signInsAway')} />}
      {told && !isNotDone(told) && (
        <ul className={styles.list}>
          {told.sessions.map(({ id, platform, startedAt, lastSeen, current }) => (
            <li key={id} className={styles.one}>
              <div>
                <p className="medium">{current ? say('signInHere') : platform}</p>
                <p className="secondary">
                  {say('signInTimes', {
                    from: showMoment(startedAt, language, now),
                    seen: showMoment(lastSeen, language, now),
                  })}
                </p>
              </div>
              {!current && <Button onClick={() => void end(id)}>{say('endSignIn')}</Button>}
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  )
}
