/**
 * Which change of their own password a person's device made last. An answer may be lost on its way: the same change sent
 * again is known by its id, and does nothing besides.
 */
export const passwordChange = {
  id: 38,
  name: 'password-change',
  sql: /* sql */ `
ALTER TABLE app_user ADD COLUMN password_change uuid;
`,
} as const
