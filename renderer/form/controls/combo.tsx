import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { cx } from '../../ui/cx'
import { TextInput } from '../../ui/field'
import { Icon, type IconName } from '../../ui/icon'
import { fieldName } from '../field-name'
import { textOf, useFormSession } from '../form-session'
import type { ItemView } from '../scene'
import type { CodeOption } from '../shown'
import { labelId, useControl, useProblem } from '../use-field'
import styles from './controls.module.css'

interface ComboProps<Option extends CodeOption> {
  readonly item: ItemView
  readonly dense?: boolean
  readonly icon: IconName
  readonly placeholder: string
  /** What fits what is typed, best first. Called with each key: nothing in it waits. */
  readonly find: (typed: string) => readonly Option[]
  readonly draw: (option: Option) => ReactNode
  /** Above the options, while nothing is typed. */
  readonly lead?: ReactNode
  /** Where nothing fits. */
  readonly nothing: ReactNode
  readonly listClass?: string | undefined
  /** Opens as soon as an empty control has the focus; then nothing is chosen before an arrow was pressed. */
  readonly suggests?: boolean
}

/** A line to type on with a list that opens as one types: arrows move, Enter takes, leaving takes what stands there. */
export function Combo<Option extends CodeOption>(props: ComboProps<Option>) {
  const { item, dense = false, icon, placeholder, find, draw, lead, nothing, listClass, suggests = false } = props
  const { fields, sitting, take, advance } = useFormSession()
  const { registered, mayEnter, described, onKeyDown } = useControl(item)
  const problem = useProblem(item)
  const list = useId()
  const box = useRef<HTMLDivElement>(null)
  /** What is typed while the list is open; undefined when it is closed. */
  const [typed, setTyped] = useState<string>()
  const [at, setAt] = useState(0)
  const fits = typed === undefined ? [] : find(typed)
  const open = typed !== undefined && mayEnter

  const show = (text: string, from = 0) => {
    setTyped(text)
    setAt(from)
  }
  const now = () => textOf(fields.getValues(fieldName(item.path)))
  const openAll = () => {
    const here = find('').findIndex(({ label }) => label === now())
    show('', suggests ? here : Math.max(0, here))
  }
  const choose = (option: Option) => {
    sitting.begin(item.path)
    fields.setValue(fieldName(item.path), option.label)
    setTyped(undefined)
  }
  const move = (to: number) => {
    const next = Math.max(0, Math.min(fits.length - 1, to))
    setAt(next)
    box.current?.querySelectorAll('[role="option"]')[next]?.scrollIntoView({ block: 'nearest' })
  }
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    if (!mayEnter) {
      onKeyDown(event)
      return
    }
    const option = open ? fits[at] : undefined
    if (event.key === 'ArrowDown' && !event.ctrlKey) {
      if (open) move(at + 1)
      else openAll()
    } else if (event.key === 'ArrowUp' && open && !event.ctrlKey) move(at - 1)
    else if (event.key === 'Escape' && open) setTyped(undefined)
    else if (event.key === 'Enter' && option && !event.ctrlKey) {
      choose(option)
      advance(item.path, event.shiftKey)
    } else {
      if (event.key === 'Tab' && option && typed !== '') choose(option)
      onKeyDown(event)
      return
    }
    event.preventDefault()
  }

  return (
    <div
      ref={box}
      className={styles.combo}
      onBlur={(event) => {
        if (event.currentTarget.contains(event.relatedTarget)) return
        setTyped(undefined)
        take(item.path)
      }}
    >
      <TextInput
        {...registered}
        id={item.path}
        data-entry={item.required ? 'required' : 'optional'}
        role="combobox"
        className={cx(styles.comboInput, dense ? styles.dense : styles.full)}
        aria-expanded={open}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={open && fits[at] ? `${list}-${at}` : undefined}
        aria-labelledby={labelId(item)}
        aria-describedby={described}
        aria-required={item.required || undefined}
        aria-invalid={problem !== undefined || undefined}
        asks={item.asks}
        readOnly={!mayEnter}
        placeholder={item.missingText ?? (mayEnter ? placeholder : undefined)}
        onChange={(event) => {
          show(event.target.value)
          void registered.onChange(event)
        }}
        onFocus={() => {
          if (suggests && mayEnter && now() === '' && find('').length > 0) show('', -1)
        }}
        onMouseDown={() => {
          if (!open && mayEnter) openAll()
        }}
        onKeyDown={onKey}
      />
      <Icon name={icon} className={styles.comboIcon} />
      {open && (
        <div className={cx(styles.options, listClass)}>
          {typed === '' && lead}
          <ul id={list} role="listbox" aria-labelledby={labelId(item)}>
            {fits.map((option, i) => (
              <li
                // A line keeps its place and changes its words: with each key that costs half of drawing lines anew.
                key={i}
                id={`${list}-${i}`}
                role="option"
                aria-selected={i === at}
                className={styles.option}
                // The control keeps the focus: leaving it would take what is typed.
                onMouseDown={(event) => event.preventDefault()}
                onMouseMove={() => setAt(i)}
                onClick={() => {
                  choose(option)
                  take(item.path)
                }}
              >
                {draw(option)}
              </li>
            ))}
            {fits.length === 0 && (
              <li role="option" aria-selected={false} aria-disabled="true" className={styles.nothing}>
                {nothing}
              </li>
            )}
          </ul>
        </div>
      )}
    </div>
  )
}
