/** NCI's CTCAE table as administrators load it: every one that was ever shown stays, and who loaded it when. */
export const ctcaeTables = {
  id: 2,
  name: 'ctcae-tables',
  sql: /* sql */ `
CREATE TABLE ctcae_table (
  id text PRIMARY KEY,
  document text NOT NULL
);

CREATE TABLE ctcae_load (
  id bigserial PRIMARY KEY,
  table_id text NOT NULL REFERENCES ctcae_table,
  loaded_at timestamptz NOT NULL,
  loaded_by uuid NOT NULL REFERENCES app_user
);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['ctcae_table', 'ctcae_load'] LOOP
    EXECUTE format('CREATE TRIGGER no_rewriting BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()', name);
    EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON %I EXECUTE FUNCTION refuse_rewriting()', name);
  END LOOP;
END $$;
`,
} as const
