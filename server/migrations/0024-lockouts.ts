/** Administrators are told when wrong passwords have locked somebody out: who, on which device, when, and no more. */
export const lockouts = {
  id: 24,
  name: 'lockouts',
  sql: /* sql */ `
ALTER TABLE alert
  DROP CONSTRAINT alert_kind_check,
  ALTER COLUMN study_id DROP NOT NULL,
  ALTER COLUMN site_id DROP NOT NULL,
  ALTER COLUMN subject DROP NOT NULL,
  ALTER COLUMN form DROP NOT NULL,
  ADD COLUMN about_user uuid REFERENCES app_user,
  -- Left out where the sign-in named a device that nobody has ever signed in on.
  ADD COLUMN device uuid REFERENCES device,
  -- By the clock of whoever counted: the server, or the device.
  ADD COLUMN locked_at timestamptz,
  -- The device counted, whether or not it could reach the server.
  ADD COLUMN offline boolean,
  ADD CONSTRAINT alert_kind_check CHECK (CASE kind
    WHEN 'serious-adverse-event' THEN
      num_nulls(study_id, site_id, subject, form) = 0 AND num_nonnulls(about_user, device, locked_at, offline) = 0
    WHEN 'lockout' THEN
      num_nulls(about_user, locked_at, offline) = 0 AND num_nonnulls(study_id, site_id, subject, form) = 0
    ELSE false END);

-- While one at the server waits for somebody, further tries of the same name say nothing new.
CREATE UNIQUE INDEX ON alert (about_user) WHERE kind = 'lockout' AND NOT offline AND acknowledged_at IS NULL;
-- A device says it again until it has heard that it arrived.
CREATE UNIQUE INDEX ON alert (about_user, device, locked_at) WHERE kind = 'lockout' AND offline;
`,
} as const
