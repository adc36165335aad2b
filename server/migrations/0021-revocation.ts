/** How a device that was shut out ends, and its own word that nothing is left on it. */
export const revocation = {
  id: 21,
  name: 'revocation',
  sql: /* sql */ `
-- Of those shut out before this nothing is to be lost either.
ALTER TABLE device ADD COLUMN final_push boolean NOT NULL DEFAULT true;

CREATE TABLE erasure (
  device uuid PRIMARY KEY REFERENCES device,
  -- Canonical JSON: what the device's signature is over.
  receipt text NOT NULL,
  signature text NOT NULL,
  received_at timestamptz NOT NULL
);
CREATE TRIGGER no_rewriting BEFORE UPDATE OR DELETE ON erasure FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON erasure EXECUTE FUNCTION refuse_rewriting();
`,
} as const
