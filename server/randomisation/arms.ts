import { and, eq, inArray, like } from 'drizzle-orm'
import { Change } from '#shared/change/change'
import { type SiteId, type StreamId, type StudyId, type SubjectKey, streamId, streamParts } from '#shared/ids'
import type { ArmRequest, ShownArm, ShownArms } from '#shared/randomisation/protocol'
import { mayAssert } from '#shared/roles'
import { type SignedIn, sightOf } from '../auth/session'
import type { Context } from '../context'
import { type Refused, isRefused, refuse } from '../refused'
import { note } from '../security-log'
import type { Transaction } from '../store/database'
import { allocation, change } from '../store/schema'
import { logIn } from '../sync/postgres-log'
import { newestThatRandomises } from './overview'
import { writtenNumber } from './shown'
import { openArm } from './sealed'

/**
 * The arms of a blind study, which stand in no log and on no device (ICH E6(R3) 4.1). The server tells them to the sponsor's
 * people whom the study version names, and to an investigator who broke the blind of the participant in question. Whoever
 * looks is noted in the transaction that looks.
 */

const notAllowed = refuse('not-allowed', 'Your role does not see the arms of this study.')

/** The arm of one participant. */
export async function showArm(
  context: Context,
  who: SignedIn,
  { study, site, subject }: ArmRequest,
): Promise<ShownArm | Refused> {
  const stream = streamId(study, site, 'data')
  const roles = rolesAt(who, study, site)
  const unblinded = await unblindedRoles(context, study)
  const shown = await context.store.within(sightOf(context, who), [stream], async (tx) => {
    const isNamed = roles.some((role) => unblinded?.has(role))
    const mayBreak = roles.some((role) => mayAssert(role, 'unblind'))
    if (!unblinded || !(isNamed || (mayBreak && (await brokeBlind(tx, who, stream, subject))))) return notAllowed
    // Allocated at another site where they were before, of a participant who is or was at this one.
    const moved = await logIn(tx).streamsOf(study, subject)
    const lain = moved.includes(stream) ? [...moved] : [stream]
    const [row] = await tx
      .select()
      .from(allocation)
      .where(and(eq(allocation.studyId, study), eq(allocation.subject, subject), inArray(allocation.stream, lain)))
    if (!row) return refuse('not-found', 'This participant was not randomised.')
    await note(tx, context.now(), 'arm-shown', { ...by(who), detail: `${stream} ${subject}` })
    return shownOf(context, row)
  })
  // Noted by itself: what was refused writes nothing else.
  if (isRefused(shown) && shown.refused === 'not-allowed')
    await note(context.store.db, context.now(), 'arm-refused', { ...by(who), detail: `${stream} ${subject}` })
  return shown
}

/** All of them, of the sites where whoever asks holds a role that the study names. */
export async function showArms(context: Context, who: SignedIn, study: StudyId): Promise<ShownArms | Refused> {
  const unblinded = await unblindedRoles(context, study)
  const sites = new Set(
    who.grants.flatMap((grant) => (grant.study === study && unblinded?.has(grant.role) ? [grant.site] : [])),
  )
  if (sites.size === 0) {
    await note(context.store.db, context.now(), 'arm-refused', { ...by(who), detail: study })
    return notAllowed
  }
  return context.store.within(sightOf(context, who), [], async (tx) => {
    await note(tx, context.now(), 'arms-listed', { ...by(who), detail: study })
    const rows = await tx.select().from(allocation).where(eq(allocation.studyId, study)).orderBy(allocation.number)
    const arms = rows.flatMap((row) => {
      const { site } = streamParts(row.stream)
      if (!sites.has('*') && !sites.has(site)) return []
      return [{ ...shownOf(context, row), site, subject: row.subject, at: row.allocatedAt.toISOString() }]
    })
    return { arms }
  })
}

const by = ({ user, device }: SignedIn) => ({ user, device })

const rolesAt = ({ grants }: SignedIn, study: StudyId, site: SiteId) =>
  grants.flatMap((grant) => (grant.study === study && [site, '*'].includes(grant.site) ? [grant.role] : []))

/** Undefined where the study is not blind: its arms stand in the log. */
async function unblindedRoles(context: Context, study: StudyId): Promise<ReadonlySet<string> | undefined> {
  const def = (await newestThatRandomises(context, study))?.randomisation
  return def?.masking.value === 'blind' ? new Set(def.unblinded?.value) : undefined
}

/** Whether this person said so in the log, for everybody to see, and it counts. */
async function brokeBlind(
  tx: Transaction,
  { user }: SignedIn,
  stream: StreamId,
  subject: SubjectKey,
): Promise<boolean> {
  const rows = await tx
    .select({ body: change.body })
    .from(change)
    .where(
      and(
        ...[eq(change.studyId, streamParts(stream).study), eq(change.stream, stream), eq(change.subject, subject)],
        ...[eq(change.state, 'applied'), like(change.body, '%"unblind"%')],
      ),
    )
  return rows.some(({ body: text }) => {
    const row = Change.parse(JSON.parse(text))
    // Said at a site where they were before, and carried here.
    const { author, body } = row.body.kind === 'carried' ? row.body.change : row
    return body.kind === 'unblind' && author === user
  })
}

const shownOf = ({ secrets }: Context, row: typeof allocation.$inferSelect): ShownArm => ({
  arm: openArm.allocation(secrets, row.sealedArm, row.studyId, row.subject),
  number: writtenNumber(row.number),
})
