import { useState } from 'react'
import type { ChangeRef } from '#shared/ids'
import { useSession } from '../../app/store'
import { useData } from '../../data/hooks'
import { Dialog } from '../../ui/dialog'
import { Field, TextArea } from '../../ui/field'
import { useTexts } from '../../ui/language'
import { SignForm } from '../../ui/sign-form'
import { unblindingTexts } from './unblinding-texts'
import { useRecord } from './use-record'

interface UnblindDialogProps {
  readonly allocation: ChangeRef
  readonly onBroken: () => void
  readonly onClose: () => void
}

/** An investigator says why they have to know, under their password: it stands in the record before the arm is shown. */
export function UnblindDialog({ allocation, onBroken, onClose }: UnblindDialogProps) {
  const say = useTexts(unblindingTexts)
  const data = useData()
  const record = useRecord()
  const { user } = useSession()
  const [reason, setReason] = useState('')
  return (
    <Dialog title={say('title')} onClose={onClose}>
      <SignForm
        meaning={say('meaning')}
        signer={say('signer', { name: user.name })}
        act={say('break')}
        signs={false}
        problem={() => (reason.trim() === '' ? say('wanted') : undefined)}
        onSign={async (password) => {
          const confirmation = await data.confirmPassword(password)
          if (confirmation.kind !== 'right') return confirmation
          if (!(await record({ kind: 'unblind', allocation, reason: reason.trim() }))) throw new Error('not stored')
          onBroken()
          return undefined
        }}
      >
        <p>{say('text')}</p>
        <Field label={say('reason')} required>
          {(control) => (
            <TextArea
              {...control}
              rows={2}
              maxLength={500}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          )}
        </Field>
      </SignForm>
    </Dialog>
  )
}
