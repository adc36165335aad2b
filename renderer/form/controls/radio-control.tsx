import { useId, type KeyboardEvent, type MouseEvent } from 'react'
import { cx } from '../../ui/cx'
import { fieldName } from '../field-name'
import { useFormSession } from '../form-session'
import type { ItemView } from '../scene'
import type { CodeOption } from '../shown'
import { labelId, useControl } from '../use-field'
import styles from './controls.module.css'

/** Side by side as long as the answers are short enough to be read in one line. */
const inOneLine = (options: readonly CodeOption[]): boolean =>
  options.reduce((sum, { label }) => sum + label.length + 5, 0) <= 64

/** The answer a key stands for: the code itself, its place in the list, or a first letter that only one answer has. */
export function answerByKey(options: readonly CodeOption[], key: string): CodeOption | undefined {
  if (key.length !== 1) return undefined
  const typed = key.toLowerCase()
  const byCode = options.find(({ code }) => code.toLowerCase() === typed)
  if (byCode) return byCode
  if (/[1-9]/.test(typed)) return options[Number(typed) - 1]
  const byLetter = options.filter(({ label }) => label.toLowerCase().startsWith(typed))
  return byLetter.length === 1 ? byLetter[0] : undefined
}

/**
 * A few answers, all in sight: what their group is, and what the circle of each is, for a control to lay out. Arrows move the mark without storing each stop on the way; a click, a letter or a number
 * chooses at once, leaving takes what is marked, Delete clears.
 */
export function useRadios(item: ItemView) {
  const { fields, sitting, take } = useFormSession()
  const { registered, mayEnter, described, onBlur, onKeyDown } = useControl(item)
  const { options, path } = item
  const choose = (code: string) => {
    sitting.begin(path)
    fields.setValue(fieldName(path), code)
    take(path)
  }
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey
    const answer = plain && event.key !== ' ' ? answerByKey(options, event.key) : undefined
    if (!mayEnter) return
    if (answer) {
      choose(answer.code)
      // What was chosen has the focus, so that arrows go on from there.
      event.currentTarget.querySelector<HTMLElement>('input:checked')?.focus()
    } else if (plain && (event.key === 'Delete' || event.key === 'Backspace')) choose('')
    else {
      onKeyDown(event)
      return
    }
    event.preventDefault()
  }
  return {
    group: {
      id: path,
      role: 'radiogroup',
      'data-entry': item.required ? 'required' : 'optional',
      'aria-labelledby': labelId(item),
      'aria-describedby': described,
      'aria-required': item.required || undefined,
      onBlur,
      onKeyDown: onKey,
    },
    radio: (code: string) => ({
      ...registered,
      type: 'radio',
      value: code,
      disabled: !mayEnter,
      onClick: (event: MouseEvent) => {
        if (event.detail > 0) choose(code)
      },
    }),
  }
}

interface RadioControlProps {
  readonly item: ItemView
  readonly dense?: boolean
  /** Below each other however short they are. */
  readonly stack?: boolean
}

/** The answers on one line where they are short, else below each other. */
export function RadioControl({ item, dense = false, stack = false }: RadioControlProps) {
  const { group, radio } = useRadios(item)
  const ids = useId()
  const { options } = item
  const line = !stack && (dense || inOneLine(options))
  return (
    <div {...group} className={cx(styles.radios, line ? styles.segments : styles.stack, item.asks && styles.asks)}>
      {options.map(({ code, label }) => (
        <label key={code} className={line ? styles.segment : styles.stackLine}>
          <input {...radio(code)} id={`${ids}-${code}`} />
          <span>{dense && /^\d$/.test(code) ? code : label}</span>
        </label>
      ))}
    </div>
  )
}
