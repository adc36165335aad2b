import type { Place } from './place'
import { useAppSelector } from './store'

/** Whether this device has not had all of a site's record once: a list without a line says nothing yet. */
export const useIsArriving = ({ study, site }: Pick<Place, 'study' | 'site'>): boolean =>
  useAppSelector(({ exchange: { status } }) => {
    if (!status) return false
    const streams = status.streams.filter(({ stream }) => stream.startsWith(`${study}/${site}/`))
    return streams.length === 0 || streams.some(({ completeAt }) => completeAt === undefined)
  })
