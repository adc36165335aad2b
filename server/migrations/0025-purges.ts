/** A device's word that nothing is left on it of a site that nobody who works there may read any more. */
export const purges = {
  id: 25,
  name: 'purges',
  sql: /* sql */ `
CREATE TABLE purge_receipt (
  device uuid NOT NULL REFERENCES device,
  key_id uuid NOT NULL,
  -- When the last role there ended: given again and ended again, it is another purge.
  since timestamptz NOT NULL,
  -- By the device's clock.
  purged_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (device, key_id, since)
);
CREATE TRIGGER no_rewriting BEFORE UPDATE OR DELETE ON purge_receipt FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON purge_receipt EXECUTE FUNCTION refuse_rewriting();
`,
} as const
