import { useEffect, useState } from 'react'
import type { Emptied } from '../data/emptied'
import { useData } from '../data/hooks'
import { Button } from '../ui/button'
import { showMoment } from '../ui/dates'
import { useLanguage, useTexts } from '../ui/language'
import { Notice } from '../ui/notice'
import { useNow } from './clock'
import styles from './emptied-notice.module.css'
import { appTexts } from './texts'

/** That this device lost what it held, or may have: until somebody has read it. */
export function EmptiedNotice() {
  const say = useTexts(appTexts)
  const language = useLanguage()
  const now = useNow()
  const data = useData()
  const [emptied, setEmptied] = useState<Emptied>()
  useEffect(() => {
    let here = true
    const look = async () => {
      const found = await data.emptied()
      if (here) setEmptied(found)
    }
    // Where storage cannot be opened, the sign-in says so.
    const lookAgain = () => void look().catch(() => undefined)
    lookAgain()
    const stop = data.subscribe(({ kind }) => {
      if (kind === 'emptied') lookAgain()
    })
    return () => {
      here = false
      void stop.then((end) => end())
    }
  }, [data])
  if (!emptied) return null
  const read = () => {
    setEmptied(undefined)
    void data.settleEmptied()
  }
  const { certain, last } = emptied
  const when = last ? showMoment(last.seen, language, now) : ''
  return (
    <Notice tone={certain ? 'stop' : 'check'} title={say(certain ? 'emptied' : 'maybeEmptied')}>
      <p>{certain ? say('emptiedText') : say('maybeEmptiedText', { platform: last?.platform ?? '', when })}</p>
      {certain && last && <p>{say('emptiedLast', { when })}</p>}
      <p className={styles.read}>
        <Button onClick={read}>{say('emptiedRead')}</Button>
      </p>
    </Notice>
  )
}
