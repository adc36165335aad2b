import { useId, useRef, useState, type KeyboardEvent } from 'react'
import { cx } from '../../ui/cx'
import { TextInput } from '../../ui/field'
import { Icon } from '../../ui/icon'
import { useTexts } from '../../ui/language'
import { fieldName } from '../field-name'
import { textOf, useFormSession } from '../form-session'
import type { ItemView } from '../scene'
import { type CodeOption, fitting } from '../shown'
import { formTexts } from '../texts'
import { labelId, useControl, useProblem } from '../use-field'
import styles from './controls.module.css'

/** More than this is not looked through but typed at. */
const SHOWN = 60

/** A list to choose from by typing: first letters, the code, or the number in the list; the list opens as one types. */
export function ComboControl({ item, dense = false }: { item: ItemView; dense?: boolean }) {
  const { fields, sitting, take, advance } = useFormSession()
  const { registered, mayEnter, described, onKeyDown } = useControl(item)
  const problem = useProblem(item)
  const say = useTexts(formTexts)
  const list = useId()
  const box = useRef<HTMLDivElement>(null)
  /** What is typed while the list is open; undefined when it is closed. */
  const [typed, setTyped] = useState<string>()
  const [at, setAt] = useState(0)
  const anywhere = item.def.type === 'code' && item.def.display === 'search'
  const fits = typed === undefined ? [] : fitting(item.options, typed, anywhere).slice(0, SHOWN)
  const open = typed !== undefined && mayEnter

  const show = (text: string, from = 0) => {
    setTyped(text)
    setAt(from)
  }
  const openAll = () => {
    const now = textOf(fields.getValues(fieldName(item.path)))
    show(
      '',
      Math.max(
        0,
        item.options.findIndex(({ label }) => label === now),
      ),
    )
  }
  const choose = (option: CodeOption) => {
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
        data-entry
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
        placeholder={item.missingText ?? (mayEnter ? say('choose') : undefined)}
        onChange={(event) => {
          show(event.target.value)
          void registered.onChange(event)
        }}
        onMouseDown={() => {
          if (!open && mayEnter) openAll()
        }}
        onKeyDown={onKey}
      />
      <Icon name="down" className={styles.comboIcon} />
      {open && (
        <ul id={list} role="listbox" className={styles.options} aria-labelledby={labelId(item)}>
          {fits.map((option, i) => (
            <li
              key={option.code}
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
              <span className={styles.optionLabel}>{option.label}</span>
              <span className="secondary">{item.options.indexOf(option) + 1}</span>
            </li>
          ))}
          {fits.length === 0 && (
            <li role="option" aria-selected={false} aria-disabled="true" className={styles.nothing}>
              {say('noMatch')}
            </li>
          )}
        </ul>
      )}
    </div>
  )
}
