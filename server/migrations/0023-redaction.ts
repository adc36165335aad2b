/**
 * The one way in which text of a change is ever replaced (`shared/redaction`). The trigger that refuses every rewriting
 * asks the log itself: one row may get another body, and nothing else, where two changes of the log that count have
 * agreed on exactly that body, byte for byte, and were made by two people, one of the site and one of the sponsor, of
 * whom the one who approved wrote neither the request nor the change. Whoever holds whatever right, the owner of the
 * tables among them, can do no more than carry that out.
 */
export const redaction = {
  id: 23,
  name: 'redaction',
  sql: /* sql */ `
CREATE FUNCTION is_agreed_redaction(was jsonb, becomes jsonb) RETURNS boolean
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
      SELECT device || ':' || n AS ref, body::jsonb AS said FROM change
      WHERE study_id = was->>'study_id' AND stream = was->>'stream' AND subject = (was->>'subject')::uuid
        AND state = 'applied' AND body LIKE '%"kind":"redaction-request"%'
    ) AS request
    JOIN (
      SELECT body::jsonb AS said FROM change
      WHERE study_id = was->>'study_id' AND stream = was->>'stream' AND subject = (was->>'subject')::uuid
        AND state = 'applied' AND body LIKE '%"kind":"redaction-decision"%'
    ) AS decision ON decision.said #>> '{body,request}' = request.ref
    WHERE request.said #>> '{body,kind}' = 'redaction-request'
      AND request.said #> '{body,targets}' @> named
      AND decision.said #>> '{body,kind}' = 'redaction-decision'
      AND decision.said #>> '{body,decision}' = 'approve'
      AND decision.said->>'author' NOT IN (request.said->>'author', (was->>'body')::jsonb->>'author')
      AND (decision.said->>'role' = 'investigator') <> (request.said->>'role' = 'investigator')
  );
END $$;
REVOKE EXECUTE ON FUNCTION is_agreed_redaction(jsonb, jsonb) FROM PUBLIC;

CREATE OR REPLACE FUNCTION refuse_rewriting() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND TG_TABLE_SCHEMA = 'public' AND TG_TABLE_NAME LIKE 'change\\_p_' THEN
    IF is_agreed_redaction(to_jsonb(OLD), to_jsonb(NEW)) THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;

-- The app has no right to update the log. It asks for this, in a stream that it sees; the trigger decides.
CREATE FUNCTION black_out(of_stream text, at_seq bigint, with_body text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT of_stream = ANY (streams_in_sight()) THEN
    RAISE EXCEPTION 'the stream is not in sight' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE change SET body = with_body
  WHERE study_id = split_part(of_stream, '/', 1) AND stream = of_stream AND seq = at_seq;
  IF NOT FOUND THEN RAISE EXCEPTION 'there is no such change'; END IF;
END $$;
REVOKE EXECUTE ON FUNCTION black_out(text, bigint, text) FROM PUBLIC;
`,
} as const
