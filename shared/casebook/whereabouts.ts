import { siteIn } from '../change/carried'
import type { SiteId } from '../ids'
import type { Casebook, FormlessState } from './casebook'

/** Kept beside what it follows from, which stays the same object as long as nothing is said of the participant themselves. */
const known = new WeakMap<FormlessState, { readonly site: SiteId | undefined }>()

/** The site where a participant is who was moved there; undefined of anybody who never was. */
export function siteOf({ own }: Pick<Casebook, 'own'>): SiteId | undefined {
  const found = known.get(own)
  if (found) return found.site
  const site = siteIn(own.log.values())
  known.set(own, { site })
  return site
}

/** Whether a participant went on at another site: nothing is entered at this one any more. */
export function hasLeft(casebook: Pick<Casebook, 'own'>, site: SiteId): boolean {
  const now = siteOf(casebook)
  return now !== undefined && now !== site
}
