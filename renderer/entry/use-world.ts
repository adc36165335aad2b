import { useCallback, useLayoutEffect, useMemo, useRef } from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import { versionToWrite } from '#shared/casebook/versions'
import type { ChangeSource } from '#shared/change/change'
import type { CompiledStudy } from '#shared/study/compile'
import type { FormDef } from '#shared/study/definition'
import { useToday } from '../app/clock'
import { usePeopleNames } from '../app/people'
import { usePlace, useSubject } from '../app/place'
import { useSession } from '../app/store'
import { useData, useSiteRanges } from '../data/hooks'
import { useCtcae } from '../ctcae/use-ctcae'
import { offsetOf } from '../form/instant'
import type { People } from '../form/people'
import type { Dictionary, Recorder, World } from '../form/world'
import { useLanguage } from '../ui/language'

/** What a sitting at this place looks at. */
export function useWorld(study: CompiledStudy, casebook: Casebook, def: FormDef): World {
  const today = useToday()
  const language = useLanguage()
  const { user, boot } = useSession()
  const place = usePlace()
  const [role] = place.roles
  const untrained = place.untrained.includes(study.id)
  const { id } = user
  const ranges = useSiteRanges(place.study, place.site)?.held?.document
  const dictionary = useDictionary(def)
  return useMemo(
    () => ({
      ...{ study, casebook, today, language, dictionary, ranges },
      zoneOffset: offsetOf(new Date()),
      author: { id, role, boot, untrained },
    }),
    [study, casebook, today, language, dictionary, ranges, id, role, boot, untrained],
  )
}

/** The dictionary that the form's terms are chosen from; only a form that has any fetches it. */
function useDictionary(def: FormDef): Dictionary | undefined {
  const wanted = def.groups.some(({ items }) => items.some((item) => item.type === 'text' && item.dictionary))
  const ctcae = useCtcae(wanted)
  return useMemo(() => ctcae && { terms: ctcae.terms, codeOf: (term: string) => ctcae.published(term)?.code }, [ctcae])
}

/** Stores what is asserted about the participant of this place; left out, the source is the person who is signed in. */
export function useRecorder(world: Pick<World, 'study' | 'casebook'>, source?: ChangeSource): Recorder {
  const data = useData()
  const { study, site } = usePlace()
  const subject = useSubject()
  // A sitting keeps the recorder it began with, and its casebook moves on.
  const now = useRef(world)
  useLayoutEffect(() => {
    now.current = world
  }, [world])
  return useCallback(
    (body) => {
      const version = versionToWrite(now.current.study, now.current.casebook, body)
      return data.record({ study, site, version, subject, body, ...(source && { source }) })
    },
    [data, study, site, subject, source],
  )
}

/** Names of everyone this device has heard of, and of who is signed in. */
export function useDirectory(): People {
  const names = usePeopleNames()
  const { user } = useSession()
  return useMemo(() => new Map(names).set(user.id, names.get(user.id) ?? user.name), [names, user])
}
