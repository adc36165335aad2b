/** A second factor for people, where mails reach them, and the codes that stand in when the phone is lost. */
export const secondFactor = {
  id: 10,
  name: 'second-factor',
  sql: /* sql */ `
CREATE TABLE second_factor (
  user_id uuid PRIMARY KEY REFERENCES app_user,
  sealed_secret text NOT NULL,
  -- Null until a first code has shown that the person holds the secret: till then nothing is asked for.
  confirmed_at timestamptz,
  -- The time step of the last code that was taken: no code is taken twice (RFC 6238, 5.2).
  last_step bigint NOT NULL DEFAULT 0
);
CREATE TABLE recovery_code (
  user_id uuid NOT NULL REFERENCES app_user,
  code_hash text NOT NULL,
  used_at timestamptz,
  PRIMARY KEY (user_id, code_hash)
);
ALTER TABLE app_user ADD COLUMN email text;
`,
} as const
