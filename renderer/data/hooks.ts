import { type ReactNode, createContext, createElement, use, useEffect, useMemo, useSyncExternalStore } from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import type { SubjectSummary } from '#shared/casebook/summary'
import { studyOf } from '#shared/casebook/versions'
import type { SiteId, StudyId, StudyVersionId, SubjectKey } from '#shared/ids'
import type { Published } from '#shared/protocol'
import type { CompiledStudy } from '#shared/study/compile'
import type { DataDoor, HeldTable } from './door'
import { type Live, type LiveData, createLive } from './live'

const DataContext = createContext<{ readonly data: DataDoor; readonly live: LiveData } | undefined>(undefined)

/** Gives the screens below it the door, and what they follow through it. */
export function DataProvider({ data, children }: { readonly data: DataDoor; readonly children: ReactNode }) {
  const value = useMemo(() => ({ data, live: createLive(data) }), [data])
  useEffect(() => value.live.listen(), [value])
  return createElement(DataContext, { value }, children)
}

function useContextValue() {
  const value = use(DataContext)
  if (!value) throw new Error('this screen stands outside DataProvider')
  return value
}

export const useData = (): DataDoor => useContextValue().data

/**
 * The casebook of a participant as it stands, followed as it changes; undefined while it is being read. A damaged record
 * throws into the nearest error boundary.
 */
export function useCasebook(subject: SubjectKey | undefined): Casebook | undefined {
  const { live } = useContextValue()
  return useLive(subject === undefined ? nothing : live.casebook(subject))
}

/** The participants of a site, followed as they change; undefined while they are being read. */
export function useRoster(study: StudyId | undefined, site: SiteId | undefined): readonly SubjectSummary[] | undefined {
  const { live } = useContextValue()
  return useLive(study === undefined || site === undefined ? nothing : live.roster(study, site))
}

/** A study version ready for use; undefined while it is being read or not on this device. */
export function useStudy(version: StudyVersionId | undefined): CompiledStudy | undefined {
  const { live } = useContextValue()
  return useLive(version === undefined ? nothing : live.study([version]))
}

/**
 * The study as a site runs it, with every version its participants may be on behind it; undefined while it is being read
 * or not on this device.
 */
export function useSiteStudy({
  versions,
}: {
  readonly versions: readonly StudyVersionId[]
}): CompiledStudy | undefined {
  const { live } = useContextValue()
  return useLive(live.study(versions))
}

/** The same with the version in front that the participant of a casebook is on. */
export function useSubjectStudy(
  at: { readonly versions: readonly StudyVersionId[] },
  casebook: Casebook | undefined,
): CompiledStudy | undefined {
  const study = useSiteStudy(at)
  return useMemo(() => study && casebook && studyOf(study, casebook), [study, casebook])
}

/** Every version of a study that was published, first one first; undefined while they are being read. */
export function usePublished(study: StudyId): readonly Published[] | undefined {
  const { live } = useContextValue()
  return useLive(live.published(study))
}

/** NCI's CTCAE table, followed as it changes: `held` is undefined where this device has none, all while it is being read. */
export function useCtcaeTable(wanted = true): { readonly held: HeldTable | undefined } | undefined {
  const { live } = useContextValue()
  return useLive(wanted ? live.ctcae() : nothing)
}

const useLive = <T>({ subscribe, get }: Live<T>): T | undefined => useSyncExternalStore(subscribe, get)

const nothing: Live<never> = { get: () => undefined, subscribe: () => () => undefined }
