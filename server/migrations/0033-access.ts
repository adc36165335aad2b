/** Who opened, printed or saved a participant's record, as devices say it: kept as the log is, and seen by site as the log is. */
export const access = {
  id: 33,
  name: 'access',
  sql: /* sql */ `
CREATE TABLE access_entry (
  line bigserial UNIQUE NOT NULL,
  device uuid NOT NULL REFERENCES device,
  -- Made by the device: said twice, it is one entry.
  id uuid NOT NULL,
  stream text NOT NULL REFERENCES stream,
  -- Left out where it was done to records of the whole site.
  subject uuid,
  user_id uuid NOT NULL REFERENCES app_user,
  kind text NOT NULL CHECK (kind IN ('opened', 'printed', 'saved')),
  -- By the device's clock.
  at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (device, id)
);
CREATE INDEX ON access_entry (stream, subject, line);
ALTER TABLE access_entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY in_sight ON access_entry USING (stream = ANY ((SELECT streams_in_sight())::text[]));
CREATE TRIGGER no_rewriting BEFORE UPDATE OR DELETE ON access_entry FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON access_entry EXECUTE FUNCTION refuse_rewriting();
`,
} as const
