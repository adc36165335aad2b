/** A device may be given a newer key for a site, and says when nothing is left under the one before. */
export const dataKeyGenerations = {
  id: 39,
  name: 'data-key-generations',
  sql: /* sql */ `
ALTER TABLE data_key ADD COLUMN generation integer NOT NULL DEFAULT 1 CHECK (generation > 0), ADD COLUMN made_at timestamptz;
-- The day was not kept: no earlier than the device itself.
UPDATE data_key SET made_at = device.registered_at FROM device WHERE device.id = data_key.device;
ALTER TABLE data_key
  ALTER COLUMN generation DROP DEFAULT,
  ALTER COLUMN made_at SET NOT NULL,
  DROP CONSTRAINT data_key_pkey,
  ADD PRIMARY KEY (device, study_id, site_id, generation);

CREATE TABLE data_key_end (
  device uuid NOT NULL REFERENCES device,
  key_id uuid NOT NULL REFERENCES data_key (key_id),
  -- By the device's clock.
  ended_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (device, key_id)
);
CREATE TRIGGER no_rewriting BEFORE UPDATE OR DELETE ON data_key_end FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON data_key_end EXECUTE FUNCTION refuse_rewriting();
`,
} as const
