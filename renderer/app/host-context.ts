import { createContext, useContext } from 'react'
import type { Host } from '#shared/host'

/** The machine the app runs on, put here by the entry point. */
export const HostContext = createContext<Host | undefined>(undefined)

export function useHost(): Host {
  const host = useContext(HostContext)
  if (!host) throw new Error('the host is used outside the entry point')
  return host
}
