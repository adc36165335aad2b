import { useEffect, useRef, useState } from 'react'
import type { SiteId, StudyId } from '#shared/ids'
import type { Book } from '../../data/door'
import { inTurn } from './kept-casebooks'
import {
  type TrailFilter,
  type TrailLine,
  type TrailReading,
  booksToRead,
  isOlder,
  newestOf,
  readTrail,
} from './book-trail'

export interface Trail {
  /** Everything that something was said in, at these sites; undefined until it is known. */
  readonly books: readonly Book[] | undefined
  /** The newest first. */
  readonly lines: readonly TrailLine[]
  /** How many books were read for them, of how many they may stand in. */
  readonly read: number
  readonly of: number
  /** Books that have not come to this device whole. */
  readonly missing: number
  readonly reading: boolean
  /** There may be older lines. */
  readonly more: boolean
}

const nothing: Trail = { books: undefined, lines: [], read: 0, of: 0, missing: 0, reading: true, more: false }

/** How often the screen is drawn again while casebooks are being read, and how long it waits for more news. */
const DRAWN_EVERY = 150
const GATHERED = 400

/**
 * The newest lines of the trails of all books of some sites, as many as wanted, kept up to date. Books are read one after
 * the other, those with something newer first, and no further than the lines wanted ask for; of those read nothing is kept
 * but these lines, so that memory grows with what is looked at and not with the study.
 */
export function useTrail(
  place: { readonly study: StudyId; readonly sites: readonly SiteId[] },
  reading: TrailReading | undefined,
  filter: TrailFilter,
  wanted: number,
): Trail {
  const [trail, setTrail] = useState(nothing)
  const [failure, setFailure] = useState<Error>()
  const [news, setNews] = useState(0)
  const { study } = place
  const sites = place.sites.join(' ')
  const asked = `${study} ${sites} ${JSON.stringify(filter)}`
  const drawnFor = useRef<string>(undefined)
  const data = reading?.data
  const casebooks = reading?.casebooks

  useEffect(() => {
    if (!data || !casebooks) return
    let waiting: ReturnType<typeof setTimeout> | undefined
    const stop = data.subscribe((event) => {
      if (event.kind === 'changes' || event.kind === 'anew') casebooks.forget(event.subject)
      else if (event.kind !== 'roster' || event.study !== study) return
      waiting ??= setTimeout(() => {
        waiting = undefined
        setNews((before) => before + 1)
      }, GATHERED)
    })
    return () => {
      clearTimeout(waiting)
      void stop.then((end) => end())
    }
  }, [data, casebooks, study])

  useEffect(() => {
    if (!reading) return
    let here = true
    // What is shown for the same question stays until its successor is whole: nothing jumps while somebody reads.
    const isNew = drawnFor.current !== asked
    const read = async () => {
      if (isNew) setTrail((before) => ({ ...nothing, books: before.books }))
      const each = await Promise.all(place.sites.map((site) => reading.data.books(study, site)))
      const books = each.flat()
      const toRead = booksToRead(books, filter)
      let [lines, done, missing, more]: [readonly TrailLine[], number, number, boolean] = [[], 0, 0, false]
      let drawn = performance.now()
      const told = (isReading: boolean): Trail => ({
        ...{ books, lines, read: done, of: toRead.length, missing, reading: isReading, more },
      })
      for await (const [book, own] of inTurn(toRead, (one) => readTrail(reading, one, filter))) {
        if (!here) return
        if (isOlder(book, lines, wanted)) {
          more = true
          break
        }
        done++
        if (!own) missing++
        const all = newestOf(lines, own?.lines ?? [])
        more ||= all.length > wanted
        lines = all.slice(0, wanted)
        if (!isNew || performance.now() - drawn < DRAWN_EVERY) continue
        drawn = performance.now()
        setTrail(told(true))
      }
      drawnFor.current = asked
      if (here) setTrail(told(false))
    }
    read().catch((error: unknown) => {
      if (here) setFailure(error instanceof Error ? error : new Error('a casebook could not be read'))
    })
    return () => {
      here = false
    }
    // `asked` is what place and filter say.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [reading, asked, wanted, news])

  if (failure) throw failure
  return trail
}
