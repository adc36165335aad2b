import { z } from 'zod'

/** Registry number of a study, e.g. `NCT03972488`. */
export const StudyId = z
  .string()
  .regex(/^[A-Z0-9][A-Z0-9-]{1,39}$/)
  .brand<'StudyId'>()
export type StudyId = z.output<typeof StudyId>

/** Code of a site within its study, e.g. `NL01`. */
export const SiteId = z
  .string()
  .regex(/^[A-Z0-9][A-Z0-9-]{0,19}$/)
  .brand<'SiteId'>()
export type SiteId = z.output<typeof SiteId>

/** Identity of a participant: a UUID made on the device that enrolled them. People read the `SubjectCode`. */
export const SubjectKey = z.uuid().brand<'SubjectKey'>()
export type SubjectKey = z.output<typeof SubjectKey>

/** What people read, e.g. `NL01-004`. Never a name, initials or a hospital number. */
export const SubjectCode = z
  .string()
  .regex(/^[A-Z0-9][A-Z0-9-]{1,39}$/)
  .brand<'SubjectCode'>()
export type SubjectCode = z.output<typeof SubjectCode>

export const DeviceId = z.uuid().brand<'DeviceId'>()
export type DeviceId = z.output<typeof DeviceId>

export const UserId = z.uuid().brand<'UserId'>()
export type UserId = z.output<typeof UserId>

/** The author of what the server says itself. Nobody signs in as this. */
export const SYSTEM_USER = UserId.parse('00000000-0000-0000-0000-000000000000')

/** SHA-256 as 64 lower-case hex digits. */
export const Hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'Hash'>()
export type Hash = z.output<typeof Hash>

/** A study version is named by the hash of its canonical form. */
export const StudyVersionId = Hash.brand<'StudyVersionId'>()
export type StudyVersionId = z.output<typeof StudyVersionId>

/** A document that somebody loaded for others to read, named by the hash of its canonical form. */
export const DocumentId = Hash.brand<'DocumentId'>()
export type DocumentId = z.output<typeof DocumentId>

/** What a stream carries: study configuration and people, clinical data, or data that would unblind. */
export const StreamClass = z.enum(['meta', 'data', 'blind'])
export type StreamClass = z.output<typeof StreamClass>

/** `study/site/class`: the unit of scope, order and pull. A device's scope is exactly its set of streams. */
export const StreamId = z
  .string()
  .regex(/^[A-Z0-9][A-Z0-9-]{1,39}\/[A-Z0-9][A-Z0-9-]{0,19}\/(meta|data|blind)$/)
  .brand<'StreamId'>()
export type StreamId = z.output<typeof StreamId>

export const streamId = (study: StudyId, site: SiteId, cls: StreamClass): StreamId =>
  StreamId.parse(`${study}/${site}/${cls}`)

/** The three parts of a stream's name. Total: a `StreamId` always has them. */
export function streamParts(stream: StreamId): StreamParts {
  const known = parts.get(stream)
  if (known) return known
  const [study, site, cls] = stream.split('/')
  const made = { study: StudyId.parse(study), site: SiteId.parse(site), cls: StreamClass.parse(cls) }
  parts.set(stream, made)
  return made
}

interface StreamParts {
  readonly study: StudyId
  readonly site: SiteId
  readonly cls: StreamClass
}

/** Asked of every change, and there are but a few for each site. */
const parts = new Map<StreamId, StreamParts>()

/** `device:n`, the identity of a change. */
export const ChangeRef = z
  .string()
  .regex(/^[0-9a-f-]{36}:[1-9][0-9]*$/)
  .brand<'ChangeRef'>()
export type ChangeRef = z.output<typeof ChangeRef>

export const changeRef = (device: DeviceId, n: number): ChangeRef => `${device}:${n}` as ChangeRef
