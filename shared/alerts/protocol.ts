import { z } from 'zod'
import { FormPath } from '../casebook/path'
import { SiteId, StudyId, SubjectKey } from '../ids'
import type { Role } from '../roles'

/** What somebody has to look at soon; ids alone, no value. */
export const Alert = z.strictObject({
  id: z.uuid(),
  kind: z.literal('serious-adverse-event'),
  study: StudyId,
  site: SiteId,
  subject: SubjectKey,
  form: FormPath,
  raisedAt: z.iso.datetime(),
  escalatedAt: z.iso.datetime().exactOptional(),
  acknowledged: z.strictObject({ at: z.iso.datetime(), by: z.string() }).exactOptional(),
})
export type Alert = z.output<typeof Alert>

/** Newest first; those that nobody has acknowledged before all others. */
export const Alerts = z.strictObject({ alerts: z.array(Alert) })
export type Alerts = z.output<typeof Alerts>

/** Who is told of an alert at their sites, at once or when nobody has acknowledged it in time. */
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

/** Whether a role finds alerts in the app and acknowledges them. */
export const readsAlerts = (role: Role): boolean => told[role] !== 'never'
