import { useState } from 'react'
import type { FormPath, ItemPath } from '#shared/casebook/path'
import type { CompiledStudy } from '#shared/study/compile'
import type { Language } from '#shared/study/definition'
import type { LogColumn } from '#shared/study/log-definition'
import type { Recorder } from '../world'
import { cellsOf } from './clipboard'
import type { LogBook } from './log-book'
import type { Spot } from './moves'
import { MOST_ITEMS, type PastePlan, planPaste } from './paste'
import type { LogRows } from './use-log-rows'

interface IntoLog {
  readonly study: CompiledStudy
  readonly language: Language
  readonly columns: readonly LogColumn[]
  readonly book: LogBook
  readonly rows: LogRows
  readonly record: Recorder
  readonly isClosed: (item: ItemPath) => boolean
}

export interface Pasting {
  /** What waits for an answer before anything is pasted. */
  readonly asked: { readonly plan: PastePlan; readonly withoutRefused: boolean } | undefined
  /** How many cells were pasted last, and whether they could be stored. */
  readonly told: number | 'not-stored' | undefined
  readonly begin: (text: string, at: Spot) => void
  readonly withoutRefused: () => void
  readonly finish: (reason: string | undefined) => void
  readonly drop: () => void
}

/** Pasting cells of a spreadsheet: all that can be taken in one change, so that no kill leaves half of it. */
export function usePaste({ study, language, columns, book, rows, record, isClosed }: IntoLog): Pasting {
  const [job, setJob] = useState<{ plan: PastePlan; again: () => PastePlan; withoutRefused: boolean }>()
  const [told, setTold] = useState<Pasting['told']>()

  const store = async (again: () => PastePlan, reason: string | undefined) => {
    setJob(undefined)
    await Promise.all(again().records.map((form) => book.sittingOf(form).settled()))
    // Looked at once more: what was on its way is stored now, and this stands on it.
    const { items, cells, records } = again()
    if (items.length === 0) {
      setTold(0)
      return
    }
    try {
      const logged = await record({
        kind: 'value',
        items: items.map((item) => ({ ...item, ...(reason !== undefined && { reason }) })),
      })
      for (const form of records) book.sittingOf(form).learn(logged)
      rows.add(records)
      setTold(cells)
    } catch {
      setTold('not-stored')
    }
  }
  return {
    asked: job,
    told,
    begin: (text, at) => {
      const minted: FormPath[] = []
      const again = () => {
        let next = 0
        const fresh = () => (minted[next] ??= rows.fresh())
        return planPaste(cellsOf(text), {
          ...{ study, language, columns, at, rows: rows.rows, isClosed },
          sittingOf: (form) => book.sittingOf(form),
          fresh: () => {
            const form = fresh()
            next++
            return form
          },
        })
      }
      const plan = again()
      setTold(undefined)
      const asks = plan.refused.length > 0 || plan.explains || plan.items.length > MOST_ITEMS
      if (asks) setJob({ plan, again, withoutRefused: false })
      else void store(again, undefined)
    },
    withoutRefused: () => {
      if (!job) return
      if (job.plan.explains) setJob({ ...job, withoutRefused: true })
      else void store(job.again, undefined)
    },
    finish: (reason) => {
      if (job) void store(job.again, reason)
    },
    drop: () => setJob(undefined),
  }
}
