import type { ChangeBody } from '#shared/change/change'
import { usePlace, useSubject } from '../../app/place'
import { useData } from '../../data/hooks'

/** Stores what is asserted about the participant of this place; false when nothing could be stored. */
export function useRecord(): (body: ChangeBody) => Promise<boolean> {
  const data = useData()
  const subject = useSubject()
  const { study, site, version } = usePlace()
  return (body) =>
    data.record({ study, site, version, subject, body }).then(
      () => true,
      () => false,
    )
}
