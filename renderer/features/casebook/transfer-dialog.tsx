import { useState } from 'react'
import type { SiteInfo } from '#shared/protocol'
import { usePlace } from '../../app/place'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { Field, Select } from '../../ui/field'
import { useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import { ReasonField } from '../../review/reason-field'
import styles from './casebook.module.css'
import { transferTexts } from './transfer-texts'
import { useRecord } from './use-record'

interface TransferDialogProps {
  readonly code: string
  /** Where the participant may go on: sites that work by the version they are on. */
  readonly sites: readonly SiteInfo[]
  readonly onClose: () => void
}

/** To which site, why, and what becomes of it. Needs no network: the server carries it out when it hears of it. */
export function TransferDialog({ code, sites, onClose }: TransferDialogProps) {
  const say = useTexts(transferTexts)
  const { site: from } = usePlace()
  const record = useRecord()
  const [to, setTo] = useState('')
  const [reason, setReason] = useState('')
  const [state, setState] = useState<'asking' | 'incomplete' | 'not-saved'>('asking')
  const chosen = sites.find(({ site }) => site === to)
  const words = reason.trim()

  const move = async () => {
    if (!chosen || words === '') setState('incomplete')
    else if (await record({ kind: 'transfer', to: chosen.site, reason: words })) onClose()
    else setState('not-saved')
  }
  return (
    <Dialog
      title={say('title', { code })}
      onClose={onClose}
      foot={
        <>
          <Button tall onClick={onClose}>
            {say('cancel')}
          </Button>
          <Button kind="primary" tall type="submit" form="transfer">
            {say('move')}
          </Button>
        </>
      }
    >
      <form
        id="transfer"
        className={styles.asking}
        onSubmit={(submit) => {
          submit.preventDefault()
          void move()
        }}
      >
        <p>{say('text', { from })}</p>
        <Field label={say('to')} required problem={state === 'incomplete' && !chosen ? say('siteMissing') : undefined}>
          {(control) => (
            <Select
              {...control}
              blank={say('choose')}
              value={to}
              choices={sites.map(({ site, name }) => ({ value: site, label: `${site}, ${name}` }))}
              onChange={({ target }) => setTo(target.value)}
            />
          )}
        </Field>
        <ReasonField value={reason} onChange={setReason} missing={state === 'incomplete' && words === ''} />
        {state === 'not-saved' && <Notice tone="stop" live title={say('notSaved')} />}
      </form>
    </Dialog>
  )
}
