import type { DataEvent } from './door'
import { foldNextPage } from './store/pages'
import { type Summarising, refreshSummaries } from './store/roster'
import type { Shelf } from './store/shelf'
import type { Writer } from './store/writer'
import type { Clock } from './surroundings'

/** Work behind the scenes: pulled pages into the form rows, then summaries that are out of date. */
export interface Upkeep {
  /** There is something to do soon, when typing pauses. */
  later(): void
  /** Does what there is to do now; resolves when it is done. */
  now(): Promise<void>
  /** Study versions have come: summaries that waited for one are tried again. */
  versionsCame(): void
  stop(): void
}

const PAUSE = 250

export function createUpkeep(
  shelf: Shelf,
  writer: Writer,
  summarising: Summarising,
  clock: Clock,
  emit: (event: DataEvent) => void,
): Upkeep {
  const skip = new Set<string>()
  let callOff = () => {}
  let working: Promise<void> | undefined
  const asked = { again: false, stop: false }

  async function foldAll(): Promise<void> {
    while (!asked.stop && (await foldNextPage(shelf, writer)));
  }

  async function refreshAll(): Promise<void> {
    while (!asked.stop) {
      const refreshed = await refreshSummaries(shelf, summarising, skip)
      if (refreshed.length === 0) return
      const sites = new Map(refreshed.map(({ study, site }) => [`${study}/${site}`, { study, site }]))
      for (const place of sites.values()) emit({ kind: 'roster', ...place })
    }
  }

  async function work(): Promise<void> {
    while (asked.again && !asked.stop) {
      asked.again = false
      await foldAll()
      await refreshAll()
    }
  }

  const upkeep: Upkeep = {
    later() {
      callOff()
      // What goes wrong here shows where the record is read; the work is tried again with the next change.
      callOff = clock.after(PAUSE, () => void upkeep.now().catch(() => undefined))
    },
    now() {
      asked.again = true
      working ??= work().finally(() => {
        working = undefined
      })
      return working
    },
    versionsCame() {
      skip.clear()
      upkeep.later()
    },
    stop() {
      asked.stop = true
      callOff()
    },
  }
  return upkeep
}
