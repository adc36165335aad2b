import type { DataEvent, RosterLine } from './door'
import { foldNextPage } from './store/fold-pages'
import { foldOwn } from './store/log'
import { type Summarising, refreshSummaries } from './store/roster'
import type { Shelf } from './store/shelf'
import type { StoredSubject, Writer } from './store/writer'
import type { Clock } from './surroundings'

/** Work behind the scenes: own changes and pulled pages into the form rows, then summaries that are out of date. */
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

/** A first exchange makes thousands of summaries: lists that are shown grow so often. */
const TOLD_EVERY = 1_000

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
    while (!asked.stop && (await foldOwn(shelf, writer)));
    while (!asked.stop && (await foldNextPage(shelf, writer)));
  }

  async function refreshAll(): Promise<void> {
    let told = clock.mono()
    let untold: StoredSubject[] = []
    for (;;) {
      // A page that came meanwhile would be opened for every participant it speaks of.
      await foldAll()
      const refreshed = asked.stop ? [] : await refreshSummaries(shelf, summarising, skip)
      untold.push(...refreshed)
      if (refreshed.length > 0 && clock.mono() - told < TOLD_EVERY) continue
      for (const news of rosterNews(untold)) emit(news)
      if (refreshed.length === 0) return
      untold = []
      told = clock.mono()
    }
  }

  async function work(): Promise<void> {
    while (asked.again && !asked.stop) {
      asked.again = false
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

type RosterNews = Extract<DataEvent, { kind: 'roster' }>
type Growing = RosterNews & { readonly lines: RosterLine[] }

/** What lists are told of summaries made anew: by site, one line a participant, of which the last counts. */
export function rosterNews(refreshed: readonly StoredSubject[]): readonly RosterNews[] {
  const last = new Map(refreshed.map((each) => [each.subject, each]))
  const sites = new Map<string, Growing>()
  for (const { subject, study, site, summary } of last.values()) {
    const news: Growing = sites.get(`${study}/${site}`) ?? { kind: 'roster', study, site, lines: [] }
    news.lines.push({ subject, summary })
    sites.set(`${study}/${site}`, news)
  }
  return [...sites.values()]
}
