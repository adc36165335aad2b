import type { Casebook } from '#shared/casebook/casebook'
import { versionToWrite } from '#shared/casebook/versions'
import type { ChangeBody } from '#shared/change/change'
import type { SiteInfo } from '#shared/protocol'
import { siteBookOf } from '#shared/review/closing'
import type { CompiledStudy } from '#shared/study/compile'
import { usePlace } from '../app/place'
import { useCasebook, useData } from '../data/hooks'

/** Asserts something about a participant of this site, or of a site itself; false when it could not be stored. */
export function useAssert(
  study: CompiledStudy | undefined,
): (about: Casebook, body: ChangeBody, at?: Pick<SiteInfo, 'site' | 'version'>) => Promise<boolean> {
  const data = useData()
  const place = usePlace()
  return async (about, body, { site, version } = place) => {
    const under = study && about.code !== undefined ? versionToWrite(study, about, body) : version
    try {
      await data.record({ study: place.study, site, version: under, subject: about.subject, body })
      return true
    } catch {
      return false
    }
  }
}

/** The book of the site that the screen is about. */
export function useSiteBook(): Casebook | undefined {
  const { study, site } = usePlace()
  return useCasebook(siteBookOf(study, site))
}
