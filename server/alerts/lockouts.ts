import { sql } from 'drizzle-orm'
import type { DeviceId, UserId } from '#shared/ids'
import type { DeviceLockout } from '#shared/protocol'
import { note } from '../security-log'
import type { Database } from '../store/database'

/**
 * Tells administrators that wrong passwords have closed an account here. Of a name that nobody has nothing is raised,
 * by the same statement, so that how long it takes says nothing about the name.
 */
export async function raiseLockout(
  db: Database,
  about: { readonly userName: string; readonly user: UserId | undefined; readonly device: DeviceId },
  at: Date,
): Promise<void> {
  const now = at.toISOString()
  await db.execute(sql`
    INSERT INTO alert (kind, about_user, device, locked_at, offline, raised_at)
    SELECT 'lockout', person.id, known.id, ${now}, false, ${now}
    FROM app_user AS person LEFT JOIN device AS known ON known.id = ${about.device}
    WHERE person.user_name = ${about.userName}
    ON CONFLICT DO NOTHING`)
  await note(db, at, 'locked-out', { user: about.user, device: about.device, detail: 'at the server' })
}

/**
 * The same for what a device counted by itself, once however often the device says it. Nothing is raised of people who
 * never signed in there, and nothing anew of tries that the server counted as well and has told of.
 */
export async function raiseDeviceLockouts(
  db: Database,
  device: DeviceId,
  lockouts: readonly DeviceLockout[],
  at: Date,
): Promise<void> {
  const now = at.toISOString()
  for (const { user, at: lockedAt } of lockouts) {
    const { rowCount } = await db.execute(sql`
      INSERT INTO alert (kind, about_user, device, locked_at, offline, raised_at)
      SELECT 'lockout', user_id, device, ${lockedAt}, true, ${now} FROM device_user
      WHERE device = ${device} AND user_id = ${user} AND NOT EXISTS (
        SELECT FROM alert AS told
        WHERE told.kind = 'lockout' AND NOT told.offline AND told.about_user = ${user} AND told.device = ${device}
          AND told.locked_at BETWEEN ${lockedAt}::timestamptz - ${SAME} AND ${lockedAt}::timestamptz + ${SAME})
      ON CONFLICT DO NOTHING`)
    if (rowCount === 1) await note(db, at, 'locked-out', { user, device, detail: `on the device, ${lockedAt}` })
  }
}

/** Device and server count the same tries a moment apart, and their clocks may differ a little. */
const SAME = sql`interval '5 minutes'`
