import { useEffect, useRef, useState } from 'react'
import { isNotDone } from '../data/administration'
import { useData } from '../data/hooks'
import type { PasswordChange } from '../data/password'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { Field, TextInput } from '../ui/field'
import { type Say, useTexts } from '../ui/language'
import { type ChoiceFault, NOTHING_CHOSEN, NewPassword, choiceFault } from '../ui/new-password'
import { Notice } from '../ui/notice'
import { usePasswordProblem } from '../ui/password-problem'
import { Loading } from '../ui/progress'
import styles from './change-password.module.css'
import { passwordTexts } from './password-texts'
import { useSession } from './store'

/** `asking` until the server has been heard at all: without it there is nothing to fill in. */
type State = 'asking' | 'away' | 'ready' | 'changing' | 'changed'

type Fault =
  | { readonly kind: 'currentMissing' | 'codeMissing' | 'same' | 'stopped' }
  | { readonly kind: 'choice'; readonly of: ChoiceFault }
  | Exclude<PasswordChange, { readonly kind: 'changed' }>

const FORM = 'change-password'

/** The person changes their own password: the one they have, and a new one twice. */
export function ChangePassword({ onClose }: { readonly onClose: () => void }) {
  const say = useTexts(passwordTexts)
  const notTaken = usePasswordProblem()
  const data = useData()
  const { user } = useSession()
  const [state, setState] = useState<State>('asking')
  const [asked, setAsked] = useState(0)
  const [current, setCurrent] = useState('')
  const [chosen, setChosen] = useState(NOTHING_CHOSEN)
  const [code, setCode] = useState<string>()
  const [fault, setFault] = useState<Fault>()

  useEffect(() => {
    let here = true
    void data.signIns().then((answer) => {
      if (here) setState(isNotDone(answer) ? 'away' : 'ready')
    })
    return () => {
      here = false
    }
  }, [data, asked])

  // Whoever was told what is not right types there next.
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (fault) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [fault])

  const faultNow = (): Fault | undefined => {
    if (current === '') return { kind: 'currentMissing' }
    const of = choiceFault(chosen, user.userName)
    if (of) return { kind: 'choice', of }
    if (chosen.password === current) return { kind: 'same' }
    return code?.trim() === '' ? { kind: 'codeMissing' } : undefined
  }

  const change = async () => {
    const wrong = faultNow()
    setFault(wrong)
    if (wrong || state !== 'ready') return
    setState('changing')
    const given = { current, next: chosen.password, ...(code !== undefined && { code: code.trim() }) }
    const answer = await data.changePassword(given).catch(() => ({ kind: 'stopped' as const }))
    if (answer.kind === 'changed') {
      setState('changed')
      return
    }
    setState('ready')
    setFault(answer)
    if (answer.kind === 'wrong-password') setCurrent('')
    if (answer.kind === 'code-needed' || answer.kind === 'wrong-code') setCode('')
  }

  const currentProblem = (): string | undefined => {
    switch (fault?.kind) {
      case 'currentMissing':
        return say('currentMissing')
      case 'wrong-password':
        return notTaken({ ...fault, kind: 'wrong' })
      case 'locked-out':
        return notTaken({ ...fault, kind: 'too-early' })
      default:
        return undefined
    }
  }

  const isAsked = state === 'ready' || state === 'changing'
  return (
    <Dialog
      title={say('title')}
      onClose={onClose}
      foot={
        isAsked ? (
          <>
            <Button onClick={onClose}>{say('cancel')}</Button>
            <Button kind="primary" type="submit" form={FORM} disabled={state === 'changing'}>
              {say(state === 'changing' ? 'changing' : 'change')}
            </Button>
          </>
        ) : (
          <>
            {state === 'away' && <Button onClick={() => setAsked(asked + 1)}>{say('again')}</Button>}
            <Button kind={state === 'changed' ? 'primary' : 'plain'} onClick={onClose}>
              {say('close')}
            </Button>
          </>
        )
      }
    >
      {state === 'asking' && <Loading />}
      {state === 'away' && (
        <Notice live tone="device" title={say('no-server')}>
          {say('no-serverText')}
        </Notice>
      )}
      {state === 'changed' && (
        <Notice live tone="good" title={say('changed')}>
          {say('changedText')}
        </Notice>
      )}
      {isAsked && (
        <form
          ref={form}
          id={FORM}
          className={styles.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            void change()
          }}
        >
          <p className="secondary">{say('text')}</p>
          <input type="text" autoComplete="username" value={user.userName} readOnly hidden tabIndex={-1} />
          <Field label={say('current')} required problem={currentProblem()}>
            {(control) => (
              <TextInput
                {...control}
                autoFocus
                type="password"
                autoComplete="current-password"
                value={current}
                onChange={({ target }) => setCurrent(target.value)}
              />
            )}
          </Field>
          <NewPassword
            label={say('next')}
            chosen={chosen}
            onChoose={setChosen}
            fault={fault?.kind === 'choice' ? fault.of : undefined}
          />
          {fault?.kind === 'same' && <Notice live tone="check" title={say('same')} />}
          {code !== undefined && (
            <Field label={say('code')} required hint={say('codeHint')} problem={codeProblem(say, fault)}>
              {(control) => (
                <TextInput
                  {...control}
                  autoFocus
                  autoComplete="one-time-code"
                  maxLength={20}
                  value={code}
                  onChange={({ target }) => setCode(target.value)}
                />
              )}
            </Field>
          )}
          {(fault?.kind === 'no-server' || fault?.kind === 'unanswered') && (
            <Notice live tone="device" title={say(fault.kind)}>
              {say(`${fault.kind}Text`)}
            </Notice>
          )}
          {(fault?.kind === 'sign-in-again' || fault?.kind === 'undecided' || fault?.kind === 'stopped') && (
            <Notice live tone="check" title={say(fault.kind)}>
              {say(`${fault.kind}Text`)}
            </Notice>
          )}
        </form>
      )}
    </Dialog>
  )
}

type Words = Say<keyof typeof passwordTexts.en>

function codeProblem(say: Words, fault: Fault | undefined): string | undefined {
  switch (fault?.kind) {
    case 'codeMissing':
      return say('codeMissing')
    case 'wrong-code':
      return say('wrongCode')
    default:
      return undefined
  }
}
