/** Whoever is told of serious events at a site is told when somebody broke the blind of a participant there. */
export const unblindings = {
  id: 41,
  name: 'unblindings',
  sql: /* sql */ `
ALTER TABLE alert
  DROP CONSTRAINT alert_kind_check,
  ADD CONSTRAINT alert_kind_check CHECK (CASE kind
    WHEN 'serious-adverse-event' THEN
      num_nulls(study_id, site_id, subject, form) = 0 AND num_nonnulls(about_user, device, locked_at, offline) = 0
    WHEN 'unblinding' THEN
      num_nulls(study_id, site_id, subject) = 0 AND num_nonnulls(form, about_user, device, locked_at, offline) = 0
    WHEN 'lockout' THEN
      num_nulls(about_user, locked_at, offline) = 0 AND num_nonnulls(study_id, site_id, subject, form) = 0
    ELSE false END);
`,
} as const
