/**
 * What would unblind has a stream of its own at each site, and reading casebooks is no right to it: a grant reaches the
 * clinical data of its sites and nothing else. Until a grant can say who may see the other, the database shows it to nobody,
 * whatever a statement names.
 */
export const blindSight = {
  id: 40,
  name: 'blind-sight',
  sql: /* sql */ `
CREATE OR REPLACE FUNCTION streams_in_sight() RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN ARRAY(
    SELECT s.stream FROM stream AS s
    WHERE s.stream = ANY (string_to_array(current_setting('tracer.streams', true), ' ')) AND s.class = 'data' AND EXISTS (
      SELECT FROM grants_in_sight() AS g
      WHERE g.study_id = s.study_id AND g.site_id IN (s.site_id, '*') AND g.role = ANY (reading_roles())
    )
  );
END $$;
`,
} as const
