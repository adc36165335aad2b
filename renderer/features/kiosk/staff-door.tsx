import { useState } from 'react'
import { useSession } from '../../app/store'
import { useData } from '../../data/hooks'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { Field, TextInput } from '../../ui/field'
import { useLanguage, useTexts } from '../../ui/language'
import { kioskTexts } from './texts'

/** The one way out: the password of who is signed in, in the language of staff. */
export function StaffDoor({ onStay, onOpen }: { onStay: () => void; onOpen: () => void }) {
  const say = useTexts(kioskTexts)
  const language = useLanguage()
  const data = useData()
  const { user } = useSession()
  const [password, setPassword] = useState('')
  const [state, setState] = useState<'asks' | 'checks' | 'wrong'>('asks')

  const open = async () => {
    if (password === '' || state === 'checks') return
    setState('checks')
    if (await data.confirmPassword(password).catch(() => false)) {
      onOpen()
      return
    }
    setPassword('')
    setState('wrong')
  }

  return (
    <div lang={language}>
      <Dialog
        title={say('leave')}
        onClose={onStay}
        foot={
          <>
            <Button tall onClick={onStay}>
              {say('back')}
            </Button>
            <Button tall kind="primary" disabled={state === 'checks'} onClick={() => void open()}>
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
          <Field label={say('password', { name: user.name })} problem={state === 'wrong' ? say('wrong') : undefined}>
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
