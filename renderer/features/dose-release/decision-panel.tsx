import { useState } from 'react'
import { type Asked, type Choice, amountOf, gives, mayDecide, signableOf } from '#shared/dose-release/release'
import { usePlace, useSubject } from '../../app/place'
import { useSession } from '../../app/store'
import { useData } from '../../data/hooks'
import { Button } from '../../ui/button'
import { Field, Segmented, TextArea, TextInput } from '../../ui/field'
import { useTexts } from '../../ui/language'
import { SignForm } from '../../ui/sign-form'
import styles from './dose-release.module.css'
import { releaseTexts } from './texts'

interface DecisionPanelProps {
  readonly asked: Asked
  /** A decision that stands is there already. */
  readonly isAgain: boolean
}

/** The investigator's decision: what the gate says, or anything more careful with a reason; signed with the password. */
export function DecisionPanel({ asked, isAgain }: DecisionPanelProps) {
  const say = useTexts(releaseTexts)
  const data = useData()
  const { study, site, version } = usePlace()
  const subject = useSubject()
  const { user } = useSession()
  const gate = asked.answer.decision
  const most = amountOf(asked.answer)
  const { planned } = asked.dose
  const [open, setOpen] = useState({ planned, is: !isAgain })
  const [chosen, setChosen] = useState<typeof gate>()
  const [amount, setAmount] = useState('')
  const [reason, setReason] = useState('')
  const choices = mayDecide(gate)
  // What the gate says may change while the panel is open: nobody may be freer than it is now.
  const decision = chosen !== undefined && choices.includes(chosen) ? chosen : gate
  const isLess = decision === 'REDUCED' && (gate === 'RELEASED' || amount.trim() !== '')
  const isOwn = decision !== gate || isLess
  const choice: Choice | undefined = isOwn
    ? { decision, reason, ...(gives(decision) && { amount: amount.trim().replace(',', '.') }) }
    : undefined

  // Another day is another question, but the same panel: a password half typed when the day comes late stays typed.
  if (open.planned !== planned) setOpen({ planned, is: open.is || !isAgain })
  if (!open.is) return <Button onClick={() => setOpen({ planned, is: true })}>{say('decideAgain')}</Button>
  const problem = () => {
    const signable = signableOf(asked, choice)
    if (typeof signable === 'object') return undefined
    return signable === 'reason'
      ? say('reasonProblem')
      : say('amountProblem', { most: most ? `${most.value} ${most.unit}` : '' })
  }
  return (
    <section className={styles.sign}>
      <SignForm
        meaning={say(`meaning.${decision}`)}
        signer={say('signer', { name: user.name })}
        act={say(`sign.${decision}`)}
        problem={problem}
        onSign={async (password) => {
          const dose = signableOf(asked, choice)
          if (typeof dose !== 'object') throw new Error('nothing to sign')
          const signing = await data.releaseDose({ study, site, version, subject, password, dose })
          if (signing.kind !== 'signed') return signing
          setOpen({ planned, is: false })
          return undefined
        }}
      >
        <h2>{say('decide')}</h2>
        {choices.length > 1 && (
          <Segmented
            label={say('decide')}
            choices={choices.map((value) => ({ value, label: say(`decision.${value}`) }))}
            value={decision}
            onChange={(next) => setChosen(next === gate ? undefined : next)}
          />
        )}
        {decision === 'REDUCED' && most && (
          <Field label={`${say('amount')} (${most.unit})`}>
            {(control) => (
              <TextInput
                {...control}
                inputMode="decimal"
                placeholder={gate === 'REDUCED' ? most.value : ''}
                value={amount}
                onChange={({ target }) => setAmount(target.value)}
              />
            )}
          </Field>
        )}
        {isOwn && (
          <Field label={say('reason')} required hint={say('moreCareful')}>
            {(control) => (
              <TextArea {...control} rows={2} value={reason} onChange={({ target }) => setReason(target.value)} />
            )}
          </Field>
        )}
      </SignForm>
    </section>
  )
}
