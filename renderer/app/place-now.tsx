import { type ReactNode, useMemo } from 'react'
import { siteOf } from '#shared/casebook/whereabouts'
import type { Role } from '#shared/roles'
import { useCasebook } from '../data/hooks'
import { type Place, PlaceContext } from './place'

/** The role that writes nothing at all, in anybody's place. */
const WRITES_NOTHING: readonly [Role] = ['administrator']

/**
 * The place as screens find it. Where a participant went on at another site, everybody at the one they left reads what was
 * entered there and says nothing more of it: what screens offer follows from the roles, so that none has to ask.
 */
export function PlaceNow({ place, children }: { readonly place: Place; readonly children: ReactNode }) {
  const casebook = useCasebook(place.subject)
  const to = casebook && siteOf(casebook)
  const now = useMemo(
    (): Place =>
      to === undefined || to === place.site
        ? place
        : { ...place, roles: WRITES_NOTHING, left: { to, roles: place.roles } },
    [place, to],
  )
  return <PlaceContext value={now}>{children}</PlaceContext>
}
