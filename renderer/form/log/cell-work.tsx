import { useLayoutEffect, useRef, type FocusEvent, type KeyboardEvent, type ReactNode } from 'react'
import { createPortal, flushSync } from 'react-dom'
import type { ItemPath } from '#shared/casebook/path'
import { cx } from '../../ui/cx'
import { Asides, hasAsides } from '../asides/asides'
import { ItemControl } from '../controls/item-control'
import { RadioControl } from '../controls/radio-control'
import { UnitControl } from '../controls/unit-control'
import { useFormSession, useItem } from '../form-session'
import { ItemLabel } from '../item-row'
import type { ItemView } from '../scene'
import { useProblem } from '../use-field'
import { isPicked } from './column-look'
import styles from './log.module.css'

/** Where a cell goes on to once its entry is taken. */
export type Onward = 'down' | 'up' | 'right' | 'left' | 'stay' | 'above'

/** A cell, and to which sides what opens at it has room. */
export interface PlacedCell {
  readonly element: HTMLElement
  readonly up: boolean
  readonly end: boolean
  /** Pixels from its left edge to that of what can be seen of the table. */
  readonly room: number
}

/** Height and width, in pixels, that what opens at a cell should find below and beside it. */
const ROOM = { below: 320, beside: 480 }

/** Width of five columns of criteria with its edge: they open as far to the left as they need to be seen whole. */
const WIDE = 804

/** Opens up where there is no room below, and towards the middle where there is none beside. */
export function placed(element: HTMLElement): PlacedCell {
  const scroller = element.closest('[data-scroller]')?.getBoundingClientRect()
  const here = element.getBoundingClientRect()
  if (!scroller) return { element, up: false, end: false, room: here.width }
  const below = scroller.bottom - here.bottom
  return {
    element,
    up: below < ROOM.below && here.top - scroller.top > below,
    end: scroller.right - here.left < ROOM.beside,
    room: scroller.right - here.left,
  }
}

interface CellWorkProps {
  readonly path: ItemPath
  /** The cell someone is at: what they type in, and what is asked, is drawn into it. */
  readonly cell: PlacedCell
  readonly editing: boolean
  /** What is asked about the cell is put away until something in it changes. */
  readonly quiet: boolean
  readonly onEdit: () => void
  /** The control is left; what stood in it was taken, or is kept to be corrected. */
  readonly onDone: (onward: Onward | undefined) => void
}

/** The cell someone is at: its control while they type, and below it everything the form would say there. */
export function CellWork(props: CellWorkProps) {
  const item = useItem(props.path)
  return item ? createPortal(<Work {...props} item={item} />, props.cell.element) : null
}

function Work({ item, path, cell, editing, quiet, onEdit, onDone }: CellWorkProps & { readonly item: ItemView }) {
  const { take, restore, mayEnter } = useFormSession()
  const box = useRef<HTMLDivElement>(null)
  const problem = useProblem(item)
  const { element, up, end, room } = cell
  const asked = problem !== undefined || hasAsides(item)
  const acute = problem !== undefined || item.askingMissing || item.unexplained !== undefined
  const kind = kindOf(item)
  // What is chosen from lies where the question would.
  const covers = editing && kind !== styles.line && kind !== styles.term

  // A reason is asked of who changed the value, wherever the keys were then.
  const explained = useRef(item.unexplained)
  useLayoutEffect(() => {
    const before = explained.current
    explained.current = item.unexplained
    if (before || !item.unexplained) return
    const here = document.activeElement
    if (here === document.body || element.closest('table')?.contains(here))
      box.current?.querySelector<HTMLElement>('[data-asked] input')?.focus()
  })

  // An answer that is picked is the end of picking it.
  const picked = useRef(item.edit)
  useLayoutEffect(() => {
    const before = picked.current
    picked.current = item.edit
    if (!editing || before === item.edit || item.def.type !== 'code') return
    if (box.current?.contains(document.activeElement)) onDone('stay')
  })

  const goOn = (onward: Onward) => {
    const outcome = flushSync(() => take(path))
    if (outcome.kind === 'same' || outcome.kind === 'stored') onDone(onward)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const { key, shiftKey, altKey, ctrlKey, metaKey, target } = event
    if (event.nativeEvent.isComposing || ctrlKey || metaKey) return
    const lines = target instanceof HTMLTextAreaElement
    const typed = target instanceof HTMLInputElement && target.type === 'text' && target.role !== 'combobox'
    if (altKey) {
      if (key !== 'ArrowDown') return
      restore(path)
      onDone('above')
    } else if (key === 'Escape') {
      restore(path)
      onDone('stay')
    } else if (key === 'Enter' && !lines) goOn(shiftKey ? 'up' : 'down')
    else if (key === 'Tab') goOn(shiftKey ? 'left' : 'right')
    else if (typed && (key === 'ArrowDown' || key === 'ArrowUp')) goOn(key === 'ArrowDown' ? 'down' : 'up')
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const onBlur = (event: FocusEvent<HTMLElement>) => {
    // Another window is no other cell.
    if (!document.hasFocus() || box.current?.contains(event.relatedTarget)) return
    onDone(undefined)
  }
  return (
    <div ref={box} className={styles.work} data-item={path} data-opens={up ? 'up' : 'down'}>
      {editing && !item.state?.contested && !(covers && item.unexplained) ? (
        <div
          className={cx(styles.editor, kind, end && styles.end, up && styles.up)}
          style={kind === styles.wide ? { left: Math.min(0, room - WIDE) } : undefined}
          onKeyDown={onKeyDown}
          onBlur={onBlur}
        >
          <span className="spoken">
            <ItemLabel item={item} />
          </span>
          {isPicked(item) && item.def.type === 'code' && item.def.gradeOf === undefined ? (
            <RadioControl item={item} stack />
          ) : (
            <ItemControl item={item} dense />
          )}
          <UnitControl item={item} quiet />
        </div>
      ) : (
        // Whoever is sent to the item comes here, and goes on to its control.
        mayEnter && (
          <span tabIndex={-1} data-entry="optional" className={styles.way} onFocus={() => queueMicrotask(onEdit)} />
        )
      )}
      {asked && (acute || !(quiet || covers)) && (
        <div data-asked className={cx(styles.asked, end && styles.end, up && styles.up)}>
          <Asides item={item} />
          <KeepFocus cell={element} />
        </div>
      )}
    </div>
  )
}

/** What is asked goes away with its answer; the focus it had goes back to the table, not to nowhere. */
function KeepFocus({ cell }: { cell: HTMLElement }): ReactNode {
  useLayoutEffect(
    () => () => {
      const grid = cell.closest('table')
      queueMicrotask(() => {
        if (document.activeElement === document.body) grid?.focus()
      })
    },
    [cell],
  )
  return null
}

/** Controls that need another room than the cell has. */
function kindOf(item: ItemView): string | undefined {
  const { def } = item
  if (def.type === 'code' && def.gradeOf !== undefined) return styles.wide
  if (def.type === 'multi') return styles.tall
  if (def.type === 'text' && (def.lines ?? 1) > 1) return styles.tall
  if (def.type === 'text' && def.dictionary !== undefined) return styles.term
  return isPicked(item) ? styles.list : styles.line
}
