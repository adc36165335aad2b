import { useEffect, useMemo, useState } from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import { type Rehearsal, rehearse } from '#shared/casebook/rehearsal'
import type { SubjectSummary } from '#shared/casebook/summary'
import { type Consented, consentTo, versionOf, wasOn } from '#shared/casebook/versions'
import type { StudyVersionId, SubjectCode, SubjectKey } from '#shared/ids'
import type { CompiledStudy } from '#shared/study/compile'
import { useToday } from '../../app/clock'
import { type Place, usePlace } from '../../app/place'
import { useParticipants, useSiteStudy } from '../../data/hooks'
import { useCasebooks } from '../../data/use-casebooks'

/** One participant who is on another version, and what moving them would change. */
export interface Rehearsed {
  readonly subject: SubjectKey
  readonly code: SubjectCode
  readonly casebook: Casebook
  readonly from: StudyVersionId
  /** What people call the version they are on. */
  readonly fromName: string
  readonly consented: Consented | undefined
  /** They were on that version before: going back needs a reason instead of a consent. */
  readonly back: boolean
  readonly rehearsal: Rehearsal
}

export interface Rehearsals {
  /** The study with the version in front that is rehearsed; undefined while it is being read. */
  readonly study: CompiledStudy | undefined
  readonly lines: readonly Rehearsed[]
  /** How many of the participants here have been looked at. */
  readonly done: number
  readonly of: number
  readonly approvedOn: string | undefined
}

export const approvedOn = ({ approvals }: Place, id: StudyVersionId): string | undefined =>
  approvals.find(({ version }) => version === id)?.on

/** Plays the move of everyone here who is on another version, one after the other so that the screen stays alive. */
export function useRehearsals(to: CompiledStudy): Rehearsals {
  const place = usePlace()
  const today = useToday()
  const versions = useMemo(() => [...new Set([...place.versions, to.id])], [place.versions, to.id])
  const site = useSiteStudy({ versions })
  const study = useMemo(() => site?.as(to.id), [site, to.id])
  const roster = useParticipants(place.study, place.site)
  const subjects = useMemo(() => (roster ?? []).map(({ subject }) => subject), [roster])
  const { casebooks } = useCasebooks(subjects)
  const approved = approvedOn(place, to.id)
  const [played, setPlayed] = useState<ReadonlyMap<Casebook, Rehearsed | 'there'>>(new Map())

  useEffect(() => {
    if (!study || !roster) return undefined
    let here = true
    const work = async () => {
      for (const summary of roster) {
        const casebook = casebooks.get(summary.subject)
        if (!casebook) continue
        await breath()
        if (!here) return
        const line = play(study, to, summary, casebook, approved, today)
        setPlayed((known) => new Map(known).set(casebook, line))
      }
    }
    void work()
    return () => {
      here = false
    }
  }, [study, to, roster, casebooks, approved, today])

  const found = (roster ?? []).flatMap(({ subject }) => {
    const casebook = casebooks.get(subject)
    return (casebook && played.get(casebook)) ?? []
  })
  return {
    study,
    lines: found.flatMap((one) => (one === 'there' ? [] : one)),
    done: found.length,
    of: subjects.length,
    approvedOn: approved,
  }
}

const breath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

function play(
  study: CompiledStudy,
  to: CompiledStudy,
  { subject, code }: SubjectSummary,
  casebook: Casebook,
  approved: string | undefined,
  today: string,
): Rehearsed | 'there' {
  const from = versionOf(casebook)
  if (from === undefined || from === to.id) return 'there'
  return {
    ...{ subject, code, casebook, from },
    fromName: study.under(from).version.name,
    consented: approved === undefined ? undefined : consentTo(to, casebook, approved),
    back: wasOn(casebook, to.id),
    rehearsal: rehearse(study, casebook, { to: to.id, forms: [] }, today),
  }
}
