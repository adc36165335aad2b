/** When a site approved the version it was set to, and what that decision is called there; what was recorded stays. */
export const siteApprovals = {
  id: 4,
  name: 'site-approvals',
  sql: /* sql */ `
ALTER TABLE site_version ADD COLUMN approved_on date;
ALTER TABLE site_version ADD COLUMN reference text;
CREATE TRIGGER no_rewriting BEFORE UPDATE OR DELETE ON site_version FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON site_version EXECUTE FUNCTION refuse_rewriting();
`,
} as const
