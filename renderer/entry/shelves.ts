import { useMemo } from 'react'
import type { SubjectKey } from '#shared/ids'
import type { DataDoor } from '../data/door'
import { useData } from '../data/hooks'
import { DraftShelf } from '../form/draft-shelf'

const shelves = new WeakMap<DataDoor, Map<SubjectKey, DraftShelf>>()

/** One shelf a participant, for as long as the device is open: locking empties them all. */
function shelfOf(data: DataDoor, subject: SubjectKey): DraftShelf {
  let known = shelves.get(data)
  if (!known) {
    const made = new Map<SubjectKey, DraftShelf>()
    known = made
    shelves.set(data, made)
    void data.subscribe((event) => {
      if (event.kind === 'locked') for (const shelf of made.values()) shelf.empty()
    })
  }
  const shelf = known.get(subject) ?? new DraftShelf()
  known.set(subject, shelf)
  return shelf
}

export function useDraftShelf(subject: SubjectKey): DraftShelf {
  const data = useData()
  return useMemo(() => shelfOf(data, subject), [data, subject])
}
