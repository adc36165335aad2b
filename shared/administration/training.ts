import type { SiteId, StudyId, StudyVersionId } from '../ids'
import { isInForce, isTrained } from '../protocol'
import { mayAssert } from '../roles'
import type { AdministrationOverview, PersonStanding } from './protocol'

/** Sites where somebody enters data by a version that asks for a training which they do not have. */
export interface Lacking {
  readonly study: StudyId
  readonly version: StudyVersionId
  /** What people call the version. */
  readonly name: string
  /** The first day on which a training for it counts; left out where any would do, and none is on record. */
  readonly since: string | undefined
  readonly sites: readonly SiteId[]
}

/**
 * What a person lacks the training for: the versions that the sites run now at which they enter data, asked as the server
 * asks when it lets an entry count. What is over, or begins later, asks for nothing.
 */
export function lackingTraining(
  { delegations }: Pick<PersonStanding, 'delegations'>,
  studies: AdministrationOverview['studies'],
  at: number,
): readonly Lacking[] {
  const entering = delegations.filter((held) => mayAssert(held.role, 'value') && isInForce(held, at))
  return studies.flatMap(({ study, versions, sites }) =>
    versions.flatMap(({ version, name, training }): readonly Lacking[] => {
      const lacking = sites.flatMap(({ site, version: running }) => {
        const here = entering.filter((held) => held.study === study && (held.site === '*' || held.site === site))
        if (running !== version || here.length === 0) return []
        return here.some((held) => isTrained(standingOf(held), training)) ? [] : [site]
      })
      return lacking.length === 0 ? [] : [{ study, version, name, since: training, sites: lacking }]
    }),
  )
}

const standingOf = ({ trainedOn }: PersonStanding['delegations'][number]) =>
  trainedOn === undefined ? { untrained: true } : { trainedOn }
