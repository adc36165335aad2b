import { useState } from 'react'
import type { Finding } from '#shared/casebook/findings'
import { textIn } from '#shared/study/definition'
import { showEntry } from '#shared/study/show-entry'
import { Button } from '../../ui/button'
import { Icon } from '../../ui/icon'
import { useTexts } from '../../ui/language'
import { ChoicePanel, type PanelChoice } from '../choice-panel'
import { focusAfter, focusItem } from '../focus'
import { useFormSession } from '../form-session'
import type { ItemView } from '../scene'
import { formTexts } from '../texts'
import styles from './asides.module.css'

const ANSWERS = ['correct', 'source', 'repeat', 'cause', 'usual', 'other'] as const
type Answer = (typeof ANSWERS)[number]

/** A finding as a sentence under its item, with the two ways to answer it. It never stands in the way. */
export function FindingAside({ item, finding }: { item: ItemView; finding: Finding }) {
  const { sitting, mayConfirm, mayEnter, role } = useFormSession()
  const say = useTexts(formTexts)
  const [answering, setAnswering] = useState<Answer | 'open'>()
  const { language } = item
  const message = textIn(finding.message, language)
  const value = item.state?.value ?? item.calculated
  // A range says what is expected; the value it is said of stands before it.
  const measured =
    finding.check.startsWith('RANGE-') && value ? showEntry(item.def, value, item.codeList, language) : ''
  const sentence =
    measured === '' ? (
      message
    ) : (
      <>
        <b className="strong">{measured}</b> · {message}
      </>
    )
  const label = say('findingLabel', { item: textIn(item.def.label, language) })
  const info = finding.severity === 'I'
  // A finding that stands against a step is the investigator's to confirm.
  const confirms = mayConfirm && !info && (finding.severity !== 'H' || role === 'investigator')

  if (confirms && answering !== undefined) {
    const choices = ANSWERS.map((id): PanelChoice<Answer> => ({
      id,
      label: say(`confirm.${id}`),
      words: id === 'correct' ? 'at-once' : id === 'other' ? 'required' : 'optional',
    }))
    return (
      <ChoicePanel
        tone="check"
        icon="warning"
        lead={sentence}
        label={label}
        choices={choices}
        {...(answering !== 'open' && { chosen: answering })}
        confirm={say('confirm')}
        placeholder={say('words')}
        takesFocus="always"
        onCancel={() => {
          setAnswering(undefined)
          focusItem(item.path)
        }}
        onConfirm={(answer, words) => {
          setAnswering(undefined)
          if (answer === 'correct') {
            focusItem(item.path)
            return
          }
          void sitting.confirm(finding, [say(`confirm.${answer}`), words].filter(Boolean).join(': '))
          focusAfter(item.path)
        }}
      />
    )
  }
  return (
    <div
      className={info ? styles.info : styles.finding}
      role="group"
      aria-label={label}
      onKeyDown={(event) => {
        const answer =
          /^[1-6]$/.test(event.key) && !event.altKey && !event.ctrlKey ? ANSWERS[Number(event.key) - 1] : undefined
        if (!answer || !confirms) return
        event.preventDefault()
        if (answer === 'correct') focusItem(item.path)
        else setAnswering(answer)
      }}
    >
      <Icon name={info ? 'info' : 'warning'} className={styles.icon} />
      <span className={styles.sentence}>{sentence}</span>
      {!confirms && !info && mayEnter && <span className="secondary">{say('byInvestigator')}</span>}
      {mayEnter && !info && (
        <Button kind="quiet" className={styles.small} onClick={() => focusItem(item.path)}>
          {say('correct')}
        </Button>
      )}
      {confirms && (
        <Button className={styles.small} onClick={() => setAnswering('open')}>
          {say('confirmBecause')}
        </Button>
      )}
    </div>
  )
}
