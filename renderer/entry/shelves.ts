import { useMemo, useSyncExternalStore } from 'react'
import type { ChangeSource } from '#shared/change/change'
import type { SubjectKey } from '#shared/ids'
import type { DataDoor } from '../data/door'
import { useData } from '../data/hooks'
import { DraftShelf } from '../form/draft-shelf'

/** The shelves of a device that is open, and who wants to know how much on them could not be saved. */
interface Shelves {
  /** By participant and by who answers. */
  readonly of: Map<string, DraftShelf>
  readonly listeners: Set<() => void>
  readonly subscribe: (listener: () => void) => () => void
}

const known = new WeakMap<DataDoor, Shelves>()

function shelvesOf(data: DataDoor): Shelves {
  const shelves = known.get(data)
  if (shelves) return shelves
  const listeners = new Set<() => void>()
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  const made: Shelves = { of: new Map(), listeners, subscribe }
  known.set(data, made)
  void data.subscribe((event) => {
    if (event.kind !== 'locked') return
    const all = [...made.of.values()]
    // Whoever signs in next finds none of them, nor anything that is put on one of them from here on.
    made.of.clear()
    for (const shelf of all) shelf.empty()
  })
  return made
}

function shelfOf({ of, listeners }: Shelves, subject: SubjectKey, source: ChangeSource): DraftShelf {
  const name = `${source} ${subject}`
  const found = of.get(name)
  if (found) return found
  const made = new DraftShelf(() => listeners.forEach((listener) => listener()))
  of.set(name, made)
  return made
}

/**
 * One shelf a participant, for as long as the device is open: locking empties them all. What participants answer
 * themselves has its own, so that nobody goes on in their name.
 */
export function useDraftShelf(subject: SubjectKey, source: ChangeSource = 'direct'): DraftShelf {
  const data = useData()
  return useMemo(() => shelfOf(shelvesOf(data), subject, source), [data, subject, source])
}

/** How many entries this device could not save, of all participants; they are shown, and are nowhere but on the screen. */
export function useUnsaved(): number {
  const data = useData()
  return useSyncExternalStore(shelvesOf(data).subscribe, () => unsavedIn(data))
}

/** The same at this moment. */
export const unsavedIn = (data: DataDoor): number =>
  [...shelvesOf(data).of.values()].reduce((sum, shelf) => sum + shelf.unsaved(), 0)
