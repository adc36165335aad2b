import { useState } from 'react'
import type { DataDoor } from '../data/door'
import type { Emptied } from '../data/emptied'
import { useAsked, useData } from '../data/hooks'
import { Button } from '../ui/button'
import { showMoment } from '../ui/dates'
import { useLanguage, useTexts } from '../ui/language'
import { Notice } from '../ui/notice'
import { useNow } from './clock'
import styles from './emptied-notice.module.css'
import { appTexts } from './texts'

const emptiedHere = (data: DataDoor) => data.emptied()

/** That this device lost what it held, or may have: until somebody has read it. */
export function EmptiedNotice() {
  const say = useTexts(appTexts)
  const language = useLanguage()
  const now = useNow()
  const data = useData()
  const emptied = useAsked('emptied', emptiedHere)
  const [done, setDone] = useState<Emptied>()
  if (!emptied || emptied === done) return null
  const read = () => {
    setDone(emptied)
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
