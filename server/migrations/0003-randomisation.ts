/**
 * Sealed lists, what was drawn from them, and where participants may be randomised. Arms, seeds and block sizes are sealed
 * with the server's secret, so that whoever reads the database reads no list; and the app's role may write the list but
 * never read it: the next entry of one stratum comes out of a function, one at a time.
 */
export const randomisation = {
  id: 3,
  name: 'randomisation',
  sql: /* sql */ `
-- The server as an author of changes: a device like others, whose row is the lock that orders what it writes.
WITH made AS (
  INSERT INTO device (id, public_key, app, platform, chain, registered_at)
  VALUES (gen_random_uuid(), '', 'server', 'server', repeat('0', 64), now()) RETURNING id
)
INSERT INTO setting SELECT 'server-device', id::text FROM made;

CREATE TABLE randomisation_list (
  id uuid PRIMARY KEY,
  ordinal bigserial UNIQUE,
  study_id text NOT NULL,
  version text NOT NULL REFERENCES study_version,
  method text NOT NULL CHECK (method IN ('blocks', 'minimisation')),
  sealed_plan text NOT NULL,
  sealed_seed text NOT NULL,
  hash text NOT NULL,
  made_at timestamptz NOT NULL,
  made_by uuid NOT NULL REFERENCES app_user
);
CREATE INDEX ON randomisation_list (study_id, ordinal);

CREATE TABLE randomisation_entry (
  list_id uuid NOT NULL REFERENCES randomisation_list,
  stratum text NOT NULL,
  position integer NOT NULL CHECK (position > 0),
  sealed_arm text NOT NULL,
  PRIMARY KEY (list_id, stratum, position)
);

CREATE TABLE allocation (
  study_id text NOT NULL,
  subject uuid NOT NULL,
  stream text NOT NULL REFERENCES stream,
  number integer NOT NULL CHECK (number > 0),
  list_id uuid NOT NULL REFERENCES randomisation_list,
  stratum text NOT NULL,
  -- The entry that was drawn; none under minimisation.
  position integer,
  sealed_arm text NOT NULL,
  seq bigint NOT NULL,
  allocated_at timestamptz NOT NULL,
  PRIMARY KEY (study_id, subject),
  UNIQUE (study_id, number),
  UNIQUE (list_id, stratum, position),
  FOREIGN KEY (list_id, stratum, position) REFERENCES randomisation_entry,
  CHECK (split_part(stream, '/', 1) = study_id)
);

CREATE TABLE randomisation_place (
  id bigserial PRIMARY KEY,
  study_id text NOT NULL,
  -- '*' is the whole study.
  site_id text NOT NULL,
  open boolean NOT NULL,
  most integer CHECK (most >= 0),
  set_at timestamptz NOT NULL,
  set_by uuid NOT NULL REFERENCES app_user
);
CREATE INDEX ON randomisation_place (study_id, site_id, id);

-- Requests that the server took and has not answered yet.
CREATE TABLE randomisation_request (
  device uuid NOT NULL,
  n bigint NOT NULL,
  stream text NOT NULL REFERENCES stream,
  subject uuid NOT NULL,
  PRIMARY KEY (device, n)
);
CREATE INDEX ON randomisation_request (stream, subject);

-- A study's allocations are seen by who named a stream of the study.
ALTER TABLE allocation ENABLE ROW LEVEL SECURITY;
CREATE POLICY named_studies ON allocation USING (study_id IN (
  SELECT split_part(named, '/', 1) FROM unnest(string_to_array(current_setting('tracer.streams', true), ' ')) AS named
));

-- The first entry of a stratum that nobody was given, of the oldest list that has one.
CREATE FUNCTION next_randomisation_entry(of_study text, of_stratum text)
RETURNS TABLE (list_id uuid, "position" integer, sealed_arm text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT entry.list_id, entry.position, entry.sealed_arm
  FROM randomisation_list AS list JOIN randomisation_entry AS entry ON entry.list_id = list.id
  WHERE list.study_id = of_study AND entry.stratum = of_stratum AND NOT EXISTS (
    SELECT FROM allocation AS given
    WHERE given.list_id = entry.list_id AND given.stratum = entry.stratum AND given.position = entry.position
  )
  ORDER BY list.ordinal, entry.position LIMIT 1
$$;
REVOKE EXECUTE ON FUNCTION next_randomisation_entry(text, text) FROM PUBLIC;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['randomisation_list', 'randomisation_entry', 'allocation', 'randomisation_place'] LOOP
    EXECUTE format('CREATE TRIGGER no_rewriting BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()', name);
    EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON %I EXECUTE FUNCTION refuse_rewriting()', name);
  END LOOP;
END $$;
`,
} as const
