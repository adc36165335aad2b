import { useEffect, useSyncExternalStore } from 'react'
import { useCtcaeTable } from '../data/hooks'
import type { Ctcae, ctcaeWith } from './knowledge'

let knowledge: { readonly ctcaeWith: typeof ctcaeWith } | undefined
let fetching: Promise<void> | undefined
const listeners = new Set<() => void>()

/** The words that are searched in are laid out in a pause, not at the first key. */
const PAUSE = 200

function fetchKnowledge(): void {
  fetching ??= import('./knowledge').then(
    (fetched) => {
      knowledge = fetched
      for (const listener of listeners) listener()
      setTimeout(() => fetched.ctcaeWith(undefined).search('fatigue'), PAUSE)
    },
    () => {
      // Asked for again by the next screen that needs it.
      fetching = undefined
    },
  )
}

function follow(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * CTCAE 5.0, in NCI's words where this device has them; follows the table as it changes. Undefined for the moment it takes
 * to fetch and read, and for who does not want it.
 */
export function useCtcae(wanted = true): Ctcae | undefined {
  const table = useCtcaeTable(wanted)
  const known = useSyncExternalStore(follow, () => knowledge)
  useEffect(() => {
    if (wanted) fetchKnowledge()
  }, [wanted])
  return wanted && table ? known?.ctcaeWith(table.held?.document) : undefined
}
