import type pg from 'pg'

/**
 * What the app's role may do, and nothing else: it owns nothing, and no right lets it change or remove a row of the log.
 * Set again at every start, so that a right given by hand does not stay.
 */
const rights: readonly { readonly may: string; readonly on: readonly string[] }[] = [
  {
    may: 'SELECT, INSERT',
    on: ['change', 'change_identity', 'study_version', 'security_log', 'site_version', 'setting', 'server_key'],
  },
  { may: 'SELECT, INSERT', on: ['attachment_chunk', 'recovered_aside', 'erasure', 'purge_receipt', 'access_entry'] },
  {
    may: 'SELECT, INSERT',
    on: ['data_key', 'data_key_end', 'user_key', 'device_user', 'reference_document', 'reference_load'],
  },
  { may: 'SELECT, INSERT', on: ['randomisation_list', 'allocation', 'randomisation_place'] },
  // Written once and never read again but through the function below.
  { may: 'INSERT', on: ['randomisation_entry'] },
  // Only the owner says that a back-up is kept, and only the log that somebody moved.
  { may: 'SELECT', on: ['backup', 'backup_reach', 'moved_participant'] },
  { may: 'SELECT, INSERT, DELETE', on: ['randomisation_request'] },
  {
    may: 'SELECT, INSERT, UPDATE',
    on: [
      'app_user',
      'user_grant',
      'site',
      'device',
      'session',
      'invitation',
      'password_recovery',
      'number_lease',
      'alert',
    ],
  },
  // A trigger makes the stream of a new site.
  { may: 'SELECT, UPDATE', on: ['stream'] },
  {
    may: 'SELECT, INSERT, UPDATE, DELETE',
    on: ['sign_in_attempt', 'second_factor', 'recovery_code', 'snapshot', 'snapshot_part'],
  },
  // What the server made for somebody, until it was fetched or its time is over.
  { may: 'SELECT, INSERT, UPDATE, DELETE', on: ['export_job', 'export_archive', 'export_chunk'] },
]

/** Functions that act with the rights of their owner: policies ask those of sight in the name of the app. */
const functions = [
  'next_randomisation_entry(text, text)',
  'grants_in_sight()',
  'streams_in_sight()',
  'studies_drawn_in_sight()',
  'numbers_of(uuid, bigint)',
  'black_out(text, bigint, text)',
  'black_out_aside(text, uuid, bigint, text, text)',
]

/** Gives `role` exactly the rights above on the tables of the current schema. */
export async function setRights(admin: pg.Client, role: string): Promise<void> {
  const to = admin.escapeIdentifier(role)
  await admin.query('BEGIN')
  await admin.query(`REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, ${to}`)
  await admin.query(`GRANT USAGE ON SCHEMA public TO ${to}`)
  await admin.query(`GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${to}`)
  for (const { may, on } of rights) await admin.query(`GRANT ${may} ON ${on.join(', ')} TO ${to}`)
  // The queue is work to be done, no record: what is done is removed.
  await admin.query(`REVOKE ALL ON ALL TABLES IN SCHEMA jobs FROM PUBLIC, ${to}`)
  await admin.query(`GRANT USAGE ON SCHEMA jobs TO ${to}`)
  await admin.query(`GRANT SELECT ON ALL TABLES IN SCHEMA jobs TO ${to}`)
  await admin.query(`GRANT UPDATE ON jobs.version TO ${to}`)
  await admin.query(`GRANT INSERT, UPDATE, DELETE ON jobs.job, jobs.archive TO ${to}`)
  for (const each of functions) await admin.query(`GRANT EXECUTE ON FUNCTION ${each} TO ${to}`)
  await admin.query('COMMIT')
}

/** Why a role must not be the app's, in words for whoever configures the server; empty when it is fit. */
export async function unfitRole(admin: pg.Client, role: string): Promise<readonly string[]> {
  return reasonsIn(
    await admin.query(
      `SELECT
         rolsuper AS "it is a superuser",
         rolbypassrls AS "it bypasses row-level security",
         pg_has_role(oid, current_user, 'MEMBER') AS "it owns tables, or is a member of their owner"
       FROM pg_roles WHERE rolname = $1`,
      [role],
    ),
  )
}

/** Why the rights that the app's role has now are not safe, asked through its own connection. */
export async function unfitRights(app: pg.Client): Promise<readonly string[]> {
  return reasonsIn(
    await app.query(
      `SELECT
         EXISTS (
           SELECT FROM pg_class
           WHERE (relname IN ('change', 'attachment_chunk', 'recovered_aside', 'access_entry') OR relname LIKE 'change\\_%') AND relkind IN ('r', 'p')
             AND relnamespace = 'public'::regnamespace
             AND (has_table_privilege(oid, 'DELETE, TRUNCATE') OR has_any_column_privilege(oid, 'UPDATE'))
         ) AS "it may change or remove rows of the log",
         EXISTS (
           SELECT FROM pg_class
           WHERE NOT relrowsecurity AND oid IN (
             'change'::regclass, 'stream'::regclass, 'change_identity'::regclass, 'allocation'::regclass,
             'snapshot'::regclass, 'snapshot_part'::regclass, 'attachment_chunk'::regclass,
             'recovered_aside'::regclass, 'access_entry'::regclass, 'export_chunk'::regclass
           )
         ) AS "row-level security is off on the log",
         EXISTS (
           SELECT FROM pg_policies
           WHERE schemaname = 'public' AND policyname <> 'in_sight'
             AND (tablename IN ('stream', 'allocation', 'snapshot', 'snapshot_part', 'attachment_chunk', 'recovered_aside', 'access_entry', 'export_chunk')
                  OR tablename LIKE 'change%')
         ) AS "somebody added a policy to the log",
         has_any_column_privilege('public.randomisation_entry', 'SELECT') AS "it may read the sealed lists"`,
    ),
  )
}

/** Tables that nobody rewrites, not even their owner, and the triggers that see to it. */
const APPEND_ONLY = ['change', 'change_identity', 'study_version', 'security_log', 'erasure', 'access_entry']

/** The tables of the log, their partitions among them, that something could be changed in or removed from by their owner. */
export async function unguarded(admin: pg.Client): Promise<readonly string[]> {
  const { rows } = await admin.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
       AND (relname = ANY ($1) OR relname LIKE 'change\\_p%')
       AND 2 > (
         SELECT count(*) FROM pg_trigger
         WHERE tgrelid = pg_class.oid AND tgname IN ('no_rewriting', 'no_truncate') AND tgenabled IN ('O', 'A')
           AND tgfoid = 'public.refuse_rewriting'::regproc
       )
     ORDER BY relname`,
    [APPEND_ONLY],
  )
  return rows.map(({ name }) => name)
}

const reasonsIn = ({ rows }: pg.QueryResult<Record<string, boolean | null>>): readonly string[] =>
  Object.entries(rows[0] ?? {}).flatMap(([reason, holds]) => (holds ? [reason] : []))
