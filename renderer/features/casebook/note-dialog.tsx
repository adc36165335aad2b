import { useState } from 'react'
import { v7 as uuid } from 'uuid'
import { deviationPlace, notedDeviation } from '#shared/casebook/deviation-log'
import type { ProposedDeviation } from '#shared/casebook/deviations'
import { textIn } from '#shared/study/definition'
import { readDate } from '#shared/study/read-date'
import { Field, Select, TextArea, TextInput } from '../../ui/field'
import { showDate } from '../../ui/dates'
import { useLanguage, useTexts } from '../../ui/language'
import { deviationTexts } from './deviation-texts'
import { deviationText } from './deviation-words'
import styles from './deviations.module.css'
import type { FormAt } from './form-mark'
import { JudgeDialog, type Step } from './judge-dialog'
import { useRecord } from './use-record'

interface NoteDialogProps {
  readonly at: FormAt
  readonly proposal: ProposedDeviation
  readonly onClose: () => void
}

/** Notes a proposal: everything the casebook knows is filled in; the person says how grave it is and what was done. */
export function NoteDialog({ at, proposal, onClose }: NoteDialogProps) {
  const say = useTexts(deviationTexts)
  const language = useLanguage()
  const record = useRecord()
  const { study, today } = at
  const [step, setStep] = useState<Step>('open')
  const categories = useCodes(at, 'DVCAT')
  const severities = useCodes(at, 'DVSEV')
  const known = categories.some(({ value }) => value === proposal.category)
  const [term, setTerm] = useState(deviationText(at, proposal, say, language))
  const [typedDay, setDay] = useState(showDate(firstDay(proposal, today), language))
  const [category, setCategory] = useState(known ? (proposal.category ?? '') : '')
  const [severity, setSeverity] = useState('')
  const [action, setAction] = useState('')
  const day = readDate(typedDay, { today }, false)
  const wanted = (text: string) => (step === 'wanting' && text.trim() === '' ? say('wanted') : undefined)

  const note = async () => {
    const said = { term: term.trim(), category, severity, action: action.trim() }
    if (!day.ok || Object.values(said).includes('')) {
      setStep('wanting')
      return
    }
    setStep('saving')
    const body = notedDeviation(study, proposal, { ...said, day: day.date.toString() }, uuid())
    if (body && (await record(body))) onClose()
    else setStep('not-saved')
  }
  return (
    <JudgeDialog title={say('noteTitle')} act={say('note')} step={step} onAct={note} onClose={onClose} wide>
      <Field label={say('severity')} required problem={wanted(severity)}>
        {(control) => (
          <Select
            {...control}
            blank={say('choose')}
            choices={severities}
            value={severity}
            onChange={({ target }) => setSeverity(target.value)}
          />
        )}
      </Field>
      <Field label={say('action')} required problem={wanted(action)}>
        {(control) => (
          <TextArea
            {...control}
            rows={2}
            maxLength={500}
            value={action}
            onChange={({ target }) => setAction(target.value)}
          />
        )}
      </Field>
      <Field label={say('term')} required problem={wanted(term)}>
        {(control) => (
          <TextArea
            {...control}
            rows={2}
            maxLength={500}
            value={term}
            onChange={({ target }) => setTerm(target.value)}
          />
        )}
      </Field>
      <div className={styles.pair}>
        <Field label={say('category')} required problem={wanted(category)}>
          {(control) => (
            <Select
              {...control}
              blank={say('choose')}
              choices={categories}
              value={category}
              onChange={({ target }) => setCategory(target.value)}
            />
          )}
        </Field>
        <Field label={say('day')} required problem={day.ok ? undefined : say('badDate')}>
          {(control) => <TextInput {...control} value={typedDay} onChange={({ target }) => setDay(target.value)} />}
        </Field>
      </div>
    </JudgeDialog>
  )
}

/** The day it happened, as far as it has one that is not ahead. */
const firstDay = ({ actual, to }: ProposedDeviation, today: string): string =>
  actual ?? (to !== undefined && to < today ? to : today)

function useCodes({ study }: FormAt, item: string) {
  const language = useLanguage()
  const place = deviationPlace(study)
  const def = place && study.item(place.form, item)?.def
  const codes = (def && study.codeListOf(def)?.codes) ?? []
  return codes.map(({ code, text }) => ({ value: code, label: textIn(text, language) }))
}
