import { type ReactNode, useState } from 'react'
import { Button } from './button'
import { Field, TextInput } from './field'
import { useTexts } from './language'
import { Notice } from './notice'
import { type PasswordNotTaken, usePasswordProblem } from './password-problem'
import styles from './sign-form.module.css'
import { uiTexts } from './texts'

interface SignFormProps {
  /** What the signature says, in the words of its signer. */
  readonly meaning: ReactNode
  readonly signer: string
  /** What the button says: the very thing that is decided. */
  readonly act: string
  /** Why it cannot be signed as it stands; asked when it is tried, so that nothing has to be guessed before. */
  readonly problem: () => string | undefined
  /** Why the password was not taken; undefined when all is done. Throws when nothing could be stored. */
  readonly onSign: (password: string) => Promise<PasswordNotTaken | undefined>
  /** False where the password says who it is and nothing is signed. */
  readonly signs?: boolean
  readonly children?: ReactNode
}

type State =
  { readonly kind: 'asking'; readonly password?: string; readonly other?: string } | { readonly kind: 'signing' }

/** Signs what stands beside it: what it means, by whom, and the password that only its signer knows. */
export function SignForm({ meaning, signer, act, problem, onSign, signs = true, children }: SignFormProps) {
  const say = useTexts(uiTexts)
  const notTaken = usePasswordProblem()
  const [password, setPassword] = useState('')
  const [state, setState] = useState<State>({ kind: 'asking' })

  const sign = async () => {
    const other = problem()
    if (other !== undefined) {
      setState({ kind: 'asking', other })
      return
    }
    if (password === '') {
      setState({ kind: 'asking', password: say('passwordMissing') })
      return
    }
    setState({ kind: 'signing' })
    try {
      const answer = await onSign(password)
      setState({ kind: 'asking', ...(answer && { password: notTaken(answer) }) })
      // What was not looked at is right perhaps, and is tried again as it is.
      if (answer?.kind !== 'too-early') setPassword('')
    } catch {
      setState({ kind: 'asking', other: say('notSigned') })
      setPassword('')
    }
  }

  const asked = state.kind === 'asking' ? state : undefined
  return (
    <form
      className={styles.form}
      onSubmit={(submit) => {
        submit.preventDefault()
        void sign()
      }}
    >
      {children}
      <p className={styles.meaning}>{meaning}</p>
      <p className="secondary">{signer}</p>
      <Field label={say('password')} required problem={asked?.password}>
        {(control) => (
          <TextInput
            {...control}
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={({ target }) => setPassword(target.value)}
          />
        )}
      </Field>
      {asked?.other !== undefined && <Notice tone="stop" live title={asked.other} />}
      <Button kind="primary" tall type="submit" disabled={state.kind === 'signing'}>
        {state.kind === 'signing' ? say('signing') : act}
      </Button>
      {signs && <p className="secondary">{say('signLegal')}</p>}
    </form>
  )
}
