/**
 * The database works out itself which part of the log a transaction sees. The server says on whose session it acts and
 * what time it is; which sites follow from that stands in `user_grant` and `device_user`, and no setting widens it:
 *
 * - a transaction that only reads sees the sites granted to the person of the session at that moment;
 * - one that writes reaches the sites that were ever granted to anybody who signed in on the device of the session: a push
 *   carries what colleagues wrote there, and what they wrote while they still might is kept, or held, never lost.
 *
 * `tracer.streams` narrows that further. A session the server made up would be refused nothing that its person and device
 * may see: this wall stands against statements that forget to ask, not against somebody who speaks with the app's role.
 */
export const sight = {
  id: 9,
  name: 'sight',
  sql: /* sql */ `
CREATE FUNCTION reading_roles() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY['nurse', 'investigator', 'monitor', 'data-manager']
$$;

CREATE FUNCTION grants_in_sight() RETURNS SETOF user_grant
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  acting uuid := nullif(current_setting('tracer.session', true), '');
  moment timestamptz := nullif(current_setting('tracer.at', true), '');
BEGIN
  IF acting IS NULL THEN RETURN; END IF;
  IF current_setting('transaction_read_only')::boolean THEN
    RETURN QUERY SELECT g.* FROM session AS s JOIN user_grant AS g USING (user_id)
      WHERE s.id = acting AND g.from_at <= moment AND (g.until_at IS NULL OR moment < g.until_at);
  ELSE
    RETURN QUERY SELECT g.* FROM session AS s JOIN device_user AS d USING (device) JOIN user_grant AS g ON g.user_id = d.user_id
      WHERE s.id = acting;
  END IF;
END $$;

CREATE FUNCTION streams_in_sight() RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN ARRAY(
    SELECT s.stream FROM stream AS s
    WHERE s.stream = ANY (string_to_array(current_setting('tracer.streams', true), ' ')) AND EXISTS (
      SELECT FROM grants_in_sight() AS g
      WHERE g.study_id = s.study_id AND g.site_id IN (s.site_id, '*') AND g.role = ANY (reading_roles())
    )
  );
END $$;

-- Counts of a study are for who keeps its lists, and for the draw itself.
CREATE FUNCTION studies_drawn_in_sight() RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN ARRAY(
    SELECT DISTINCT g.study_id FROM grants_in_sight() AS g
    WHERE NOT current_setting('transaction_read_only')::boolean OR g.role = 'administrator'
  );
END $$;

REVOKE EXECUTE ON FUNCTION grants_in_sight(), streams_in_sight(), studies_drawn_in_sight() FROM PUBLIC;

ALTER TABLE change_identity ENABLE ROW LEVEL SECURITY;
DO $$
DECLARE
  name text;
BEGIN
  DROP POLICY named_streams ON change;
  DROP POLICY named_streams ON stream;
  DROP POLICY named_studies ON allocation;
  -- Asked once a statement, not once a row.
  FOREACH name IN ARRAY ARRAY['change', 'change_identity', 'stream'] LOOP
    EXECUTE format('CREATE POLICY in_sight ON %I USING (stream = ANY ((SELECT streams_in_sight())::text[]))', name);
  END LOOP;
  CREATE POLICY in_sight ON allocation USING (study_id = ANY ((SELECT studies_drawn_in_sight())::text[]));
END $$;

-- A site has its stream from the beginning; the app opens none itself.
CREATE FUNCTION open_stream_of_site() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO stream (stream, study_id, site_id, class, chain)
  VALUES (NEW.study_id || '/' || NEW.site_id || '/data', NEW.study_id, NEW.site_id, 'data', repeat('0', 64));
  RETURN NEW;
END $$;
CREATE TRIGGER open_stream AFTER INSERT ON site FOR EACH ROW EXECUTE FUNCTION open_stream_of_site();
`,
} as const
