import { z } from 'zod'
import { DeviceId, SiteId, StudyId, StudyVersionId, UserId } from '../ids'
import { Role } from '../roles'

/** What whoever sets up a server says to it, and what it tells them: people, places and devices, never a value. */

export const UserName = z.string().regex(/^[a-z0-9][a-z0-9._@-]{1,79}$/)
const PrintedName = z.string().trim().min(1).max(120)

/** Roles that people hold; the others are the participant's and the server's own. */
export const HeldRole = z.enum(['nurse', 'investigator', 'monitor', 'data-manager', 'administrator'])

/**
 * A role that is delegated to a person at a place, from one moment until another. Nobody gets one before the day on
 * which they were trained for it (E6(R3) 2.3; 21 CFR 11.10(i)).
 */
export const Delegation = z
  .strictObject({
    study: StudyId,
    site: z.union([SiteId, z.literal('*')]),
    role: HeldRole,
    from: z.iso.datetime(),
    until: z.iso.datetime().exactOptional(),
    trainedOn: z.iso.date(),
  })
  .refine(({ from, until }) => until === undefined || Date.parse(from) < Date.parse(until))
export type Delegation = z.output<typeof Delegation>

const Email = z.email().max(254)

export const AdministrationAct = z.discriminatedUnion('act', [
  /** A new person: their name, what they will do, and a link that lets them in once. */
  z.strictObject({
    act: z.literal('invite'),
    userName: UserName,
    name: PrintedName,
    administrator: z.boolean().exactOptional(),
    email: Email.exactOptional(),
    delegations: z.array(Delegation).max(50),
  }),
  /**
   * Another link for a person: for one that ran out, or, for who had a password already, after a recovery that the same
   * administrator asked for and somebody else confirmed.
   */
  z.strictObject({ act: z.literal('invite-again'), user: UserId }),
  /** For a password that was lost: somebody else has to confirm it before a link can be made. */
  z.strictObject({ act: z.literal('recover'), user: UserId }),
  z.strictObject({ act: z.literal('withdraw-recovery'), recovery: z.uuid() }),
  z.strictObject({ act: z.literal('delegate'), user: UserId, delegation: Delegation }),
  z.strictObject({ act: z.literal('end-delegation'), delegation: z.uuid() }),
  /** Where alerts are mailed to; left out, nowhere. */
  z.strictObject({ act: z.literal('set-email'), user: UserId, email: Email.exactOptional() }),
  /** Ends every sign-in of a person, wherever it is. */
  z.strictObject({ act: z.literal('end-sessions'), user: UserId }),
  /** For a lost phone: the person sets up another at their next sign-in. */
  z.strictObject({ act: z.literal('reset-second-factor'), user: UserId }),
  /** Nobody comes in by this name any more, from now on; what they wrote stays theirs. */
  z.strictObject({ act: z.literal('disable'), user: UserId }),
  z.strictObject({ act: z.literal('enable'), user: UserId }),
  z.strictObject({ act: z.literal('add-site'), study: StudyId, site: SiteId, name: z.string().trim().min(1).max(80) }),
  /**
   * Shuts a device out. With a final push it hands over what waits on it before it erases itself. Said again, it changes
   * that, as long as the device has not erased itself.
   */
  z.strictObject({ act: z.literal('revoke-device'), device: DeviceId, finalPush: z.boolean() }),
  /** Gives a device a newer key for every site that it keeps something of. */
  z.strictObject({ act: z.literal('renew-keys'), device: DeviceId }),
])
export type AdministrationAct = z.output<typeof AdministrationAct>

/** `invitation`: the token of a link, told once and kept nowhere; `address`: where its link begins, where that is set. */
export const ActAnswer = z.strictObject({ invitation: z.string().exactOptional(), address: z.url().exactOptional() })
export type ActAnswer = z.output<typeof ActAnswer>

const Held = z.strictObject({
  id: z.uuid(),
  study: StudyId,
  site: z.union([SiteId, z.literal('*')]),
  role: Role,
  from: z.iso.datetime(),
  until: z.iso.datetime().exactOptional(),
  trainedOn: z.iso.date().exactOptional(),
  /** Printed name of who delegated it; left out where the server was set up with it. */
  givenBy: z.string().exactOptional(),
})

/** A new password that was asked for, as whoever asks sees it. */
const RecoveryStanding = z.strictObject({
  id: z.uuid(),
  askedBy: z.string(),
  askedAt: z.iso.datetime(),
  /** Then nothing can be made of it any more. */
  until: z.iso.datetime(),
  /** They asked for it themself: nobody else makes the link. */
  own: z.boolean(),
  /** Printed names of those who may confirm it; nobody once somebody has. */
  confirmers: z.array(z.string()),
  mayConfirm: z.boolean(),
  confirmedBy: z.string().exactOptional(),
})
export type RecoveryStanding = z.output<typeof RecoveryStanding>

