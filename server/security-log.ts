import type { DeviceId, UserId } from '#shared/ids'
import type { Database, Transaction } from './store/database'
import { securityLog } from './store/schema'

export type SecurityEvent =
  | 'signed-in'
  | 'sign-in-failed'
  | 'sign-in-locked'
  | 'locked-out'
  | 'signed-out'
  | 'second-factor-failed'
  | 'second-factor-set-up'
  | 'second-factor-taken-away'
  | 'recovery-code-used'
  | 'refresh-replayed'
  | 'device-registered'
  | 'device-forked'
  | 'key-refused'
  | 'change-held'
  | 'clock-implausible'
  | 'stream-refused'
  | 'log-behind-device'
  | 'log-recovered'
  | 'recovered-aside'
  | 'redacted'
  | 'own-change-recovered'
  | 'unsent-taken-in'
  | 'sessions-ended'
  | 'password-changed'
  | 'invitation-accepted'
  | 'person-invited'
  | 'recovery-asked'
  | 'recovery-confirmed'
  | 'recovery-withdrawn'
  | 'person-disabled'
  | 'person-enabled'
  | 'address-set'
  | 'role-delegated'
  | 'delegation-ended'
  | 'administration-refused'
  | 'site-added'
  | 'device-revoked'
  | 'device-erased'
  | 'site-purged'
  | 'keys-renewed'
  | 'key-ended'
  | 'handed-over'
  | 'alert-acknowledged'
  | 'version-published'
  | 'version-approved'
  | 'reference-loaded'
  | 'list-sealed'
  | 'list-refused'
  | 'randomisation-place-set'
  | 'randomised'
  | 'arm-shown'
  | 'arms-listed'
  | 'arm-refused'
  | 'exported'
  | 'export-fetched'
  | 'casebooks-taken'
  | 'access-refused'
  | 'access-listed'

export interface SecurityNote {
  readonly user?: UserId | undefined
  readonly device?: DeviceId | undefined
  /** Ids and codes only, never a value and never what somebody typed. */
  readonly detail?: string
}

/** Adds one line to the security log, in the caller's transaction where there is one. */
export async function note(
  db: Database | Transaction,
  at: Date,
  kind: SecurityEvent,
  { user, device, detail }: SecurityNote,
): Promise<void> {
  await db.insert(securityLog).values({ at, kind, userId: user, device, detail })
}
