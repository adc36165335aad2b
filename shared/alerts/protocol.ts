import { z } from 'zod'
import { FormPath } from '../casebook/path'
import { DeviceId, SiteId, StudyId, SubjectKey } from '../ids'
import type { Role } from '../roles'

const common = {
  id: z.uuid(),
  raisedAt: z.iso.datetime(),
  escalatedAt: z.iso.datetime().exactOptional(),
  acknowledged: z.strictObject({ at: z.iso.datetime(), by: z.string() }).exactOptional(),
}

const SeriousEventAlert = z.strictObject({
  kind: z.literal('serious-adverse-event'),
  ...common,
  study: StudyId,
  site: SiteId,
  subject: SubjectKey,
  form: FormPath,
})
export type SeriousEventAlert = z.output<typeof SeriousEventAlert>

/** Somebody broke the blind of a participant. */
const UnblindingAlert = SeriousEventAlert.omit({ form: true }).extend({ kind: z.literal('unblinding') })
export type UnblindingAlert = z.output<typeof UnblindingAlert>

/** Wrong passwords have locked somebody out. */
const LockoutAlert = z.strictObject({
  kind: z.literal('lockout'),
  ...common,
  user: z.strictObject({ userName: z.string(), name: z.string() }),
  /** Left out where nobody has ever signed in on the device that was named. */
  device: z.strictObject({ id: DeviceId, platform: z.string() }).exactOptional(),
  /** By the clock of whoever counted. */
  lockedAt: z.iso.datetime(),
  /** The device counted, whether or not it could reach the server. */
  offline: z.boolean(),
})
export type LockoutAlert = z.output<typeof LockoutAlert>

/** What somebody has to look at soon: who and where, and no value. */
export const Alert = z.discriminatedUnion('kind', [SeriousEventAlert, UnblindingAlert, LockoutAlert])
export type Alert = z.output<typeof Alert>

/** Somebody lost their password, and a new one waits until the person who reads this confirms it, or another. */
const RecoveryAsked = z.strictObject({
  kind: z.literal('recovery'),
  id: z.uuid(),
  user: z.strictObject({ userName: z.string(), name: z.string() }),
  askedBy: z.string(),
  askedAt: z.iso.datetime(),
  until: z.iso.datetime(),
})
export type RecoveryAsked = z.output<typeof RecoveryAsked>

/** Newest first; of alerts, those that nobody has acknowledged before all others. */
export const Alerts = z.strictObject({ alerts: z.array(Alert), recoveries: z.array(RecoveryAsked) })
export type Alerts = z.output<typeof Alerts>

/** Who is told of a serious event or a broken blind at their sites, at once or when nobody has acknowledged it in time. */
const told: { readonly [R in Role]: 'at-once' | 'escalated' | 'never' } = {
  investigator: 'at-once',
  monitor: 'at-once',
  'data-manager': 'escalated',
  nurse: 'never',
  administrator: 'never',
  participant: 'never',
  system: 'never',
}

export const isToldOf = (role: Role, escalated: boolean): boolean =>
  told[role] === 'at-once' || (escalated && told[role] === 'escalated')

/** Whether a role finds alerts of its sites in the app and acknowledges them. */
export const readsAlertsAt = (role: Role): boolean => told[role] !== 'never'

/** Whether somebody is told of alerts anywhere: of lockouts, which are of no site, who sets up the server. */
export const readsAlerts = ({
  administrator,
  grants,
}: {
  readonly administrator: boolean
  readonly grants: readonly { readonly role: Role }[]
}): boolean => administrator || grants.some(({ role }) => readsAlertsAt(role))
