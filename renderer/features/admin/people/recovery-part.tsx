import { useState } from 'react'
import type { RecoveryStanding } from '#shared/administration/protocol'
import { isNotDone } from '../../../data/administration'
import { Button } from '../../../ui/button'
import { showMoment } from '../../../ui/dates'
import { useLanguage, useTexts } from '../../../ui/language'
import { Notice } from '../../../ui/notice'
import styles from '../admin.module.css'
import { ConfirmDialog } from '../confirm-dialog'
import type { Administered } from '../use-overview'
import { peopleTexts } from './texts'

interface RecoveryPartProps {
  readonly name: string
  readonly now: Date
  readonly recovery: RecoveryStanding
  readonly act: Administered['act']
  readonly confirmRecovery: Administered['confirmRecovery']
  /** The link is to be made. */
  readonly onLink: () => void
}

/** How far a new password for somebody who lost theirs has got, and whose turn it is. */
export function RecoveryPart({ name, now, recovery, act, confirmRecovery, onLink }: RecoveryPartProps) {
  const say = useTexts(peopleTexts)
  const [asking, setAsking] = useState<'confirm-recovery' | 'withdraw-recovery'>()
  const { id, askedBy: asker, own, mayConfirm, confirmedBy } = recovery
  const run = async (): Promise<string | undefined> => {
    if (asking === 'confirm-recovery') {
      if (!(await confirmRecovery(id))) return say('recoveryFailed')
    } else {
      const answer = await act({ act: 'withdraw-recovery', recovery: id })
      if (isNotDone(answer)) return say(`failed.${answer.not}`)
    }
    setAsking(undefined)
    return undefined
  }
  return (
    <div className={styles.recovery}>
      <Told recovery={recovery} now={now} />
      <div className={styles.buttons}>
        {mayConfirm && (
          <Button kind="primary" onClick={() => setAsking('confirm-recovery')}>
            {say('act.confirm-recovery')}
          </Button>
        )}
        {confirmedBy !== undefined && own && (
          <Button kind="primary" onClick={onLink}>
            {say('act.invite-again')}
          </Button>
        )}
        <Button onClick={() => setAsking('withdraw-recovery')}>{say('act.withdraw-recovery')}</Button>
      </div>
      {asking && (
        <ConfirmDialog
          title={say(`act.${asking}`)}
          text={say(`text.${asking}`, { name, asker })}
          confirm={say(`act.${asking}`)}
          onClose={() => setAsking(undefined)}
          onConfirm={run}
        />
      )}
    </div>
  )
}

function Told({ recovery, now }: Pick<RecoveryPartProps, 'recovery' | 'now'>) {
  const say = useTexts(peopleTexts)
  const { askedBy: asker, own, confirmers, confirmedBy: confirmer } = recovery
  const until = showMoment(recovery.until, useLanguage(), now)
  if (confirmer !== undefined)
    return (
      <Notice tone="good" title={say('recoveryConfirmed')}>
        {own ? say('recoveryOwnText', { confirmer, until }) : say('recoveryOtherText', { confirmer, asker, until })}
      </Notice>
    )
  return confirmers.length === 0 ? (
    <Notice tone="check" title={say('recoveryNobody')}>
      {say('recoveryNobodyText', { until })}
    </Notice>
  ) : (
    <Notice tone="decide" title={say('recoveryAsked')}>
      {say('recoveryAskedText', { asker, until, names: confirmers.join(', ') })}
    </Notice>
  )
}
