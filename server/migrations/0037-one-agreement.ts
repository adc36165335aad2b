/**
 * What two people agreed to leave of a text was looked for in two ways, in the log (`0023`) and beside it (`0029`). It is
 * one now: they differ in which changes may be the agreement, and in nothing else.
 */
export const oneAgreement = {
  id: 37,
  name: 'one-agreement',
  sql: /* sql */ `
-- Changes that count agree; and those that are held for no other reason than these.
CREATE FUNCTION is_agreed(
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
      SELECT device || ':' || n AS ref, body::jsonb AS said FROM change
      WHERE study_id = of_study AND stream = of_stream AND subject = of_subject
        AND (reason IS NULL OR reason = ANY (also_held_for))
        AND body LIKE '%"kind":"redaction-request"%'
    ) AS request
    JOIN (
      SELECT body::jsonb AS said FROM change
      WHERE study_id = of_study AND stream = of_stream AND subject = of_subject
        AND (reason IS NULL OR reason = ANY (also_held_for))
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
REVOKE EXECUTE ON FUNCTION is_agreed(text, text, uuid, jsonb, jsonb, text[]) FROM PUBLIC;

CREATE OR REPLACE FUNCTION is_agreed_redaction(was jsonb, becomes jsonb) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT is_agreed(was->>'study_id', was->>'stream', (was->>'subject')::uuid, was, becomes, '{}')
$$;

CREATE OR REPLACE FUNCTION is_agreed_aside(was jsonb, becomes jsonb) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT is_agreed(
    split_part(was->>'stream', '/', 1), was->>'stream', ((was->>'body')::jsonb->>'subject')::uuid, was, becomes,
    '{evidence-differs,illegal-transition}'
  )
$$;
`,
} as const
