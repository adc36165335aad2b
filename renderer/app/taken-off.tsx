import { useState } from 'react'
import type { DataDoor } from '../data/door'
import { useAsked, useData } from '../data/hooks'
import type { TakenOff } from '../data/purge'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { useTexts } from '../ui/language'
import styles from './taken-off.module.css'
import { appTexts } from './texts'

const takenOffHere = (data: DataDoor) => data.takenOff()

/** What was taken off this device and why, until somebody has read it. */
export function TakenOffDialog() {
  const say = useTexts(appTexts)
  const data = useData()
  const told = useAsked('taken-off', takenOffHere)
  const [done, setDone] = useState<readonly TakenOff[]>()
  if (!told || told.length === 0 || told === done) return null
  const read = () => {
    setDone(told)
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
        {told.map((one) => (
          <p key={one.kind === 'role' ? `${one.study} ${one.site}` : one.kind}>
            {one.kind === 'role' ? say('takenOffRole', one) : say('takenOffSilence', { days: one.days })}
          </p>
        ))}
        <p className="secondary">{say('takenOffUnsent')}</p>
      </div>
    </Dialog>
  )
}
