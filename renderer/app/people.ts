import { useCallback, useEffect, useState } from 'react'
import type { UserId } from '#shared/ids'
import type { DataDoor } from '../data/door'
import { useData } from '../data/hooks'
import { useSession } from './store'

type Names = ReadonlyMap<UserId, string>

const nobody: Names = new Map()

/** What each person was told last: the next screen shows names at once, and nobody those that another person knows. */
const lastKnown = new WeakMap<DataDoor, { readonly user: UserId; readonly names: Names }>()

/** Names of everyone this device has heard of, as each screen that shows them finds them. */
export function usePeopleNames(): Names {
  const data = useData()
  const { user } = useSession()
  const [names, setNames] = useState<Names>(() => {
    const last = lastKnown.get(data)
    return last?.user === user.id ? last.names : nobody
  })
  useEffect(() => {
    let here = true
    void data.directory().then((known) => {
      const told: Names = new Map(known.map(({ id, name }) => [id, name]))
      lastKnown.set(data, { user: user.id, names: told })
      if (here) setNames(told)
    })
    return () => {
      here = false
    }
  }, [data, user.id])
  return names
}

/** What people are called who wrote something here: their name, `undefined` for someone this device was not told of. */
export function usePersonName(): (user: UserId) => string | undefined {
  const names = usePeopleNames()
  return useCallback((user) => names.get(user), [names])
}
