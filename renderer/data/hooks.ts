import {
  type ReactNode,
  createContext,
  createElement,
  use,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import type { SubjectSummary } from '#shared/casebook/summary'
import { studyOf } from '#shared/casebook/versions'
import type { SiteId, StudyId, StudyVersionId, SubjectKey } from '#shared/ids'
import type { Published } from '#shared/protocol'
import type { CompiledStudy } from '#shared/study/compile'
import type { Eq5dValueSet } from '#shared/clinical/quality-of-life/value-set-document'
import type { PublishedTable } from '#shared/clinical/ctcae/published/table'
import { type Reference, type ReferenceLoaded, sitePlace } from '#shared/reference/reference'
import type { SiteRanges } from '#shared/reference/site-ranges'
import type { WordingPack } from '#shared/study/wording-pack'
import type { DataDoor, DataEvent } from './door'
import type { ReferenceName } from './published'
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
 * What the device says when it is asked, now and again with every event of a kind; undefined until it has answered. What
 * could not be read now is read with the next event. `ask` is the same function every time.
 */
export function useAsked<T>(kind: DataEvent['kind'], ask: (data: DataDoor) => Promise<T>): T | undefined {
  const data = useData()
  const [said, setSaid] = useState<T>()
  useEffect(() => {
    let here = true
    const look = async () => {
      const found = await ask(data)
      if (here) setSaid(found)
    }
    const lookAgain = () => void look().catch(() => undefined)
    lookAgain()
    const stop = data.subscribe((event) => {
      if (event.kind === kind) lookAgain()
    })
    return () => {
      here = false
      void stop.then((end) => end())
    }
  }, [data, kind, ask])
  return said
}

/**
 * The casebook of a participant as it stands, followed as it changes; undefined while it is being read. A damaged record
 * throws into the nearest error boundary.
 */
export function useCasebook(subject: SubjectKey | undefined): Casebook | undefined {
  const { live } = useContextValue()
  return useLive(subject === undefined ? nothing : live.casebook(subject))
}

/** The same without those who went on at another site: of whom there is something to do here. */
export function useParticipants(
  study: StudyId | undefined,
  site: SiteId | undefined,
): readonly SubjectSummary[] | undefined {
  const roster = useRoster(study, site)
  return useMemo(() => roster?.filter(({ movedTo }) => movedTo === undefined), [roster])
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

/** A document that somebody loaded, as this device holds it. */
export interface Loaded<Document> {
  readonly loaded: ReferenceLoaded
  readonly document: Document
}

/** Followed as it changes: `held` is undefined where this device has none, all while it is being read. */
type Followed<Document> = { readonly held: Loaded<Document> | undefined } | undefined

function useReference<Document extends object>(
  of: ReferenceName | undefined,
  documentOf: (reference: Reference) => Document | undefined,
): Followed<Document> {
  const { live } = useContextValue()
  const read = useLive(of ? live.reference(of) : nothing)
  return useMemo(() => {
    if (!read) return undefined
    const document = read.held && documentOf(read.held.reference)
    return { held: read.held && document && { loaded: read.held.loaded, document } }
  }, [read, documentOf])
}

const tableOf = (reference: Reference) => (reference.kind === 'ctcae' ? reference.document : undefined)
const wordingOf = (reference: Reference) => (reference.kind === 'wording' ? reference.document : undefined)
const setOf = (reference: Reference) => (reference.kind === 'eq5d' ? reference.document : undefined)
const rangesOf = (reference: Reference) => (reference.kind === 'ranges' ? reference.document : undefined)

/** NCI's CTCAE table. */
export const useCtcaeTable = (wanted = true): Followed<PublishedTable> =>
  useReference(wanted ? { kind: 'ctcae', about: '5.0' } : undefined, tableOf)

/** The licensed words of a form. */
export const useWording = (form: string): Followed<WordingPack> =>
  useReference({ kind: 'wording', about: form }, wordingOf)

/** A set of values for the EQ-5D by its name; without one, none is looked for. */
export const useValueSet = (name: string | undefined): Followed<Eq5dValueSet> =>
  useReference(name === undefined ? undefined : { kind: 'eq5d', about: name }, setOf)

/** The reference ranges of a site's laboratories. */
export const useSiteRanges = (study: StudyId, site: SiteId): Followed<SiteRanges> =>
  useReference({ kind: 'ranges', about: sitePlace(study, site) }, rangesOf)

const useLive = <T>({ subscribe, get }: Live<T>): T | undefined => useSyncExternalStore(subscribe, get)

const nothing: Live<never> = { get: () => undefined, subscribe: () => () => undefined }
