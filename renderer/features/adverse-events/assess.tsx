import { useState } from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import { type ItemPath, formOid } from '#shared/casebook/path'
import type { ItemChange } from '#shared/change/change'
import type { AdverseEvent } from '#shared/review/ae-queue'
import { assess, assessmentsOf, isOpenToAssess } from '#shared/review/assessment'
import type { CompiledStudy } from '#shared/study/compile'
import { textIn } from '#shared/study/definition'
import { showEntry } from '#shared/study/show-entry'
import { Button } from '../../ui/button'
import { Field, Select, TextInput } from '../../ui/field'
import { useKeys } from '../../ui/keys'
import { useLanguage, useTexts } from '../../ui/language'
import { adverseEventTexts } from './texts'
import styles from './workbench.module.css'

interface AssessProps {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  readonly event: AdverseEvent
  readonly onAssess: (items: readonly ItemChange[]) => void
  readonly onClose: () => void
}

/** What the investigator thinks of the cause, agent by agent. What the site entered is shown and stays: it is asked about. */
export function Assess({ study, casebook, event, onAssess, onClose }: AssessProps) {
  const say = useTexts(adverseEventTexts)
  const language = useLanguage()
  const all = assessmentsOf(study, casebook, event.form)
  const [chosen, setChosen] = useState<ReadonlyMap<ItemPath, string>>(new Map())
  const [reason, setReason] = useState('')
  const changed = all.filter(({ path, value }) => {
    const code = chosen.get(path)
    return code !== undefined && code !== '' && !(value?.state === 'value' && value.text === code)
  })
  const replaces = changed.some(({ by }) => by === 'investigator')
  const ready = changed.length > 0 && (!replaces || reason.trim() !== '')
  const send = () => {
    if (!ready) return
    onAssess(
      changed.map(({ path, by }) =>
        assess(casebook, event.form, path, chosen.get(path) ?? '', by === 'investigator' ? reason.trim() : undefined),
      ),
    )
  }
  useKeys([
    { keys: 'mod+Enter', label: say('assessSave'), run: send, whileTyping: true },
    { keys: 'Escape', label: say('cancel'), run: onClose, whileTyping: true },
  ])
  const first = all.find(isOpenToAssess)
  return (
    <form
      className={styles.assess}
      aria-label={say('assessTitle')}
      onSubmit={(submit) => {
        submit.preventDefault()
        send()
      }}
    >
      {all.length === 0 && <p className="secondary">{say('assessNothing')}</p>}
      <div className={styles.assessAgents}>
        {all.map((one) => {
          const { suspect, path, value, answers } = one
          const label = say('relationTo', { agent: textIn(suspect.name, language) })
          const item = study.item(formOid(event.form), suspect.relation)
          if (!isOpenToAssess(one))
            return (
              <div key={path}>
                <p className="medium">{label}</p>
                <p>{item && value ? showEntry(item.def, value, answers, language) : '–'}</p>
                <p className="secondary">{say(one.by === 'two' ? 'assessTwo' : 'assessBySite')}</p>
              </div>
            )
          return (
            <Field key={path} label={label}>
              {(control) => (
                <Select
                  {...control}
                  autoFocus={one === first}
                  value={chosen.get(path) ?? (value?.state === 'value' ? value.text : '')}
                  choices={[
                    { value: '', label: '–' },
                    ...answers.codes.map(({ code, text }) => ({ value: code, label: textIn(text, language) })),
                  ]}
                  onChange={({ target }) => setChosen((before) => new Map(before).set(path, target.value))}
                />
              )}
            </Field>
          )
        })}
      </div>
      {replaces && (
        <Field label={say('assessWhy')} required>
          {(control) => (
            <TextInput {...control} maxLength={500} value={reason} onChange={({ target }) => setReason(target.value)} />
          )}
        </Field>
      )}
      <div className={styles.askFoot}>
        <Button onClick={onClose}>{say('cancel')}</Button>
        <Button kind="primary" type="submit" keys="mod+Enter" disabled={!ready}>
          {say('assessSave')}
        </Button>
      </div>
    </form>
  )
}
