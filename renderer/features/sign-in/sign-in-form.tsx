import { zodResolver } from '@hookform/resolvers/zod'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { z } from 'zod'
import type { KnownPerson, Session, SignInOutcome } from '../../data/door'
import { useData } from '../../data/hooks'
import { Button } from '../../ui/button'
import { Field, TextInput } from '../../ui/field'
import { useTexts, type TextKey } from '../../ui/language'
import { Notice } from '../../ui/notice'
import { Enrol } from './enrol'
import { Outcome } from './outcome'
import styles from './sign-in.module.css'
import { signInTexts } from './texts'

type Key = TextKey<keyof typeof signInTexts.en>
const missing = {
  userName: 'userNameMissing',
  password: 'passwordMissing',
} as const satisfies Record<string, Key>

const Credentials = z.object({
  userName: z.string().trim().min(1),
  password: z.string().min(1),
  code: z.string().trim(),
})

interface SignInFormProps {
  /** Someone this device knows, or undefined for the first time. */
  readonly person: KnownPerson | undefined
  /** Who is expected, where this device does not know them yet. */
  readonly userName?: string | undefined
  /** They were here a moment ago. */
  readonly locked: boolean
  readonly onEnter: (session: Session) => void
}

/** Everything but being in: `stopped` stands for a sign-in that threw. */
export type NotIn = Exclude<SignInOutcome, { kind: 'in' }> | { readonly kind: 'stopped' }

export function SignInForm({ person, userName, locked, onEnter }: SignInFormProps) {
  const say = useTexts(signInTexts)
  const data = useData()
  const online = useOnline()
  const [outcome, setOutcome] = useState<NotIn>()
  /** Who tried last: what came of it, and how long they wait, is not for the next person of a shared computer. */
  const [tried, setTried] = useState<string>()
  /** A second factor is being set up: a wrong first code changes nothing about that. */
  const [enrols, setEnrols] = useState(false)
  const [codeAsked, setCodeAsked] = useState(false)
  const [wait, beginWait] = useCountdown()
  const form = useForm({
    resolver: zodResolver(Credentials),
    defaultValues: { userName: person?.userName ?? userName ?? '', password: '', code: '' },
  })
  const typed = useWatch({ control: form.control, name: 'userName' })
  const isTheirs = tried === typed
  const waits = isTheirs ? wait : 0
  const { errors, isSubmitting } = form.formState
  const problem = (field: 'userName' | 'password') => (errors[field] ? say(missing[field]) : undefined)

  useEffect(() => {
    form.setFocus(person || userName !== undefined ? 'password' : 'userName')
  }, [form, person, userName])

  const enter = async ({ userName, password, code }: z.output<typeof Credentials>) => {
    const answer: SignInOutcome | NotIn = await data
      .signIn(userName, password, code === '' ? undefined : code)
      .catch(() => ({ kind: 'stopped' }))
    if (answer.kind === 'in') {
      onEnter(answer.session)
      return
    }
    setOutcome(answer)
    setTried(form.getValues('userName'))
    form.resetField('code')
    if (answer.kind === 'enrol-needed') {
      setEnrols(true)
      return
    }
    // The password was right: only the code is asked for.
    if (answer.kind === 'code-needed' || answer.kind === 'wrong-code') {
      setCodeAsked(true)
      return
    }
    if ('waitSeconds' in answer) beginWait(answer.waitSeconds)
    setCodeAsked(false)
    form.resetField('password')
    form.setFocus('password')
  }
  const submit = form.handleSubmit(async (credentials) => {
    setOutcome(undefined)
    await enter(credentials)
  })

  if (enrols) {
    const { userName: name, password } = form.getValues()
    return (
      <>
        <Enrol userName={name} password={password} onCode={(code) => enter({ userName: name, password, code })} />
        {outcome && <Outcome outcome={outcome} name={name} />}
      </>
    )
  }

  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      {!person && (
        <Field label={say('userName')} problem={problem('userName')}>
          {(control) => <TextInput {...control} {...form.register('userName')} autoComplete="username" />}
        </Field>
      )}
      <Field label={say('password')} problem={problem('password')}>
        {(control) => (
          <TextInput {...control} {...form.register('password')} type="password" autoComplete="current-password" />
        )}
      </Field>
      {codeAsked && (
        <Field label={say('code')} hint={say('codeHint')}>
          {(control) => (
            // The focus follows what is asked for.
            <TextInput {...control} {...form.register('code')} autoFocus autoComplete="one-time-code" maxLength={20} />
          )}
        </Field>
      )}
      {outcome && isTheirs && <Outcome outcome={outcome} name={person?.name ?? typed} />}
      {!person && !online && !outcome && (
        <Notice tone="device" title={say('noConnection')}>
          {say('firstTimeText')}
        </Notice>
      )}
      <Button type="submit" kind="primary" tall disabled={isSubmitting || waits > 0} className={styles.open}>
        {isSubmitting ? say('opening') : waits > 0 ? waitWords(say, waits) : say(locked ? 'unlock' : 'signIn')}
      </Button>
      {!person && location.protocol.startsWith('http') && (
        <p className="secondary">{say('server', { host: location.host })}</p>
      )}
    </form>
  )
}

const waitWords = (say: (key: Key, values: { count: number }) => string, seconds: number): string =>
  seconds > 90 ? say('waitMinutes', { count: Math.ceil(seconds / 60) }) : say('waitSeconds', { count: seconds })

/** Whole seconds left of a wait, 0 when there is none, and how to begin one. */
function useCountdown(): readonly [number, (seconds: number) => void] {
  const [left, setLeft] = useState(0)
  const until = useRef(0)
  const running = left > 0
  useEffect(() => {
    if (!running) return undefined
    const tick = () => setLeft(Math.max(0, Math.ceil((until.current - Date.now()) / 1_000)))
    const timer = window.setInterval(tick, 500)
    return () => window.clearInterval(timer)
  }, [running])
  const begin = useCallback((seconds: number) => {
    until.current = Date.now() + seconds * 1_000
    setLeft(Math.ceil(seconds))
  }, [])
  return [left, begin]
}

function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine)
  useEffect(() => {
    const look = () => setOnline(navigator.onLine)
    window.addEventListener('online', look)
    window.addEventListener('offline', look)
    return () => {
      window.removeEventListener('online', look)
      window.removeEventListener('offline', look)
    }
  }, [])
  return online
}
