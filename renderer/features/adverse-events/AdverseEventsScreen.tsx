import { useState } from 'react'
import { mayHere, usePlace } from '../../app/place'
import { useParticipants, useSiteStudy } from '../../data/hooks'
import { Loading } from '../../ui/progress'
import { EventLog } from './event-log'
import { ToxicityTables } from './tables/toxicity-tables'
import { Workbench } from './workbench'

/** Adverse events of a site: work to do for those who review them, a log for everybody else, tables for both. */
export function AdverseEventsScreen() {
  const place = usePlace()
  const study = useSiteStudy(place)
  const roster = useParticipants(place.study, place.site)
  const [tables, setTables] = useState(false)
  if (!study || !roster) return <Loading />
  const onTables = () => setTables(true)
  if (tables) return <ToxicityTables study={study} roster={roster} onBack={() => setTables(false)} />
  return mayHere(place, 'review') ? (
    <Workbench study={study} roster={roster} onTables={onTables} />
  ) : (
    <EventLog study={study} roster={roster} onTables={onTables} />
  )
}
