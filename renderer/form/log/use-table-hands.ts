import type { ClipboardEvent, KeyboardEvent, MouseEvent } from 'react'
import { FormPath, type ItemPath } from '#shared/casebook/path'
import { answerByKey } from '../controls/radio-control'
import type { PlacedCell } from './cell-work'
import { isPicked } from './column-look'
import type { CellEntry } from './use-cell-entry'
import type { LogPlace } from './use-log-place'
import type { Pasting } from './use-paste'

interface OfHands {
  readonly rows: readonly FormPath[]
  readonly place: LogPlace
  readonly entry: CellEntry
  readonly paste: Pasting
  readonly cell: PlacedCell | undefined
  readonly mayEnter: boolean
  readonly isClosed: (item: ItemPath) => boolean
  readonly onRefused: (item: ItemPath) => void
  /** What opens at a cell goes out of sight. */
  readonly onQuiet: () => void
  /** The whole record is wanted below. */
  readonly onOpenRecord: () => void
}

/** What keys, mouse and clipboard do to the table while no control in it has the focus. */
export function useTableHands(of: OfHands) {
  const { rows, place, entry, paste, cell, mayEnter, isClosed, onRefused, onQuiet, onOpenRecord } = of
  const { at, path, go, goTo } = place
  const { item, canType, edit, enter } = entry

  const onKeyDown = (press: KeyboardEvent<HTMLTableElement>) => {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = press
    if (press.target !== press.currentTarget || altKey || press.nativeEvent.isComposing) return
    const mod = ctrlKey || metaKey
    if (mod && key === 'Enter') return
    if (go(key, shiftKey, mod)) press.preventDefault()
    else if (mod || key === 'Tab') return
    else if (key === 'F2') edit()
    else if (key === 'Delete' || key === 'Backspace') enter('')
    else if (key === 'Escape') onQuiet()
    else if (isTyped(key) && path !== undefined && isClosed(path)) onRefused(path)
    else if (isTyped(key) && canType()) typeInto(press)
    else return
    if (key.length > 1 && key !== 'Dead' && key !== 'Process') press.preventDefault()
  }
  /** The key begins the entry: a control that takes letters has the focus before the letter arrives. */
  const typeInto = (press: KeyboardEvent) => {
    // A letter that is typed here is no key of the screen.
    press.stopPropagation()
    const view = item()
    if (!view) return
    const answer = isPicked(view) ? answerByKey(view.options, press.key) : undefined
    if (answer) enter(answer.code)
    else edit()
    if (isPicked(view) || view.def.type === 'multi') press.preventDefault()
  }
  const onMouseDown = (press: MouseEvent) => {
    const target = press.target instanceof Element ? press.target : undefined
    if (!target || target.closest('[data-item]')) return
    const form = FormPath.safeParse(target.closest<HTMLElement>('[data-record]')?.dataset['record'])
    if (!form.success) return
    const to = target.closest<HTMLElement>('[data-column]')?.dataset['column']
    const spot = { row: rows.indexOf(form.data), column: to === undefined ? at.column : Number(to) }
    place.endOfTabs()
    if (target.closest('[data-open]')) onOpenRecord()
    else if (spot.row === at.row && spot.column === at.column && to !== undefined && press.button === 0) {
      // The second press on a cell goes into it.
      if (place.hasFocus()) {
        press.preventDefault()
        edit()
      }
      return
    }
    goTo(spot)
  }
  const onPaste = (event: ClipboardEvent) => {
    if (event.target !== event.currentTarget || !mayEnter) return
    event.preventDefault()
    paste.begin(event.clipboardData.getData('text/plain'), at)
  }
  const onCopy = (event: ClipboardEvent) => {
    if (event.target !== event.currentTarget || getSelection()?.isCollapsed === false) return
    event.preventDefault()
    event.clipboardData.setData('text/plain', cell?.element.querySelector('[data-said]')?.textContent ?? '')
  }
  return { onKeyDown, onMouseDown, onPaste, onCopy }
}

const isTyped = (key: string): boolean => key.length === 1 || key === 'Dead' || key === 'Process'
