import { useState } from 'react'
import type { AdministrationOverview, PersonStanding } from '#shared/administration/protocol'
import { useNow, useToday } from '../../../app/clock'
import { isNotDone, type NotDone } from '../../../data/administration'
import { Button } from '../../../ui/button'
import { Dialog } from '../../../ui/dialog'
import { useTexts } from '../../../ui/language'
import { Notice } from '../../../ui/notice'
import styles from '../admin.module.css'
import type { Administered } from '../use-overview'
import { DelegationFields, type DelegationFault, newDelegation, readDelegation } from './delegation-fields'
import { peopleTexts } from './texts'

interface DelegateDialogProps {
  readonly person: PersonStanding
  readonly studies: AdministrationOverview['studies']
  readonly act: Administered['act']
  readonly onClose: () => void
}

/** Gives a person one more role, from a day on which they were trained for it. */
export function DelegateDialog({ person, studies, act, onClose }: DelegateDialogProps) {
  const say = useTexts(peopleTexts)
  const now = useNow()
  const today = useToday()
  const [draft, setDraft] = useState(() => newDelegation(studies, today))
  const [fault, setFault] = useState<DelegationFault>()
  const [state, setState] = useState<'asks' | 'sends' | NotDone['not']>('asks')
  const delegate = async () => {
    const delegation = readDelegation(draft, now, today)
    setFault(typeof delegation === 'string' ? delegation : undefined)
    if (typeof delegation === 'string' || state === 'sends') return
    setState('sends')
    const answer = await act({ act: 'delegate', user: person.id, delegation })
    if (isNotDone(answer)) setState(answer.not)
    else onClose()
  }
  return (
    <Dialog
      title={say('delegateTitle', { name: person.name })}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{say('cancel')}</Button>
          <Button kind="primary" disabled={state === 'sends'} onClick={() => void delegate()}>
            {say('act.delegate')}
          </Button>
        </>
      }
    >
      <div className={styles.ask}>
        <DelegationFields
          studies={studies}
          draft={draft}
          onChange={setDraft}
          fault={fault}
          administrator={person.administrator}
        />
        {state !== 'asks' && state !== 'sends' && <Notice live tone="check" title={say(`failed.${state}`)} />}
      </div>
    </Dialog>
  )
}
