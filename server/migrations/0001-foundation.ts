/** People, devices, studies, and the append-only log. Never edited once shipped: later migrations only add. */
export const foundation = {
  id: 1,
  name: 'foundation',
  sql: /* sql */ `
CREATE TABLE setting (key text PRIMARY KEY, value text NOT NULL);
-- A new epoch tells devices that the server was restored from a backup.
INSERT INTO setting VALUES ('epoch', gen_random_uuid()::text);

CREATE TABLE app_user (
  id uuid PRIMARY KEY,
  user_name text NOT NULL UNIQUE CHECK (user_name = lower(user_name)),
  name text NOT NULL,
  password_hash text NOT NULL,
  administrator boolean NOT NULL DEFAULT false,
  grant_version integer NOT NULL DEFAULT 1,
  disabled_at timestamptz
);

CREATE TABLE site (
  study_id text NOT NULL,
  site_id text NOT NULL,
  name text NOT NULL,
  next_number integer NOT NULL DEFAULT 1,
  PRIMARY KEY (study_id, site_id)
);

CREATE TABLE user_grant (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES app_user,
  study_id text NOT NULL,
  site_id text NOT NULL,
  role text NOT NULL,
  from_at timestamptz NOT NULL,
  until_at timestamptz,
  CHECK (until_at IS NULL OR until_at >= from_at)
);
CREATE INDEX ON user_grant (user_id);
CREATE INDEX ON user_grant (study_id, site_id);

CREATE TABLE study_version (
  id text PRIMARY KEY,
  study_id text NOT NULL,
  document text NOT NULL,
  published_at timestamptz NOT NULL,
  published_by uuid REFERENCES app_user
);

CREATE TABLE site_version (
  id bigserial PRIMARY KEY,
  study_id text NOT NULL,
  site_id text NOT NULL,
  version text NOT NULL REFERENCES study_version,
  assigned_at timestamptz NOT NULL,
  assigned_by uuid REFERENCES app_user,
  FOREIGN KEY (study_id, site_id) REFERENCES site
);
CREATE INDEX ON site_version (study_id, site_id, id);

CREATE TABLE device (
  id uuid PRIMARY KEY,
  public_key text NOT NULL,
  app text NOT NULL,
  platform text NOT NULL,
  acked bigint NOT NULL DEFAULT 0,
  chain text NOT NULL,
  registered_at timestamptz NOT NULL,
  revoked_at timestamptz
);

CREATE TABLE device_user (
  device uuid NOT NULL REFERENCES device,
  user_id uuid NOT NULL REFERENCES app_user,
  first_at timestamptz NOT NULL,
  PRIMARY KEY (device, user_id)
);

CREATE TABLE session (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES app_user,
  device uuid NOT NULL REFERENCES device,
  token_hash text NOT NULL,
  started_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  ended_at timestamptz
);

CREATE TABLE sign_in_attempt (
  name_key text PRIMARY KEY,
  failures integer NOT NULL,
  locked_until timestamptz
);

CREATE TABLE invitation (
  token_hash text PRIMARY KEY,
  administrator boolean NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);

CREATE TABLE user_key (
  key_id text PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES app_user,
  device uuid NOT NULL REFERENCES device,
  public_key text NOT NULL,
  registered_at timestamptz NOT NULL
);
CREATE INDEX ON user_key (user_id);

CREATE TABLE data_key (
  device uuid NOT NULL REFERENCES device,
  study_id text NOT NULL,
  site_id text NOT NULL,
  key_id uuid NOT NULL UNIQUE,
  sealed text NOT NULL,
  PRIMARY KEY (device, study_id, site_id)
);

CREATE TABLE server_key (
  id text PRIMARY KEY,
  public_key text NOT NULL,
  sealed_private text NOT NULL
);

CREATE TABLE number_lease (
  study_id text NOT NULL,
  site_id text NOT NULL,
  device uuid NOT NULL REFERENCES device,
  first_number integer NOT NULL,
  last_number integer NOT NULL CHECK (last_number >= first_number),
  used_through integer NOT NULL,
  PRIMARY KEY (study_id, site_id, first_number),
  FOREIGN KEY (study_id, site_id) REFERENCES site
);
CREATE INDEX ON number_lease (device);

CREATE TABLE security_log (
  id bigserial PRIMARY KEY,
  at timestamptz NOT NULL,
  kind text NOT NULL,
  user_id uuid,
  device uuid,
  detail text
);

CREATE TABLE stream (
  stream text PRIMARY KEY,
  study_id text NOT NULL,
  site_id text NOT NULL,
  class text NOT NULL CHECK (class IN ('meta', 'data', 'blind')),
  head bigint NOT NULL DEFAULT 0,
  chain text NOT NULL,
  CHECK (stream = study_id || '/' || site_id || '/' || class),
  FOREIGN KEY (study_id, site_id) REFERENCES site
);

CREATE TABLE change (
  study_id text NOT NULL,
  stream text NOT NULL,
  seq bigint NOT NULL CHECK (seq > 0),
  device uuid NOT NULL,
  n bigint NOT NULL CHECK (n > 0),
  subject uuid NOT NULL,
  body text NOT NULL,
  hash text NOT NULL,
  committed_at timestamptz NOT NULL,
  state text NOT NULL CHECK (state IN ('applied', 'held')),
  reason text CHECK ((reason IS NOT NULL) = (state = 'held')),
  chain text NOT NULL,
  PRIMARY KEY (study_id, stream, seq),
  CHECK (split_part(stream, '/', 1) = study_id)
) PARTITION BY HASH (study_id);
CREATE INDEX ON change (study_id, stream, subject, seq);

CREATE TABLE change_identity (
  device uuid NOT NULL,
  n bigint NOT NULL,
  stream text NOT NULL,
  seq bigint NOT NULL,
  hash text NOT NULL,
  PRIMARY KEY (device, n)
);

CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;

DO $$
DECLARE
  part integer;
  name text;
BEGIN
  FOR part IN 0..7 LOOP
    EXECUTE format('CREATE TABLE change_p%s PARTITION OF change FOR VALUES WITH (MODULUS 8, REMAINDER %s)', part, part);
    EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON change_p%s EXECUTE FUNCTION refuse_rewriting()', part);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['change', 'change_identity', 'study_version', 'security_log'] LOOP
    EXECUTE format('CREATE TRIGGER no_rewriting BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()', name);
    EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON %I EXECUTE FUNCTION refuse_rewriting()', name);
  END LOOP;
  -- The second wall: a transaction sees the streams it named at its beginning, and no others.
  FOREACH name IN ARRAY ARRAY['change', 'stream'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY named_streams ON %I USING (stream = ANY (string_to_array(current_setting(''tracer.streams'', true), '' '')))',
      name
    );
  END LOOP;
END $$;
`,
} as const
