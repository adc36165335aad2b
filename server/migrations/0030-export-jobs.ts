/**
 * Exports that people asked the server for. What is made is sealed, a piece at a time, with a key of its own that is
 * sealed by the server's secret; nobody reads a piece who does not see every stream that is in it.
 */
export const exportJobs = {
  id: 30,
  name: 'export-jobs',
  sql: /* sql */ `
CREATE TABLE export_job (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES app_user,
  device uuid NOT NULL REFERENCES device,
  -- On whose session the log is read.
  session uuid NOT NULL REFERENCES session,
  wish jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('queued', 'running', 'ready', 'failed', 'cancelled')),
  failure text CHECK ((failure IS NOT NULL) = (state = 'failed')),
  asked_at timestamptz NOT NULL,
  ended_at timestamptz CHECK ((ended_at IS NULL) = (state IN ('queued', 'running'))),
  progress jsonb NOT NULL,
  -- How often a server began it. Whoever works on it names its own count: a server that was thought dead changes nothing.
  tries integer NOT NULL DEFAULT 0,
  -- When the server that makes it last said so, by the clock of the database.
  beat_at timestamptz
);
-- A person has one on its way.
CREATE UNIQUE INDEX export_job_on_its_way ON export_job (user_id) WHERE state IN ('queued', 'running');
CREATE INDEX ON export_job (asked_at) WHERE state = 'queued';

CREATE TABLE export_archive (
  job uuid PRIMARY KEY REFERENCES export_job ON DELETE CASCADE,
  -- Everything that it may hold something of.
  streams text[] NOT NULL CHECK (cardinality(streams) > 0),
  sealed_key text NOT NULL,
  -- Once it is whole.
  name text,
  bytes bigint,
  sha256 text
);

CREATE TABLE export_chunk (
  job uuid NOT NULL REFERENCES export_archive ON DELETE CASCADE,
  place integer NOT NULL,
  content bytea NOT NULL,
  PRIMARY KEY (job, place)
);
-- What is sealed does not pack.
ALTER TABLE export_chunk ALTER COLUMN content SET STORAGE EXTERNAL;
ALTER TABLE export_chunk ENABLE ROW LEVEL SECURITY;
CREATE POLICY in_sight ON export_chunk USING (
  job IN (SELECT a.job FROM export_archive AS a WHERE a.streams <@ (SELECT streams_in_sight())::text[])
);
`,
} as const
