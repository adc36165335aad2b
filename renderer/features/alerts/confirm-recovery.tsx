import { useState } from 'react'
import type { RecoveryAsked } from '#shared/alerts/protocol'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import styles from './alerts.module.css'
import { alertsTexts } from './texts'

interface ConfirmRecoveryProps {
  readonly asked: RecoveryAsked
  readonly confirm: (id: string) => Promise<boolean>
  readonly onClose: () => void
}

/** The second person's word that somebody is to get a new password, with what they should know before they give it. */
export function ConfirmRecovery({ asked, confirm, onClose }: ConfirmRecoveryProps) {
  const say = useTexts(alertsTexts)
  const [state, setState] = useState<'asks' | 'does' | 'failed'>('asks')
  const { name } = asked.user
  const run = async () => {
    setState('does')
    if (await confirm(asked.id)) onClose()
    else setState('failed')
  }
  return (
    <Dialog
      title={say('confirmTitle', { name })}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{say('cancel')}</Button>
          <Button kind="primary" disabled={state === 'does'} onClick={() => void run()}>
            {say('confirm')}
          </Button>
        </>
      }
    >
      <div className={styles.ask}>
        <p>{say('confirmText', { name, asker: asked.askedBy })}</p>
        <p className="secondary">{say('confirmAfter')}</p>
        {state === 'failed' && <Notice live tone="check" title={say('confirmFailed')} />}
      </div>
    </Dialog>
  )
}
