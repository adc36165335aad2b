/**
 * A participant who moves to another site of a study lies in the streams of both (`shared/change/carried.ts`). Which these
 * are follows from the log and from nothing that the app could write beside it: a row is made with the change that says so.
 *
 * Who writes at one of them makes the server write at the others: what was decided there of late changes, and what two people
 * agreed to have blacked out. So a transaction that writes reaches these streams, where it names them; one that reads does not.
 */
export const movedParticipants = {
  id: 42,
  name: 'moved-participants',
  sql: /* sql */ `
CREATE TABLE moved_participant (
  study_id text NOT NULL,
  subject uuid NOT NULL,
  stream text NOT NULL REFERENCES stream,
  PRIMARY KEY (study_id, subject, stream)
);
CREATE INDEX ON moved_participant (stream);

-- What a row of the log says: of one that was carried, the change itself, as it was received where it was said.
CREATE FUNCTION said_in(body text) RETURNS json
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN body::json #>> '{body,kind}' = 'carried' THEN body::json #> '{body,change}' ELSE body::json END
$$;
CREATE FUNCTION held_in(body text, reason text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN body::json #>> '{body,kind}' = 'carried' THEN body::json #>> '{body,receipt,reason}' ELSE reason END
$$;

CREATE FUNCTION note_move() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  said json := said_in(NEW.body);
BEGIN
  IF said #>> '{body,kind}' = 'transfer' AND held_in(NEW.body, NEW.reason) IS NULL THEN
    INSERT INTO moved_participant (study_id, subject, stream)
    SELECT NEW.study_id, NEW.subject, s.stream FROM stream AS s
    WHERE s.stream IN (said->>'stream', NEW.study_id || '/' || (said #>> '{body,to}') || '/data')
    ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER note_move AFTER INSERT ON change FOR EACH ROW
  WHEN (NEW.state = 'applied' AND NEW.body LIKE '%"kind":"transfer"%') EXECUTE FUNCTION note_move();

CREATE OR REPLACE FUNCTION streams_in_sight() RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  named text[] := string_to_array(current_setting('tracer.streams', true), ' ');
  granted text[] := ARRAY(
    SELECT s.stream FROM stream AS s
    WHERE s.class = 'data' AND EXISTS (
      SELECT FROM grants_in_sight() AS g
      WHERE g.study_id = s.study_id AND g.site_id IN (s.site_id, '*') AND g.role = ANY (reading_roles())
    )
    AND (s.stream = ANY (named) OR NOT current_setting('transaction_read_only')::boolean)
  );
BEGIN
  RETURN ARRAY(
    SELECT s.stream FROM stream AS s
    WHERE s.stream = ANY (named) AND s.class = 'data' AND (
      s.stream = ANY (granted)
      OR (NOT current_setting('transaction_read_only')::boolean AND EXISTS (
        SELECT FROM moved_participant AS here JOIN moved_participant AS there USING (study_id, subject)
        WHERE here.stream = s.stream AND there.stream = ANY (granted)
      ))
    )
  );
END $$;

-- As before (\`0037\`), through what was carried: the request and the approval may have been said at another site.
CREATE OR REPLACE FUNCTION is_agreed(
  of_study text, of_stream text, of_subject uuid, was jsonb, becomes jsonb, also_held_for text[]
) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  named jsonb := jsonb_build_array(jsonb_build_object(
    'change', (was->>'device') || ':' || (was->>'n'),
    'original', was->>'hash',
    'remaining', encode(sha256(convert_to(becomes->>'body', 'UTF8')), 'hex')
  ));
BEGIN
  IF was - 'body' IS DISTINCT FROM becomes - 'body' THEN RETURN false; END IF;
  RETURN EXISTS (
    SELECT FROM (
      SELECT said_in(body)::jsonb AS said FROM change
      WHERE study_id = of_study AND stream = of_stream AND subject = of_subject
        AND (held_in(body, reason) IS NULL OR held_in(body, reason) = ANY (also_held_for))
        AND body LIKE '%"kind":"redaction-request"%'
    ) AS request
    JOIN (
      SELECT said_in(body)::jsonb AS said FROM change
      WHERE study_id = of_study AND stream = of_stream AND subject = of_subject
        AND (held_in(body, reason) IS NULL OR held_in(body, reason) = ANY (also_held_for))
        AND body LIKE '%"kind":"redaction-decision"%'
    ) AS decision
      ON decision.said #>> '{body,request}' = (request.said->>'device') || ':' || (request.said->>'n')
    WHERE request.said #>> '{body,kind}' = 'redaction-request'
      AND request.said #> '{body,targets}' @> named
      AND decision.said #>> '{body,kind}' = 'redaction-decision'
      AND decision.said #>> '{body,decision}' = 'approve'
      AND decision.said->>'author' NOT IN (request.said->>'author', (was->>'body')::jsonb->>'author')
      AND (decision.said->>'role' = 'investigator') <> (request.said->>'role' = 'investigator')
  );
END $$;

-- A row that carries a change is agreed on where what is left of that change is, and nothing else of the row differs but
-- that it says with which hash it was written.
CREATE OR REPLACE FUNCTION is_agreed_redaction(was jsonb, becomes jsonb) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  of_study text := was->>'study_id';
  of_stream text := was->>'stream';
  of_subject uuid := (was->>'subject')::uuid;
  before json := (was->>'body')::json #> '{body,change}';
  after json := (becomes->>'body')::json #> '{body,change}';
  around jsonb := ((was->>'body')::jsonb #- '{body,change}') - 'redacted';
  carried jsonb;
BEGIN
  IF (was->>'body')::json #>> '{body,kind}' <> 'carried' THEN
    RETURN is_agreed(of_study, of_stream, of_subject, was, becomes, '{}');
  END IF;
  IF was - 'body' IS DISTINCT FROM becomes - 'body' OR after IS NULL
    OR around || jsonb_build_object('redacted', was->>'hash')
      IS DISTINCT FROM (becomes->>'body')::jsonb #- '{body,change}' THEN RETURN false; END IF;
  carried := jsonb_build_object(
    'device', before->>'device', 'n', before->>'n', 'body', before::text,
    'hash', coalesce(before->>'redacted', encode(sha256(convert_to(before::text, 'UTF8')), 'hex'))
  );
  RETURN is_agreed(
    of_study, of_stream, of_subject, carried, carried || jsonb_build_object('body', after::text), '{}'
  );
END $$;
`,
} as const
