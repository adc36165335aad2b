import { and, asc, eq, inArray } from 'drizzle-orm'
import type { SiteId, StudyId, StudyVersionId } from '#shared/ids'
import type { Approval, ApproveRequest } from '#shared/protocol'
import { can } from '#shared/roles'
import type { SignedIn } from '../auth/session'
import type { Context } from '../context'
import { type Refused, refuse } from '../refused'
import { note } from '../security-log'
import type { Database, Transaction } from '../store/database'
import { appUser, site, siteVersion, studyVersion } from '../store/schema'

/** Whether a person decides which versions a site works by. */
export const mayPublishFor = ({ grants }: SignedIn, study: StudyId, at: SiteId): boolean =>
  grants.some(
    (grant) => grant.study === study && can(grant.role, 'publish-study') && (grant.site === '*' || grant.site === at),
  )

/**
 * Records that a site has approved a version, on a day that is not ahead. Its new participants begin under it; who is
 * there already stays where they are until they have consented and somebody moves them.
 */
export async function approve(
  context: Context,
  who: SignedIn,
  version: StudyVersionId,
  { study, site: at, on, reference }: ApproveRequest,
): Promise<Approval | Refused> {
  if (!mayPublishFor(who, study, at))
    return refuse('not-allowed', 'Only a data manager of the study and the site records its approvals.')
  const { db } = context.store
  const now = context.now()
  // A day ahead of this one may have begun where the site is.
  if (Date.parse(on) > now.getTime() + 86_400_000) return refuse('bad-request', 'The day of the approval lies ahead.')
  const [known] = await db
    .select({ id: studyVersion.id })
    .from(studyVersion)
    .innerJoin(site, and(eq(site.studyId, studyVersion.studyId), eq(site.siteId, at)))
    .where(and(eq(studyVersion.id, version), eq(studyVersion.studyId, study)))
  if (!known) return refuse('not-found', 'There is no such version of the study, or no such site.')
  const row = { studyId: study, siteId: at, version, assignedAt: now, assignedBy: who.user, approvedOn: on, reference }
  await db.transaction(async (tx) => {
    await tx.insert(siteVersion).values(row)
    await note(tx, now, 'version-approved', { user: who.user, device: who.device, detail: `${at} ${version}` })
  })
  const by = await db.select({ name: appUser.name }).from(appUser).where(eq(appUser.id, who.user))
  return approvalOf({ ...row, reference: reference ?? null, by: by[0]?.name ?? null })
}

/** What sites of these studies have approved, first one first. Of one version approved twice the last word stands. */
export async function approvalsAt(
  db: Database | Transaction,
  studies: readonly StudyId[],
): Promise<readonly (Approval & { readonly study: StudyId; readonly site: SiteId })[]> {
  if (studies.length === 0) return []
  const rows = await db
    .select({
      studyId: siteVersion.studyId,
      siteId: siteVersion.siteId,
      version: siteVersion.version,
      assignedAt: siteVersion.assignedAt,
      approvedOn: siteVersion.approvedOn,
      reference: siteVersion.reference,
      by: appUser.name,
    })
    .from(siteVersion)
    .leftJoin(appUser, eq(appUser.id, siteVersion.assignedBy))
    .where(inArray(siteVersion.studyId, [...studies]))
    .orderBy(asc(siteVersion.id))
  const last = new Map(rows.map((row) => [`${row.studyId} ${row.siteId} ${row.version}`, row]))
  return [...last.values()].map((row) => ({ study: row.studyId, site: row.siteId, ...approvalOf(row) }))
}

function approvalOf({
  version,
  assignedAt,
  approvedOn,
  reference,
  by,
}: Pick<typeof siteVersion.$inferSelect, 'version' | 'assignedAt' | 'approvedOn' | 'reference'> & {
  readonly by: string | null
}): Approval {
  return {
    version,
    on: approvedOn ?? assignedAt.toISOString().slice(0, 10),
    recordedAt: assignedAt.toISOString(),
    ...(reference !== null && { reference }),
    ...(by !== null && { recordedBy: by }),
  }
}
