/** Which back-ups were made, and what of each device was committed before each began: that much is in it for sure. */
export const backups = {
  id: 13,
  name: 'backups',
  sql: /* sql */ `
CREATE TABLE backup (
  id uuid PRIMARY KEY,
  begun_at timestamptz NOT NULL,
  -- Recorded when the back-up is kept where it is to be kept; until then it counts for nothing.
  done_at timestamptz CHECK (done_at >= begun_at)
);

CREATE TABLE backup_reach (
  backup uuid NOT NULL REFERENCES backup,
  device uuid NOT NULL,
  acked bigint NOT NULL,
  PRIMARY KEY (device, backup)
);
`,
} as const
