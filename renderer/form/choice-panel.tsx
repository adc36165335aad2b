import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { Button } from '../ui/button'
import { cx } from '../ui/cx'
import { TextInput } from '../ui/field'
import { Icon, type IconName } from '../ui/icon'
import { Kbd } from '../ui/kbd'
import { useTexts } from '../ui/language'
import styles from './choice-panel.module.css'
import { Telling } from './telling'
import { formTexts } from './texts'

export interface PanelChoice<C extends string> {
  readonly id: C
  readonly label: ReactNode
  /** Whether words go with it. `at-once` acts as soon as it is chosen. */
  readonly words: 'required' | 'optional' | 'at-once'
}

interface ChoicePanelProps<C extends string> {
  readonly tone: 'check' | 'decide' | 'calm'
  readonly icon: IconName
  /** What happened and what it means. */
  readonly lead: ReactNode
  /** What the choices are about, for those who cannot see where they stand. */
  readonly label: string
  readonly choices: readonly PanelChoice<C>[]
  readonly chosen?: C
  readonly confirm: string
  readonly placeholder: string
  readonly onConfirm: (choice: C, words: string) => void
  /** Escape, and the quiet button, when there is a way back. */
  readonly onCancel?: () => void
  readonly cancel?: string
  /** Takes the focus when it appears: always, or only when the person is still at the item it asks about. */
  readonly takesFocus?: 'always' | 'when-near'
}

/**
 * A question answered in place: up to nine choices by their number, and words. Nothing is covered, nothing blocks; the
 * form below moves down by what the question needs.
 */
export function ChoicePanel<C extends string>(props: ChoicePanelProps<C>) {
  const { tone, icon, lead, label, choices, confirm, placeholder, onConfirm, onCancel, cancel } = props
  const say = useTexts(formTexts)
  const name = useId()
  const words = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const [chosen, setChosen] = useState<C | undefined>(props.chosen)
  const [wanting, setWanting] = useState(false)
  const [written, setWritten] = useState('')
  const choice = choices.find(({ id }) => id === chosen)

  const { takesFocus } = props
  useLayoutEffect(() => {
    const item = list.current?.closest('[data-item]')
    const near = item?.contains(document.activeElement) ?? false
    if (takesFocus === 'always' || (takesFocus === 'when-near' && near)) list.current?.querySelector('input')?.focus()
  }, [takesFocus])

  const choose = (next: PanelChoice<C>) => {
    setWanting(false)
    if (next.words === 'at-once') {
      onConfirm(next.id, '')
      return
    }
    setChosen(next.id)
    words.current?.focus()
  }
  const finish = () => {
    if (!choice) return list.current?.querySelector('input')?.focus()
    const text = words.current?.value.trim() ?? ''
    if (choice.words === 'required' && text === '') {
      setWanting(true)
      return words.current?.focus()
    }
    onConfirm(choice.id, text)
  }
  const onListKey = (event: KeyboardEvent) => {
    const next =
      /^[1-9]$/.test(event.key) && !event.altKey && !event.ctrlKey ? choices[Number(event.key) - 1] : undefined
    if (next) choose(next)
    else if (event.key === 'Enter') finish()
    else return
    event.preventDefault()
  }

  return (
    <div
      className={cx(styles.panel, styles[tone])}
      role="group"
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !onCancel) return
        event.preventDefault()
        event.stopPropagation()
        onCancel()
      }}
    >
      <div className={styles.lead}>
        <Icon name={icon} className={styles.icon} />
        <div>{lead}</div>
      </div>
      <div
        ref={list}
        className={cx(styles.choices, choices.length > 3 && styles.two)}
        role="radiogroup"
        aria-label={label}
        onKeyDown={onListKey}
      >
        {choices.map((option, i) => (
          <label key={option.id} className={styles.choice}>
            <input
              type="radio"
              name={name}
              checked={option.id === chosen}
              onChange={() => setChosen(option.id)}
              onClick={(event) => {
                // A mouse click has a position; arrows, which click too, only move the mark.
                if (event.detail > 0) choose(option)
              }}
            />
            <Kbd keys={String(i + 1)} />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      <div className={styles.answer}>
        <TextInput
          ref={words}
          className={styles.words}
          aria-label={placeholder}
          aria-invalid={wanting || undefined}
          placeholder={choice?.words === 'optional' ? say('wordsOptional') : placeholder}
          maxLength={400}
          onChange={({ target }) => setWritten(target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            finish()
          }}
        />
        {onCancel && (
          <Button kind="quiet" onClick={onCancel}>
            {cancel ?? say('goBack')}
          </Button>
        )}
        <Button kind="primary" keys="Enter" onClick={finish}>
          {confirm}
        </Button>
      </div>
      <Telling text={written} />
      {wanting && (
        <p className={styles.wanting} role="alert">
          {say('wordsWanted')}
        </p>
      )}
    </div>
  )
}
