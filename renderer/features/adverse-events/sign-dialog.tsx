import { useState } from 'react'
import { contentOf } from '#shared/casebook/derive'
import type { SubjectKey } from '#shared/ids'
import { usePlace } from '../../app/place'
import { useSession } from '../../app/store'
import type { SignRequest } from '../../data/signing'
import { useData } from '../../data/hooks'
import { Button } from '../../ui/button'
import { Tag } from '../../ui/chip'
import { Dialog } from '../../ui/dialog'
import { Field, TextInput } from '../../ui/field'
import { Grade } from '../../ui/grade'
import { useLanguage, useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import { type PasswordNotTaken, usePasswordProblem } from '../../ui/password-problem'
import { showStamp } from '#shared/export/stamp'
import type { EventLine } from './lines'
import { adverseEventTexts } from './texts'
import styles from './workbench.module.css'

interface SignDialogProps {
  readonly lines: readonly EventLine[]
  readonly onClose: () => void
}

type Outcome =
  | { readonly kind: 'asking'; readonly problem?: 'missing' | PasswordNotTaken }
  | { readonly kind: 'signing' }
  | { readonly kind: 'signed'; readonly when: string }
  | { readonly kind: 'partly'; readonly done: number }

/** Signs events as they stand now: says what is signed, by whom, what it means, and afterwards what came of it. */
export function SignDialog({ lines, onClose }: SignDialogProps) {
  const say = useTexts(adverseEventTexts)
  const notTaken = usePasswordProblem()
  const language = useLanguage()
  const data = useData()
  const { study, site, version } = usePlace()
  const { user } = useSession()
  // What was shown is what is signed, also when something arrives meanwhile.
  const [asked] = useState(lines)
  const [parts] = useState(() => bySubject(lines))
  const [password, setPassword] = useState('')
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'asking' })

  const sign = async () => {
    if (password === '') {
      setOutcome({ kind: 'asking', problem: 'missing' })
      return
    }
    setOutcome({ kind: 'signing' })
    let done = 0
    let when = ''
    try {
      for (const [subject, scopes] of parts) {
        const signing = await data.sign({
          study,
          site,
          // A signature is made under the version that the form stands under.
          version: asked.find((line) => line.subject === subject)?.event.state.version ?? version,
          subject,
          meaning: 'reviewed-adverse-event',
          scopes,
          password,
        })
        if (signing.kind !== 'signed') {
          setOutcome({ kind: 'asking', problem: signing })
          // What was not looked at is right perhaps, and is tried again as it is.
          if (signing.kind === 'wrong') setPassword('')
          return
        }
        when = signing.logged.change.claimedAt
        done += scopes.length
      }
      setOutcome({ kind: 'signed', when })
    } catch {
      setOutcome({ kind: 'partly', done })
    }
    setPassword('')
  }

  const over = outcome.kind === 'signed' || outcome.kind === 'partly'
  const problem = outcome.kind === 'asking' ? outcome.problem : undefined
  return (
    <Dialog
      wide
      title={say('signTitle', { count: asked.length })}
      onClose={onClose}
      foot={
        over ? (
          <Button kind="primary" tall autoFocus onClick={onClose}>
            {say('done')}
          </Button>
        ) : (
          <>
            <Button tall onClick={onClose}>
              {say('cancel')}
            </Button>
            <Button kind="primary" tall type="submit" form="sign-events" disabled={outcome.kind === 'signing'}>
              {say(outcome.kind === 'signing' ? 'signing' : 'sign')}
            </Button>
          </>
        )
      }
    >
      <ul className={styles.toSign}>
        {asked.map(({ key, code, event }) => (
          <li key={key} className="line">
            <Grade grade={event.grade?.toString()} />
            <span className="medium">{event.term ?? say('unnamed')}</span>
            {event.serious && <Tag kind="sae">{say('sae')}</Tag>}
            <span className="grow" />
            <span className="mute">{code}</span>
          </li>
        ))}
      </ul>
      {outcome.kind === 'signed' && (
        <Notice tone="good" live title={say('signedTitle', { count: asked.length })}>
          {say('signedBy', {
            name: user.name,
            role: say('role-investigator'),
            when: showStamp(outcome.when, language),
          })}
        </Notice>
      )}
      {outcome.kind === 'partly' && (
        <Notice tone="stop" live title={say('signedPartly', { done: outcome.done, of: asked.length })} />
      )}
      {!over && (
        <form
          id="sign-events"
          className={styles.signForm}
          onSubmit={(submit) => {
            submit.preventDefault()
            void sign()
          }}
        >
          <dl className={styles.signFacts}>
            <dt>{say('meaning')}</dt>
            <dd className="medium">{say('meaningText')}</dd>
            <dt>{say('signer')}</dt>
            <dd>
              {user.name}, {say('role-investigator')}
            </dd>
          </dl>
          <p className="secondary">{say('legal')}</p>
          <Field
            label={say('password')}
            required
            problem={problem && (problem === 'missing' ? say('passwordMissing') : notTaken(problem))}
          >
            {(control) => (
              <TextInput
                {...control}
                type="password"
                autoFocus
                autoComplete="current-password"
                value={password}
                onChange={({ target }) => setPassword(target.value)}
              />
            )}
          </Field>
        </form>
      )}
    </Dialog>
  )
}

function bySubject(lines: readonly EventLine[]) {
  const parts = new Map<SubjectKey, SignRequest['scopes']>()
  for (const { subject, event } of lines) {
    const { path, items, withdrawn, attachments } = event.state
    const part = { scope: path, content: contentOf(path, items, withdrawn, attachments) }
    parts.set(subject, [...(parts.get(subject) ?? []), part])
  }
  return parts
}
