import { randomUUID } from 'node:crypto'
import pg from 'pg'

/**
 * Receipts of back-ups. Whoever makes one says so before it begins and after it is kept: what was committed before the
 * beginning is in it, however it is made and however long it takes. Written by the owner of the tables only, so that no
 * server can promise a back-up.
 */

/** Notes how far each device's changes are committed; gives the name to end with. */
export async function beginBackup(owner: pg.Client, at: Date): Promise<string> {
  const id = randomUUID()
  await owner.query('BEGIN')
  await owner.query('INSERT INTO backup (id, begun_at) VALUES ($1, $2)', [id, at])
  await owner.query('INSERT INTO backup_reach SELECT $1, id, acked FROM device WHERE acked > 0', [id])
  await owner.query('COMMIT')
  return id
}

/** The back-up is kept: devices are told that what it reaches is safe. False of one that never began or is done. */
export async function finishBackup(owner: pg.Client, id: string, at: Date): Promise<boolean> {
  const { rowCount } = await owner.query('UPDATE backup SET done_at = $2 WHERE id = $1 AND done_at IS NULL', [id, at])
  return rowCount === 1
}

/** Does something as the owner of the tables, on a connection of its own; `away` when the database does not answer. */
export async function asOwner(
  url: string,
  work: (owner: pg.Client) => Promise<void>,
  away: () => never,
): Promise<void> {
  const owner = new pg.Client(url)
  await owner.connect().catch(away)
  try {
    await work(owner)
  } finally {
    await owner.end()
  }
}
