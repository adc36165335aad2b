import { z } from 'zod'
import { DeviceId, SiteId, StudyId, SubjectKey, UserId } from '../ids'

/**
 * A travel pack: casebooks of one site that a monitor takes along to where there is no network for longer than a device
 * works by itself. The server's signed word says whose, which and until when; what is said about them there travels back
 * like everything else, and is judged by the rights its author has when it arrives.
 */

/** The longest journey, in days. */
export const LONGEST_JOURNEY = 60
/** So many casebooks at most. */
export const MOST_CASEBOOKS = 100

const Subjects = z.array(SubjectKey).min(1).max(MOST_CASEBOOKS)

export const TravelRequest = z.strictObject({
  study: StudyId,
  site: SiteId,
  subjects: Subjects,
  days: z.int().min(1).max(LONGEST_JOURNEY),
})
export type TravelRequest = z.output<typeof TravelRequest>

/** The payload of the pass, a JWS (EdDSA) by the server. After `exp` nothing opens by it. */
export const TravelPass = z.strictObject({
  iss: z.literal('tracer'),
  use: z.literal('travel'),
  sub: UserId,
  device: DeviceId,
  study: StudyId,
  site: SiteId,
  subjects: Subjects,
  iat: z.int(),
  exp: z.int(),
})
export type TravelPass = z.output<typeof TravelPass>

export const TravelAnswer = z.strictObject({ pass: z.string() })
