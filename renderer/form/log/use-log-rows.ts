import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { v7 as uuid } from 'uuid'
import type { Casebook } from '#shared/casebook/casebook'
import { type FormPath, formPath } from '#shared/casebook/path'
import type { CompiledStudy } from '#shared/study/compile'
import type { FormDef } from '#shared/study/definition'
import type { Sitting } from '../sitting'
import type { LogBook } from './log-book'
import { type LogRecord, type SortBy, recordsOf, sorted } from './records'

interface OfLog {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  readonly def: FormDef
  readonly event: string
  readonly book: LogBook
  readonly mayEnter: boolean
}

export interface LogRows {
  /** Records in the order they are shown; behind them, for who enters, the line on which another one begins. */
  readonly rows: readonly FormPath[]
  /** Undefined for a record that nobody began. */
  readonly numberOf: (form: FormPath) => number | undefined
  readonly isWithdrawn: (form: FormPath) => boolean
  readonly standing: number
  readonly withdrawn: number
  readonly withWithdrawn: boolean
  readonly showWithdrawn: (shown: boolean) => void
  readonly sort: SortBy | undefined
  /** Sorts once: rows then stay where they are while people type in them. */
  readonly sortBy: (sort: SortBy) => void
  /** Records that this table makes now, in order; gives back the rows as they will be. */
  readonly add: (forms: readonly FormPath[]) => readonly FormPath[]
  /** The rows with a free line at the end: another one where the last one is in use. */
  readonly withFree: () => readonly FormPath[]
  readonly fresh: () => FormPath
}

const beganIn = (sitting: Sitting): boolean => {
  const { progress, items } = sitting.current()
  return (
    progress.status !== 'empty' ||
    [...items.values()].some((item) => item.saving || item.unstored || item.unexplained !== undefined)
  )
}

/** Which records a log's table shows and in which order. A record keeps its row until someone sorts. */
export function useLogRows({ study, casebook, def, event, book, mayEnter }: OfLog): LogRows {
  const fresh = useCallback(() => formPath({ oid: event }, { oid: def.oid, repeat: uuid() }), [event, def])
  const [order, setOrder] = useState<readonly FormPath[]>([])
  // A record of which nothing could be saved yet is in no casebook: the shelf has it.
  const [made, setMade] = useState(() => book.unsavedRecords(event, def.oid))
  const [free, setFree] = useState(fresh)
  const [sort, setSort] = useState<SortBy>()
  const [withWithdrawn, showWithdrawn] = useState(false)

  const records = useMemo(() => recordsOf(casebook, event, def.oid), [casebook, event, def])
  const known = useMemo(() => new Map(records.map((record) => [record.form, record])), [records])
  const shown = useMemo(() => {
    const isShown = (form: FormPath): boolean => {
      const record = known.get(form)
      return record ? withWithdrawn || !record.withdrawn : made.includes(form)
    }
    const all = [...order, ...records.map(({ form }) => form), ...made].filter((form) => form !== free)
    return [...new Set(all)].filter(isShown)
  }, [order, records, made, known, withWithdrawn, free])
  const rows = useMemo(() => (mayEnter ? [...shown, free] : shown), [mayEnter, shown, free])

  const add = (forms: readonly FormPath[]): readonly FormPath[] => {
    const used = forms.includes(free)
    const next = used ? fresh() : free
    const others = forms.filter((form) => !shown.includes(form))
    if (used) setFree(next)
    setMade([...made, ...others])
    setOrder([...shown, ...others])
    return [...shown, ...others, next]
  }
  const withFree = (): readonly FormPath[] => (beganIn(book.sittingOf(free)) ? add([free]) : rows)

  // Its first entry makes the free line a record, from wherever it is entered.
  const latest = useRef(add)
  useEffect(() => {
    latest.current = add
  })
  useEffect(() => {
    const last = book.sittingOf(free)
    return last.subscribe(() => {
      if (beganIn(last)) latest.current([free])
    })
  }, [book, free])

  const unstored = made.filter((form) => !known.has(form))
  const numberOf = (form: FormPath): number | undefined => {
    const at = unstored.indexOf(form)
    return known.get(form)?.number ?? (at < 0 ? undefined : records.length + at + 1)
  }
  const standing = records.filter((record: LogRecord) => !record.withdrawn).length
  return {
    rows,
    numberOf,
    isWithdrawn: (form) => known.get(form)?.withdrawn ?? false,
    standing,
    withdrawn: records.length - standing,
    withWithdrawn,
    showWithdrawn,
    sort,
    sortBy: (by) => {
      setSort(by)
      setOrder(sorted(shown, casebook, by, study.codeListOf(by.column.item)))
    },
    add,
    withFree,
    fresh,
  }
}
