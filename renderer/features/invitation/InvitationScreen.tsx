import { useEffect, useState } from 'react'
import type { InvitationLook } from '#shared/administration/protocol'
import { UserName } from '#shared/administration/protocol'
import { useData } from '../../data/hooks'
import { isNoWayIn, type NoWayIn } from '../../data/way-in'
import { Button } from '../../ui/button'
import { Field, TextInput } from '../../ui/field'
import { Icon } from '../../ui/icon'
import { useTexts } from '../../ui/language'
import { type ChoiceFault, NOTHING_CHOSEN, NewPassword, choiceFault } from '../../ui/new-password'
import { Notice } from '../../ui/notice'
import { Loading } from '../../ui/progress'
import styles from './invitation.module.css'
import { invitationTexts } from './texts'

interface InvitationScreenProps {
  readonly token: string
  /** The password is set: the person signs in with it. */
  readonly onAccepted: (userName: string) => void
  /** Back to the people of this device. */
  readonly onLeave: () => void
}

/** The way in for somebody who was invited: who they are to the server, and the password they choose. */
export function InvitationScreen({ token, onAccepted, onLeave }: InvitationScreenProps) {
  const say = useTexts(invitationTexts)
  const data = useData()
  const [look, setLook] = useState<InvitationLook | NoWayIn>()
  const [asked, setAsked] = useState(0)
  useEffect(() => {
    let here = true
    void data.invitation(token).then((answer) => {
      if (here) setLook(answer)
    })
    return () => {
      here = false
    }
  }, [data, token, asked])
  return (
    <main className={styles.page}>
      <div className={styles.sheet}>
        <p className={styles.brand}>
          <Icon name="tracer" />
          Tracer
        </p>
        {!look && <Loading />}
        {look && isNoWayIn(look) && (
          <>
            <Notice tone={look.noWayIn === 'not-good' ? 'stop' : 'device'} title={say(look.noWayIn)}>
              {say(`${look.noWayIn}Text`)}
            </Notice>
            <div className="line">
              {look.noWayIn !== 'not-good' && <Button onClick={() => setAsked(asked + 1)}>{say('again')}</Button>}
              <Button onClick={onLeave}>{say('leave')}</Button>
            </div>
          </>
        )}
        {look && !isNoWayIn(look) && <Accept token={token} look={look} onAccepted={onAccepted} />}
      </div>
    </main>
  )
}

type Fault =
  | { readonly kind: 'nameMissing' | 'userNameWrong' | NoWayIn['noWayIn'] }
  | { readonly kind: 'password'; readonly of: ChoiceFault }

function Accept({
  token,
  look,
  onAccepted,
}: {
  token: string
  look: InvitationLook
  onAccepted: InvitationScreenProps['onAccepted']
}) {
  const say = useTexts(invitationTexts)
  const data = useData()
  const [name, setName] = useState('')
  const [userName, setUserName] = useState(look.userName ?? '')
  const [chosen, setChosen] = useState(NOTHING_CHOSEN)
  const [fault, setFault] = useState<Fault>()
  const [setting, begin] = useState(false)
  const first = look.userName === undefined

  const faultNow = (): Fault | undefined => {
    if (first && name.trim() === '') return { kind: 'nameMissing' }
    if (first && !UserName.safeParse(userName.trim().toLowerCase()).success) return { kind: 'userNameWrong' }
    const of = choiceFault(chosen, userName)
    return of && { kind: 'password', of }
  }
  const accept = async () => {
    const wrong = faultNow()
    setFault(wrong)
    if (wrong || setting) return
    begin(true)
    const names = first ? { userName: userName.trim().toLowerCase(), name: name.trim() } : {}
    const answer = await data.acceptInvitation({ token, password: chosen.password, ...names })
    begin(false)
    if (isNoWayIn(answer)) setFault({ kind: answer.noWayIn })
    else onAccepted(answer.userName)
  }
  const problem = (of: 'nameMissing' | 'userNameWrong') => (fault?.kind === of ? say(of) : undefined)
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void accept()
      }}
      noValidate
    >
      <div className={styles.titles}>
        <h1>{first ? say('firstTitle') : say('title', { name: look.name ?? '' })}</h1>
        <p className="mute">{first ? say('firstText') : say('text')}</p>
      </div>
      {first ? (
        <>
          <Field label={say('name')} required problem={problem('nameMissing')}>
            {(control) => <TextInput {...control} value={name} onChange={({ target }) => setName(target.value)} />}
          </Field>
          <Field label={say('userName')} required problem={problem('userNameWrong')}>
            {(control) => (
              <TextInput
                {...control}
                autoComplete="username"
                value={userName}
                onChange={({ target }) => setUserName(target.value)}
              />
            )}
          </Field>
        </>
      ) : (
        <p>
          <span className="secondary">{say('userName')}</span> <b className="medium">{userName}</b>
        </p>
      )}
      <NewPassword
        label={say('password')}
        chosen={chosen}
        onChoose={setChosen}
        fault={fault?.kind === 'password' ? fault.of : undefined}
      />
      {(fault?.kind === 'not-good' || fault?.kind === 'no-server' || fault?.kind === 'later') && (
        <Notice live tone={fault.kind === 'not-good' ? 'stop' : 'device'} title={say(fault.kind)}>
          {say(`${fault.kind}Text`)}
        </Notice>
      )}
      <Button type="submit" kind="primary" tall disabled={setting}>
        {say(setting ? 'setting' : 'accept')}
      </Button>
    </form>
  )
}
