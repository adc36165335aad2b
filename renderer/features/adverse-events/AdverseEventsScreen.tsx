import { mayHere, usePlace } from '../../app/place'
import { useRoster, useSiteStudy } from '../../data/hooks'
import { Loading } from '../../ui/progress'
import { EventLog } from './event-log'
import { Workbench } from './workbench'

/** Adverse events of a site: work to do for those who review them, a log for everybody else. */
export function AdverseEventsScreen() {
  const place = usePlace()
  const study = useSiteStudy(place)
  const roster = useRoster(place.study, place.site)
  if (!study || !roster) return <Loading />
  return mayHere(place, 'review') ? (
    <Workbench study={study} roster={roster} />
  ) : (
    <EventLog study={study} roster={roster} />
  )
}
