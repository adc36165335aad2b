import { useState } from 'react'
import { useSession } from '../../app/store'
import { useData } from '../../data/hooks'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { Field, TextInput } from '../../ui/field'
import { useLanguage, useTexts } from '../../ui/language'
import { usePasswordProblem } from '../../ui/password-problem'
import styles from './kiosk.module.css'
import { kioskTexts } from './texts'

/** The one way out: the password of who is signed in, in the language of staff. */
export function StaffDoor({ onStay, onOpen }: { onStay: () => void; onOpen: () => void }) {
  const say = useTexts(kioskTexts)
  const language = useLanguage()
  const data = useData()
  const { user } = useSession()
  const [password, setPassword] = useState('')
  const [checks, setChecks] = useState(false)
  const [problem, setProblem] = useState<string>()
  const notTaken = usePasswordProblem()

  const open = async () => {
    if (password === '' || checks) return
    setChecks(true)
    try {
      const confirmation = await data.confirmPassword(password)
      if (confirmation.kind === 'right') {
        onOpen()
        return
      }
      // What was not looked at is right perhaps, and is tried again as it is.
      if (confirmation.kind === 'wrong') setPassword('')
      setProblem(notTaken(confirmation))
    } catch {
      setProblem(say('stopped'))
    }
    setChecks(false)
  }

  return (
    <div className={styles.staff} lang={language}>
      <Dialog
        title={say('leave')}
        onClose={onStay}
        foot={
          <>
            <Button tall onClick={onStay}>
              {say('back')}
            </Button>
            <Button tall kind="primary" disabled={checks} onClick={() => void open()}>
              {say('open')}
            </Button>
          </>
        }
      >
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void open()
          }}
        >
          <p>{say('leaveText')}</p>
          <Field label={say('password', { name: user.name })} problem={problem}>
            {(control) => (
              <TextInput
                {...control}
                type="password"
                autoComplete="current-password"
                value={password}
                onChange={(event) => setPassword(event.currentTarget.value)}
              />
            )}
          </Field>
        </form>
      </Dialog>
    </div>
  )
}
