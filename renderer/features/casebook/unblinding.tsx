import { useMemo, useState } from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import { refOf } from '#shared/change/change'
import { showStamp } from '#shared/export/stamp'
import type { ChangeRef } from '#shared/ids'
import { isUnblinded, unblindings } from '#shared/randomisation/allocation'
import type { CompiledStudy } from '#shared/study/compile'
import { usePersonName } from '../../app/people'
import { mayHere, usePlace } from '../../app/place'
import { useSession } from '../../app/store'
import { Button } from '../../ui/button'
import { useLanguage, useTexts } from '../../ui/language'
import { ArmDialog } from './arm-dialog'
import styles from './side-panel.module.css'
import { UnblindDialog } from './unblind-dialog'
import { unblindingTexts } from './unblinding-texts'

interface UnblindingProps {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  readonly allocation: ChangeRef
}

/** Who has learned the arm of somebody in a blind study, for all to see; and the way to it for whoever may. */
export function Unblinding({ study, casebook, allocation }: UnblindingProps) {
  const say = useTexts(unblindingTexts)
  const language = useLanguage()
  const nameOf = usePersonName()
  const place = usePlace()
  const { user } = useSession()
  const [open, setOpen] = useState<'break' | 'arm'>()
  const broken = useMemo(() => unblindings(casebook), [casebook])
  const isMine = broken.some(({ logged }) => logged.change.author === user.id)
  const mayBreak = mayHere(place, 'unblind')
  const mayLook = isUnblinded(study, place.roles) || (mayBreak && isMine)
  return (
    <>
      {broken.map(({ logged: { change }, reason }) => (
        <p key={refOf(change)} className="secondary">
          {say('broken', { name: nameOf(change.author) ?? change.author, when: showStamp(change.claimedAt, language) })}{' '}
          {reason}
        </p>
      ))}
      {mayLook ? (
        <Button className={styles.asks} onClick={() => setOpen('arm')}>
          {say('show')}
        </Button>
      ) : (
        mayBreak && (
          <Button className={styles.asks} onClick={() => setOpen('break')}>
            {say('break')}
          </Button>
        )
      )}
      {open === 'break' && (
        <UnblindDialog allocation={allocation} onBroken={() => setOpen('arm')} onClose={() => setOpen(undefined)} />
      )}
      {open === 'arm' && <ArmDialog study={study} onClose={() => setOpen(undefined)} />}
    </>
  )
}