export const PersonStanding = z.strictObject({
  id: UserId,
  userName: z.string(),
  name: z.string(),
  administrator: z.boolean(),
  /** `invited`: they have set no password yet. */
  state: z.enum(['invited', 'active', 'disabled']),
  lastSeen: z.iso.datetime().exactOptional(),
  email: z.string().exactOptional(),
  secondFactor: z.boolean(),
  recovery: RecoveryStanding.exactOptional(),
  /** How many sign-ins stand open. */
  signedIn: z.int().nonnegative(),
  /** When they were invited; left out where the server was set up with them. */
  since: z.iso.datetime().exactOptional(),
  /** When their account was disabled, and until when. */
  shutOut: z.array(z.strictObject({ from: z.iso.datetime(), until: z.iso.datetime().exactOptional() })),
  delegations: z.array(Held),
})
export type PersonStanding = z.output<typeof PersonStanding>

export const DeviceStanding = z.strictObject({
  id: DeviceId,
  app: z.string(),
  platform: z.string(),
  registeredAt: z.iso.datetime(),
  lastSeen: z.iso.datetime().exactOptional(),
  revokedAt: z.iso.datetime().exactOptional(),
  /** Shut out, it hands over what waits on it first. */
  finalPush: z.boolean().exactOptional(),
  /** It said over its own signature that nothing is left on it: when that came, and how many changes were lost with it. */
  erased: z.strictObject({ at: z.iso.datetime(), lost: z.int().nonnegative() }).exactOptional(),
  /** When the oldest key that it may have something under was made, and whether newer ones are on their way into use. */
  keys: z.strictObject({ madeAt: z.iso.datetime(), renewing: z.boolean() }).exactOptional(),
  /** Seconds by which its clock was ahead of the server's, where it ever was far from it. */
  clockSkew: z.int().exactOptional(),
  /** Printed names of who has signed in on it. */
  people: z.array(z.string()),
})
export type DeviceStanding = z.output<typeof DeviceStanding>

export const AdministrationOverview = z.strictObject({
  /** When it was asked, by the server's clock, which decides who may do what. */
  at: z.iso.datetime(),
  studies: z.array(
    z.strictObject({
      study: StudyId,
      name: z.string(),
      versions: z.array(
        z.strictObject({
          version: StudyVersionId,
          name: z.string(),
          publishedAt: z.iso.datetime(),
          publishedBy: z.string().exactOptional(),
          /** It asks for a training of its own: the first day on which one counts. */
          training: z.iso.date().exactOptional(),
        }),
      ),
      sites: z.array(
        z.strictObject({
          site: SiteId,
          name: z.string(),
          /** The version its new participants begin under, and since when. */
          version: StudyVersionId.exactOptional(),
          since: z.iso.date().exactOptional(),
        }),
      ),
    }),
  ),
  people: z.array(PersonStanding),
  devices: z.array(DeviceStanding),
})
export type AdministrationOverview = z.output<typeof AdministrationOverview>

/** Lines of the security log, newest first. */
export const SecurityLines = z.strictObject({
  lines: z.array(
    z.strictObject({
      id: z.int(),
      at: z.iso.datetime(),
      kind: z.string(),
      who: z.string().exactOptional(),
      device: DeviceId.exactOptional(),
      detail: z.string().exactOptional(),
    }),
  ),
})
export type SecurityLines = z.output<typeof SecurityLines>

export const InvitationToken = z.string().min(20).max(100)

/** Whom an invitation is for; the first administrator chooses their own names. */
export const InvitationLook = z.strictObject({
  userName: z.string().exactOptional(),
  name: z.string().exactOptional(),
})
export type InvitationLook = z.output<typeof InvitationLook>

/** Names are asked of the first administrator only: everybody else was invited under theirs. */
export const AcceptInvitationRequest = z.strictObject({
  token: InvitationToken,
  userName: UserName.exactOptional(),
  name: PrintedName.exactOptional(),
  password: z.string().max(256),
})
export type AcceptInvitationRequest = z.output<typeof AcceptInvitationRequest>

export const AcceptInvitationAnswer = z.strictObject({ id: UserId, userName: z.string() })
export type AcceptInvitationAnswer = z.output<typeof AcceptInvitationAnswer>

/**
 * A person changes their own password: the one in force, the new one, and a code where their sign-in asks for one. An
 * answer may be lost on its way: the same `id` again is the same change, and done once.
 */
export const ChangePasswordRequest = z.strictObject({
  id: z.uuid(),
  current: z.string().min(1).max(256),
  password: z.string().max(256),
  code: z.string().max(20).exactOptional(),
})
export type ChangePasswordRequest = z.output<typeof ChangePasswordRequest>

/** A sign-in that is still open, as the person themself may see and end it. */
export const SessionStanding = z.strictObject({
  id: z.uuid(),
  device: DeviceId,
  platform: z.string(),
  startedAt: z.iso.datetime(),
  lastSeen: z.iso.datetime(),
  /** The one that asks. */
  current: z.boolean(),
})
export const SessionStandings = z.strictObject({ sessions: z.array(SessionStanding) })
export type SessionStandings = z.output<typeof SessionStandings>

/** What a phone's app is given, told once: as a link (and picture), to type, and what stands in for a lost phone. */
export const EnrolmentAnswer = z.strictObject({
  uri: z.string(),
  secret: z.string(),
  recoveryCodes: z.array(z.string()),
})
export type EnrolmentAnswer = z.output<typeof EnrolmentAnswer>
