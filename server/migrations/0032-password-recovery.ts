/**
 * A new password for somebody who lost theirs: one administrator asks, another person confirms, and the one who asked
 * makes the link. Whoever writes to the table, nobody does both and nobody confirms their own.
 */
export const passwordRecovery = {
  id: 32,
  name: 'password-recovery',
  sql: /* sql */ `
CREATE TABLE password_recovery (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL REFERENCES app_user,
  asked_by uuid NOT NULL REFERENCES app_user,
  asked_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  confirmed_by uuid REFERENCES app_user,
  confirmed_at timestamptz,
  -- The link was made, or it was withdrawn.
  ended_at timestamptz,
  CHECK (confirmed_by NOT IN (asked_by, user_id)),
  CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL))
);
CREATE UNIQUE INDEX ON password_recovery (user_id) WHERE ended_at IS NULL;
`,
} as const
