import { useCallback, useEffect, useState } from 'react'
import type { RandomisationOverview } from '#shared/randomisation/protocol'
import { useData } from '../../../data/hooks'
import { Button } from '../../../ui/button'
import { useTexts } from '../../../ui/language'
import { Notice } from '../../../ui/notice'
import { Loading } from '../../../ui/progress'
import styles from '../admin.module.css'
import { StudyPart } from './study-part'
import { keepingTexts } from './texts'

type Read = 'reading' | 'no-server' | readonly RandomisationOverview[]

/** How the randomisation of each study stands, and what its keeper does: counts, places and seals, never an arm. */
export function Randomisation() {
  const say = useTexts(keepingTexts)
  const data = useData()
  const [read, setRead] = useState<Read>('reading')
  const again = useCallback(async () => setRead((await data.randomisation()) ?? 'no-server'), [data])
  useEffect(() => {
    let here = true
    void data.randomisation().then((studies) => {
      if (here) setRead(studies ?? 'no-server')
    })
    return () => {
      here = false
    }
  }, [data])
  return (
    <section className={styles.section} aria-labelledby="randomisation">
      <div className={styles.lead}>
        <h2 id="randomisation">{say('title')}</h2>
        <p className="mute">{say('text')}</p>
      </div>
      {read === 'reading' && <Loading />}
      {read === 'no-server' && (
        <Notice
          tone="device"
          title={say('noServer')}
          action={<Button onClick={() => void again()}>{say('again')}</Button>}
        >
          {say('noServerText')}
        </Notice>
      )}
      {typeof read === 'object' && read.length === 0 && (
        <Notice tone="calm" title={say('none')}>
          {say('noneText')}
        </Notice>
      )}
      {typeof read === 'object' &&
        read.map((overview) => <StudyPart key={overview.study} overview={overview} onChanged={() => void again()} />)}
    </section>
  )
}
