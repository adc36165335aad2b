/**
 * What stands aside after a restore holds words as well. It may be replaced by what two people agreed to leave of it, and
 * by nothing else: as in the log (`0023`), but what the agreement names is not in the log, so that the server holds the
 * request, and the approval with it, for evidence that differs. What somebody had no right to say agrees on nothing.
 */
export const asideRedaction = {
  id: 29,
  name: 'aside-redaction',
  sql: /* sql */ `
CREATE FUNCTION is_agreed_aside(was jsonb, becomes jsonb) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  of_study text := split_part(was->>'stream', '/', 1);
  of_subject uuid := ((was->>'body')::jsonb->>'subject')::uuid;
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
      WHERE study_id = of_study AND stream = was->>'stream' AND subject = of_subject
        AND (reason IS NULL OR reason IN ('evidence-differs', 'illegal-transition'))
        AND body LIKE '%"kind":"redaction-request"%'
    ) AS request
    JOIN (
      SELECT body::jsonb AS said FROM change
      WHERE study_id = of_study AND stream = was->>'stream' AND subject = of_subject
        AND (reason IS NULL OR reason IN ('evidence-differs', 'illegal-transition'))
        AND body LIKE '%"kind":"redaction-decision"%'
    ) AS decision ON decision.said #>> '{body,request}' = request.ref
    WHERE request.said #>> '{body,kind}' = 'redaction-request'
      AND request.said #> '{body,targets}' @> named
      AND decision.said #>> '{body,kind}' = 'redaction-decision'
      AND decision.said #>> '{body,decision}' = 'approve'
      AND decision.said->>'author' NOT IN (request.said->>'author', (was->>'body')::jsonb->>'author')
      AND (decision.said->>'role' = 'investigator') <> (request.said->>'role' = 'investigator')
  );
END $$;
REVOKE EXECUTE ON FUNCTION is_agreed_aside(jsonb, jsonb) FROM PUBLIC;

CREATE OR REPLACE FUNCTION refuse_rewriting() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND TG_TABLE_SCHEMA = 'public' AND TG_TABLE_NAME LIKE 'change\\_p_' THEN
    IF is_agreed_redaction(to_jsonb(OLD), to_jsonb(NEW)) THEN RETURN NEW; END IF;
  END IF;
  IF TG_OP = 'UPDATE' AND TG_TABLE_SCHEMA = 'public' AND TG_TABLE_NAME = 'recovered_aside' THEN
    IF is_agreed_aside(to_jsonb(OLD), to_jsonb(NEW)) THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION black_out_aside(of_stream text, of_device uuid, of_n bigint, of_hash text, with_body text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT of_stream = ANY (streams_in_sight()) THEN
    RAISE EXCEPTION 'the stream is not in sight' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE recovered_aside SET body = with_body
  WHERE stream = of_stream AND device = of_device AND n = of_n AND hash = of_hash AND body <> with_body;
END $$;
REVOKE EXECUTE ON FUNCTION black_out_aside(text, uuid, bigint, text, text) FROM PUBLIC;
`,
} as const
