import { useLayoutEffect, useRef, type FocusEvent, type KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'
import { useFormState } from 'react-hook-form'
import type { UnreadableReason } from '#shared/study/read-entry'
import { useTexts } from '../ui/language'
import { fieldName } from './field-name'
import { showStored, textOf, useFormSession } from './form-session'
import type { ItemView } from './scene'
import { formTexts } from './texts'

const UNREADABLE: readonly UnreadableReason[] = [
  'not-a-number',
  'two-readings',
  'too-many-digits',
  'not-whole',
  'unknown-unit',
  'not-a-date',
  'not-known-to-the-day',
  'no-visit-date',
  'not-a-time',
  'no-zone',
  'not-in-list',
  'too-long',
  'broken-text',
  'calculated',
]

/** Ids that tie an item's control to its label and to the sentences below it. */
export const labelId = (item: ItemView): string => `${item.path}#label`
export const sentencesId = (item: ItemView): string => `${item.path}#sentences`

/** The sentence about what cannot be read, drawn under the item; only that sentence draws again when it changes. */
export function useProblem(item: ItemView): string | undefined {
  const { fields } = useFormSession()
  const say = useTexts(formTexts)
  const name = fieldName(item.path)
  const { errors } = useFormState({ control: fields.control, name, exact: true })
  const reason = errors[name]?.type
  if (item.unstored) return say(`notStored.${item.unstored}`)
  const known = UNREADABLE.find((code) => code === reason)
  return known && say(`unreadable.${known}`)
}

/** Keeps the control in step with what is stored, except while something else is typed in it. */
export function useStoredText(item: ItemView): void {
  const { fields, sitting } = useFormSession()
  const shown = useRef<string>(undefined)
  const { edit, unit, path } = item
  useLayoutEffect(() => {
    const typed = fields.getValues(fieldName(path))
    const untouched = !sitting.begun(path) || (shown.current !== undefined && textOf(typed) === shown.current)
    shown.current = edit
    if (untouched) showStored(fields, sitting.item(path))
  }, [fields, sitting, path, edit, unit])
}

/**
 * What every control of an item shares: its name among what is typed, and what leaving it, Enter, Tab and Escape do. The
 * control is uncontrolled: a key that is typed draws nothing.
 */
export function useControl(item: ItemView) {
  const { fields, sitting, mayEnter, take, advance, restore } = useFormSession()
  useStoredText(item)
  const { path, closed } = item
  const registered = fields.register(fieldName(path))
  return {
    mayEnter: mayEnter && !closed,
    registered: {
      name: registered.name,
      ref: registered.ref,
      onChange: (event: Parameters<typeof registered.onChange>[0]) => {
        sitting.begin(path)
        return registered.onChange(event)
      },
    },
    onBlur: (event: FocusEvent<HTMLElement>) => {
      if (!event.currentTarget.contains(event.relatedTarget)) take(path)
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (event.nativeEvent.isComposing || event.defaultPrevented) return
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key === 'Enter') {
        event.preventDefault()
        advance(path, event.shiftKey)
      } else if (event.key === 'Tab') {
        // Drawn before the focus moves: what the answer unfolds is next. A question about it takes the focus itself.
        if (flushSync(() => take(path)).kind === 'reason-wanted') event.preventDefault()
      } else if (event.key === 'Escape' && sitting.begun(path)) {
        event.preventDefault()
        restore(path)
      }
    },
    described: sentencesId(item),
  }
}
