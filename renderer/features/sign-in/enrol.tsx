import { useEffect, useState } from 'react'
import type { EnrolmentAnswer } from '#shared/administration/protocol'
import { useHost } from '../../app/host-context'
import { useData } from '../../data/hooks'
import { isNoWayIn, type NoWayIn } from '../../data/way-in'
import { Button } from '../../ui/button'
import { Field, TextInput } from '../../ui/field'
import { useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import { Loading } from '../../ui/progress'
import { QrCode } from '../../ui/qr'
import styles from './sign-in.module.css'
import { signInTexts } from './texts'

interface EnrolProps {
  readonly userName: string
  readonly password: string
  /** Signs in with the first code, which ends the enrolment; comes back where it was not right. */
  readonly onCode: (code: string) => Promise<void>
}

/** A second factor is set up once: the secret into a phone, recovery codes out of it, the first code as the proof. */
export function Enrol({ userName, password, onCode }: EnrolProps) {
  const say = useTexts(signInTexts)
  const data = useData()
  const host = useHost()
  const [told, setTold] = useState<EnrolmentAnswer | NoWayIn>()
  const [code, setCode] = useState('')
  const [trying, setTrying] = useState(false)
  useEffect(() => {
    let here = true
    void data.enrolSecondFactor(userName, password).then((answer) => {
      if (here) setTold(answer)
    })
    return () => {
      here = false
    }
  }, [data, userName, password])
  if (!told) return <Loading />
  if (isNoWayIn(told))
    return (
      <Notice live tone="stop" title={say('enrolFailed')}>
        {say('enrolFailedText')}
      </Notice>
    )
  const enter = async () => {
    if (code.trim() === '' || trying) return
    setTrying(true)
    await onCode(code.trim())
    setTrying(false)
  }
  const save = () =>
    void host.saveFile('tracer-recovery-codes.txt', new TextEncoder().encode(`${told.recoveryCodes.join('\n')}\n`))
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void enter()
      }}
    >
      <div className={styles.titles}>
        <h2>{say('enrol')}</h2>
        <p className="mute">{say('enrolText')}</p>
      </div>
      <QrCode text={told.uri} label={say('enrolPicture')} />
      <p className="secondary">
        {say('enrolSecret')}: <span className={styles.secret}>{told.secret}</span>
      </p>
      <div className={styles.titles}>
        <h2>{say('recovery')}</h2>
        <p className="mute">{say('recoveryText')}</p>
      </div>
      <ul className={styles.recovery}>
        {told.recoveryCodes.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <Button icon="export" onClick={save}>
        {say('recoverySave')}
      </Button>
      <Field label={say('code')} hint={say('codeHint')}>
        {(control) => (
          <TextInput
            {...control}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={7}
            value={code}
            onChange={({ target }) => setCode(target.value)}
          />
        )}
      </Field>
      <Button type="submit" kind="primary" tall disabled={trying} className={styles.open}>
        {trying ? say('opening') : say('signIn')}
      </Button>
    </form>
  )
}
