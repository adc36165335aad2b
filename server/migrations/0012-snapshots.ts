/** Streams packed by participant for devices that begin. Made from the log, and made again whenever that is wanted. */
export const snapshots = {
  id: 12,
  name: 'snapshots',
  sql: /* sql */ `
CREATE TABLE snapshot (
  stream text PRIMARY KEY REFERENCES stream,
  -- Everything up to here is in the parts; the stream's chain after it.
  seq bigint NOT NULL,
  chain text NOT NULL
);

CREATE TABLE snapshot_part (
  stream text NOT NULL REFERENCES stream,
  subject uuid NOT NULL,
  -- SHA-256 of the text that is packed.
  part text NOT NULL,
  changes integer NOT NULL CHECK (changes > 0),
  -- The seq of the last of them.
  last bigint NOT NULL,
  summary text,
  packed bytea NOT NULL,
  PRIMARY KEY (stream, subject)
);
-- It is gzip already.
ALTER TABLE snapshot_part ALTER COLUMN packed SET STORAGE EXTERNAL;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['snapshot', 'snapshot_part'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY in_sight ON %I USING (stream = ANY ((SELECT streams_in_sight())::text[]))',
      name
    );
  END LOOP;
END $$;
`,
} as const
