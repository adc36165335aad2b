import type { Casebook } from '#shared/casebook/casebook'
import { versionToWrite } from '#shared/casebook/versions'
import type { ChangeBody } from '#shared/change/change'
import { siteBookOf } from '#shared/review/closing'
import type { CompiledStudy } from '#shared/study/compile'
import { usePlace } from '../app/place'
import { useCasebook, useData } from '../data/hooks'

/** Asserts something about a participant of this site, or of the site itself; false when it could not be stored. */
export function useAssert(study: CompiledStudy | undefined): (about: Casebook, body: ChangeBody) => Promise<boolean> {
  const data = useData()
  const { study: id, site, version } = usePlace()
  return async (about, body) => {
    const under = study && about.code !== undefined ? versionToWrite(study, about, body) : version
    try {
      await data.record({ study: id, site, version: under, subject: about.subject, body })
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
