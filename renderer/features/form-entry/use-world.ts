import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import type { CompiledStudy } from '#shared/study/compile'
import type { UserId } from '#shared/ids'
import { useToday } from '../../app/clock'
import { usePlace, useSubject } from '../../app/place'
import { useSession } from '../../app/store'
import { useData } from '../../data/hooks'
import { offsetOf } from '../../form/instant'
import type { People } from '../../form/people'
import type { Recorder, World } from '../../form/sitting'
import { useLanguage } from '../../ui/language'

/** What a sitting at this place looks at. */
export function useWorld(study: CompiledStudy, casebook: Casebook): World {
  const today = useToday()
  const language = useLanguage()
  const { user, boot } = useSession()
  const [role] = usePlace().roles
  const { id } = user
  return useMemo(
    () => ({ study, casebook, today, language, zoneOffset: offsetOf(new Date()), author: { id, role, boot } }),
    [study, casebook, today, language, id, role, boot],
  )
}

/** Stores what is asserted about the participant of this place. */
export function useRecorder(): Recorder {
  const data = useData()
  const { study, site, version } = usePlace()
  const subject = useSubject()
  return useCallback(
    (body) => data.record({ study, site, version, subject, body }),
    [data, study, site, version, subject],
  )
}

/** Names of everyone this device has heard of. */
export function useDirectory(): People {
  const data = useData()
  const { user } = useSession()
  const [people, setPeople] = useState<People>(() => new Map())
  useEffect(() => {
    let here = true
    void data.directory().then((known) => {
      if (here) setPeople(new Map<UserId, string>(known.map(({ id, name }) => [id, name])))
    })
    return () => {
      here = false
    }
  }, [data])
  return useMemo(() => new Map(people).set(user.id, people.get(user.id) ?? user.name), [people, user])
}
