/** People who are invited before they have a password, what was delegated by whom, and sessions that can be told apart. */
export const people = {
  id: 6,
  name: 'people',
  sql: /* sql */ `
-- Nobody signs in without one.
ALTER TABLE app_user ALTER COLUMN password_hash DROP NOT NULL;

-- Left out for the first administrator, who is nobody yet.
ALTER TABLE invitation ADD COLUMN user_id uuid REFERENCES app_user;
CREATE INDEX ON invitation (user_id);

ALTER TABLE user_grant
  ADD COLUMN trained_on date,
  ADD COLUMN given_by uuid REFERENCES app_user;

ALTER TABLE session
  ADD COLUMN last_seen_at timestamptz,
  -- The token that the current one replaced: good until the current one was used, as the answer may have been lost.
  ADD COLUMN previous_hash text;
UPDATE session SET last_seen_at = started_at;
ALTER TABLE session ALTER COLUMN last_seen_at SET NOT NULL;
CREATE INDEX ON session (user_id);
CREATE INDEX ON session (device);
`,
} as const
