import { createContext, useContext } from 'react'
import type { UserId } from '#shared/ids'

/** Names of the people whose entries a form shows, as far as this device knows them. */
export type People = ReadonlyMap<UserId, string>

export const PeopleContext = createContext<People>(new Map())

export const usePeople = (): People => useContext(PeopleContext)
