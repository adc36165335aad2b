import { useEffect, useRef, useState } from 'react'
import type { SubjectSummary } from '#shared/casebook/summary'
import type { Inventory } from '#shared/export/inventory'
import type { SubjectKey } from '#shared/ids'
import { usePlace } from '../app/place'
import { useData } from '../data/hooks'
import { openWorker } from './open-worker'

/** What there is of each participant, as far as it was counted. */
type Inventories = ReadonlyMap<SubjectKey, Inventory>

/** As many are counted before the screen is told. */
const TOGETHER = 16

/**
 * Counts casebooks in a worker while the screen is open, one after the other, and again those that change. What cannot be
 * read stays uncounted; who makes the export is told then.
 */
export function useInventory(roster: readonly SubjectSummary[]): Inventories {
  const data = useData()
  const { study, site, siteName, version, versions } = usePlace()
  const [all, setAll] = useState<Inventories>(new Map())
  const counted = useRef(new Map<SubjectKey, SubjectSummary>())
  useEffect(() => {
    const ends = new AbortController()
    const news = roster.filter((summary) => counted.current.get(summary.subject) !== summary)
    const run = async () => {
      const opened = await openWorker(
        data,
        { study, site, siteName, version, versions },
        new Date().toISOString(),
        ends.signal,
      )
      if (!opened) return
      const { remote, broken } = opened
      const found = new Map<SubjectSummary, Inventory>()
      const tell = () => {
        const told = new Map([...found].map(([{ subject }, inventory]) => [subject, inventory]))
        for (const summary of found.keys()) counted.current.set(summary.subject, summary)
        found.clear()
        setAll((before) => new Map([...before, ...told]))
      }
      try {
        for (const summary of news) {
          if (ends.signal.aborted) return
          const changes = await data.casebook(summary.subject).catch(() => undefined)
          if (!changes) continue
          const inventory = await Promise.race([remote.count(summary.subject, changes), broken])
          if (!inventory) return
          found.set(summary, inventory)
          if (found.size >= TOGETHER) tell()
        }
      } finally {
        // What was counted before something changed still is: the next round goes on from here.
        tell()
      }
    }
    // A worker that is ended in between leaves nothing: what it was asked for is asked again.
    if (news.length > 0) void run().catch(() => undefined).finally(() => ends.abort()) // prettier-ignore
    return () => ends.abort()
  }, [data, roster, study, site, siteName, version, versions])
  return all
}
