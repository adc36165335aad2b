import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { type DeviceId, SiteId, StudyId } from '#shared/ids'
import type { PurgeOrder, PurgeReceipt } from '#shared/protocol'
import { Role, can } from '#shared/roles'
import { note } from '../security-log'
import type { Database } from '../store/database'

const readers = Role.options.filter((role) => can(role, 'read-casebook'))

const Row = z.object({ study: StudyId, site: SiteId, key: z.uuid(), since: z.string().transform((at) => new Date(at)) })

/**
 * What a device has to remove: sites that it was given a key for, and that none of the people who ever signed in on it
 * may read any more. Only a role that is known to have ended orders it: a server that a back-up brought back, and that
 * does not know of the role, orders nothing.
 */
export async function purgesFor(db: Database, device: DeviceId, at: Date): Promise<readonly PurgeOrder[]> {
  const { rows } = await db.execute(sql`
    WITH reading AS (
      SELECT data_key.study_id, data_key.site_id, data_key.key_id,
        date_trunc('milliseconds', max(least(coalesce(role.until_at, 'infinity'), coalesce(person.disabled_at, 'infinity')))) AS since
      FROM data_key
      JOIN device_user ON device_user.device = data_key.device
      JOIN app_user AS person ON person.id = device_user.user_id
      JOIN user_grant AS role ON role.user_id = person.id AND role.study_id = data_key.study_id
        AND role.site_id IN (data_key.site_id, '*') AND role.from_at <= ${at.toISOString()}
        AND role.role IN (${sql.join(readers, sql`, `)})
      WHERE data_key.device = ${device} AND NOT EXISTS (
        SELECT FROM data_key_end AS past WHERE past.device = ${device} AND past.key_id = data_key.key_id)
      GROUP BY data_key.study_id, data_key.site_id, data_key.key_id)
    SELECT study_id AS study, site_id AS site, key_id AS key, since::text AS since FROM reading
    WHERE since <= ${at.toISOString()} AND NOT EXISTS (
      SELECT FROM purge_receipt AS told
      WHERE told.device = ${device} AND told.key_id = reading.key_id AND told.since = reading.since)
    ORDER BY 1, 2`)
  return rows.map((row) => {
    const { since, ...order } = Row.parse(row)
    return { ...order, since: since.toISOString() }
  })
}

/** Keeps what a device says that it removed, once however often it says it, of keys that it was given. */
export async function takePurgeReceipts(
  db: Database,
  device: DeviceId,
  receipts: readonly PurgeReceipt[],
  at: Date,
): Promise<void> {
  for (const { key, since, at: purgedAt } of receipts) {
    const { rows } = await db.execute(sql`
      WITH told AS (
        INSERT INTO purge_receipt (device, key_id, since, purged_at, received_at)
        SELECT device, key_id, ${since}, ${purgedAt}, ${at.toISOString()} FROM data_key
        WHERE device = ${device} AND key_id = ${key}
        ON CONFLICT DO NOTHING RETURNING device, key_id)
      SELECT study_id AS study, site_id AS site FROM told NATURAL JOIN data_key`)
    const [row] = rows
    if (!row) continue
    const { study, site } = Row.pick({ study: true, site: true }).parse(row)
    await note(db, at, 'site-purged', { device, detail: `${study}/${site}` })
  }
}
