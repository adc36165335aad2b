import { useEffect, useState } from 'react'
import type { ShownArm } from '#shared/randomisation/protocol'
import type { CompiledStudy } from '#shared/study/compile'
import { textIn } from '#shared/study/definition'
import { usePlace, useSubject } from '../../app/place'
import type { NoArm } from '../../data/arms'
import { useData } from '../../data/hooks'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { useLanguage, useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import { Loading } from '../../ui/progress'
import styles from './casebook.module.css'
import { unblindingTexts } from './unblinding-texts'

interface ArmDialogProps {
  readonly study: CompiledStudy
  readonly onClose: () => void
}

/** Asks the server for the arm and shows it as long as this stands open. Nothing keeps it. */
export function ArmDialog({ study, onClose }: ArmDialogProps) {
  const say = useTexts(unblindingTexts)
  const language = useLanguage()
  const data = useData()
  const subject = useSubject()
  const { study: id, site } = usePlace()
  const [tries, setTries] = useState(0)
  const [shown, setShown] = useState<ShownArm | NoArm>()

  useEffect(() => {
    let isGone = false
    const tell = (answer: ShownArm | NoArm) => {
      if (!isGone) setShown(answer)
    }
    data.arm({ study: id, site, subject }).then(tell, () => tell('no-server'))
    return () => {
      isGone = true
    }
  }, [data, id, site, subject, tries])

  const again = () => {
    setShown(undefined)
    setTries(tries + 1)
  }
  const def = typeof shown === 'object' && study.version.arms.find(({ oid }) => oid === shown.arm)
  return (
    <Dialog title={say('armTitle')} onClose={onClose} foot={<Button onClick={onClose}>{say('close')}</Button>}>
      <div className={styles.asking}>
        {shown === undefined && <Loading />}
        {typeof shown === 'object' && (
          <>
            <p className={styles.arm}>{def ? textIn(def.title, language) : shown.arm}</p>
            <p className="secondary num">{say('number', { number: shown.number })}</p>
            <p className="secondary">{say('noted')}</p>
          </>
        )}
        {typeof shown === 'string' && (
          <Notice
            tone={shown === 'no-server' ? 'device' : 'stop'}
            title={say(`${shown}.title`)}
            live
            action={shown === 'no-server' && <Button onClick={again}>{say('again')}</Button>}
          >
            {say(`${shown}.text`)}
          </Notice>
        )}
      </div>
    </Dialog>
  )
}
