import { type ReactNode, createContext, use, useCallback, useEffect, useMemo, useState } from 'react'
import { useLocation } from 'react-router'
import type { AccessKind } from '#shared/access'
import type { Host } from '#shared/host'
import type { SiteId } from '#shared/ids'
import { useData } from '../data/hooks'
import { HostContext, useHost } from './host-context'
import type { Place } from './place'

/** Screens that show what was entered of many participants. */
const OF_MANY = /\/(adverse-events|queries|review|trail)$/

interface AccessNotedProps {
  readonly place: Pick<Place, 'study' | 'site' | 'subject'>
  readonly children: ReactNode
}

const NONE: readonly SiteId[] = []
const Beyond = createContext<(sites: readonly SiteId[]) => void>(() => undefined)

/**
 * Says that records of these sites are shown as well, for as long as they are: they are noted like the site stood in. The
 * same list as long as nothing of it changes.
 */
export function useRecordsOf(sites: readonly SiteId[]): void {
  const say = use(Beyond)
  useEffect(() => {
    say(sites)
    return () => say(NONE)
  }, [say, sites])
}

/**
 * Notes whose record is opened here, and what is printed or saved of it; of the site, where a screen shows many records.
 * Screens stand in it and know nothing of it, but one that shows other sites too.
 */
export function AccessNoted({ place: { study, site, subject }, children }: AccessNotedProps) {
  const data = useData()
  const host = useHost()
  const [beyond, setBeyond] = useState(NONE)
  const note = useCallback(
    (kind: AccessKind) => {
      const others = beyond.filter((one) => one !== site).map((one) => ({ site: one }))
      const all = [{ site, ...(subject && { subject }) }, ...others]
      // Who locks at this moment is let go; whatever they did on the screen before has been noted.
      for (const of of all) data.noteAccess({ kind, study, ...of }).catch(() => undefined)
    },
    [data, study, site, subject, beyond],
  )
  const showsMany = OF_MANY.test(useLocation().pathname)
  useEffect(() => {
    if (subject || showsMany) note('opened')
  }, [note, subject, showsMany])
  useEffect(() => {
    const print = () => note('printed')
    window.addEventListener('beforeprint', print)
    return () => window.removeEventListener('beforeprint', print)
  }, [note])
  const noting = useMemo(
    (): Host => ({
      ...host,
      async saveFile(name, bytes) {
        const saved = await host.saveFile(name, bytes)
        if (saved) note('saved')
        return saved
      },
      async printToPdf() {
        const printed = await host.printToPdf()
        if (printed) note('printed')
        return printed
      },
    }),
    [host, note],
  )
  return (
    <HostContext value={noting}>
      <Beyond value={setBeyond}>{children}</Beyond>
    </HostContext>
  )
}
