import type pg from 'pg'
import { foundation } from '../migrations/0001-foundation'
import { ctcaeTables } from '../migrations/0002-ctcae-tables'
import { randomisation } from '../migrations/0003-randomisation'
import { siteApprovals } from '../migrations/0004-site-approvals'
import { references } from '../migrations/0005-references'
import { people } from '../migrations/0006-people'
import { sight } from '../migrations/0009-sight'
import { secondFactor } from '../migrations/0010-second-factor'
import { alerts } from '../migrations/0011-alerts'
import { snapshots } from '../migrations/0012-snapshots'
import { backups } from '../migrations/0013-backups'
import { attachments } from '../migrations/0015-attachments'
import { clocks } from '../migrations/0017-clocks'
import { recovery } from '../migrations/0018-recovery'
import { trainings } from '../migrations/0020-trainings'
import { revocation } from '../migrations/0021-revocation'
import { redaction } from '../migrations/0023-redaction'
import { lockouts } from '../migrations/0024-lockouts'
import { purges } from '../migrations/0025-purges'
import { asideRedaction } from '../migrations/0029-aside-redaction'
import { exportJobs } from '../migrations/0030-export-jobs'
import { passwordRecovery } from '../migrations/0032-password-recovery'
import { access } from '../migrations/0033-access'
import { eq5dValueSets } from '../migrations/0035-eq5d-value-sets'
import { oneAgreement } from '../migrations/0037-one-agreement'
import { passwordChange } from '../migrations/0038-password-change'
import { dataKeyGenerations } from '../migrations/0039-data-key-generations'
import { blindSight } from '../migrations/0040-blind-sight'
import { unblindings } from '../migrations/0041-unblindings'
import { movedParticipants } from '../migrations/0042-moved-participants'

interface Migration {
  readonly id: number
  readonly name: string
  readonly sql: string
}

/** In order, forward only. */
const migrations: readonly Migration[] = [
  foundation,
  ctcaeTables,
  randomisation,
  siteApprovals,
  references,
  people,
  sight,
  secondFactor,
  alerts,
  snapshots,
  backups,
  attachments,
  clocks,
  recovery,
  trainings,
  revocation,
  redaction,
  lockouts,
  purges,
  asideRedaction,
  exportJobs,
  passwordRecovery,
  access,
  eq5dValueSets,
  oneAgreement,
  passwordChange,
  dataKeyGenerations,
  blindSight,
  unblindings,
  movedParticipants,
]

/** Brings the database to this server's schema. One transaction a migration; a newer schema than ours is refused. */
export async function migrate(admin: pg.Client): Promise<void> {
  await admin.query(`CREATE TABLE IF NOT EXISTS migration (
    id integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`)
  const { rows } = await admin.query<{ id: number }>('SELECT id FROM migration')
  const applied = new Set(rows.map(({ id }) => id))
  const unknown = [...applied].find((id) => !migrations.some((known) => known.id === id))
  if (unknown !== undefined)
    throw new Error(`the database has migration ${unknown}, which this server does not know: update the server`)
  for (const { id, name, sql } of migrations.filter((known) => !applied.has(known.id))) {
    await admin.query('BEGIN')
    try {
      await admin.query(sql)
      await admin.query('INSERT INTO migration (id, name) VALUES ($1, $2)', [id, name])
      await admin.query('COMMIT')
    } catch (error) {
      await admin.query('ROLLBACK')
      throw error
    }
  }
}
