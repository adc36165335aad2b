import { useState } from 'react'
import { v7 as uuid } from 'uuid'
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

const ANSWERS = ['correct', 'source', 'repeat', 'cause', 'usual', 'other', 'rule'] as const
type Answer = (typeof ANSWERS)[number]
/** Whoever may not let the value stand says so much. */
const FEWER: readonly Answer[] = ['correct', 'rule']

/**
 * A finding as a sentence under its item, with the ways to answer it: correct the value, say why it stands, or tell the
 * data manager that the check is wrong. It never stands in the way.
 */
export function FindingAside({ item, finding }: { item: ItemView; finding: Finding }) {
  const { sitting, mayConfirm, mayEnter, mayAsk, role } = useFormSession()
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

  const all: readonly Answer[] = confirms ? ANSWERS : FEWER
  const answers = all.filter((answer) => answer !== 'rule' || mayAsk)

  if (answering !== undefined) {
    const choices = answers.map((id): PanelChoice<Answer> => ({
      id,
      label: say(`confirm.${id}`),
      words: id === 'correct' ? 'at-once' : id === 'other' || id === 'rule' ? 'required' : 'optional',
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
          if (answer === 'rule') {
            void sitting.ask(uuid(), item.path, say('ruleWrong', { check: finding.check, words }), 'data-manager')
            focusAfter(item.path)
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
          /^[1-7]$/.test(event.key) && !event.altKey && !event.ctrlKey ? ANSWERS[Number(event.key) - 1] : undefined
        if (!answer || !confirms || !answers.includes(answer)) return
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
      {!confirms && !info && mayEnter && mayAsk && (
        <Button kind="quiet" className={styles.small} onClick={() => setAnswering('rule')}>
          {say('confirm.rule')}
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
