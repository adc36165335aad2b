import { z } from 'zod'
import { DeviceId, SiteId, StudyId, SubjectKey, UserId } from './ids'
import { Base64Url } from './protocol'

/**
 * Who looked at a participant's record, and when: devices note it, the server keeps it, and whoever answers a
 * participant's question about their data reads it (GDPR 15). No value is in it, and no participant number.
 */

/** `opened`: a screen of the record; `printed`: it was printed; `saved`: a file was written. */
export const AccessKind = z.enum(['opened', 'printed', 'saved'])
export type AccessKind = z.output<typeof AccessKind>

/** What somebody did, as screens say it. */
export const Access = z.strictObject({
  kind: AccessKind,
  study: StudyId,
  site: SiteId,
  /** Left out where it was done to records of a whole site. */
  subject: SubjectKey.exactOptional(),
})
export type Access = z.output<typeof Access>

/** The same as a device keeps it until the server has it. */
export const AccessEntry = z.strictObject({
  ...Access.shape,
  /** Made by the device: said twice, it is one entry. */
  id: z.uuid(),
  user: UserId,
  /** By the device's clock. */
  at: z.iso.datetime(),
})
export type AccessEntry = z.output<typeof AccessEntry>

/** So many entries go at a time. */
export const ACCESS_BATCH = 200

const entries = z.array(AccessEntry).min(1).max(ACCESS_BATCH)

export const AccessNote = z.strictObject({ entries })

/** From a device that was shut out, whoever is or is not signed in on it. */
export const HandedAccess = z.strictObject({
  device: DeviceId,
  entries,
  /** Ed25519 by the device's key over `accessText`. */
  signature: Base64Url,
})
export type HandedAccess = z.output<typeof HandedAccess>

export const accessText = ({ device, entries }: Pick<HandedAccess, 'device' | 'entries'>): string =>
  `tracer-access ${device} ${entries.map(({ id }) => id).join(' ')}`

/** Whose record is asked about; `before`: lines older than that one. */
export const AccessQuery = z.strictObject({
  study: StudyId,
  site: SiteId,
  subject: SubjectKey,
  before: z.coerce.number().int().positive().exactOptional(),
})
export type AccessQuery = z.output<typeof AccessQuery>

const AccessLine = z.strictObject({
  /** Lines of a record are numbered in the order in which they arrived. */
  line: z.int(),
  kind: AccessKind,
  /** It was done to records of the whole site. */
  ofSite: z.boolean(),
  at: z.iso.datetime(),
  receivedAt: z.iso.datetime(),
  user: z.strictObject({ userName: z.string(), name: z.string() }),
  platform: z.string(),
})
export type AccessLine = z.output<typeof AccessLine>

/** Last arrived first; `more` where there are older ones. */
export const AccessLines = z.strictObject({ lines: z.array(AccessLine), more: z.boolean() })
export type AccessLines = z.output<typeof AccessLines>
