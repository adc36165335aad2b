import { useState } from 'react'
import { AdministrationAct, type AdministrationOverview } from '#shared/administration/protocol'
import { useNow, useToday } from '../../../app/clock'
import { isNotDone, type NotDone } from '../../../data/administration'
import { Button } from '../../../ui/button'
import { Dialog } from '../../../ui/dialog'
import { Checkbox, Field, TextInput } from '../../../ui/field'
import { useTexts } from '../../../ui/language'
import { Notice } from '../../../ui/notice'
import styles from '../admin.module.css'
import type { Administered } from '../use-overview'
import { DelegationFields, type DelegationFault, newDelegation, readDelegation } from './delegation-fields'
import { InvitationTold } from './invitation-told'
import { peopleTexts } from './texts'

interface InviteDialogProps {
  readonly studies: AdministrationOverview['studies']
  readonly act: Administered['act']
  readonly onClose: () => void
}

type State =
  | { readonly kind: 'asks'; readonly fault?: DelegationFault; readonly named?: 'name' | 'userName' | 'email' }
  | { readonly kind: 'sends' }
  | { readonly kind: 'failed'; readonly not: NotDone['not'] }
  | { readonly kind: 'told'; readonly invitation: string; readonly address: string | undefined }

/** Makes a person known with their first role, and shows the link that lets them in: this once. */
export function InviteDialog({ studies, act, onClose }: InviteDialogProps) {
  const say = useTexts(peopleTexts)
  const now = useNow()
  const today = useToday()
  const [name, setName] = useState('')
  const [userName, setUserName] = useState('')
  const [email, setEmail] = useState('')
  const [administrator, setAdministrator] = useState(false)
  const [draft, setDraft] = useState(() => newDelegation(studies, today))
  const [state, setState] = useState<State>({ kind: 'asks' })

  // Who administers needs no role in a study; everybody else is invited to do something.
  const wantsRole = !administrator || draft.role !== ''
  const invite = async () => {
    if (state.kind === 'sends') return
    const delegation = wantsRole ? readDelegation(draft, now, today) : undefined
    const order = AdministrationAct.safeParse({
      ...{ act: 'invite', userName: userName.trim().toLowerCase(), name: name.trim() },
      ...(email.trim() !== '' && { email: email.trim() }),
      ...(administrator && { administrator }),
      delegations: typeof delegation === 'object' ? [delegation] : [],
    })
    const [first] = order.error?.issues ?? []
    const wrong = (['name', 'userName', 'email'] as const).find((field) => field === first?.path[0])
    if (wrong) {
      setState({ kind: 'asks', named: wrong })
      return
    }
    if (typeof delegation === 'string') {
      setState({ kind: 'asks', fault: delegation })
      return
    }
    if (!order.success) {
      setState({ kind: 'asks', fault: 'incomplete' })
      return
    }
    setState({ kind: 'sends' })
    const answer = await act(order.data)
    if (isNotDone(answer)) {
      setState({ kind: 'failed', not: answer.not })
      return
    }
    setState({ kind: 'told', invitation: answer.invitation ?? '', address: answer.address })
  }

  if (state.kind === 'told')
    return <InvitationTold invitation={state.invitation} address={state.address} name={name.trim()} onClose={onClose} />
  const problem = (field: 'name' | 'userName' | 'email') =>
    state.kind === 'asks' && state.named === field ? say(`${field}Wrong`) : undefined
  return (
    <Dialog
      title={say('inviteTitle')}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{say('cancel')}</Button>
          <Button kind="primary" disabled={state.kind === 'sends'} onClick={() => void invite()}>
            {say('invite')}
          </Button>
        </>
      }
    >
      <form
        className={styles.ask}
        onSubmit={(event) => {
          event.preventDefault()
          void invite()
        }}
      >
        <div className={styles.pair}>
          <Field label={say('name')} required problem={problem('name')}>
            {(control) => <TextInput {...control} value={name} onChange={({ target }) => setName(target.value)} />}
          </Field>
          <Field label={say('userName')} required problem={problem('userName')}>
            {(control) => (
              <TextInput {...control} value={userName} onChange={({ target }) => setUserName(target.value)} />
            )}
          </Field>
        </div>
        <Field label={say('email')} hint={say('emailHint')} problem={problem('email')}>
          {(control) => (
            <TextInput {...control} type="email" value={email} onChange={({ target }) => setEmail(target.value)} />
          )}
        </Field>
        <Checkbox
          checked={administrator}
          onChange={({ target }) => {
            setAdministrator(target.checked)
            setDraft({ ...draft, role: '' })
          }}
        >
          {say('makeAdministrator')}
        </Checkbox>
        {studies.length > 0 && (
          <DelegationFields
            studies={studies}
            draft={draft}
            onChange={setDraft}
            fault={state.kind === 'asks' ? state.fault : undefined}
            administrator={administrator}
          />
        )}
        {studies.length === 0 && <Notice tone="calm" title={say('noStudies')} />}
        {state.kind === 'failed' && <Notice live tone="check" title={say(`failed.${state.not}`)} />}
        {/* Enter in a field does what the button does. */}
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
}
