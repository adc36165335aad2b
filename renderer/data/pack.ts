import type { SiteId, StudyId, SubjectKey } from '#shared/ids'
import type { TravelPass, TravelRequest } from '#shared/travel/pass'

/** Casebooks taken along, and brought back. */
export interface TravelDoor {
  /** What the person who is signed in has along on this device; undefined where they have nothing along. */
  pack(): Promise<Pack | undefined>
  /** Makes the chosen casebooks readable here until the journey ends, network or none. Waits for the server. */
  takeAlong(request: TravelRequest): Promise<'taken' | 'no-server' | 'not-allowed'>
  /** Sends what was said on the way; once everything has arrived, nothing is along any more. */
  bringBack(): Promise<'back' | 'no-server'>
}

export interface Pack {
  readonly study: StudyId
  readonly site: SiteId
  readonly subjects: readonly SubjectKey[]
  readonly until: string
}

export const packOf = ({ study, site, subjects, exp }: TravelPass): Pack => ({
  ...{ study, site, subjects },
  until: new Date(exp * 1000).toISOString(),
})
