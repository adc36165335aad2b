import PgBoss from 'pg-boss'

/**
 * The queue's own tables, as the version of pg-boss that this server was built with makes them; a later version brings a
 * migration of its own. Without its transaction: a migration is one already.
 */
const queue = PgBoss.getConstructionPlans('jobs')
  .replace(/^\s*BEGIN;/, '')
  .replace(/COMMIT;\s*$/, '')

/** What people have to know at once, and the work that goes on behind answers. */
export const alerts = {
  id: 11,
  name: 'alerts',
  sql: /* sql */ `
${queue}
-- A mail that cannot be handed over is tried again for about a day, later and later.
SELECT jobs.create_queue('alert-mail', '{"retryLimit": 11, "retryDelay": 30, "retryBackoff": true}');
SELECT jobs.create_queue('alert-escalation', '{"retryLimit": 11, "retryDelay": 30, "retryBackoff": true}');

CREATE TABLE alert (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind text NOT NULL CHECK (kind IN ('serious-adverse-event')),
  study_id text NOT NULL,
  site_id text NOT NULL,
  subject uuid NOT NULL,
  -- The form that somebody has to look at.
  form text NOT NULL,
  raised_at timestamptz NOT NULL,
  -- When its jobs were handed to the queue: an alert is raised with the change, in one transaction.
  queued_at timestamptz,
  escalated_at timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by uuid REFERENCES app_user,
  FOREIGN KEY (study_id, site_id) REFERENCES site,
  -- One event raises one alert, however often it is edited.
  UNIQUE (kind, subject, form)
);
CREATE INDEX ON alert (raised_at) WHERE queued_at IS NULL;
CREATE INDEX ON alert (study_id, site_id, raised_at);
`,
} as const
