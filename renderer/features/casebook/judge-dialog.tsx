import type { ReactNode } from 'react'
import { useState } from 'react'
import type { ChangeBody } from '#shared/change/change'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { Field, TextInput } from '../../ui/field'
import { useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import { deviationTexts } from './deviation-texts'
import styles from './deviations.module.css'
import { useRecord } from './use-record'

export type Step = 'open' | 'wanting' | 'saving' | 'not-saved'

interface JudgeDialogProps {
  readonly title: string
  readonly act: string
  readonly step: Step
  readonly onAct: () => void
  readonly onClose: () => void
  readonly wide?: boolean
  readonly children: ReactNode
}

/** Something a person decides about, to be asserted by one button. */
export function JudgeDialog({ title, act, step, onAct, onClose, wide = false, children }: JudgeDialogProps) {
  const say = useTexts(deviationTexts)
  return (
    <Dialog
      title={title}
      onClose={onClose}
      wide={wide}
      foot={
        <>
          <Button onClick={onClose}>{say('cancel')}</Button>
          <Button kind="primary" disabled={step === 'saving'} onClick={onAct}>
            {act}
          </Button>
        </>
      }
    >
      <div className={styles.fields}>
        {children}
        {step === 'not-saved' && (
          <Notice tone="stop" title={say('notSaved')} live>
            {say('notSavedText')}
          </Notice>
        )}
      </div>
    </Dialog>
  )
}

interface ReasonDialogProps {
  readonly title: string
  /** What it is about. */
  readonly lead: string
  readonly text: string
  readonly act: string
  /** Reasons that are often given: a click takes one. */
  readonly usual?: readonly string[]
  readonly bodyOf: (reason: string) => ChangeBody
  readonly onClose: () => void
}

/** Asks for the reason of something, and asserts it. */
export function ReasonDialog({ title, lead, text, act, usual = [], bodyOf, onClose }: ReasonDialogProps) {
  const say = useTexts(deviationTexts)
  const record = useRecord()
  const [reason, setReason] = useState('')
  const [step, setStep] = useState<Step>('open')
  const assert = async () => {
    if (reason.trim() === '') {
      setStep('wanting')
      return
    }
    setStep('saving')
    if (await record(bodyOf(reason.trim()))) onClose()
    else setStep('not-saved')
  }
  return (
    <JudgeDialog title={title} act={act} step={step} onAct={assert} onClose={onClose}>
      <div>
        <p className="medium">{lead}</p>
        <p className="secondary">{text}</p>
      </div>
      <Field label={say('reason')} required problem={step === 'wanting' ? say('wanted') : undefined}>
        {(control) => (
          <TextInput
            {...control}
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') void assert()
            }}
          />
        )}
      </Field>
      {usual.length > 0 && (
        <div className={styles.usual}>
          {usual.map((words) => (
            <Button key={words} onClick={() => setReason(words)}>
              {words}
            </Button>
          ))}
        </div>
      )}
    </JudgeDialog>
  )
}
