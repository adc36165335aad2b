import { useCallback, useEffect, useState } from 'react'
import type { UserId } from '#shared/ids'
import type { Person } from '#shared/protocol'
import { useData } from '../data/hooks'

const nobody: ReadonlyMap<UserId, Person> = new Map()

/** What people are called who wrote something here: their name, `undefined` for someone this device was not told of. */
export function usePersonName(): (user: UserId) => string | undefined {
  const data = useData()
  const [people, setPeople] = useState(nobody)
  useEffect(() => {
    let here = true
    void data.directory().then((directory) => {
      if (here) setPeople(new Map(directory.map((person) => [person.id, person])))
    })
    return () => {
      here = false
    }
  }, [data])
  return useCallback((user) => people.get(user)?.name, [people])
}
