import { useEffect, useState } from 'react'
import { useData } from '../data/hooks'
import type { TakenOff } from '../data/purge'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { useTexts } from '../ui/language'
import styles from './taken-off.module.css'
import { appTexts } from './texts'

/** What was taken off this device and why, until somebody has read it. */
export function TakenOffDialog() {
  const say = useTexts(appTexts)
  const data = useData()
  const [gone, setGone] = useState<readonly TakenOff[]>([])
  useEffect(() => {
    let here = true
    const look = async () => {
      const found = await data.takenOff()
      if (here) setGone(found)
    }
    // What could not be read now is read with the next event.
    const lookAgain = () => void look().catch(() => undefined)
    lookAgain()
    const stop = data.subscribe(({ kind }) => {
      if (kind === 'taken-off') lookAgain()
    })
    return () => {
      here = false
      void stop.then((end) => end())
    }
  }, [data])
  if (gone.length === 0) return null
  const read = () => {
    setGone([])
    void data.settleTakenOff()
  }
  return (
    <Dialog
      title={say('takenOff')}
      onClose={read}
      foot={
        <Button kind="primary" onClick={read}>
          {say('takenOffRead')}
        </Button>
      }
    >
      <div className={styles.words}>
        {gone.map((one) => (
          <p key={one.kind === 'role' ? `${one.study} ${one.site}` : one.kind}>
            {one.kind === 'role' ? say('takenOffRole', one) : say('takenOffSilence', { days: one.days })}
          </p>
        ))}
        <p className="secondary">{say('takenOffUnsent')}</p>
      </div>
    </Dialog>
  )
}
