import {
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
import { type FormPath, type ItemPath, type Scope, eventPath } from '#shared/casebook/path'
import type { ChangeKind, Closing } from '#shared/change/change'
import { standsForGood } from '#shared/review/once'
import type { CompiledStudy } from '#shared/study/compile'
import type { FormDef } from '#shared/study/definition'
import { logColumns } from '#shared/study/log-definition'
import { useInspector } from '../../ui/inspector'
import { useLanguage } from '../../ui/language'
import type { DraftShelf } from '../draft-shelf'
import { focusItem } from '../focus'
import { type FormSession, FormSessionProvider, useFormSession } from '../form-session'
import { ItemInspector } from '../inspector/item-inspector'
import { type Recorder, type World, maySay } from '../world'
import { CellWork, type PlacedCell, placed } from './cell-work'
import { NUMBER, STATE, widthOf } from './column-look'
import { LogBody } from './log-body'
import { LogBook } from './log-book'
import { LogHead } from './log-head'
import styles from './log.module.css'
import { Pasted } from './pasted'
import { RecordPanel } from './record-panel'
import { RemovePanel } from './remove-panel'
import { useCellEntry } from './use-cell-entry'
import { useLogKeys } from './use-log-keys'
import { useLogPlace } from './use-log-place'
import { type LogRows, useLogRows } from './use-log-rows'
import { usePaste } from './use-paste'
import { useTableHands } from './use-table-hands'

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

/**
 * All records of a log in one table. The keyboard does everything: arrows, Tab and Enter move, typing enters, the free line
 * at the end begins a record. A key that is typed draws nothing but its own control; what is stored draws its own row.
 */
export function LogTable(props: LogTableProps) {
  const { study, casebook, world, def, event, title, record, shelf, openEvent, openRecord, onForm, tools } = props
  const { closingOf, closedNotice } = props
  const language = useLanguage()
  const { setOpen } = useInspector()
  const may = (kind: ChangeKind, scope: Scope) => maySay(world.author, kind, closingOf(scope))
  const mayEnter = may('value', eventPath({ oid: event }))
  /** What was given once and for all, as a report that was sent, stays. */
  const mayRemove = (form: FormPath) =>
    may('withdraw', form) && log.numberOf(form) !== undefined && !standsForGood(study, casebook, form)
  const columns = useMemo(() => logColumns(def), [def])
  const shown = useMemo(() => new Set(columns.map(({ item }) => item.oid)), [columns])
  const [book] = useState(() => new LogBook(world, record, shelf))
  const log = useLogRows({ study, casebook, def, event, book, mayEnter })
  const isClosed = useCallback((item: ItemPath) => closingOf(item) !== 'open', [closingOf])
  const paste = usePaste({ study, language, columns, book, rows: log, record, isClosed })

  const [quiet, setQuiet] = useState(false)
  const [panel, setPanel] = useState(false)
  const [removing, setRemoving] = useState(false)
  const [below, setBelow] = useState<ItemPath>()
  const [asked, setAsked] = useState(0)
  const [refused, setRefused] = useState<ItemPath>()
  const [cell, setCell] = useState<PlacedCell>()
  const session = useRef<FormSession>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const grid = useRef<HTMLTableElement>(null)
  const name = useId()

  const onMove = () => {
    setQuiet(false)
    setBelow(undefined)
    setRefused(undefined)
  }
  const place = useLogPlace({ log, columns, mayEnter, scroller, grid, onMove })
  const { at, current, column, path, goTo } = place
  const mayValue = (item: ItemPath) => may('value', item)
  const entry = useCellEntry({ book, log, place, session, mayValue, isClosed, onRefused: setRefused })
  const { item, canType, edit } = entry
  const hands = useTableHands({
    ...{ rows: log.rows, place, entry, paste, cell, mayEnter, isClosed },
    onRefused: setRefused,
    onQuiet: () => setQuiet(true),
    onOpenRecord: () => setPanel(true),
  })

  useLayoutEffect(() => book.look(world, current), [book, world, current])
  useEffect(() => {
    book.open()
    return () => book.close()
  }, [book])
  useEffect(() => {
    if (document.activeElement === document.body) grid.current?.focus()
  }, [])
  const onCell = useCallback((element: HTMLElement | null) => {
    element?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    setCell(element ? placed(element) : undefined)
  }, [])

  const begin = () => {
    const among = log.withFree()
    goTo({ row: among.length - 1, column: 0 }, among)
    place.focus()
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
    if (to >= 0) goTo({ row: at.row, column: to })
    else {
      flushSync(() => setPanel(true))
      focusItem(first)
    }
  }
  const sortBy = (index: number) => {
    const by = columns[index]
    if (by) log.sortBy({ column: by, down: log.sort?.column === by && !log.sort.down })
  }
  useLogKeys({
    mayEnter,
    edit,
    repeatAbove: entry.repeatAbove,
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

  const widths = columns.map((each) => widthOf(each, study, language, each.item.oid === def.nameItem))
  const idOf = useCallback((r: number, c: number) => `${name}-${r}-${c}`, [name])
  const number = current === undefined ? undefined : log.numberOf(current)
  const inSight = place.virtual.getVirtualItems().some(({ index }) => index === at.row)
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
          aria-rowcount={log.rows.length + 1}
          aria-activedescendant={inSight ? idOf(at.row, at.column) : undefined}
          tabIndex={0}
          onKeyDown={hands.onKeyDown}
          onPaste={hands.onPaste}
          onCopy={hands.onCopy}
          onFocus={(event) => event.target === event.currentTarget && setBelow(undefined)}
        >
          <colgroup>
            <col style={{ width: NUMBER }} />
            {columns.map(({ item: { oid } }, i) => (
              <col key={oid} style={{ width: widths[i] }} />
            ))}
            <col style={{ width: STATE }} />
          </colgroup>
          <LogHead columns={columns} sort={log.sort} onSort={sortBy} />
          <LogBody
            {...{ book, log, place, columns, closingOf, idOf, onCell }}
            left={entry.left}
            onMouseDown={hands.onMouseDown}
          />
        </table>
      </div>
      <div className={styles.dock}>
        {refused !== undefined && closedNotice(refused)}
        <Pasted paste={paste} onDropped={() => place.focus()} />
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
                  place.focus()
                }}
              />
            </div>
          )}
          {cell && path !== undefined && (
            <CellWork
              key={path}
              path={path}
              cell={cell}
              editing={entry.editing}
              quiet={quiet}
              onEdit={edit}
              onDone={entry.onDone}
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
                place.focus()
              }}
            />
          )}
          <ItemInspector study={study} path={below ?? path} wantsToAsk={asked} formTitle={title} />
        </FormSessionProvider>
      )}
    </>
  )
}

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
