import type { StudyId, StudyVersionId } from '#shared/ids'
import { Approval, ApproveRequest, PublishAnswer, type Published } from '#shared/protocol'
import {
  PlaceRequest,
  type RandomisationOverview,
  RandomisationOverviews,
  SealedList,
  type SealListRequest,
} from '#shared/randomisation/protocol'
import {
  type LoadRequest,
  type Reference,
  ReferenceHistory,
  type ReferenceKind,
  ReferenceLoaded,
} from '#shared/reference/reference'
import type { StudyVersion } from '#shared/study/definition'
import type { Told } from './store/told'
import type { Failure } from './sync/engine'
import type { Answer, Server } from './sync/server'

/** What somebody publishes for everybody: study versions, reference data, randomisation lists. What is changed waits for the server. */
export interface PublishedDoor {
  /** A study version this device holds, or undefined. */
  studyVersion(id: StudyVersionId): Promise<StudyVersion | undefined>
  /** Every study version of the person's studies that this device holds, in the order of their publishing. */
  studyVersions(): Promise<readonly StudyVersion[]>
  /** Every version of a study that was published, first one first. */
  publishedVersions(study: StudyId): Promise<readonly Published[]>
  /** Makes a version known to everyone, or records that a site has approved one. */
  publishVersion(version: StudyVersion): Promise<VersionOutcome>
  approveVersion(order: ApproveOrder): Promise<VersionOutcome>

  /** What was loaded for something; undefined until somebody has and it has come to this device. */
  reference(of: ReferenceName): Promise<HeldReference | undefined>
  /** What of a kind counts now, as the server said at the last contact. */
  loaded(kind: ReferenceKind): Promise<readonly ReferenceLoaded[]>
  /** Makes a document the one that counts for what it is about. */
  loadReference(request: LoadRequest): Promise<LoadOutcome>
  /** What was ever loaded for something, newest first; undefined where the server cannot be asked. */
  referenceHistory(of: ReferenceName): Promise<readonly ReferenceLoaded[] | undefined>

  /** How randomisation stands in the studies whose lists this person keeps; undefined where the server cannot be asked. */
  randomisation(): Promise<readonly RandomisationOverview[] | undefined>
  /** Makes and seals a list, on the server. */
  sealList(request: SealListRequest): Promise<LoadOutcome>
  /** Opens or closes a site, or the study, for randomisation. */
  setRandomisationPlace(request: PlaceRequest): Promise<LoadOutcome>
}

/** What a server said to something it was asked to keep. */
export type VersionOutcome = 'done' | Exclude<LoadOutcome, 'loaded'>

export interface ApproveOrder extends ApproveRequest {
  readonly version: StudyVersionId
}

export type ReferenceName = Pick<Reference, 'kind' | 'about'>

/** What somebody loaded, as this device holds it. */
export interface HeldReference {
  readonly loaded: ReferenceLoaded
  readonly reference: Reference
}

/** `outdated`: somebody else has loaded another one meanwhile. */
export type LoadOutcome = 'loaded' | 'no-server' | 'not-allowed' | 'not-taken' | 'outdated'

interface PublishedParts {
  readonly server: Server
  readonly told: Told
  /** References, as this device keeps them. */
  readonly held: {
    keep(reference: HeldReference): Promise<void>
    read(of: ReferenceName): Promise<HeldReference | undefined>
  }
  readonly exchangeNow: () => Promise<unknown>
  readonly onReference: (of: ReferenceKind, about: string) => void
}

export function publishedOf({ server, told, held, exchangeNow, onReference }: PublishedParts): PublishedDoor {
  /** What the server now knows comes back with the next hello. */
  async function heard(answer: Answer<unknown>): Promise<VersionOutcome> {
    if (!answer.ok) return outcomeOf(answer.failure)
    await exchangeNow()
    return 'done'
  }
  return {
    studyVersion: told.version,
    async studyVersions() {
      const versions = await Promise.all((told.hello()?.versions ?? []).map(told.version))
      return versions.flatMap((version) => version ?? [])
    },
    publishedVersions: async (study) => (told.hello()?.published ?? []).filter((one) => one.study === study),
    publishVersion: async (version) =>
      heard(await server.post('/api/study-versions', { version, sites: [] }, PublishAnswer)),
    approveVersion: async ({ version, ...request }) =>
      heard(await server.post(`/api/study-versions/${version}/approvals`, ApproveRequest.parse(request), Approval)),
    reference: (of) => held.read(of),
    loaded: async (kind) => (told.hello()?.references ?? []).filter((one) => one.kind === kind),
    async loadReference(request) {
      const answer = await server.post('/api/references', request, ReferenceLoaded)
      if (!answer.ok) return outcomeOf(answer.failure)
      await held.keep({ loaded: answer.value, reference: request.reference })
      onReference(answer.value.kind, answer.value.about)
      return 'loaded'
    },
    async referenceHistory({ kind, about }) {
      const query = new URLSearchParams({ kind, about })
      const answer = await server.get(`/api/references?${query}`, ReferenceHistory)
      return answer.ok ? answer.value.loads : undefined
    },
    async randomisation() {
      const answer = await server.get('/api/randomisation/overview', RandomisationOverviews)
      return answer.ok ? answer.value.studies : undefined
    },
    sealList: async (request) => done(await server.post('/api/randomisation/lists', request, SealedList)),
    setRandomisationPlace: async (request) =>
      done(await server.post('/api/randomisation/places', request, PlaceRequest)),
  }
}

const done = (answer: Answer<unknown>): LoadOutcome => (answer.ok ? 'loaded' : outcomeOf(answer.failure))

function outcomeOf({ code }: Failure): Exclude<LoadOutcome, 'loaded'> {
  switch (code) {
    case 'not-allowed':
    case 'outdated':
      return code
    case 'not-found':
    case 'bad-request':
    case 'too-large':
    case 'misunderstood':
      return 'not-taken'
    default:
      return 'no-server'
  }
}
