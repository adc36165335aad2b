/** How far the clock of each device had got with what it sent, and how it stood to the server's when it was last heard of. */
export const clocks = {
  id: 17,
  name: 'clocks',
  sql: /* sql */ `
ALTER TABLE device
  ADD COLUMN clock jsonb,
  -- Seconds: positive where the device is ahead.
  ADD COLUMN clock_skew integer;
`,
} as const
