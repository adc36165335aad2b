/** What devices bring back after a restore: numbers with holes before them, and what stands against another change. */
export const recovery = {
  id: 18,
  name: 'recovery',
  sql: /* sql */ `
-- A device's numbers are its own across all streams, also across those that the caller does not see.
CREATE FUNCTION numbers_of(of_device uuid, from_number bigint) RETURNS TABLE (n bigint, hash text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT i.n, i.hash FROM change_identity AS i WHERE i.device = of_device AND i.n >= from_number ORDER BY i.n
$$;
REVOKE EXECUTE ON FUNCTION numbers_of(uuid, bigint) FROM PUBLIC;

CREATE TABLE recovered_aside (
  device uuid NOT NULL,
  n bigint NOT NULL,
  hash text NOT NULL,
  stream text NOT NULL REFERENCES stream,
  body text NOT NULL,
  receipt jsonb NOT NULL,
  PRIMARY KEY (device, n, hash)
);
ALTER TABLE recovered_aside ENABLE ROW LEVEL SECURITY;
CREATE POLICY in_sight ON recovered_aside USING (stream = ANY ((SELECT streams_in_sight())::text[]));
CREATE TRIGGER no_rewriting BEFORE UPDATE OR DELETE ON recovered_aside FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON recovered_aside EXECUTE FUNCTION refuse_rewriting();
`,
} as const
