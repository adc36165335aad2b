import { sql } from 'drizzle-orm'
import { type StreamId, streamParts } from '#shared/ids'
import type { Transaction } from '../store/database'
import type { LogRow } from './log'

/**
 * Writes rows of one stream, with their identities, in one statement. A parameter holds a column and not a value, or
 * working out the statement takes longer than writing what it says. Canonical JSON has no line break of its own, so the
 * texts travel as they are, a line each.
 */
export async function insertRows(tx: Transaction, stream: StreamId, rows: readonly LogRow[]): Promise<void> {
  const { study } = streamParts(stream)
  const each = <T>(of: (row: LogRow) => T) => sql.param(rows.map(of))
  await tx.execute(sql`WITH fresh AS (
    SELECT * FROM unnest(
      ${each(({ receipt }) => receipt.seq)}::bigint[], ${each(({ device }) => device)}::uuid[],
      ${each(({ n }) => n)}::bigint[], ${each(({ subject }) => subject)}::uuid[],
      string_to_array(${rows.map(({ body }) => body).join('\n')}, E'\n'), ${each(({ hash }) => hash)}::text[],
      ${each(({ receipt }) => receipt.committedAt)}::timestamptz[], ${each(({ receipt }) => receipt.state)}::text[],
      ${each(({ receipt }) => receipt.reason)}::text[], ${each(({ chain }) => chain)}::text[]
    ) AS row (seq, device, n, subject, body, hash, committed_at, state, reason, chain)
  ), named AS (
    INSERT INTO change_identity (device, n, stream, seq, hash) SELECT device, n, ${stream}, seq, hash FROM fresh
  )
  INSERT INTO change (study_id, stream, seq, device, n, subject, body, hash, committed_at, state, reason, chain)
  SELECT ${study}, ${stream}, * FROM fresh`)
}
