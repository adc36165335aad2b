import { type RefObject, useState } from 'react'
import { flushSync } from 'react-dom'
import { type FormPath, type ItemPath, groupPath, itemPath } from '#shared/casebook/path'
import type { TypedForm } from '../draft-shelf'
import { fieldName, unitName } from '../field-name'
import { focusItem } from '../focus'
import type { FormSession } from '../form-session'
import type { ItemView } from '../scene'
import type { Onward } from './cell-work'
import { comesByItself } from './column-look'
import type { LogBook } from './log-book'
import type { LogPlace } from './use-log-place'
import type { LogRows } from './use-log-rows'

interface OfEntry {
  readonly book: LogBook
  readonly log: LogRows
  readonly place: LogPlace
  readonly session: RefObject<FormSession | null>
  readonly mayValue: (item: ItemPath) => boolean
  readonly isClosed: (item: ItemPath) => boolean
  /** Somebody wants to enter where it is closed. */
  readonly onRefused: (item: ItemPath) => void
}

/** Entering in the cell someone is at. */
export interface CellEntry {
  readonly editing: boolean
  /** What stands in the controls of a record and could not be taken. */
  readonly left: ReadonlyMap<FormPath, TypedForm>
  readonly item: () => ItemView | undefined
  readonly canType: () => boolean
  /** Gives the cell its control, with the focus in it. */
  readonly edit: () => void
  /** Enters a text as if it had been typed into the cell. */
  readonly enter: (text: string, unit?: string) => void
  readonly repeatAbove: () => void
  /** The control is left, and where to. */
  readonly onDone: (onward: Onward | undefined) => void
}

export function useCellEntry(of: OfEntry): CellEntry {
  const { book, log, place, session, mayValue, isClosed, onRefused } = of
  const { at, current, column, path, go } = place
  const [editing, setEditing] = useState(false)
  const [left, setLeft] = useState<ReadonlyMap<FormPath, TypedForm>>(new Map())

  const item = () => (path === undefined ? undefined : session.current?.sitting.item(path))
  const canType = () => {
    const view = item()
    return (
      view !== undefined &&
      current !== undefined &&
      path !== undefined &&
      mayValue(path) &&
      !log.isWithdrawn(current) &&
      !view.state?.contested &&
      !comesByItself(view.def)
    )
  }
  const edit = () => {
    if (path !== undefined && isClosed(path)) onRefused(path)
    if (path === undefined || !canType()) return
    flushSync(() => setEditing(true))
    focusItem(path)
  }
  const enter = (text: string, unit?: string) => {
    const view = item()
    if (path === undefined || !view || !canType() || !session.current) return
    const { sitting, fields, take } = session.current
    sitting.begin(path)
    const typed = view.typedAsLabel ? (view.options.find(({ code }) => code === text)?.label ?? text) : text
    fields.setValue(fieldName(path), view.def.type === 'multi' ? typed.split(' ').filter(Boolean) : typed)
    if (unit !== undefined) fields.setValue(unitName(path), unit)
    take(path)
  }
  const repeatAbove = () => {
    const above = log.rows[at.row - 1]
    if (above === undefined || !column || path === undefined) return
    const from = itemPath(groupPath(above, { oid: column.group.oid }), column.item.oid)
    const value = book.sittingOf(above).item(from)?.state?.value
    if (value?.state === 'value') enter(value.text, value.unit)
    else if (value?.state === 'missing' && canType())
      session.current?.sitting.enterMissing(path, value.code, value.reason ?? '')
  }
  const keepDrafts = () => {
    const { sitting, fields } = session.current ?? {}
    if (!sitting || !fields) return
    const drafts: TypedForm = {}
    for (const begun of sitting.begunItems())
      if (!sitting.item(begun)?.unexplained) drafts[fieldName(begun)] = fields.getValues(fieldName(begun))
    setLeft((known) => {
      const next = new Map(known)
      if (Object.keys(drafts).length > 0) next.set(sitting.form, drafts)
      else next.delete(sitting.form)
      return next
    })
  }
  const onDone = (onward: Onward | undefined) => {
    if (onward !== undefined) place.focus()
    setEditing(false)
    keepDrafts()
    if (onward === 'above') repeatAbove()
    else if (onward === 'down' || onward === 'up') go('Enter', onward === 'up')
    else if (onward === 'right' || onward === 'left') go('Tab', onward === 'left')
  }
  return { editing, left, item, canType, edit, enter, repeatAbove, onDone }
}
