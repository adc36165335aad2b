import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { flushSync } from 'react-dom'
import type { Casebook } from '#shared/casebook/casebook'
import { FormPath, type ItemPath, type Scope, eventPath, groupPath, itemPath } from '#shared/casebook/path'
import type { ChangeKind, Closing } from '#shared/change/change'
import { standsForGood } from '#shared/review/once'
import type { CompiledStudy } from '#shared/study/compile'
import { type FormDef, textIn } from '#shared/study/definition'
import { logColumns } from '#shared/study/log-definition'
import { cx } from '../../ui/cx'
import { Icon } from '../../ui/icon'
import { useInspector } from '../../ui/inspector'
import { useLanguage, useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import { answerByKey } from '../controls/radio-control'
import type { DraftShelf, TypedForm } from '../draft-shelf'
import { fieldName, unitName } from '../field-name'
import { focusItem } from '../focus'
import { type FormSession, FormSessionProvider, useFormSession } from '../form-session'
import { ItemInspector } from '../inspector/item-inspector'
import { type Recorder, type World, maySay } from '../world'
import { CellWork, type Onward, type PlacedCell, placed } from './cell-work'
import { NUMBER, STATE, comesByItself, isNumber, isPicked, widthOf } from './column-look'
import { LogBook } from './log-book'
import { LogRow } from './log-row'
import { logTexts } from './log-texts'
import styles from './log.module.css'
import { type Spot, moved } from './moves'
import { PastePanel } from './paste-panel'
import { RecordPanel } from './record-panel'
import { RemovePanel } from './remove-panel'
import { useLogKeys } from './use-log-keys'
import { type LogRows, useLogRows } from './use-log-rows'
import { usePaste } from './use-paste'

interface LogTableProps {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  readonly world: World
  readonly def: FormDef
  /** The event its records belong to. */
  readonly event: string
  readonly title: string
  readonly record: Recorder
  readonly shelf: DraftShelf
  readonly openEvent?: FormSession['openEvent']
  readonly openRecord?: FormSession['openRecord']
  /** How far a part of the log is closed: by itself, or with what is around it. The same function until that changes. */
  readonly closingOf: (scope: Scope) => Closing
  /** Says who closed an item, to whoever wants to enter there. */
  readonly closedNotice: (item: ItemPath) => ReactNode
  /** Goes to a record as a form of its own. */
  readonly onForm: (form: FormPath) => void
  /** Drawn above the table, with the way to a new record. */
  readonly tools: (rows: LogRows, begin: () => void) => ReactNode
}

/** Heights in pixels: of a row, and of the head. */
const ROW = 32
const HEAD = 44

/**
 * All records of a log in one table. The keyboard does everything: arrows, Tab and Enter move, typing enters, the free line
 * at the end begins a record. A key that is typed draws nothing but its own control; what is stored draws its own row.
 */
export function LogTable(props: LogTableProps) {
  const { study, casebook, world, def, event, title, record, shelf, openEvent, openRecord, onForm, tools } = props
  const { closingOf, closedNotice } = props
  const say = useTexts(logTexts)
  const language = useLanguage()
  const { setOpen } = useInspector()
  const may = (kind: ChangeKind, scope: Scope) => maySay(world.author, kind, closingOf(scope))
  const mayEnter = may('value', eventPath({ oid: event }))
  /** What was given once and for all, as a report that was sent, stays. */
  const mayRemove = (form: FormPath) =>
    may('withdraw', form) && log.numberOf(form) !== undefined && !standsForGood(study, casebook, form)
  const columns = useMemo(() => logColumns(def), [def])
  const shown = useMemo(() => new Set(columns.map(({ item }) => item.oid)), [columns])
  const [book] = useState(() => new LogBook(world, record))
  const log = useLogRows({ study, casebook, def, event, book, mayEnter })
  const isClosed = useCallback((item: ItemPath) => closingOf(item) !== 'open', [closingOf])
  const paste = usePaste({ study, language, columns, book, rows: log, record, isClosed })
  const { rows } = log

  const [here, setHere] = useState<{ readonly form: FormPath; readonly column: number }>()
  const [lastRow, setLastRow] = useState(0)
  const [editing, setEditing] = useState(false)
  const [quiet, setQuiet] = useState(false)
  const [panel, setPanel] = useState(false)
  const [removing, setRemoving] = useState(false)
  const [below, setBelow] = useState<ItemPath>()
  const [asked, setAsked] = useState(0)
  const [refused, setRefused] = useState<ItemPath>()
  const [cell, setCell] = useState<PlacedCell>()
  const [left, setLeft] = useState<ReadonlyMap<FormPath, TypedForm>>(new Map())
  const session = useRef<FormSession>(null)
  const grid = useRef<HTMLTableElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const tabbedFrom = useRef<number>(undefined)
  const name = useId()

  // Where the record someone was at went away, its neighbour takes its place.
  const known = here ? rows.indexOf(here.form) : 0
  const row = known >= 0 ? known : Math.max(0, Math.min(lastRow, rows.length - 1))
  if (row !== lastRow) setLastRow(row)
  const at: Spot = { row, column: Math.min(here?.column ?? 0, columns.length - 1) }
  const current = rows[row]
  const column = columns[at.column]
  const path = current && column && itemPath(groupPath(current, { oid: column.group.oid }), column.item.oid)

  useLayoutEffect(() => book.look(world, current), [book, world, current])
  useEffect(() => () => book.close(), [book])
  useEffect(() => {
    if (document.activeElement === document.body) grid.current?.focus()
  }, [])

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
    scrollPaddingStart: HEAD,
  })
  const onCell = useCallback((element: HTMLElement | null) => {
    element?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    setCell(element ? placed(element) : undefined)
  }, [])

  const goTo = (spot: Spot, among = rows) => {
    const form = among[spot.row]
    if (form === undefined) return
    setHere({ form, column: spot.column })
    setQuiet(false)
    setBelow(undefined)
    setRefused(undefined)
    virtual.scrollToIndex(spot.row)
  }
  const go = (key: string, shift = false, mod = false): boolean => {
    const page = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - HEAD) / ROW) - 1)
    const among = mayEnter ? log.withFree() : rows
    const extent = { rows: among.length, columns: columns.length, page }
    const to = moved(at, { key, shift, mod }, extent)
    if (!to) return false
    const from = tabbedFrom.current
    if (key === 'Tab') tabbedFrom.current = from ?? at.column
    else tabbedFrom.current = undefined
    // After a row that was filled with Tab, Enter begins the next one where that row began.
    goTo(key === 'Enter' && !shift && from !== undefined ? { ...to, column: from } : to, among)
    return true
  }

  const item = () => (path === undefined ? undefined : session.current?.sitting.item(path))
  const canType = () => {
    const view = item()
    return (
      view !== undefined &&
      current !== undefined &&
      path !== undefined &&
      may('value', path) &&
      !log.isWithdrawn(current) &&
      !view.state?.contested &&
      !comesByItself(view.def)
    )
  }
  const edit = () => {
    if (path !== undefined && isClosed(path)) setRefused(path)
    if (path === undefined || !canType()) return
    flushSync(() => setEditing(true))
    focusItem(path)
  }
  /** Enters a text as if it had been typed into the cell. */
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
    const above = rows[row - 1]
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
    if (onward !== undefined) grid.current?.focus()
    setEditing(false)
    keepDrafts()
    if (onward === 'above') repeatAbove()
    else if (onward === 'down' || onward === 'up') go('Enter', onward === 'up')
    else if (onward === 'right' || onward === 'left') go('Tab', onward === 'left')
  }

  const onKeyDown = (press: KeyboardEvent<HTMLTableElement>) => {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = press
    if (press.target !== press.currentTarget || altKey || press.nativeEvent.isComposing) return
    const mod = ctrlKey || metaKey
    if (mod && key === 'Enter') return
    if (go(key, shiftKey, mod)) press.preventDefault()
    else if (mod || key === 'Tab') return
    else if (key === 'F2') edit()
    else if (key === 'Delete' || key === 'Backspace') enter('')
    else if (key === 'Escape') setQuiet(true)
    else if (isTyped(key) && path !== undefined && isClosed(path)) setRefused(path)
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
    tabbedFrom.current = undefined
    if (target.closest('[data-open]')) setPanel(true)
    else if (spot.row === row && spot.column === at.column && to !== undefined && press.button === 0) {
      // The second press on a cell goes into it.
      if (document.activeElement === grid.current) {
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
  const begin = () => {
    const among = log.withFree()
    goTo({ row: among.length - 1, column: 0 }, among)
    grid.current?.focus()
  }
  const complete = async () => {
    const sitting = session.current?.sitting
    if (!sitting || !may('status', sitting.form) || sitting.current().progress.status === 'complete') return
    await sitting.settled()
    const [first] = sitting.current().progress.standing
    if (first === undefined) {
      await sitting.setStatus('complete')
      return
    }
    const to = columns.findIndex(({ item: { oid } }) => first.endsWith(`/${oid}`))
    if (to >= 0) goTo({ row, column: to })
    else {
      flushSync(() => setPanel(true))
      focusItem(first)
    }
  }

  useLogKeys({
    mayEnter,
    edit,
    repeatAbove,
    sort: () => column && sortBy(at.column),
    openRecord: () => {
      flushSync(() => setPanel(true))
      document.querySelector<HTMLElement>('[data-rest] [data-entry]')?.focus()
    },
    answer: () => cell?.element.querySelector<HTMLElement>('[data-asked] :is(input, button)')?.focus(),
    missing: () => {
      const view = item()
      if (path !== undefined && view?.def.missing && canType()) session.current?.sitting.askMissing(path)
    },
    history: () => setOpen(true),
    query: () => {
      setOpen(true)
      setAsked((count) => count + 1)
    },
    remove: () => setRemoving(current !== undefined && mayRemove(current)),
    complete: () => void complete(),
  })
  const sortBy = (index: number) => {
    const by = columns[index]
    if (by) log.sortBy({ column: by, down: log.sort?.column === by && !log.sort.down })
  }

  const widths = columns.map((each) => widthOf(each, study, language, each.item.oid === def.nameItem))
  const idOf = useCallback((r: number, c: number) => `${name}-${r}-${c}`, [name])
  const drawn = virtual.getVirtualItems()
  const above = drawn[0]?.start ?? 0
  const under = virtual.getTotalSize() - (drawn.at(-1)?.end ?? 0)
  const number = current === undefined ? undefined : log.numberOf(current)
  const inSight = drawn.some(({ index }) => index === row)
  return (
    <>
      {tools(log, begin)}
      <div ref={scroller} className={styles.scroller} data-scroller>
        <table
          ref={grid}
          className={styles.table}
          style={{ minWidth: NUMBER + STATE + widths.reduce((sum, width) => sum + width, 0) }}
          role="grid"
          aria-label={title}
          aria-rowcount={rows.length + 1}
          aria-activedescendant={inSight ? idOf(row, at.column) : undefined}
          tabIndex={0}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onCopy={onCopy}
          onFocus={(event) => event.target === event.currentTarget && setBelow(undefined)}
        >
          <colgroup>
            <col style={{ width: NUMBER }} />
            {columns.map(({ item: { oid } }, i) => (
              <col key={oid} style={{ width: widths[i] }} />
            ))}
            <col style={{ width: STATE }} />
          </colgroup>
          <thead>
            <tr aria-rowindex={1}>
              <th scope="col" className={styles.number}>
                <span className="spoken">{say('number')}</span>
              </th>
              {columns.map(({ item: head }, i) => {
                const label = textIn(head.label, language)
                const sort = log.sort?.column.item === head ? log.sort : undefined
                return (
                  <th
                    key={head.oid}
                    scope="col"
                    aria-sort={sort && (sort.down ? 'descending' : 'ascending')}
                    className={cx(isNumber(head) && styles.right)}
                  >
                    <button
                      type="button"
                      tabIndex={-1}
                      title={say('sortBy', { column: label })}
                      onClick={() => sortBy(i)}
                    >
                      <span className={styles.headText}>{label}</span>
                      {sort && <Icon name={sort.down ? 'down' : 'up'} className={styles.sorted} />}
                    </button>
                  </th>
                )
              })}
              <th scope="col">{say('state')}</th>
            </tr>
          </thead>
          <tbody onMouseDown={onMouseDown}>
            <Spacer height={above} />
            {drawn.map(({ index }) => {
              const form = rows[index]
              if (form === undefined) return null
              return (
                <LogRow
                  key={form}
                  book={book}
                  form={form}
                  columns={columns}
                  number={log.numberOf(form)}
                  index={index}
                  withdrawn={log.isWithdrawn(form)}
                  closing={closingOf(form)}
                  at={index === row ? at.column : undefined}
                  left={left.get(form)}
                  idOf={idOf}
                  onCell={onCell}
                />
              )
            })}
            <Spacer height={under} />
          </tbody>
        </table>
      </div>
      <div className={styles.dock}>
        {refused !== undefined && closedNotice(refused)}
        {paste.told !== undefined && <Told told={paste.told} />}
        {paste.asked && (
          <PastePanel
            {...paste.asked}
            onOthers={paste.withoutRefused}
            onPaste={paste.finish}
            onDrop={() => {
              paste.drop()
              grid.current?.focus()
            }}
          />
        )}
      </div>
      {current !== undefined && (
        <FormSessionProvider
          key={current}
          sitting={book.sittingOf(current)}
          world={world}
          shelf={shelf}
          closing={closingOf(current)}
          openEvent={openEvent}
          openRecord={openRecord}
        >
          <Handle sessionRef={session} />
          {removing && number !== undefined && (
            <div className={styles.dock}>
              <RemovePanel
                number={number}
                onDone={() => {
                  setRemoving(false)
                  grid.current?.focus()
                }}
              />
            </div>
          )}
          {cell && path !== undefined && (
            <CellWork
              key={path}
              path={path}
              cell={cell}
              editing={editing}
              quiet={quiet}
              onEdit={edit}
              onDone={onDone}
            />
          )}
          {panel && (
            <RecordPanel
              number={number}
              columns={shown}
              onItem={setBelow}
              onForm={() => onForm(current)}
              onClose={() => {
                setPanel(false)
                setBelow(undefined)
                grid.current?.focus()
              }}
            />
          )}
          <ItemInspector study={study} path={below ?? path} wantsToAsk={asked} formTitle={title} />
        </FormSessionProvider>
      )}
    </>
  )
}

const isTyped = (key: string): boolean => key.length === 1 || key === 'Dead' || key === 'Process'

/** Lets the table reach what belongs to the record someone is at. */
function Handle({ sessionRef }: { sessionRef: RefObject<FormSession | null> }) {
  const session = useFormSession()
  useLayoutEffect(() => {
    sessionRef.current = session
    return () => {
      if (sessionRef.current === session) sessionRef.current = null
    }
  }, [sessionRef, session])
  return null
}

function Told({ told }: { told: number | 'not-stored' }) {
  const say = useTexts(logTexts)
  if (told === 'not-stored') return <Notice tone="stop" live title={say('notStored')} />
  return (
    <p className={styles.told} role="status">
      {told === 0 ? say('pasteNothing') : say('pasted', { count: told })}
    </p>
  )
}

/** Stands for the rows out of sight, so that the scroll bar tells the truth. */
const Spacer = ({ height }: { height: number }) =>
  height > 0 ? (
    <tr aria-hidden="true" className={styles.spacer}>
      <td style={{ height }} />
    </tr>
  ) : null
