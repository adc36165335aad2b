import { type ReactNode, useCallback, useEffect, useMemo } from 'react'
import { useLocation } from 'react-router'
import type { AccessKind } from '#shared/access'
import type { Host } from '#shared/host'
import { useData } from '../data/hooks'
import { HostContext, useHost } from './host-context'
import type { Place } from './place'

/** Screens that show what was entered of many participants. */
const OF_MANY = /\/(adverse-events|queries|review|trail)$/

interface AccessNotedProps {
  readonly place: Pick<Place, 'study' | 'site' | 'subject'>
  readonly children: ReactNode
}

/**
 * Notes whose record is opened here, and what is printed or saved of it; of the site, where a screen shows many records. Screens stand in it and know nothing of it.
 */
export function AccessNoted({ place: { study, site, subject }, children }: AccessNotedProps) {
  const data = useData()
  const host = useHost()
  const note = useCallback(
    (kind: AccessKind) => {
      // Who locks at this moment is let go; whatever they did on the screen before has been noted.
      data.noteAccess({ kind, study, site, ...(subject && { subject }) }).catch(() => undefined)
    },
    [data, study, site, subject],
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
  return <HostContext value={noting}>{children}</HostContext>
}
