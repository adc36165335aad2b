import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import type { CompiledStudy } from '#shared/study/compile'
import type { UserId } from '#shared/ids'
import type { FormDef } from '#shared/study/definition'
import { useToday } from '../../app/clock'
import { usePlace, useSubject } from '../../app/place'
import { useSession } from '../../app/store'
import type { DataDoor } from '../../data/door'
import { useData } from '../../data/hooks'
import { useCtcae } from '../../ctcae/use-ctcae'
import { offsetOf } from '../../form/instant'
import type { People } from '../../form/people'
import type { Dictionary, Recorder, World } from '../../form/sitting'
import { useLanguage } from '../../ui/language'

/** What a sitting at this place looks at. */
export function useWorld(study: CompiledStudy, casebook: Casebook, def: FormDef): World {
  const today = useToday()
  const language = useLanguage()
  const { user, boot } = useSession()
  const [role] = usePlace().roles
  const { id } = user
  const dictionary = useDictionary(def)
  return useMemo(
    () => ({
      ...{ study, casebook, today, language, dictionary },
      zoneOffset: offsetOf(new Date()),
      author: { id, role, boot },
    }),
    [study, casebook, today, language, dictionary, id, role, boot],
  )
}

/** The dictionary that the form's terms are chosen from; only a form that has any fetches it. */
function useDictionary(def: FormDef): Dictionary | undefined {
  const wanted = def.groups.some(({ items }) => items.some((item) => item.type === 'text' && item.dictionary))
  const ctcae = useCtcae(wanted)
  return useMemo(() => ctcae && { terms: ctcae.terms, codeOf: (term: string) => ctcae.published(term)?.code }, [ctcae])
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

/** What each person was told last: the next form shows names at once, and nobody those that another person knows. */
const lastKnown = new WeakMap<DataDoor, { readonly user: UserId; readonly people: People }>()

/** Names of everyone this device has heard of. */
export function useDirectory(): People {
  const data = useData()
  const { user } = useSession()
  const [people, setPeople] = useState<People>(() => {
    const last = lastKnown.get(data)
    return last?.user === user.id ? last.people : new Map()
  })
  useEffect(() => {
    let here = true
    void data.directory().then((known) => {
      const told = new Map<UserId, string>(known.map(({ id, name }) => [id, name]))
      lastKnown.set(data, { user: user.id, people: told })
      if (here) setPeople(told)
    })
    return () => {
      here = false
    }
  }, [data, user.id])
  return useMemo(() => new Map(people).set(user.id, people.get(user.id) ?? user.name), [people, user])
}
